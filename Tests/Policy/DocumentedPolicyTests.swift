import Foundation
import Policy
import Quantities
import Subsidy
import Testing

/// What docs/SUBSIDY.md tells a bureau to write must be what the program reads.
@Suite("The examples of the documentation")
struct DocumentedPolicyTests {
  private static let page = ShippedPolicy.folder
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/SUBSIDY.md")

  /// The fenced blocks of a language below the heading "Policy data".
  private func blocks(_ language: String) throws -> [String] {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## Policy data\n").last)
    return section.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
  }

  @Test("a regime, an LPR row and overrides, each put where the page says")
  func examples() throws {
    let json = try blocks("json")
    let row = try #require(try blocks("csv").first)
    #expect(json.count == 2)
    var files = try ShippedPolicy.files()
    let regimes = String(decoding: files.regimes, as: UTF8.self)
    let end = try #require(regimes.range(of: "\n  ]\n}", options: .backwards))
    files.regimes = Array(regimes.replacingCharacters(in: end, with: ",\n\(json[0])\n]}").utf8)
    files.lpr += Array((row + "\n").utf8)
    files.overrides = Array(json[1].utf8)
    let policy = try Policy(files)

    let late = Day.of("2028-12-01")
    let person = try #require(
      policy.entitlement(of: .individual, category: "05", disbursedOn: late, signedOn: late)
        .entitlement)
    #expect(person.regime.id == "R6" && person.terms.cap == Timeline(.yuan(400_000)))
    #expect(person.terms.lpr == Rate.of("2.9000"))
    #expect(person.sharingDoubts.map(\.title) == ["政策阶段 R6 的各级财政分担比例待确认"])
    #expect(policy.overrides.map(\.id) == ["C1", "C2"])
    #expect(policy.overrides.map(\.regime) == ["R5", "R5"])

    // The worked figure of the page, by both engines.
    let start = Day.of("2025-03-01")
    let granted = try #require(
      policy.entitlement(of: .individual, category: "05", disbursedOn: start, signedOn: start)
        .entitlement)
    let note = SubsidyCase(
      disbursedOn: start, originalDueOn: Day.of("2028-03-01"), balance: Timeline(.yuan(500_000)),
      rate: Timeline(Rate.of("4.5000")), terms: granted.terms)
    let quarter = try #require(Quarter("2026Q1"))
    for figure in [note.figure(for: [quarter.days]), note.figureByDays(for: [quarter.days])] {
      #expect(figure.days == 90 && figure.interest.description == "5625.00")
      #expect(figure.subsidy.description == "1687.50")
      #expect(figure.localSubsidy.description == "562.50")
      #expect(figure.borrower.description == "3375.00")
      let local = try #require(granted.localSharing?.shares(of: figure.localSubsidy))
      let shares = granted.sharing.shares(of: figure.subsidy)
      #expect(shares.city.description == "506.25" && local.city.description == "225.00")
      #expect((shares + local).county.description == "1518.75")
    }
  }

  @Test("what lint says of sound files: the days with a policy, local rules, open values")
  func summary() throws {
    var files = try ShippedPolicy.files()
    let plain = try Policy(files).summary
    #expect(plain[0].contains("2016-09-24 至 2028-09-30 发放的借据"))
    #expect(plain[1].contains("LPR 自 2015-10-26 起，已核对至 2025-07-21"))
    #expect(plain.contains("政策阶段 R5 的各级财政分担比例待确认。"))
    files.overrides = Array(try blocks("json")[1].utf8)
    let local = try Policy(files).summary
    #expect(
      local.contains(
        "地方规定 C1：某市财金〔2024〕12号，2025-01-01 至 2026-12-31 发放的借据，在政策阶段 R5 之上规定了"
          + "贴息次数上限、各级财政分担比例。"))
    #expect(local.contains("某政发〔2024〕3号 规定的个人地方贴息的分担比例待确认。"))
    #expect(Set(local).count == local.count, "nothing is said twice")
  }
}
