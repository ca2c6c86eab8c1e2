import LoanBook
import Quantities
import Subsidy
import Testing

@_spi(Benchmark) @_spi(Trial) @testable import Settlement

/// SUBSIDY §3: two engines, one figure.
struct EngineTrialTests {
  @Test(arguments: [1, 2] as [UInt64])
  func theEnginesAgree(seed: UInt64) {
    var trial = EngineTrial(seed: seed)
    trial.run(20_000)
    #expect(trial.disagreements == [], "seed \(seed)")
    #expect(trial.count == 20_000)
    // Most cases compute something.
    #expect(trial.countWithInterest > 14_000)
    #expect(trial.countWithSubsidy > 8_000)
    #expect(trial.subsidy > .zero && trial.subsidy < trial.interest)
    var again = EngineTrial(seed: seed)
    again.run(20_000)
    #expect(again.interest == trial.interest && again.subsidy == trial.subsidy)
  }

  @Test func aDisagreementNamesTheNoteAndBothFigures() throws {
    var (byStretches, byDays) = (SubsidyFigure(), SubsidyFigure())
    (byStretches.days, byStretches.interest, byStretches.subsidy) = (91, Fen(227_500), Fen(113_750))
    (byDays.days, byDays.interest, byDays.subsidy) = (91, Fen(227_500), Fen(113_749))
    let fault = EnginesDisagree(
      note: NoteKey(bank: try World.bank(), noteNo: try known(NoteNo("JD-1"))),
      period: try quarter("2024Q4"), byStretches: byStretches, byDays: byDays)
    for words in ["ZZRCB JD-1", "2024Q4", "1137.50", "1137.49"] {
      #expect(fault.description.contains(words))
    }
  }

  @Test func everySettlementChecksUnlessABenchmarkSaysOtherwise() throws {
    let policy = try TestPolicy.policy()
    var settler = Settler(period: try quarter("2024Q4"), policy: policy)
    #expect(settler.isCheckedByDays)
    settler.isCheckedByDays = false
    var lines = 0
    try settler.settle([NoteOnFile(history: try NoteRow().history())]) { _ in lines += 1 }
    #expect(lines == 1)
    let earlier = EarlierPeriod(
      period: try quarter("2024Q4"), knownAt: Instant(seconds: 0), lastArrival: 0,
      policyDigest: "")
    #expect(Adjuster(earlier, policy: policy, policyDigest: "").isCheckedByDays)
  }

  /// Every figure that decides money is checked: the line's own, and the one without an
  /// unconfirmed extension. One fen or one day stops the run before the line is given out.
  @Test(arguments: [false, true], [false, true])
  func aDisagreementStopsTheRun(inDays: Bool, unconfirmed: Bool) throws {
    let extended = NoteEvent(
      on: try day("2024-10-20"),
      .extension(newDueOn: try day("2025-05-01"), subsidisedBasis: "晋人社〔2024〕9号"))
    let note = NoteOnFile(
      history: try NoteRow(dueOn: "2024-11-01", events: [extended]).history(),
      claims: [try claim("1137.50", period: "2024Q4")])
    let wrong: @Sendable (SubsidyCase, [DayRange]) -> SubsidyFigure = { note, groups in
      var figure = note.figureByDays(for: groups)
      guard note.extensions.first?.documented != unconfirmed else { return figure }
      if inDays { figure.eligibleDays -= 1 } else { figure.subsidy += Fen(1) }
      return figure
    }
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    settler.judge.secondEngine = .other(wrong)
    var given = 0
    let fault = try #require(throws: EnginesDisagree.self) {
      try settler.settle([note]) { _ in given += 1 }
    }
    #expect(given == 0)
    #expect(settler.totals.all.lines == 0)
    #expect(fault.note == note.history.key)
    #expect(fault.byStretches.subsidy.description == (unconfirmed ? "512.50" : "1137.50"))
    #expect(fault.byStretches != fault.byDays)

    var adjuster = Adjuster(
      EarlierPeriod(
        period: try quarter("2024Q4"), knownAt: Instant(seconds: 0), lastArrival: 0,
        policyDigest: ""), policy: try TestPolicy.policy(), policyDigest: "")
    adjuster.judge.secondEngine = .other(wrong)
    #expect(throws: EnginesDisagree.self) {
      try adjuster.adjust(EarlierContract(notes: [note], settled: [])) { _ in given += 1 }
    }
    #expect(given == 0)
  }
}
