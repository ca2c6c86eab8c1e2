import Disclosure
import Foundation
import PublicSite
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

  /// A stand-in for SHA-256, as long and as sensitive to every byte as a test needs.
  static let digest: @Sendable ([UInt8]) -> String = { bytes in
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let text = String(state, radix: 16)
    return String(repeating: "0", count: 64 - text.count) + text
  }

  func publisher(_ county: SyntheticCounty, full: Bool = false) -> PublishSite {
    PublishSite(
      input: county.input(), office: "ZEZHOU", site: folder, secrets: county.secrets, full: full,
      digest: SiteFixture.digest)
  }

  var current: String? {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/current")
    } catch {
      return nil
    }
  }

  /// The files of a release, by path.
  func files(_ release: String) throws -> [String: Data] {
    let root = "\(folder)/releases/\(release)"
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder)
      if !isFolder.boolValue {
        files[path] = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)"))
      }
    }
    return files
  }

  var releases: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder + "/releases").sorted()
    }
  }
}
