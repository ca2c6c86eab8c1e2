import Foundation
import SiteAssets
import TestKit
import Testing

@testable import SearchIndex

/// The page's own script in a real Chromium, over an index of invented records, from `file://` and
/// over http. Where Chromium or playwright is missing, one line says so and nothing runs.
@Suite("The search script")
struct SearchScriptTests {
  @Test("finds in Chromium what the records hold, and folds as the index does")
  func recall() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    // Where lists are long soon, few records make every kind of file.
    let folder = try index(
      InventedRecords(count: 1_500, seed: 8, gap: 9).records, InventedRecords.tight)
    let folded = (0...0xFFFF).map { unit -> [UInt16] in
      // A surrogate by itself is no text; the script is only ever given whole ones.
      (0xD800...0xDFFF).contains(unit)
        ? [] : SearchFold.units(String(decoding: [UInt16(unit)], as: UTF16.self))
    }
    try write(Array("\(folded)".utf8), "folded.json", in: folder)
    let script = try #require(PackageRoot.located).appendingPathComponent(
      "Tests/SearchIndex/search.py")
    let outcome = try Command.run(python, [script.path, chromium, folder.path(""), "3"])
    #expect(outcome.status == 0, "\(outcome.text) \(outcome.message)")
    #expect(outcome.text.isEmpty, "\(outcome.text)")
  }

  @Test("reads few bytes for a first query, with filters too")
  func bytes() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    let folder = try index(InventedRecords(count: 5_000, seed: 10).records, PostingList.Limits())
    let script = try #require(PackageRoot.located).appendingPathComponent(
      "Tests/SearchIndex/search.py")
    let outcome = try Command.run(
      python, [script.path, chromium, folder.path(""), "10", "bound", "24000"])
    #expect(outcome.status == 0, "\(outcome.text) \(outcome.message)")
  }

  /// A folder with an index, its cards and the script.
  private func index(
    _ records: [SearchRecord], _ limits: PostingList.Limits
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder("search")
    for file in InventedRecords.files(records, limits) {
      try write(file.bytes, file.path, in: folder)
    }
    for (number, own) in Dictionary(grouping: records, by: { SearchCards.number(of: $0.ordinal) }) {
      let file = SearchCards.file(number, own)
      try write(file.bytes, file.path, in: folder)
    }
    try write(SiteAssets.searchScript, "assets/search.js", in: folder)
    return folder
  }

  private func write(_ bytes: [UInt8], _ path: String, in folder: ScratchFolder) throws {
    let url = URL(fileURLWithPath: folder.path(path))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}
