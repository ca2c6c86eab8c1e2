/// Reads files one after the other, each with all that is packed and escaped in it.
struct LeakWork {
  /// How deep decoded content within decoded content is followed: deeper is a hit.
  static let depth = 8

  /// Where a content comes from.
  private enum Origin {
    /// The file itself, or what was packed in it: what is no text there cannot be checked.
    case file
    /// Escapes or base64: they may stand for any bytes.
    case decoded
  }

  private var desk: LeakDesk
  private var file = ""
  /// Bytes of decoded content that may still be read: more is a hit.
  private var budget = 0
  private(set) var leaks: [Leak] = []
  var traces: LeakTraces { desk.traces }

  /// Work with some scan, whose secrets stay the same.
  init(scan: LeakScan) { desk = LeakDesk(scan: scan) }

  /// Begins with a file of a size, of which nothing is found yet; its traces join those before.
  mutating func begin(_ file: String, size: Int) {
    self.file = file
    budget = 64 << 20 + 32 * size
    leaks = []
  }

  mutating func add(_ found: [(kind: Leak.Kind, offset: Int)]) {
    for (kind, offset) in found {
      let leak = Leak(file: file, offset: offset, kind: kind)
      if !leaks.contains(leak) { leaks.append(leak) }
    }
  }

  /// Reads the file.
  mutating func read(_ bytes: [UInt8]) { read(bytes, .file, depth: 0, base: 0) }

  /// Reads a content; `base` is where in the file it was found.
  private mutating func read(_ bytes: [UInt8], _ origin: Origin, depth: Int, base: Int) {
    if depth > 0 {
      budget -= bytes.count
      guard depth <= LeakWork.depth, budget >= 0 else { return add([(.unreadable, base)]) }
    }
    if unpack(bytes, origin, depth: depth, base: base) { return }
    var reader = LeakReader()
    bytes.withUnsafeBufferPointer { reader.read($0, &desk) }
    add(reader.hits.map { ($0.kind, base + $0.offset) })
    if reader.isBinary, origin == .file, !Packed.isPictureOrProgram(bytes) {
      add([(.unreadable, base)])
    }
    if reader.hasEscapes {
      read(Escapes.resolved(bytes, as: .script), .decoded, depth: depth + 1, base: base)
    }
    if reader.hasDigitEscapes {
      read(Escapes.resolved(bytes, as: .style), .decoded, depth: depth + 1, base: base)
    }
    var inner: [(bytes: [UInt8], place: Int)] = []
    bytes.withUnsafeBufferPointer { Base64.decode($0) { inner.append(($0, $1)) } }
    for (bytes, place) in inner { read(bytes, .decoded, depth: depth + 1, base: base + place) }
  }

  /// Reads what is packed; false when nothing is.
  private mutating func unpack(
    _ bytes: [UInt8], _ origin: Origin, depth: Int, base: Int
  ) -> Bool {
    switch Packed.read(bytes, limit: max(0, budget)) {
    case .none: return false
    case .tooMuch: add([(.unreadable, base)])
    case .broken(let begun):
      // Base64 may look packed by chance; of a file it is known.
      if origin == .file { add([(.unreadable, base)]) }
      read(begun, origin, depth: depth + 1, base: base)
    case .whole(let inner, let rest):
      read(inner, origin, depth: depth + 1, base: base)
      if !rest.isEmpty { read(rest, origin, depth: depth + 1, base: base) }
    }
    return true
  }
}
