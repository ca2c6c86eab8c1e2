import LoanBook
import Policy
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §3.2 and §3.6 seen from the line: 200 000.00 at 4.50 %, R5, so 12.50 subsidy a day.
struct EligibilityTests {
  private func eligibleDays(_ row: NoteRow, _ period: String = "2024Q4") throws -> Int {
    let line = try settled(row, period)
    #expect(line.figure.days == 91, "interest counts all the same")
    #expect(line.subsidy == Fen(Int64(line.figure.eligibleDays) * 1_250))
    #expect(line.interest == line.subsidy + line.borrower)
    return line.figure.eligibleDays
  }

  @Test func overdueDays() throws {
    let row = NoteRow(events: [
      NoteEvent(on: try day("2024-10-01"), .overdue), NoteEvent(on: try day("2024-10-11"), .cure),
    ])
    #expect(try eligibleDays(row) == 81)
  }

  @Test func lostEligibility() throws {
    var bureau = BureauKnowledge()
    bureau.lostEligibilityOn = try day("2024-09-22")
    #expect(try eligibleDays(NoteRow(bureau: bureau)) == 1)
  }

  @Test func otherCentralSubsidy() throws {
    var bureau = BureauKnowledge()
    bureau.otherSubsidy = true
    #expect(try eligibleDays(NoteRow(bureau: bureau)) == 0)
  }

  @Test(arguments: [(3, 3, 91), (4, 1, 0), (1, 4, 0)])
  func useOrdinal(_ stated: Int, _ counted: Int, _ days: Int) throws {
    #expect(try eligibleDays(NoteRow(statedUse: stated, countedUse: counted)) == days)
  }

  @Test func compensationEndsInterestToo() throws {
    let row = NoteRow(events: [NoteEvent(on: try day("2024-10-01"), .compensation(.yuan(9)))])
    let line = try settled(row, "2024Q4")
    #expect(line.figure.days == 10)
    #expect(line.subsidy == Fen(12_500))
  }

  @Test func noPolicyForItsDays() throws {
    let line = try settled(NoteRow(disbursedOn: "2007-01-01", dueOn: "2010-01-01"), "2007Q3")
    #expect(line.figure.days == 92)
    #expect(line.subsidy == .zero)
    #expect(line.rule == nil)
    #expect(line.derivation.segments.map(\.standing) == [.excluded(.noPolicy)])
    #expect(line.comparison == .agreed)
  }

  @Test func officialLPRIsUsed() throws {
    let row = NoteRow(disbursedOn: "2022-09-01", dueOn: "2025-09-01", rate: "5.1500")
    var wrong = row
    wrong.statedLPR = "4.6500"
    #expect(try settled(row, "2023Q1").subsidy == (try settled(wrong, "2023Q1").subsidy))
    #expect(try settled(wrong, "2023Q1").rule?.lpr.description == "3.6500")
  }

  @Test func bureauAssignsARegime() throws {
    var bureau = BureauKnowledge()
    bureau.regimeOverride = "R5"
    let row = NoteRow(
      amount: "300000.00", disbursedOn: "2023-09-01", dueOn: "2026-09-01", bureau: bureau)
    let line = try settled(row, "2024Q4")
    #expect(line.subsidy == (try yuan("1706.25")))
    #expect(line.rule?.regime == "R5")
    #expect(line.rule?.assigned == true)
    var plain = row
    plain.bureau = BureauKnowledge()
    #expect(try settled(plain, "2024Q4").rule?.assigned == false)
    #expect(try settled(plain, "2024Q4").rule?.regime == "R4b")
  }

  @Test func anAssignedRegimeThatIsNotInTheDataGrantsNothing() throws {
    var bureau = BureauKnowledge()
    bureau.regimeOverride = "R9"
    let line = try settled(NoteRow(bureau: bureau), "2024Q4")
    #expect(line.rule == nil)
    #expect(line.subsidy == .zero)
    #expect(line.interest == (try yuan("2275.00")))
  }

