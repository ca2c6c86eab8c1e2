/// A QR code (ISO/IEC 18004) of a short text: bytes, error correction M, versions 1 to 9.
///
/// The mask is always the chequered one. Readers take the mask from the code; weighing all eight
/// would cost ten times what everything else does, for each of a hundred thousand pages.
public struct QRCode: Sendable {
  /// Modules a side, 21…53.
  public let size: Int
  /// A row's modules, the leftmost in the lowest bit; 1 is dark.
  public let rows: [UInt64]

  /// The longest text in bytes.
  public static let most = 180

  /// A code in the smallest version that holds the text; nil when it has more than ``most`` bytes
  /// of UTF-8.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let layout = QRLayout.all.first(where: { bytes.count <= $0.dataCount - 2 }) else {
      return nil
    }
    size = layout.size
    rows = layout.drawn(layout.interleaved(QRCode.codewords(bytes, layout.dataCount)))
  }

  /// Mode and length in twelve bits, the bytes, four zero bits, and what fills up.
  private static func codewords(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    var words: [UInt8] = []
    words.reserveCapacity(count)
    var before = UInt8(0b0100)
    for byte in [UInt8(bytes.count)] + bytes {
      words.append(before << 4 | byte >> 4)
      before = byte & 15
    }
    words.append(before << 4)
    var filler: UInt8 = 0xEC
    while words.count < count {
      words.append(filler)
      filler ^= 0xEC ^ 0x11
    }
    return words
  }
}

/// What is the same in every code of a version: patterns, the way of the bits, the blocks.
private struct QRLayout: Sendable {
  let size: Int
  let dataCount: Int
  private let blocks: Int
  private let correction: QRCorrection
  /// The fixed patterns, and the mask where data go.
  private let start: [UInt64]
  /// The places of the data's bits in their order.
  private let way: [(row: UInt8, column: UInt8)]

  /// Versions 1…9 at level M: data bytes, bytes of correction in a block, blocks.
  static let all: [QRLayout] = [
    (16, 10, 1), (28, 16, 1), (44, 26, 1), (64, 18, 2), (86, 24, 2), (108, 16, 4), (124, 18, 4),
    (154, 22, 4), (182, 22, 5),
  ].enumerated().map { QRLayout(version: $0 + 1, $1.0, $1.1, $1.2) }

  private init(version: Int, _ dataCount: Int, _ correction: Int, _ blocks: Int) {
    size = 17 + 4 * version
    self.dataCount = dataCount
    self.blocks = blocks
    self.correction = QRCorrection(correction)
    var pen = QRPen(size: size)
    pen.patterns(version)
    let way = pen.way()
    for (row, column) in way where (row + column) % 2 == 0 {
      pen.dark[Int(row)] |= 1 << UInt64(column)
    }
    self.way = way
    start = pen.dark
  }

  /// Data and correction of all blocks, taken in turns; the later blocks may be one byte longer.
  func interleaved(_ data: [UInt8]) -> [UInt8] {
    let short = data.count / blocks
    let longer = blocks - data.count % blocks
    var parts: [ArraySlice<UInt8>] = []
    var place = 0
    for block in 0..<blocks {
      let end = place + short + (block >= longer ? 1 : 0)
      parts.append(data[place..<end])
      place = end
    }
    var words: [UInt8] = []
    for index in 0...short {
      for part in parts where index < part.count { words.append(part[part.startIndex + index]) }
    }
    let corrections = parts.map(correction.of)
    for index in 0..<correction.count { words += corrections.map { $0[index] } }
    return words
  }

  /// The rows with these bytes in them; a dark bit turns what the mask has there.
  func drawn(_ words: [UInt8]) -> [UInt64] {
    var rows = start
    rows.withUnsafeMutableBufferPointer { rows in
      way.withUnsafeBufferPointer { way in
        var place = 0
        for word in words {
          for bit in (UInt8(0)..<8).reversed() {
            let (row, column) = way[place]
            rows[Int(row)] ^= UInt64(word >> bit & 1) << UInt64(column)
            place += 1
          }
        }
      }
    }
    return rows
  }
}

/// Draws the fixed patterns of a version and remembers where they stand.
private struct QRPen {
  let size: Int
  var dark: [UInt64]
  private var taken: [UInt64]

