import Foundation
import LoanBook
import Policy
import Quantities
import Statistics
import StrictJSON
import TestKit
import Testing

/// STATISTICS "Guarantee fund".
@Suite struct FundTests {
  /// Two rules: until 2024 the fund bears all, then 80 of 100 and guarantees letters alone.
  static let twoRules = """
    {"rules": [
      {"id": "F1", "from": "2016-09-24", "to": "2023-12-31", "basis": ["甲〔2016〕1号"], "open": [],
       "guaranteed": "ALL", "liabilityPercent": 100,
       "multiple": {"ordinary": 5, "raised": 10, "raisedFromRepaymentPercent": 90},
       "compensation": {"fund": 100, "bank": 0}, "warnAbovePercent": 80,
       "suspendAbovePercent": null},
      {"id": "F2", "from": "2024-01-01", "to": null, "basis": ["甲〔2024〕1号"],
       "open": ["suspendAbovePercent"],
       "guaranteed": "WITH_LETTER", "liabilityPercent": 80,
       "multiple": {"ordinary": 5, "raised": 10, "raisedFromRepaymentPercent": 90},
       "compensation": {"fund": 80, "bank": 20}, "warnAbovePercent": 80,
       "suspendAbovePercent": 20}
    ]}
    """

  private func rules(_ text: String = twoRules) throws -> FundRules {
    try FundRules(Array(text.utf8))
  }

  private func deposit(_ amount: String, _ on: String = "2023-01-05") throws -> FundMovement {
    FundMovement(
      .deposit, on: try day(on), amount: try yuan(amount), depositor: .county, document: "凭证1")
  }

  private func guaranteed(_ amount: Int64) throws -> PlainNote {
    var note = try PlainNote("2024-03-01", "2027-03-01")
    note.amount = amount
    note.hasLetter = true
    return note
  }

  @Test func positionOfADay() throws {
    var fund = FundTally(try rules(), at: try day("2025-06-30"), lastYear: nil)
    fund.take(try deposit("100000.00"))
    fund.take(
      FundMovement(
        .withdrawal, on: try day("2024-05-01"), amount: try yuan("20000.00"), depositor: .county,
        document: "凭证2"))
    fund.take(try deposit("999.00", "2025-07-01"))
    var note = try guaranteed(10_000_001)
    note.repayments = [(try day("2024-09-01"), 5_000_000)]
    fund.take(try note.history())
    var lost = try guaranteed(3_000_003)
    lost.noteNo = "JD-2"
    lost.compensations = [(try day("2025-02-01"), 1_000_001)]
    lost.recoveries = [(try day("2025-03-01"), 333_333)]
    fund.take(try lost.history())
    var without = try PlainNote("2024-03-01", "2027-03-01")
    without.noteNo = "JD-3"
    fund.take(try without.history())

    let position = fund.position
    #expect(position.value(.deposited)?.digits == "100000.00")
    #expect(position.value(.withdrawn)?.digits == "20000.00")
    // 80 % of 10 000.01 = 8 000.008; of 3 333.33 = 2 666.664.
    #expect(position.value(.compensated)?.digits == "8000.01")
    #expect(position.value(.recovered)?.digits == "2666.66")
    #expect(position.balance == (try yuan("74666.65")))
    // 80 % of 50 000.01 = 40 000.008.
    #expect(position.liability == (try yuan("40000.01")))
    #expect(position.value(.multiple)?.digits == "0.54")
    #expect(position.limit == (try yuan("373333.25")))
    #expect(position.value(.headroom)?.digits == "333333.24")
    #expect(position.deposited(by: .county) == (try yuan("80000.00")))
    #expect(position.deposited(by: .city) == .zero)
    #expect(position.unconfirmed == ["suspendAbovePercent"])
  }

  @Test func aCompensationGoesByTheRuleOfItsDayAndItsRecoveryWithIt() throws {
    var fund = FundTally(try rules(), at: try day("2025-06-30"), lastYear: nil)
    var note = try PlainNote("2021-03-01", "2023-03-01")
    note.compensations = [(try day("2023-12-31"), 1_000_000)]
    note.recoveries = [(try day("2024-01-05"), 500_000)]
    fund.take(try note.history())
    #expect(fund.position.value(.compensated)?.digits == "10000.00")
    #expect(fund.position.value(.recovered)?.digits == "5000.00")
    #expect(fund.position.balance == (try yuan("0.00")) - (try yuan("5000.00")))
    #expect(fund.position.warnings.contains(.fundBelowZero(fund.position.balance)))
  }

