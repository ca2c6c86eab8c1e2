import Disclosure
import Foundation
import OpenData
import PublicSite
import Quantities
import SyntheticCounty
import Testing

/// A site in a folder of its own, removed when the test is done.
final class SiteFixture {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("mingdai-site-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      print("left behind: \(folder)")
    }
  }

  /// Publishes the loans of a county.
  func publisher(_ county: SyntheticCounty, full: Bool = false) -> PublishSite {
    publisher(county, HeldRecords(county.records(), secrets: county.secrets), full: full)
  }

  /// Publishes records with a county around them.
  func publisher(
    _ county: SyntheticCounty, _ records: [PublicRecord], from start: Int64 = 0
  ) -> PublishSite {
    publisher(county, HeldRecords(records, secrets: county.secrets, from: start))
  }

  /// Publishes what a source holds.
  func publisher(
    _ county: SyntheticCounty, _ source: any SiteSource, full: Bool = false
  ) -> PublishSite {
    PublishSite(
      input: county.input(), site: folder, source: source, full: full, digest: HeldRecords.digest)
  }

  var current: String? {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/current")
    } catch {
      return nil
    }
  }

  /// The files of a release, by path, as a web server sees them: through the links.
  func files(_ release: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    try collect("", "\(folder)/releases/\(release)", into: &files)
    return files
  }

  private func collect(_ path: String, _ place: String, into files: inout [String: Data]) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
      throw CocoaError(.fileNoSuchFile)
    }
    guard isFolder.boolValue else {
      files[path] = try Data(contentsOf: URL(fileURLWithPath: place))
      return
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: place) {
      try collect(path.isEmpty ? name : path + "/" + name, place + "/" + name, into: &files)
    }
  }

  /// Whether a text stands in any file of the whole folder, manifests and old releases included.
  func holds(_ text: String) throws -> Bool {
    let wanted = Data(text.utf8)
    guard let files = FileManager.default.enumerator(atPath: folder) else { return false }
    for case let name as String in files {
      var isFolder: ObjCBool = false
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      if try Data(contentsOf: URL(fileURLWithPath: path)).firstRange(of: wanted) != nil {
        return true
      }
    }
    return false
  }

  /// The names in the store.
  var store: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder + "/store").sorted()
    }
  }

  var releases: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder + "/releases").sorted()
    }
  }
}

/// A source that fails, or whose rows are out of order.
final class BrokenSource: SiteSource {
  struct Broken: Error {}

  private let held: HeldRecords
  private let backwards: Bool

  init(_ records: [PublicRecord], backwards: Bool = false) {
    held = HeldRecords(records)
    self.backwards = backwards
  }

  var logSize: Int64 { held.logSize }
  var erasures: Int { 0 }
  var secretMark: String { "0" }

  func forEachRow(_ body: (ListRow) throws -> Void) throws {
    var rows: [ListRow] = []
    try held.forEachRow { rows.append($0) }
    for row in backwards ? rows.reversed() : rows { try body(row) }
  }

  func forEachRecord(
    from first: RecordNumber, through last: RecordNumber,
    _ body: (PublishedRecord) throws -> Void
  ) throws {
    throw Broken()
  }

  func forEachRevision(
    at places: Range<Int64>, _ body: (ChangeRow) throws -> Void
  ) throws {
    try held.forEachRevision(at: places, body)
  }

  func day(at place: Int64) throws -> Day { try held.day(at: place) }

  func withdrawn() throws -> [(number: RecordNumber, position: Int64)] { [] }
  func changes() throws -> [RecordChange] { [] }
  func secrets(since mark: String?) throws -> Secrets { Secrets() }
}
