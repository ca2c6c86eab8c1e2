import Foundation
import LoanBook
import Opening
import Quantities
@_spi(Trial) import Settlement
import Subsidy
import TestKit
import Testing

@testable import Office

/// A difference of one fen or one day between the two engines is a fault of the program (exit code
/// 70): it stops the command, names the note, and nothing of it is kept. SUBSIDY §3.
@Suite struct EnginesDisagreeTests {
  private func quarter() throws -> Quarter { try #require(Quarter("2026Q1")) }

  /// Two notes that are on file, of which the second was disbursed a day later.
  private func desk() throws -> MessageDesk {
    let desk = try MessageDesk()
    let notes = ["2024-03-01", "2024-03-02"].enumerated().map { index, day in
      NoteText(
        "N-\(index + 1)", amount: 30_000_000, rate: "4.5000", lpr: "3.4500", on: day,
        due: "2027-03-01", person: index + 1)
    }
    let records = notes.enumerated().map { $1.disbursement("R-\($0 + 1)") }
    try desk.bank.send(Parcel(1, "\(desk.now)", records), to: desk.tray("inbox"))
    #expect(try desk.office.receive(by: desk.actor, now: desk.now).packages[0].accepted == 2)
    return desk
  }

  /// The second engine as it is, but for the second note.
  private func wrong(by difference: Difference) throws -> SecondEngine {
    let second = try #require(Day("2024-03-02"))
    return .other { note, groups in
      var figure = note.figureByDays(for: groups)
      if note.disbursedOn == second { difference.make(&figure) }
      return figure
    }
  }

  private func settle(_ desk: MessageDesk, preview: Bool) throws -> Int {
    var lines = 0
    _ = try desk.office.settle(
      quarter(), knownAt: nil, preview: preview, by: desk.actor, now: desk.now,
      begin: { _, _ in }, emit: { _ in lines += 1 })
    return lines
  }

  /// Everything that an office keeps, but for its settings and the banks' trays.
  private func kept(_ desk: MessageDesk) throws -> [String] {
    let runs = try desk.office.runs().map(\.run)
    let archive = ["journal", "runs", "opening", "policy"].flatMap { folder in
      FileManager.default.names("\(desk.office.folder)/archive/\(folder)")
        .filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
    }
    return runs + archive
  }

  enum Difference: CaseIterable {
    case interest, subsidy, localSubsidy, days, eligibleDays

    func make(_ figure: inout SubsidyFigure) {
      switch self {
      case .interest: figure.interest += Fen(1)
      case .subsidy: figure.subsidy += Fen(1)
      case .localSubsidy: figure.localSubsidy += Fen(1)
      case .days: figure.days += 1
      case .eligibleDays: figure.eligibleDays -= 1
      }
    }
  }

  @Test(arguments: Difference.allCases)
  func aRunStops(by difference: Difference) throws {
    let desk = try desk()
    let before = try kept(desk)
    desk.office.secondEngine = try wrong(by: difference)
    for preview in [true, false] {
      let refusal = try #require(throws: OfficeRefusal.self) {
        try settle(desk, preview: preview)
      }
      #expect(refusal.kind == .fault)
      #expect(refusal.place == "2026Q1")
      #expect(refusal.problem.contains("N-2"), "\(refusal.problem)")
      #expect(refusal.problem.contains("两者不一致"))
    }
    #expect(try kept(desk) == before, "\(difference)")
    desk.office.secondEngine = .byDays
    #expect(try settle(desk, preview: false) == 2)
    try desk.checksOut()
  }

  /// A later run stops too when it adjusts, and so does the taking in of what was paid before.
  @Test func correctionsAndOpeningPaymentsStop() throws {
    let desk = try desk()
    let before = try kept(desk)
    let payments = desk.scratch.path("paid.csv")
    try """
    经办银行代码,借据号,贴息期,已付贴息（元）,已付地方贴息（元）,支付日期
    AABANK,N-1,2026Q1,1687.50,,2026-04-01
    AABANK,N-2,2026Q1,1687.50,,2026-04-01
    """.write(toFile: payments, atomically: true, encoding: .utf8)
    func take() throws -> Int {
      try desk.office.importOpening(
        notes: nil, payments: payments, by: desk.actor, now: desk.now
      )[0].summary.accepted
    }
    let fen = try wrong(by: .subsidy)
    desk.office.secondEngine = fen
    let refusal = try #require(throws: OfficeRefusal.self) { try take() }
    #expect(refusal.kind == .fault && refusal.problem.contains("N-2"))
    #expect(try kept(desk).filter { !$0.hasPrefix("opening/") } == before)
    desk.office.secondEngine = .byDays
    #expect(try take() == 2)
    let paid = try kept(desk)
    desk.office.secondEngine = fen
    let stopped = try #require(throws: OfficeRefusal.self) { try settle(desk, preview: false) }
    #expect(stopped.kind == .fault && stopped.problem.contains("N-2"))
    #expect(try kept(desk) == paid)
    desk.office.secondEngine = .byDays
    #expect(try settle(desk, preview: false) == 0, "both are paid")
    try desk.checksOut()
  }
}
