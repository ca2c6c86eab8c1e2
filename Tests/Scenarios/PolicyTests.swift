import Foundation
import TestKit
import Testing

/// `policy lint` and `policy try`.
@Suite struct PolicyTests {
  static let now = StatisticsTests.now

  @Test func lintTellsAllFindingsWithTheirLines() throws {
    let office = try StatisticsTests.office()
    let fine = try office.json(["policy", "lint"], now: Self.now)
    #expect(fine["ok"] == .bool(true))
    let policy = office.path + "/policy/"
    for (name, word, instead) in [
      ("regimes.json", "\"maxUses\": 3", "\"maxUses\": \"three\""),
      ("fund.json", "\"bank\": 20", "\"bank\": 30"),
    ] {
      let text = try String(contentsOfFile: policy + name, encoding: .utf8)
      #expect(text.contains(word), "\(name)")
      try text.replacingOccurrences(of: word, with: instead)
        .write(toFile: policy + name, atomically: true, encoding: .utf8)
    }
    let found = try office.json(["policy", "lint"], now: Self.now, status: 1)["findings"].elements
    let sentences = found.compactMap(\.text)
    #expect(sentences.contains { $0.contains("regimes.json 第 ") })
    #expect(sentences.contains { $0.contains("fund.json 第 ") })
  }

  /// A draft takes the place of the file whose name it bears.
  @Test func draftsAreKnownByTheirNames() throws {
    let office = try StatisticsTests.office()
    for (name, piece, instead) in [
      ("holidays.csv", "2018-12-30,holiday", "2018-12-30,feast"),
      ("deadlines.csv", "REVIEW,5", "REVIEW,0"), ("lpr.csv", "2024-07-22,", "2024-07-32,"),
      ("towns.csv", "140525100000", "14052510000"), ("fund.json", "\"bank\": 20", "\"bank\": 30"),
    ] {
      let draft = office.scratch.path(name)
      let text = try String(
        contentsOfFile: office.path + "/policy/" + name, encoding: .utf8)
      #expect(text.contains(piece), "\(name)")
      try text.write(toFile: draft, atomically: true, encoding: .utf8)
      let fine = try office.json(["policy", "lint", draft], now: Self.now)
      #expect(fine["ok"] == .bool(true), "\(name): \(fine)")
      try text.replacingOccurrences(of: piece, with: instead)
        .write(toFile: draft, atomically: true, encoding: .utf8)
      let found = try office.json(["policy", "lint", draft], now: Self.now, status: 1)["findings"]
      #expect(
        found.elements.allSatisfy { $0.text?.contains(name) == true }, "\(name): \(found)")
      #expect(try office.run(["policy", "try", draft], now: Self.now).status == 64)
    }
    let unknown = office.scratch.path("节假日.csv")
    try "day\n".write(toFile: unknown, atomically: true, encoding: .utf8)
    let refused = try office.run(["policy", "lint", unknown], now: Self.now)
    #expect(refused.status == 64 && refused.message.contains("holidays.csv"), "\(refused.message)")
    #expect(try office.json(["policy", "lint"], now: Self.now)["ok"] == .bool(true))
  }

  @Test func tryShowsTheBudgetAndTouchesNothing() throws {
    let office = try StatisticsTests.office()
    let file = office.path + "/policy/regimes.json"
    let same = try office.json(["policy", "try", file], now: Self.now)["quarters"].elements
    #expect(same.compactMap { $0["period"].text } == ["2025Q2", "2025Q3", "2025Q4", "2026Q1"])
    for quarter in same {
      #expect(quarter["payers"]["total"]["difference"].text == "0.00")
      #expect(quarter["changed"].int == 0)
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let draft = office.scratch.path("draft.json")
    try text.replacingOccurrences(of: "\"1/2\"", with: "\"1/4\"")
      .write(toFile: draft, atomically: true, encoding: .utf8)
    #expect(text.contains("\"1/2\""))
    let less = try office.json(["policy", "try", draft], now: Self.now)["quarters"].elements
    for quarter in less {
      let payers = quarter["payers"]
      #expect(payers["total"]["difference"].text?.hasPrefix("-") == true, "\(quarter)")
      for column in ["current", "draft"] {
        let parts = ["central", "province", "city", "county"].reduce(0) {
          $0 + (fen(payers[$1][column].text) ?? 0)
        }
        #expect(yuan(parts) == payers["total"][column].text)
      }
    }
    #expect(try office.json(["settle", "list"])["runs"].elements.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    try "{".write(toFile: draft, atomically: true, encoding: .utf8)
    #expect(try office.run(["policy", "try", draft], now: Self.now).status == 64)
    #expect(try office.run(["policy", "try", draft + "x"], now: Self.now).status == 64)
  }
}
