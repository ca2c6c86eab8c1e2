import Ledger
import LoanBook
import Quantities
@_spi(Trial) import Settlement

/// The adjustments of one run: every earlier quarter from the first one on, and of its own quarter
/// what was paid before this system, contract by contract. SUBSIDY §4. The ledger is read once for
/// all of them.
struct EarlierQuarters {
  private let earlier: [EarlierPeriod]
  private let adjusters: [Adjuster]
  private let run: SettlementRun
  let question: AdjustmentQuestion
  private let progress: ProgressReport

  init(
    _ periods: ClosedRange<Quarter>, isPaidInPart: Bool, run: SettlementRun,
    settings: SettlementSettings, progress: @escaping ProgressReport
  ) throws {
    let approved = try run.session.runs().filter { $0.isApproved && $0.period < run.period }
    var (earlier, adjusters): ([EarlierPeriod], [Adjuster]) = ([], [])
    var lookedAt = Set<Int64?>()
    var period = periods.lowerBound
    while period < run.period || isPaidInPart && period == run.period {
      // The last run that looked at the quarter: its own, or a later one that adjusted it.
      let last = approved.last { seen in
        seen.period == period
          || seen.period > period && (seen.basis.firstPeriod.map { $0 <= period } ?? false)
      }
      lookedAt.insert(last?.id)
      let settled = EarlierPeriod(
        period: period, knownAt: last?.knownAt ?? Instant(seconds: Int64.min),
        // What came before that known-at is left out below.
        lastArrival: 0, policyDigest: last?.policy)
      var adjuster = Adjuster(
        settled, policy: run.policy.policy, policyDigest: run.policy.digest,
        settings: settings, onlySettled: period == run.period)
      adjuster.secondEngine = run.secondEngine
      earlier.append(settled)
      adjusters.append(adjuster)
      period = period.next
    }
    (self.earlier, self.adjusters) = (earlier, adjusters)
    self.run = run
    self.progress = progress
    var question = AdjustmentQuestion(
      first: periods.lowerBound, period: run.period, knownAt: run.knownAt,
      since: earlier.map(\.knownAt).min() ?? run.knownAt)
    if run.skipsUnchanged, let last = approved.last, lookedAt == [last.id],
      last.isJudgedAlike(run, after: approved.dropLast().last)
    {
      question.changedSince = last.knownAt
    }
    self.question = question
  }

  /// Gives out the adjustments: contract by contract, of each the quarters in their order, then
  /// what belongs to numbers that no note bears. Their totals come back.
  func adjust(
    total: Int, _ give: @escaping (JudgedLine) throws -> Void
  ) throws -> SettlementTotals {
    let crew = LineCrew(of: adjusters, emit: give)
    try adjustContracts(crew, total)
    try run.session.forEachNumberWithoutNote(adjusting: question) { number in
      try crew.put { [earlier] adjusters, give in
        let settled = try EarlierSettlement.of(number)
        for (place, earlier) in earlier.enumerated() {
          try adjusters[place].adjust(
            unknownNote: number.key,
            claims: number.claims.filter { $0.claim.period == earlier.period }
              .map(ClaimOnFile.init),
            settled: settled.filter { $0.period == earlier.period },
            resolutions: number.resolutions,
            arrived: number.records(since: number.settledAt(earlier)), emit: give)
        }
      }
    }
    return try crew.finish().joined().reduce(SettlementTotals()) { $0.merged(with: $1.totals) }
  }

  private func adjustContracts(_ crew: LineCrew<[Adjuster]>, _ total: Int) throws {
    let name = "核对以前各季度"
    var portion: [[AdjustmentCandidate]] = []
    var (done, waiting) = (0, 0)
    func put() throws {
      try crew.put { [earlier, portion] adjusters, give in
        for contract in portion {
          let settled = try contract.flatMap { try EarlierSettlement.of($0.number) }
          for (place, earlier) in earlier.enumerated() {
            try adjusters[place].adjust(
              EarlierContract(contract, earlier, settled: settled), emit: give)
          }
        }
      }
      (done, waiting) = (done + waiting, 0)
      portion.removeAll(keepingCapacity: true)
      progress(name, done, total)
    }
    try run.session.forEachContract(adjusting: question) { contract in
      portion.append(contract)
      waiting += contract.count
      if waiting >= LineCrew<[Adjuster]>.portion { try put() }
    }
    try put()
    progress(name, total, total)
  }
}

extension RunEntry {
  /// Whether this run, the last one approved, judged every fact as `run` judges it: then whatever
  /// has not changed since would be judged as it was, and everything it found was settled.
  fileprivate func isJudgedAlike(_ run: SettlementRun, after before: RunEntry?) -> Bool {
    policy == run.policy.digest && basis.tolerance == run.basis.tolerance
      && basis.edition == Settler.edition && basis.builtOn == before?.period
  }
}

extension EarlierContract {
  fileprivate init(
    _ contract: [AdjustmentCandidate], _ earlier: EarlierPeriod, settled: [EarlierSettlement]
  ) {
    let period = earlier.period
    self.init(
      notes: contract.map { note in
        let flags = note.flagged.flags(in: period)
        return NoteOnFile(
          history: note.history,
          claims: note.number.claims.filter { $0.claim.period == period }.map(ClaimOnFile.init),
          overlapsOtherContract: flags.contains { $0.code.withholds },
          resolutions: note.number.resolutions, flags: flags)
      },
      settled: settled.filter { $0.period == period },
      arrived: contract.flatMap { $0.number.records(since: $0.number.settledAt(earlier)) },
      bureauFacts: contract.flatMap { note in
        note.number.bureauFacts.filter { $0 > note.number.settledAt(earlier) }.map {
          ArrivedBureauFact(note: note.history.key, at: $0)
        }
      })
  }
}

extension NumberOnFile {
  /// When the period was settled last: by a run, or by a payment taken in from before this system.
  fileprivate func settledAt(_ earlier: EarlierPeriod) -> Instant {
    payments.filter { $0.period == earlier.period }
      .reduce(earlier.knownAt) { max($0, $1.knownFrom) }
  }

  fileprivate func records(since: Instant) -> [ArrivedRecord] {
    arrived.filter { $0.at > since }.map {
      ArrivedRecord(
        recordId: $0.recordId, arrival: $0.seq, note: key, type: $0.type, action: $0.action,
        effectiveOn: $0.effectiveOn)
    }
  }
}
