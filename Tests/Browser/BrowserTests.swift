import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import TestKit
import Testing

/// The site in a real Chromium, from `file://`, on a phone and a desktop, light and dark, with and
/// without JavaScript. Where Chromium or playwright is missing, one line says so and nothing runs.
@Suite("In a browser")
struct BrowserTests {
  @Test("every kind of page shows whole, asks nothing of the network and reports no error")
  func pages() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mingdai-browser-\(UUID().uuidString)").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") }
    }
    let county = SyntheticCounty(count: 300)
    let result = try PublishSite(
      input: county.input(), site: folder.path,
      source: HeldRecords(county.records(), secrets: county.secrets), digest: HeldRecords.digest
    )()
    #expect(result.isLive)
    let longest = try #require(county.records().max { $0.quarters.count < $1.quarters.count })
    let newest = try #require(county.records().last)
    let output = try BrowserTests.run(
      python,
      [
        try #require(PackageRoot.located).appendingPathComponent("Tests/Browser/look.py").path,
        chromium, "\(folder.path)/releases/\(result.release)", "index.html", "browse/index.html",
        "town/140525106000/index.html", "kind/individual/index.html", "kind/individual/1/p1.html",
        SiteAddress.record(longest.number).path, SiteAddress.record(newest.number).path,
        "subsidy/index.html", "subsidy/2026Q1.html", "policy.html", "about.html", "404.html",
      ])
    #expect(output.status == 0, "\(output.text)")
    #expect(output.text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty, "\(output.text)")
  }

  private static func run(
    _ program: String, _ arguments: [String]
  ) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
