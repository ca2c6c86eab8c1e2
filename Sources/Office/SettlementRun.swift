import Ledger
import LoanBook
import Policy
import Quantities
@_spi(Trial) import Settlement
import StrictJSON

/// One settlement over the ledger's contracts: of what it is made, and the making.
struct SettlementRun {
  let period: Quarter
  let knownAt: Instant
  let policy: PolicyInUse
  let basis: RunBasis
  let secondEngine: SecondEngine
  let session: LedgerSession
  /// Whether contracts are left out of which nothing came since they were settled; only a test asks
  /// for all of them.
  var skipsUnchanged = true

  /// A run by what the office decides today; of an earlier known-at by the policy version that
  /// was in use then.
  static func fresh(
    _ period: Quarter, knownAt: Instant?, now: Instant, office: Office, _ session: LedgerSession
  ) throws -> SettlementRun {
    let approved = try session.runs().filter { $0.isApproved && $0.period < period }
    let first = office.settings.firstPeriod ?? approved.first?.period
    var basis = RunBasis(
      tolerance: office.settings.tolerance,
      firstPeriod: first.flatMap { $0 < period ? $0 : nil }, builtOn: approved.last?.period,
      lastResolution: try session.lastResolution(), edition: Settler.edition)
    basis.openingPayments = try session.openingPaymentCount(
      basis.periods(of: period), knownAt: knownAt ?? now)
    return SettlementRun(
      period: period, knownAt: knownAt ?? now,
      policy: try office.policy(knownAt: knownAt, now: now, in: session), basis: basis,
      secondEngine: office.secondEngine, session: session)
  }

  /// The stored run again when it was made with this known-at, else a fresh one.
  static func repeating(
    _ period: Quarter, knownAt: Instant?, now: Instant, office: Office, _ session: LedgerSession
  ) throws -> SettlementRun {
    guard let knownAt, let stored = try session.run(of: period), stored.knownAt == knownAt else {
      return try fresh(period, knownAt: knownAt, now: now, office: office, session)
    }
    return SettlementRun(
      period: period, knownAt: knownAt, policy: try office.policy(stored.policy, in: session),
      basis: stored.basis, secondEngine: office.secondEngine, session: session)
  }

  var settings: SettlementSettings { SettlementSettings(tolerance: basis.tolerance) }

  /// Gives out every line: the quarter's own, then the adjustments.
  func settle(
    state: String, _ progress: @escaping ProgressReport, emit: (JudgedLine) throws -> Void
  ) throws -> SettlementReport {
    var waiting = 0
    return try withoutActuallyEscaping(emit) { emit in
      let give: (JudgedLine) throws -> Void = { line in
        if line.needsALook { waiting += 1 }
        try emit(line)
      }
      let total = try session.noteCount()
      let regular = try settleQuarter(total, progress, give)
      let adjustments = try adjustEarlier(total, progress, give)
      return report(regular, adjustments, state, waiting: waiting)
    }
  }

  private func settleQuarter(
    _ total: Int, _ progress: ProgressReport, _ give: @escaping (JudgedLine) throws -> Void
  ) throws -> SettlementTotals {
    var settler = Settler(period: period, policy: policy.policy, settings: settings)
    settler.secondEngine = secondEngine
    let crew = LineCrew(of: settler, emit: give)
    var portion: [[NoteOnFile]] = []
    var (done, waiting) = (0, 0)
    func put() throws {
      try crew.put { [portion] settler, give in
        for contract in portion { try settler.settle(contract, emit: give) }
      }
      (done, waiting) = (done + waiting, 0)
      portion.removeAll(keepingCapacity: true)
      progress("核算 \(period)", done, total)
    }
    try session.forEachContract(settling: period, knownAt: knownAt) { contract in
      portion.append(contract.map(NoteOnFile.init))
      waiting += contract.count
      if waiting >= LineCrew<Settler>.portion { try put() }
    }
    try put()
    try session.forEachClaimWithoutNote(period: period, knownAt: knownAt) { found in
      try crew.put { settler, give in
        try settler.settle(
          unknownNote: found.key, claims: found.claims.map(ClaimOnFile.init),
          resolutions: found.resolutions, emit: give)
      }
    }
    return try crew.finish().reduce(SettlementTotals()) { $0.merged(with: $1.totals) }
  }