  @Test func monthsAreRoundedEach() throws {
    // 123 456.78 at 4.35 %: interest 447.5308, 462.4485, 462.4485; half of each.
    let row = NoteRow(amount: "123456.78", rate: "4.3500", settlement: .monthly)
    let line = try settled(row, "2024Q2")
    #expect(line.derivation.groups.map(\.days.count) == [31, 30, 31])
    #expect(
      line.derivation.groups.map(\.interest.description) == ["462.45", "447.53", "462.45"])
    #expect(
      line.derivation.groups.map(\.subsidy.description) == ["231.22", "223.77", "231.22"])
    // The quarter's one line is the sum: 0.00 more interest here, 0.00 less subsidy.
    #expect(line.interest.description == "1372.43")
    #expect(line.subsidy.description == "686.21")
  }

  @Test func categoryNinetyNineIsTheCountys() throws {
    let row = NoteRow(disbursedOn: "2022-09-01", dueOn: "2025-09-01", rate: "5.1500")
    let shared = try settled(row, "2023Q1").shares
    #expect(shared == Shares(central: .yuan(750), county: .yuan(750)))
    var local = row
    local.category = "99"
    #expect(try settled(local, "2023Q1").shares == Shares(county: .yuan(1500)))
  }

  @Test func doubtsOfThePolicyAreNamed() throws {
    let rule = try known(try settled(NoteRow(), "2024Q4").rule)
    #expect(rule.doubts.isEmpty)
    #expect(rule.sharingDoubts == [.openMember(regime: "R5", name: "sharing")])
    // Category 99 is the county's alone, whatever the sharing.
    let county = try known(
      try settled(NoteRow(category: "99", disbursedOn: "2024-03-01"), "2024Q4").rule)
    #expect(county.doubts.isEmpty && county.sharingDoubts.isEmpty)
  }

  @Test func eachUnverifiedDayIsNamedItself() throws {
    var bureau = BureauKnowledge()
    bureau.regimeOverride = "R4b"
    var settler = Settler(period: try quarter("2025Q4"), policy: try TestPolicy.policy())
    var doubts: [[PolicyDoubt]] = []
    let days = try ["2025-07-21", "2025-07-22", "2025-08-01"].map(day)
    for signedOn in days {
      let row = NoteRow(
        disbursedOn: signedOn.description, dueOn: "2028-07-01", bureau: bureau)
      settler.settle(contract: [NoteOnFile(history: try row.history())]) {
        doubts.append($0.rule?.doubts ?? [])
      }
    }
    #expect(
      doubts == [[], [.lprNotVerified(on: days[1])], [.lprNotVerified(on: days[2])]])
  }

  @Test func aLocalTierIsSharedByItself() throws {
    // 400 000.00 at 4.50 %, 91 days: 2275.00, of it 1706.25 below the national cap.
    var settler = Settler(
      period: try quarter("2024Q4"),
      policy: try TestPolicy.policy(regimes: TestPolicy.withLocalTier))
    let claim = try claim("2274.97", period: "2024Q4")
    let history = try NoteRow(amount: "500000.00").history()
    var lines: [SettlementLine] = []
    settler.settle(contract: [NoteOnFile(history: history, claims: [claim])]) {
      lines.append($0)
    }
    let line = try known(lines.first)
    #expect(line.subsidy == (try yuan("2275.00")))
    #expect(line.figure.localSubsidy == (try yuan("568.75")))
    #expect(line.borrower == line.interest - line.subsidy)
    // 853.125 of the centre, 170.625 of the city, rounded half up; the rest is the county's.
    #expect(
      line.shares
        == Shares(
          central: try yuan("853.13"), city: try yuan("170.63"), county: try yuan("1251.24")))
    #expect(line.payable.amount == (try yuan("2274.97")))
    #expect(line.payable.local == (try yuan("568.75")))
    #expect(line.payableShares.total == line.payable.amount)
  }
}
