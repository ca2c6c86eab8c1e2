import Foundation
import TestKit
import Testing

/// The synthetic county, from sealed packages to the site.
@Suite struct DemoTests {
  @Test func everyPlantedErrorIsFoundAndTheSiteRepeats() throws {
    let first = try OfficeDesk()
    let second = try OfficeDesk()
    let report = try demo(first)
    #expect(report.names.isSuperset(of: ["office", "notes", "packages", "runs", "site"]))
    #expect(report["notes"].int == 300)
    for kind in ["wrongPackages", "claims"] {
      #expect(report[kind].elements.count >= 10)
      for outcome in report[kind].elements {
        #expect(outcome["count"].int ?? 0 > 0)
        #expect(outcome["found"] == outcome["count"], "\(outcome)")
      }
    }
    #expect(report["leaks"].int == 0)
    let runs = report["runs"].elements
    #expect(runs.dropLast().allSatisfy { $0["state"].text == "PAID" } && runs.count > 1)
    #expect(runs.last?["state"].text == "APPROVED", "the last quarter is still to be paid")
    for (run, payment) in zip(runs, report["payments"].elements) {
      #expect(payment["gross"] == run["totals"]["payable"], "\(run["run"])")
      #expect(payment["returned"].int == (run["state"].text == "PAID" ? 1 : 0))
    }
    let site = try #require(report["site"].text)
    #expect(FileManager.default.fileExists(atPath: site + "/index.html"))
    try Self.isLight(site)
    try Self.hasCases(first)
    // Keys, signatures and salts differ from run to run; the rest of the site must not know.
    let other = try #require(try demo(second)["site"].text)
    let files = FileManager.default.files(below: site)
    #expect(files.count > 300)
    #expect(files == FileManager.default.files(below: other))
    for file in files where !file.hasPrefix("log/") {
      #expect(
        try Self.withoutSalts(site + "/" + file) == Self.withoutSalts(other + "/" + file),
        "\(file)")
    }
    let today = "2026-07-02T12:00:00+08:00"
    let again = try first.json(["publish"], now: today)
    let once = try first.json(["publish"], now: today)
    #expect(again["records"] == once["records"])
    #expect(once["written"].int == 0)
    #expect(once["unchanged"] == once["pages"])
    try first.checksOut()
    let listed = try first.run(["note", "list"])
    #expect(listed.text.split(separator: "\n").count == 301)
  }

  /// A record page is at most 30 kB with its styles, the first page 100 kB. DISCLOSURE §4.
  private static func isLight(_ site: String) throws {
    func weight(_ files: [String]) throws -> Int {
      try files.reduce(0) { try $0 + Data(contentsOf: URL(fileURLWithPath: site + "/" + $1)).count }
    }
    let files = FileManager.default.files(below: site)
    for page in files where page.hasPrefix("record/") && page.hasSuffix(".html") {
      #expect(try weight([page, "assets/site.css"]) <= 30_000, "\(page)")
    }
    let first = ["index.html"] + ["site.css", "more.css", "site.js"].map { "assets/" + $0 }
    #expect(try weight(first) <= 100_000)
  }

  /// A notice that is over, one on show, an applicant refused; objections of each kind.
  private static func hasCases(_ office: OfficeDesk) throws {
    let now = "2026-07-01T18:00:00+08:00"
    let notices = try office.json(["notice", "list"], now: now)["notices"].elements
    #expect(notices.map { $0["state"].text } == ["PUBLISHED", "ENDED"])
    #expect(notices.map { $0["applicants"].int } == [12, 8], "one of nine was refused")
    let objections = try office.json(["objection", "list"], now: now)["objections"].elements
    #expect(objections.map { $0["upheld"] } == [.bool(false), .bool(true), .null])
    #expect(objections.last?["answered"] == .null)
  }

  private static func withoutSalts(_ path: String) throws -> Data {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    guard path.hasSuffix(".html") else { return bytes }
    let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\"salt\":\"")
    return Data(([parts[0]] + parts.dropFirst().map { String($0.dropFirst(32)) }).joined().utf8)
  }

  private func demo(_ office: OfficeDesk) throws -> JSONTree {
    try office.json(["demo", office.path, "--notes", "300", "--seed", "7"])
  }
}
