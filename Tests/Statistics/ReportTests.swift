import Foundation
import LoanBook
import Quantities
import Statistics
import StrictJSON
import Subsidy
import TestKit
import Testing

/// STATISTICS "Figures": codes, tables, JSON, and the page itself.
@Suite struct ReportTests {
  @Test func codesAreStableAndUnique() {
    let codes = StatisticsFigure.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    // 24 measures over three spans, 12 at the end of the period.
    #expect(codes.count == 24 * 3 + 12)
    #expect(codes.contains("disbursedAmount.year"))
    #expect(codes.contains("balanceAmount.end"))
    for figure in StatisticsFigure.all { #expect(StatisticsFigure(code: figure.code) == figure) }
    #expect(StatisticsFigure(code: "balanceAmount.year") == nil)
  }

  /// The page and the program know the same figures, by code and Chinese name.
  @Test func thePageDefinesEveryFigure() throws {
    let page = String(decoding: try ShippedFiles.bytes("docs/STATISTICS.md"), as: UTF8.self)
    var onPage: [String: String] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      // Only the tables of figures have a unit.
      guard cells.count == 4 else { continue }
      let code = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      #expect(onPage[code] == nil, "\(code) stands twice")
      onPage[code] = cells[1] + " " + cells[2]
    }
    var inCode: [String: String] = [:]
    for measure in Measure.allCases {
      inCode[measure.rawValue] = measure.name + " " + measure.unit
    }
    for measure in FundMeasure.allCases {
      inCode[measure.rawValue] = measure.name + " " + measure.unit
    }
    #expect(onPage == inCode)
  }