  private func adjustEarlier(
    _ total: Int, _ progress: @escaping ProgressReport,
    _ give: @escaping (JudgedLine) throws -> Void
  ) throws -> SettlementTotals {
    // What was paid of the quarter itself before this system has no regular line: it is corrected.
    let isPaidInPart =
      try session.openingPaymentCount(period...period, knownAt: knownAt) > 0
    guard basis.firstPeriod != nil || isPaidInPart else { return SettlementTotals() }
    return try EarlierQuarters(
      basis.periods(of: period), isPaidInPart: isPaidInPart, run: self, settings: settings,
      progress: progress
    ).adjust(total: total, give)
  }

  private func report(
    _ regular: SettlementTotals, _ adjustments: SettlementTotals, _ state: String, waiting: Int
  ) -> SettlementReport {
    let totals = regular.merged(with: adjustments)
    let classes = ComparisonClass.allCases.map {
      (code: $0.rawValue, title: $0.title, count: totals.count(of: $0))
    }
    return SettlementReport(
      run: period.description, period: period, knownAt: knownAt, state: state,
      totals: TotalsJSON.encode(totals, adjustments: adjustments.all).sorted, classes: classes,
      adjustments: adjustments.all.lines, hasDifferences: waiting > 0,
      withoutPolicy: totals.withoutPolicy.first.map { (totals.withoutPolicy.notes, $0) })
  }
}

extension RunBasis {
  /// The quarters that a run of `period` looks at: those it adjusts, and its own.
  func periods(of period: Quarter) -> ClosedRange<Quarter> { (firstPeriod ?? period)...period }

  /// As the journal holds it.
  var json: JSONValue {
    [
      "tolerance": .string(tolerance.description), "firstPeriod": .text(firstPeriod?.description),
      "builtOn": .text(builtOn?.description), "lastResolution": .integer(lastResolution),
      "openingPayments": .integer(Int64(openingPayments)), "edition": .integer(Int64(edition)),
    ]
  }

  /// Reads it back; nil when it is not as it was written.
  init?(_ json: JSONValue) {
    guard let tolerance = json.fen("tolerance") else { return nil }
    self.init(
      tolerance: tolerance, firstPeriod: json.text("firstPeriod").flatMap { Quarter($0) },
      builtOn: json.text("builtOn").flatMap { Quarter($0) },
      lastResolution: Int64(json.count("lastResolution")),
      openingPayments: json.count("openingPayments"), edition: json.count("edition"))
  }
}

extension Office {
  /// The policy version for a known-at: today's files for a run of now, else the newest version
  /// in use by then; today's where none was kept by then.
  func policy(
    knownAt: Instant?, now: Instant, in session: LedgerSession
  ) throws -> PolicyInUse {
    guard let knownAt, knownAt < now, let digest = try session.policyDigest(at: knownAt) else {
      return try policy()
    }
    return try policy(digest, in: session)
  }

  /// A version that the ledger keeps.
  func policy(_ digest: String, in session: LedgerSession) throws -> PolicyInUse {
    do {
      // In the order in which they were digested.
      let kept = try session.policyFiles(digest)
      let files = PolicyFolder.names.compactMap { name in kept.first { $0.name == name } }
      return try PolicyInUse(files)
    } catch let findings as PolicyFindings {
      throw OfficeRefusal(
        .fault, "政策版本 \(digest.prefix(12))", findings.sentences.joined(separator: "\n"),
        "账本保存的政策文件无法使用，请保留现场并报告")
    }
  }
}
