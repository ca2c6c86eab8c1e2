import Ledger
import LoanBook
import Quantities
import Settlement

/// The adjustments of one run: every earlier quarter from the first one on, contract by contract.
/// SUBSIDY §4. The ledger is read once for all of them.
struct EarlierQuarters {
  private var adjusters: [(earlier: EarlierPeriod, adjuster: Adjuster)]
  private let run: SettlementRun
  private let question: AdjustmentQuestion
  private let progress: ProgressReport

  init(
    first: Quarter, run: SettlementRun, settings: SettlementSettings,
    progress: @escaping ProgressReport
  ) throws {
    let approved = try run.session.runs().filter { $0.isApproved && $0.period < run.period }
    adjusters = []
    var period = first
    while period < run.period {
      // The last run that looked at the quarter: its own, or a later one that adjusted it.
      let last = approved.last { seen in
        seen.period == period
          || seen.period > period && (seen.basis.firstPeriod.map { $0 <= period } ?? false)
      }
      let earlier = EarlierPeriod(
        period: period, knownAt: last?.knownAt ?? Instant(seconds: Int64.min),
        // What came before that known-at is left out below.
        lastArrival: 0, policyDigest: last?.policy ?? run.policy.digest)
      adjusters.append(
        (
          earlier,
          Adjuster(
            earlier, policy: run.policy.policy, policyDigest: run.policy.digest,
            settings: settings)
        ))
      period = period.next
    }
    self.run = run
    self.progress = progress
    question = AdjustmentQuestion(
      first: first, period: run.period, knownAt: run.knownAt,
      since: adjusters.map(\.earlier.knownAt).min() ?? run.knownAt)
  }

  /// The totals of every adjustment so far.
  var totals: SettlementTotals {
    adjusters.reduce(SettlementTotals()) { $0.merged(with: $1.adjuster.totals) }
  }

  /// Gives out the adjustments: contract by contract, of each the quarters in their order, then
  /// what belongs to numbers that no note bears.
  mutating func adjust(total: Int, emit: (SettlementLine) throws -> Void) throws {
    var done = 0
    let name = "核对以前各季度"
    try run.session.forEachContract(adjusting: question) { contract in
      let settled = try contract.flatMap { try EarlierSettlement.of($0.number) }
      for place in adjusters.indices {
        let earlier = adjusters[place].earlier
        try adjusters[place].adjuster.adjust(
          EarlierContract(contract, earlier, settled: settled), emit: emit)
      }
      done += contract.count
      if done % 1000 < contract.count { progress(name, done, total) }
    }
    progress(name, done, total)
    try run.session.forEachNumberWithoutNote(adjusting: question) { number in
      let settled = try EarlierSettlement.of(number)
      for place in adjusters.indices {
        let earlier = adjusters[place].earlier
        try adjusters[place].adjuster.adjust(
          unknownNote: number.key,
          claims: number.claims.filter { $0.claim.period == earlier.period }
            .map(ClaimOnFile.init),
          settled: settled.filter { $0.period == earlier.period },
          resolutions: number.resolutions.map(Resolution.init),
          arrived: number.records(since: earlier.knownAt), emit: emit)
      }
    }
  }
}

extension EarlierContract {
  fileprivate init(
    _ contract: [AdjustmentCandidate], _ earlier: EarlierPeriod, settled: [EarlierSettlement]
  ) {
    let (period, since) = (earlier.period, earlier.knownAt)
    self.init(
      notes: contract.map { note in
        NoteOnFile(
          history: note.history,
          claims: note.number.claims.filter { $0.claim.period == period }.map(ClaimOnFile.init),
          overlapsOtherContract: note.overlaps.contains {
            !$0.intersection(period.days).isEmpty
          },
          resolutions: note.number.resolutions.map(Resolution.init))
      },
      settled: settled.filter { $0.period == period },
      arrived: contract.flatMap { $0.number.records(since: since) },
      bureauFacts: contract.flatMap { note in
        note.number.bureauFacts.filter { $0 > since }.map {
          ArrivedBureauFact(note: note.history.key, at: $0)
        }
      })
  }
}

extension NumberOnFile {
  fileprivate func records(since: Instant) -> [ArrivedRecord] {
    arrived.filter { $0.at > since }.map {
      ArrivedRecord(
        recordId: $0.recordId, arrival: $0.seq, note: key, type: $0.type, action: $0.action,
        effectiveOn: $0.effectiveOn)
    }
  }
}