  /// Multiple, warning and limit at their edges.
  @Test(arguments: [
    // fund, liability in yuan, last year repaid of 100 000; expected multiple and kind of warning
    ("10000.00", "40000.00", 0, 5, "none"), ("10000.00", "40000.01", 0, 5, "near"),
    ("10000.00", "50000.00", 0, 5, "near"), ("10000.00", "50000.01", 0, 5, "above"),
    ("10000.00", "50000.01", 90_000, 10, "none"), ("10000.00", "80000.01", 90_000, 10, "near"),
    ("10000.00", "50000.01", 89_999, 5, "above"), ("0.00", "0.00", 0, 5, "none"),
    ("0.00", "0.01", 0, 5, "above"),
  ])
  func limits(
    fund money: String, liability: String, repaid: Int64, multiple: Int, warning: String
  ) throws {
    let all = Self.twoRules.replacingOccurrences(of: "\"WITH_LETTER\"", with: "\"ALL\"")
      .replacingOccurrences(of: "\"liabilityPercent\": 80", with: "\"liabilityPercent\": 100")
    var fund = FundTally(
      try rules(all), at: try day("2025-06-30"),
      lastYear: ExactRatio(Fen(repaid), of: Fen(100_000)))
    if money != "0.00" { fund.take(try deposit(money)) }
    var note = try PlainNote("2024-03-01", "2027-03-01")
    note.amount = try yuan(liability).value
    if note.amount > 0 { fund.take(try note.history()) }
    #expect(fund.position.allowedMultiple == multiple)
    let found = fund.position.warnings.map { warning in
      switch warning {
      case .nearLimit: "near"
      case .aboveLimit: "above"
      case .noRule, .fundBelowZero, .bankAboveRate: "other"
      }
    }
    #expect(found == (warning == "none" ? [] : [warning]))
  }

  @Test func aBankAboveTheRateIsNamed() throws {
    var fund = FundTally(try rules(), at: try day("2025-06-30"), lastYear: nil)
    fund.take(try deposit("1000000.00"))
    for (index, compensated) in [Int64(2_000_001), 2_000_000].enumerated() {
      var note = try PlainNote("2024-03-01", "2025-03-01")
      note.bank = ["ZZRCB", "ICBCZZ"][index]
      note.hasLetter = true
      note.amount = 10_000_000
      note.compensations = [(try day("2025-03-20"), compensated)]
      fund.take(try note.history())
    }
    let banks = fund.position.warnings.compactMap { warning in
      if case .bankAboveRate(let bank, let percent, let isOpen) = warning, percent == 20, isOpen {
        return bank.bank.text
      }
      return nil as String?
    }
    #expect(banks == ["ZZRCB"])
    #expect(fund.position.warnings.first?.sentence.contains("待确认") == true)
  }

  /// The rate is that of the calendar year: neither the compensation of the year before counts,
  /// nor what fell due in it.
  @Test func aBanksRateIsThatOfTheYear() throws {
    var fund = FundTally(try rules(), at: try day("2025-06-30"), lastYear: nil)
    for (index, days) in [("2024-12-31", "2024-12-31"), ("2025-01-01", "2025-01-01")].enumerated() {
      var note = PlainNote(disbursedOn: try day("2024-03-01"), dueOn: try day(days.0))
      note.noteNo = "JD-\(index)"
      note.hasLetter = true
      note.compensations = [(try day(days.1), Int64(index + 1) * 1_000_000)]
      fund.take(try note.history())
    }
    let bank = try known(fund.position.banks.first)
    #expect(bank.compensated == (try yuan("20000.00")))
    #expect(bank.due == (try yuan("200000.00")))
    #expect(bank.rate?.percent == "10.00")
  }