  init(size: Int) {
    self.size = size
    dark = Array(repeating: 0, count: size)
    taken = dark
  }

  private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return }
    taken[row] |= 1 << UInt64(column)
    if isDark { dark[row] |= 1 << UInt64(column) } else { dark[row] &= ~(1 << UInt64(column)) }
  }

  mutating func patterns(_ version: Int) {
    for place in 0..<size {
      set(6, place, place % 2 == 0)
      set(place, 6, place % 2 == 0)
    }
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
      square(row, column, reach: 4) { $0 != 2 && $0 != 4 }
    }
    if version > 1 {
      let step = version < 7 ? size - 13 : (size - 13) / 2
      let centres = Array(stride(from: 6, to: size, by: step))
      for row in centres {
        for column in centres where !isCorner(row, column) {
          square(row, column, reach: 2) { $0 != 1 }
        }
      }
    }
    format()
    if version > 6 { number([0x07C94, 0x085BC, 0x09A99][version - 7]) }
  }

  private func isCorner(_ row: Int, _ column: Int) -> Bool {
    [(6, 6), (6, size - 7), (size - 7, 6)].contains { $0 == (row, column) }
  }

  /// A square around a centre, dark in some distances from it.
  private mutating func square(
    _ row: Int, _ column: Int, reach: Int, _ isDark: (Int) -> Bool
  ) {
    for down in -reach...reach {
      for across in -reach...reach {
        set(row + down, column + across, isDark(max(abs(down), abs(across))))
      }
    }
  }

  /// Level M and the chequered mask, twice, in fifteen bits with their own correction.
  private mutating func format() {
    let bits = 0b101_0100_0001_0010
    for index in 0..<15 {
      let isDark = bits >> index & 1 == 1
      set(index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, 8, isDark)
      set(8, index < 8 ? size - 1 - index : index == 8 ? 7 : 14 - index, isDark)
    }
    set(size - 8, 8, true)
  }

  /// The version with its correction, twice, in eighteen bits.
  private mutating func number(_ bits: Int) {
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      set(index / 3, size - 11 + index % 3, isDark)
      set(size - 11 + index % 3, index / 3, isDark)
    }
  }

  /// In pairs of columns from the right, up and down in turns, past the patterns.
  func way() -> [(row: UInt8, column: UInt8)] {
    var way: [(row: UInt8, column: UInt8)] = []
    var isUp = true
    for right in [Int](stride(from: size - 1, to: 6, by: -2)) + [5, 3, 1] {
      for step in 0..<size {
        let row = isUp ? size - 1 - step : step
        for column in [right, right - 1] where taken[row] >> UInt64(column) & 1 == 0 {
          way.append((UInt8(row), UInt8(column)))
        }
      }
      isUp.toggle()
    }
    return way
  }
}

/// Reed–Solomon over GF(256) with the polynomial 0x11D.
private struct QRCorrection: Sendable {
  let count: Int
  /// The generator times every byte, one after the other.
  private let multiples: [UInt8]

  init(_ count: Int) {
    self.count = count
    var generator = [UInt8](repeating: 0, count: count - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<count {
      for index in 0..<count {
        let next = index + 1 < count ? generator[index + 1] : 0
        generator[index] = QRCorrection.product(generator[index], root) ^ next
      }
      root = QRCorrection.product(root, 2)
    }
    multiples = (0...255).flatMap { byte in
      generator.map { QRCorrection.product($0, UInt8(byte)) }
    }
  }

  private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var product = 0
    for bit in (0..<8).reversed() {
      product = product << 1 ^ (product >> 7 & 1) * 0x11D
      product ^= Int(b) >> bit & 1 == 1 ? Int(a) : 0
    }
    return UInt8(product & 0xFF)
  }

  /// The bytes of correction of a block: what is left when it is divided by the generator.
  func of(_ block: ArraySlice<UInt8>) -> [UInt8] {
    // A zero stands behind the rest, to be shifted in.
    var left = [UInt8](repeating: 0, count: count + 1)
    left.withUnsafeMutableBufferPointer { left in
      multiples.withUnsafeBufferPointer { multiples in
        for byte in block {
          let row = Int(byte ^ left[0]) * count
          for index in 0..<count { left[index] = left[index + 1] ^ multiples[row + index] }
        }
      }
    }
    return left
  }
}
