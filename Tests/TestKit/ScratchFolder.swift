public import Foundation

/// A folder of a test's own, removed with everything in it when the test lets go of it.
public final class ScratchFolder {
  /// The folder.
  public let url: URL

  /// Makes a new folder, in the system's place for such by default.
  public init(_ name: String, in parent: URL? = nil) throws {
    url = (parent ?? FileManager.default.temporaryDirectory)
      .appendingPathComponent("mingdai-\(name)-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  // A test has nothing better to do when its leavings cannot be removed.
  deinit { try? FileManager.default.removeItem(at: url) }

  /// Its path.
  public var path: String { url.path }

  /// Something in it.
  public func url(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// The path of something in it.
  public func path(_ name: String) -> String { url(name).path }

  /// Writes a file.
  public func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: url(name))
  }

  /// Writes a text file.
  public func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  /// Reads a file.
  public func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: url(name))) }
}

extension FileManager {
  /// The names in a folder, sorted; none when there is no folder.
  public func names(_ path: String) -> [String] {
    ((try? contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Every plain file below a folder, as paths below it, sorted. Links are followed where they
  /// lead to a folder or file, as a web server would.
  public func files(below folder: String) -> [String] {
    var found: [String] = []
    var open = [""]
    while let here = open.popLast() {
      for name in names(folder + "/" + here) {
        let path = here.isEmpty ? name : here + "/" + name
        var isFolder: ObjCBool = false
        guard fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) else { continue }
        if isFolder.boolValue { open.append(path) } else { found.append(path) }
      }
    }
    return found.sorted()
  }
}