  @Test func everyMeasureHasWordsAndStandsOnOneSheet() {
    for measure in Measure.allCases {
      #expect(measure.definition.hasSuffix("。"))
      #expect(measure.definition.count(where: { $0 == "。" }) == 1, "one sentence: \(measure)")
      #expect(StatisticsTopic.allCases.count { $0.measures.contains(measure) } == 1)
    }
    for measure in FundMeasure.allCases { #expect(measure.definition.hasSuffix("。")) }
    #expect(Set(Measure.allCases.map(\.name)).count == Measure.allCases.count)
  }

  @Test func tableOfTowns() throws {
    let tally = try twoTowns()
    let table = tally.table(.lending, by: .town, names: try names())
    #expect(table.title == "创业担保贷款统计报表（发放与余额，按乡镇）")
    #expect(table.columns.prefix(4).map(\.heading) == ["代码", "乡镇", "发放笔数", "发放金额"])
    #expect(table.columns[3].group == "当期")
    #expect(table.columns.last?.group == "期末")
    #expect(
      table.rows.map { Array($0.prefix(4)) } == [
        [.text("140525100000"), .text("南村镇"), .count(1), .money(Fen(20_000_000))],
        [.text("140525999000"), .text("140525999000"), .count(1), .money(Fen(5_000_001))],
      ])
    #expect(
      table.totals?.prefix(4) == [
        .text(""), .text("合计"), .count(2), .money(Fen(25_000_001)),
      ])
  }

  /// What a spreadsheet sums must come to the stated total.
  @Test func totalsAreTheSumsOfTheirColumns() throws {
    var synthetic = SyntheticPeople(seed: 9)
    var tally = StatisticsTally(try known(StatisticsPeriod("2025-Q2")))
    for (person, notes) in try synthetic.people(80).enumerated() {
      let notes = try notes.map { NoteWithSubsidies(try $0.history(), subsidies: $0.subsidies) }
      tally.take(PersonNotes(person: Int64(person), notes: notes))
    }
    for topic in StatisticsTopic.allCases {
      for dimension in StatisticsDimension.allCases {
        let table = tally.table(topic, by: dimension, names: try names())
        #expect(table.name.unicodeScalars.count <= 31)
        #expect(table.rows.allSatisfy { $0.count == table.columns.count })
        guard let totals = table.totals else {
          #expect(dimension == .all || dimension == .focus)
          continue
        }
        for (index, column) in table.columns.enumerated() where column.total == .sum {
          let sum = table.rows.reduce(0) { $0 + number($1[index]) }
          #expect(sum == number(totals[index]), "\(column.heading) of \(table.name)")
        }
      }
    }
  }

  @Test func json() throws {
    let json = try JSONTree(twoTowns().json(names: try names()).canonical())
    #expect(json["period"].text == "2025-03")
    #expect(json["from"].text == "2025-03-01")
    #expect(json["to"].text == "2025-03-31")
    #expect(json["figures"].elements.count == StatisticsFigure.all.count)
    let all = json["groups"][0]
    #expect(all["dimension"].text == "all")
    #expect(all["values"]["disbursedAmount.period"].text == "250000.01")
    #expect(all["values"]["disbursedNotes.period"].int == 2)
    #expect(all["values"]["recoveryRate.period"] == .null)
  }

  @Test func contributionsForPrograms() throws {
    let note = try PlainNote("2025-03-03", "2026-03-03")
    var tally = StatisticsTally(try known(StatisticsPeriod("2025-03")))
    var told: [String] = []
    let person = PersonNotes(person: 1, notes: [NoteWithSubsidies(try note.history())])
    tally.take(person) { contribution in
      if contribution.group == StatisticsGroup(.bank, "ZZRCB"), contribution.figure.span == .period
      {
        told.append(String(decoding: contribution.json.canonical(), as: UTF8.self))
      }
    }
    #expect(
      told == [
        #"{"bank":"ZZRCB","dimension":"bank","figure":"disbursedNotes.period","key":"ZZRCB","#
          + #""noteNo":"JD-1","value":1}"#,
        #"{"bank":"ZZRCB","dimension":"bank","figure":"disbursedAmount.period","key":"ZZRCB","#
          + #""noteNo":"JD-1","value":"200000.00"}"#,
        #"{"bank":"ZZRCB","dimension":"bank","figure":"supportedPersons.period","key":"ZZRCB","#
          + #""noteNo":"JD-1","value":1}"#,
      ])
  }

  /// A report holds no name, number or other personal data, whatever the notes hold.
  @Test func noPersonalDataInAnyOutput() throws {
    let tally = try twoTowns()
    var text = String(decoding: try tally.json(names: names()).canonical(), as: UTF8.self)
    for topic in StatisticsTopic.allCases {
      text += "\(tally.table(topic, by: .focus, names: try names()))"
    }
    for person in 0...1 {
      #expect(!text.contains(Synthetic.residentID(person)))
      #expect(!text.contains(Synthetic.residentID(person).suffix(8)))
    }
    #expect(!text.contains("测试借款人"))
  }

  @Test func aRateIsExactUntilItIsShown() throws {
    let nearly = try known(ExactRatio(Fen(8_999_960), of: Fen(10_000_000)))
    #expect(nearly.percent == "90.00")
    #expect(!nearly.isAtLeast(percent: 90))
    let exactly = try known(ExactRatio(Fen(9), of: Fen(10)))
    #expect(exactly.isAtLeast(percent: 90))
    #expect(!exactly.isAbove(percent: 90))
    #expect(try known(ExactRatio(Fen(1), of: Fen(8))).percent == "12.50")
    #expect(try known(ExactRatio(Fen(1), of: Fen(3))).percent == "33.33")
    #expect(try known(ExactRatio(Fen(2), of: Fen(3))).percent == "66.67")
    // Half up: 0.125 % and 0.005 times.
    #expect(try known(ExactRatio(Fen(1), of: Fen(800))).percent == "0.13")
    #expect(try known(ExactRatio(Fen(1), of: Fen(200))).multiple == "0.01")
    #expect(ExactRatio(Fen(1), of: .zero) == nil)
    #expect(ExactRatio(Fen(-1), of: Fen(1)) == nil)
    let large = try known(ExactRatio(Fen(Int64.max / 4), of: Fen(Int64.max / 2)))
    #expect(large.percent == "50.00")
  }

  private func names() throws -> StatisticsNames {
    StatisticsNames(
      policy: try ShippedFiles.policy(), banks: [try known(PartyCode("ZZRCB")): "泽州农商银行"])
  }

  private func twoTowns() throws -> StatisticsTally {
    let first = try PlainNote("2025-03-03", "2026-03-03")
    var second = try PlainNote("2025-03-04", "2026-03-04")
    second.person = 1
    second.noteNo = "JD-2"
    second.town = "140525999000"
    second.amount = 5_000_001
    var tally = StatisticsTally(try known(StatisticsPeriod("2025-03")))
    for note in [first, second] {
      tally.take(
        PersonNotes(
          person: Int64(note.person), notes: [NoteWithSubsidies(try note.history())]))
    }
    return tally
  }

  private func number(_ cell: StatisticsCell) -> Int64 {
    switch cell {
    case .count(let count): count
    case .money(let fen): fen.value
    case .text, .percent, .blank: 0
    }
  }
}