  @Test func tablesAndJSON() throws {
    var fund = FundTally(try rules(), at: try day("2025-06-30"), lastYear: nil)
    fund.take(try deposit("10000.00"))
    fund.take(try guaranteed(8_000_000).history())
    let position = fund.position
    #expect(position.table.rows.count == FundMeasure.allCases.count)
    #expect(
      position.table.notes == [
        "担保责任余额 64000.00 元超过限额 50000.00 元，请补充担保基金或暂停新增担保。",
        "待确认的参数：银行代偿率上限。",
      ])
    let banks = position.bankTable(names: [try known(PartyCode("ZZRCB")): "泽州农商银行"])
    #expect(
      banks.rows == [
        [
          .text("ZZRCB"), .text("泽州农商银行"), .money(Fen(6_400_000)), .money(.zero),
          .money(.zero), .blank,
        ]
      ])
    #expect(banks.totals?.count == banks.columns.count)
    let json = try JSONTree(position.json.canonical())
    #expect(json["values"]["fundLiability"].text == "64000.00")
    #expect(json["values"]["fundMultiple"].text == "6.40")
    #expect(json["values"]["fundUsed"].text == "128.00")
    #expect(json["values"]["fundHeadroom"].text == "-14000.00")
    #expect(json["deposits"]["COUNTY"].text == "10000.00")
    #expect(json["allowedMultiple"].int == 5)
    #expect(json["warnings"].elements.count == 1)
    #expect(json["banks"][0]["rate"] == .null)
  }

  @Test func daysWithoutARuleAreNamed() throws {
    var fund = FundTally(try rules(), at: try day("2016-09-23"), lastYear: nil)
    fund.take(try deposit("10000.00", "2016-01-01"))
    var note = try PlainNote("2015-03-01", "2016-03-01")
    note.compensations = [(try day("2016-04-01"), 100_000)]
    fund.take(try note.history())
    #expect(
      fund.position.warnings == [
        .noRule(on: try day("2016-09-23")), .noRule(on: try day("2016-04-01")),
      ])
    #expect(fund.position.limit == nil)
    // The fund bears all until a rule says otherwise.
    #expect(fund.position.balance == (try yuan("9000.00")))
  }

  /// What is told of notes and movements sums to every figure that sums.
  @Test(arguments: [UInt64(3), 42, 99_991])
  func contributionsAddUp(seed: UInt64) throws {
    var synthetic = SyntheticPeople(seed: seed)
    let at = try day("2025-09-30")
    var fund = FundTally(try rules(), at: at, lastYear: nil)
    var told: [FundMeasure: Fen] = [:]
    let tell: (FundContribution) -> Void = { told[$0.measure, default: .zero] += $0.value }
    for index in 0..<40 {
      let isDeposit = Int.random(in: 0...2, using: &synthetic.random) > 0
      fund.take(
        FundMovement(
          isDeposit ? .deposit : .withdrawal,
          on: at - Int.random(in: -30...900, using: &synthetic.random),
          amount: Fen(Int64.random(in: 1...90_000_000, using: &synthetic.random)),
          depositor: Depositor.allCases[index % 5], document: "凭证\(index)"), tell: tell)
    }
    var liability: Int64 = 0
    for note in try synthetic.people(150).flatMap({ $0 }) {
      fund.take(try note.history(), tell: tell)
      let owed = note.amount - note.repayments.filter { $0.on <= at }.reduce(0) { $0 + $1.fen }
      let isLost = note.compensations.contains { $0.on <= at }
      if note.hasLetter, note.disbursedOn <= at, !isLost { liability += (owed * 80 + 50) / 100 }
    }
    let position = fund.position
    let sums: [FundMeasure] = [
      .deposited, .withdrawn, .compensated, .recovered, .balance, .liability,
    ]
    for measure in sums {
      #expect(
        position.value(measure) == .money(told[measure, default: .zero]),
        "\(measure), seed \(seed)")
      #expect(told[measure, default: .zero] != .zero)
    }
    #expect(Set(told.keys) == Set(sums))
    #expect(position.liability == Fen(liability), "seed \(seed)")
    #expect(
      position.banks.reduce(Fen.zero) { $0 + $1.liability } == position.liability, "seed \(seed)")
    #expect(
      Depositor.allCases.reduce(Fen.zero) { $0 + position.deposited(by: $1) }
        == told[.deposited, default: .zero] - told[.withdrawn, default: .zero])
  }

  @Test func refusalsOfAMovement() throws {
    let today = try day("2025-06-30")
    let right = try deposit("1.00")
    #expect(right.refusals(today: today, balance: .zero).isEmpty)
    let wrong = FundMovement(
      .withdrawal, on: today + 1, amount: .zero, depositor: .other, document: "")
    #expect(
      wrong.refusals(today: today, balance: .zero) == [
        .noAmount, .inFuture(on: today + 1, today: today), .noDocument,
      ])
    var tooMuch = FundMovement(
      .withdrawal, on: today, amount: Fen(101), depositor: .city, document: "凭证\u{7}")
    #expect(
      tooMuch.refusals(today: today, balance: Fen(100)) == [
        .noDocument, .moreThanFund(balance: Fen(100), amount: Fen(101)),
      ])
    tooMuch.document = String(repeating: "号", count: 200)
    tooMuch.amount = Fen(100)
    #expect(tooMuch.refusals(today: today, balance: Fen(100)).isEmpty)
  }
}
