import Foundation

/// The least that a program can do with the files of a release: open, write and close each, into
/// folders that are there. What they hold lies in memory before the clock starts.
struct BareFiles {
  /// The folder with the release's buckets.
  let store: String
  /// A folder for the copies; removed at the end.
  let copy: String

  /// So many bytes are in memory at a time.
  private static let portion = 64 << 20

  func write(_ report: inout BenchReport) throws -> Cost {
    var cost = Cost(seconds: 0, processorSeconds: 0, threadSeconds: 0, peakKiB: 0)
    var count = 0
    var waiting: [(path: String, bytes: [UInt8])] = []
    var size = 0
    func writeOut() throws {
      cost = cost + (try Cost.of { try Self.write(waiting) }).cost
      count += waiting.count
      waiting = []
      size = 0
    }
    for bucket in try FileManager.default.contentsOfDirectory(atPath: store).sorted()
    where !bucket.hasSuffix(".manifest") {
      for name in try FileManager.default.subpathsOfDirectory(atPath: "\(store)/\(bucket)") {
        let (path, place) = ("\(store)/\(bucket)/\(name)", "\(copy)/\(bucket)/\(name)")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
          !isFolder.boolValue
        else { continue }
        try FileManager.default.createDirectory(
          atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        waiting.append((place, Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
        size += waiting[waiting.count - 1].bytes.count
        if size >= Self.portion { try writeOut() }
      }
    }
    try writeOut()
    try FileManager.default.removeItem(atPath: copy)
    report.add("bare loop of the same files", cost, count: count, of: "files")
    return cost
  }

  private static func write(_ files: [(path: String, bytes: [UInt8])]) throws {
    for file in files {
      let handle = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
      guard handle >= 0, Foundation.write(handle, file.bytes, file.bytes.count) == file.bytes.count,
        close(handle) == 0
      else { throw BenchFault("\(file.path) cannot be written") }
    }
  }
}
