import Foundation
import TestKit
import Testing

/// The house style as a test: it fails, naming every place at once, or stays silent.
@Suite struct TidyTests {
  static let folders = ["Sources", "Resources", "Tests", "docs", "deploy"]

  @Test func theHouseIsTidy() throws {
    let root = try #require(PackageRoot.located, "the package's folder is not found")
    let files = try Self.files(below: root)
    try #require(files.contains { $0.path.hasPrefix("Sources/Quantities/") })
    let violations = files.flatMap(TidyRules.check)
    let list = violations.map(\.description).joined(separator: "\n")
    #expect(violations.isEmpty, "\(violations.count) violations:\n\(list)")
  }

  /// The text files of the package, by path; what is not UTF-8 is no text.
  private static func files(below root: URL) throws -> [TidyFile] {
    var paths: [String] = []
    for folder in folders {
      let path = root.appendingPathComponent(folder).path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      paths += try FileManager.default.subpathsOfDirectory(atPath: path).map { "\(folder)/\($0)" }
    }
    paths += try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".md") || $0.hasSuffix(".swift") }
    return try paths.sorted().compactMap { path in
      let url = root.appendingPathComponent(path)
      let kind = try FileManager.default.attributesOfItem(atPath: url.path)[.type]
      // Build products of other toolchains may lie in hidden folders.
      guard kind as? FileAttributeType == .typeRegular, !path.contains("/.") else { return nil }
      let data = try Data(contentsOf: url)
      return String(data: data, encoding: .utf8).map { TidyFile(path: path, text: $0) }
    }
  }
}

/// All rules.
enum TidyRules {
  static func check(_ file: TidyFile) -> [Violation] {
    ImportTable.check(file) + CodeRules.check(file) + LayoutRules.check(file)
      + TraceRules.check(file)
  }
}
