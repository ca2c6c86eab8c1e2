import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §4: what was paid to one payee is taken back from that one when another is right.
/// R5, 300 000.00 at 4.50 %, 91 days of 2024Q4: 1706.25.
struct PayeeChangeTests {
  private func note(
    _ payee: Payee, isPaid: Bool = true, amount: String = "300000.00"
  ) throws -> NoteOnFile {
    var claim = try claim("1706.25", period: "2024Q4", arrival: 1)
    claim.claim.interestPaidOn = isPaid ? try day("2024-12-20") : nil
    return NoteOnFile(
      history: try NoteRow(amount: amount, dueOn: "2027-03-01", payee: payee).history(),
      claims: [claim])
  }

  private func adjuster() throws -> Adjuster {
    Adjuster(
      EarlierPeriod(
        period: try quarter("2024Q4"), knownAt: Instant(seconds: 0), lastArrival: 0,
        policyDigest: nil), policy: try TestPolicy.policy(), policyDigest: "p")
  }

  /// What the quarter settled of a note.
  private func settled(_ note: NoteOnFile) throws -> EarlierSettlement {
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    var settled: EarlierSettlement?
    settler.settle(contract: [note]) { line in
      settled = EarlierSettlement(key: line.key, period: line.period)
      settled?.add(line)
    }
    return try known(settled)
  }

  private func adjust(
    _ note: NoteOnFile, _ settled: EarlierSettlement
  ) throws -> [SettlementLine] {
    var adjuster = try adjuster()
    var lines: [SettlementLine] = []
    try adjuster.adjust(EarlierContract(notes: [note], settled: [settled])) { lines.append($0) }
    #expect(adjuster.totals.all.lines == lines.count)
    #expect(
      adjuster.totals.all.payable == lines.reduce(.zero) { $0 + $1.payable.amount })
    return lines
  }

  /// Whom each line pays how much, and whether it takes all back.
  private func told(_ lines: [SettlementLine]) -> [String] {
    lines.map { line in
      "\(line.note?.payee.rawValue ?? "-") \(line.payable.amount)"
        + (line.correction?.takesBack == true ? " back" : "")
    }
  }

  @Test func anotherPayee() throws {
    for (before, after) in [(Payee.bank, Payee.borrower), (.borrower, .bank)] {
      let lines = try adjust(try note(after), try settled(try note(before)))
      #expect(
        told(lines) == ["\(before.rawValue) -1706.25 back", "\(after.rawValue) 1706.25"])
      #expect(lines.reduce(.zero) { $0 + $1.interest } == .zero)
      #expect(lines.reduce(0) { $0 + $1.figure.days } == 0)
    }
  }

  /// The borrower has not paid the interest: nothing is payable anew, the bank pays back.
  @Test func nothingIsPayableAnew() throws {
    let lines = try adjust(
      try note(.borrower, isPaid: false), try settled(try note(.bank)))
    #expect(told(lines) == ["BANK -1706.25 back", "BORROWER 0.00"])
  }

  @Test func anotherBorrower() throws {
    var before = try settled(try note(.borrower))
    #expect(try adjust(try note(.borrower), before) == [])
    before.isOfOtherBorrower = true
    #expect(
      told(try adjust(try note(.borrower), before))
        == ["BORROWER -1706.25 back", "BORROWER 1706.25"])
    // What the bank was paid stays the bank's.
    var ofBank = try settled(try note(.bank))
    ofBank.isOfOtherBorrower = true
    #expect(try adjust(try note(.bank), ofBank) == [])
  }

  /// Once settled, nothing is left to correct.
  @Test func itIsDoneOnce() throws {
    var before = try settled(try note(.bank))
    for line in try adjust(try note(.borrower), before) { before.add(line) }
    #expect(before.payable.description == "1706.25" && before.note?.payee == .borrower)
    #expect(try adjust(try note(.borrower), before) == [])
  }

  /// Where nothing was paid there is nothing to take back.
  @Test func nothingWasPaid() throws {
    let before = try settled(try note(.borrower, isPaid: false))
    #expect(told(try adjust(try note(.bank), before)) == ["BANK 1706.25"])
  }
}
