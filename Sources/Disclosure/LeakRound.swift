/// Reads files of one folder one after the other: what several of them say is looked up once.
public struct LeakRound {
  private var work: LeakWork

  /// The traces of all files that were read: with them a secret that becomes known later is found
  /// in files that are not read again, by ``LeakScan/tells(_:)``.
  public var traces: LeakTraces { work.traces }

  /// Begins without a file.
  public init(scan: LeakScan) { work = LeakWork(scan: scan) }

  /// The hits in a file and its path, in the order of their place; empty when it is clean.
  public mutating func leaks(in bytes: [UInt8], file: String) -> [Leak] {
    work.begin(file, size: 0)
    work.read(Array(file.utf8))
    let told = work.leaks.map { (kind: $0.kind, offset: 0) }
    // A path that tells something is not told.
    work.begin(told.isEmpty ? file : LeakRound.hidden(file), size: bytes.count)
    work.add(told)
    work.read(bytes)
    return work.leaks
  }

  /// A path of which only the folders' depth and the kind of file can be seen.
  private static func hidden(_ path: String) -> String {
    let end = path.lastIndex(of: ".") ?? path.endIndex
    return String(path[..<end].map { $0 == "/" ? $0 : "*" }) + path[end...].prefix(6)
  }
}
