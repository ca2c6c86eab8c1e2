import Foundation

/// A site in a folder: a live release, a download, a USB stick.
public struct DownloadedSite: Sendable {
  /// The folder that holds `index.html` and `log/`.
  public let folder: String

  /// Deeper folders are no part of a site; a link in a circle would lead there.
  private static let deepest = 16

  /// A site in a folder.
  public init(_ folder: String) { self.folder = folder }

  /// Reads a file by its path below the folder; nil when there is none.
  public func read(_ path: String) throws -> [UInt8]? {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    }
  }

  /// The paths of all pages, ascending.
  public func pages() throws -> [String] { try files { $0.hasSuffix(".html") } }

  /// The paths of all files with hashes and entries of the log, ascending; none without a log.
  public func logFiles() throws -> [String] {
    isFolder(Self.tiles) ? try files(below: Self.tiles) { $0.last?.isWholeNumber == true } : []
  }

  private static let tiles = "log/tile"

  private func files(below: String = "", where isWanted: (String) -> Bool) throws -> [String] {
    var files: [String] = []
    var waiting = [(path: below, depth: 0)]
    while let (path, depth) = waiting.popLast() {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)") {
        let found = path.isEmpty ? name : "\(path)/\(name)"
        // The log's own folders bear numbers as well as its files.
        if isWanted(name), below.isEmpty || !isFolder(found) {
          files.append(found)
        } else if depth < Self.deepest, isFolder(found) {
          waiting.append((found, depth + 1))
        }
      }
    }
    return files.sorted()
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(
      atPath: "\(folder)/\(path)", isDirectory: &isFolder) && isFolder.boolValue
  }
}
