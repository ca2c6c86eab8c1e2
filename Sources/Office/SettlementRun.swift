import Ledger
import LoanBook
import Policy
import Quantities
import Settlement
import StrictJSON

/// One settlement over the ledger's contracts: of what it is made, and the making.
struct SettlementRun {
  let period: Quarter
  let knownAt: Instant
  let policy: PolicyInUse
  let basis: RunBasis
  let session: LedgerSession

  /// A run by what the office decides today; of an earlier known-at by the policy version that
  /// was in use then.
  static func fresh(
    _ period: Quarter, knownAt: Instant?, now: Instant, office: Office, _ session: LedgerSession
  ) throws -> SettlementRun {
    let approved = try session.runs().filter { $0.isApproved && $0.period < period }
    // What was paid before this system was settled without its claims: nothing to compare.
    let opened = try session.lastOpeningPeriod()?.next
    let first = (office.settings.firstPeriod ?? approved.first?.period).map {
      max($0, opened ?? $0)
    }
    return SettlementRun(
      period: period, knownAt: knownAt ?? now,
      policy: try office.policy(knownAt: knownAt, now: now, in: session),
      basis: RunBasis(
        tolerance: office.settings.tolerance,
        firstPeriod: first.flatMap { $0 < period ? $0 : nil }, builtOn: approved.last?.period,
        lastResolution: try session.lastResolution()),
      session: session)
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
      basis: stored.basis, session: session)
  }

  private var settings: SettlementSettings { SettlementSettings(tolerance: basis.tolerance) }

  /// Gives out every line with its JSON: the quarter's own, then the adjustments.
  func settle(
    state: String, _ progress: @escaping ProgressReport,
    emit: (JSONValue, SettlementLine) throws -> Void
  ) throws -> SettlementReport {
    var settler = Settler(period: period, policy: policy.policy, settings: settings)
    var waiting = 0
    func give(_ line: SettlementLine) throws {
      if line.needsALook { waiting += 1 }
      // As it is kept: a repetition gives the same bytes.
      try emit(LineJSON.encode(line, policy: policy.policy).sorted, line)
    }
    let total = try session.noteCount()
    var done = 0
    try session.forEachContract(settling: period, knownAt: knownAt) { contract in
      try settler.settle(contract.map(NoteOnFile.init)) { (line: SettlementLine) in
        try give(line)
      }
      done += contract.count
      if done % 1000 < contract.count { progress("核算 \(period)", done, total) }
    }
    progress("核算 \(period)", done, total)
    for found in try session.claimsWithoutNote(period: period, knownAt: knownAt) {
      try settler.settle(
        unknownNote: found.key, claims: found.claims.map(ClaimOnFile.init),
        resolutions: found.resolutions.map(Resolution.init)
      ) { (line: SettlementLine) in try give(line) }
    }
    var adjustments = SettlementTotals()
    if let first = basis.firstPeriod {
      var earlier = try EarlierQuarters(
        first: first, run: self, settings: settings, progress: progress)
      try earlier.adjust(total: total) { try give($0) }
      adjustments = earlier.totals
    }
    return report(settler.totals, adjustments, state, waiting: waiting)
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
      adjustments: adjustments.all.lines, hasDifferences: waiting > 0)
  }
}

extension SettlementLine {
  /// Whether somebody must look: claim and figure differ, and nobody has resolved it.
  fileprivate var needsALook: Bool {
    if case .holds? = resolution { return false }
    return !comparison.paysUnasked
  }
}

extension JSONValue {
  /// The same with the members of every object in the order of the canonical form; ours are ASCII.
  fileprivate var sorted: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.sorted { $0.name < $1.name }.map { JSONMember($0.name, $0.value.sorted) })
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}

extension RunBasis {
  /// As the journal holds it.
  var json: JSONValue {
    [
      "tolerance": .string(tolerance.description), "firstPeriod": .text(firstPeriod?.description),
      "builtOn": .text(builtOn?.description), "lastResolution": .integer(lastResolution),
    ]
  }

  /// Reads it back; nil when it is not as it was written.
  init?(_ json: JSONValue) {
    guard let tolerance = json.fen("tolerance") else { return nil }
    self.init(
      tolerance: tolerance, firstPeriod: json.text("firstPeriod").flatMap { Quarter($0) },
      builtOn: json.text("builtOn").flatMap { Quarter($0) },
      lastResolution: Int64(json.count("lastResolution")))
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
      let files = PolicyFolder.shipped.compactMap { file in
        kept.first { $0.name == file.name }
      }
      return try PolicyInUse(files)
    } catch let findings as PolicyFindings {
      throw OfficeRefusal(
        .fault, "政策版本 \(digest.prefix(12))", findings.sentences.joined(separator: "\n"),
        "账本保存的政策文件无法使用，请保留现场并报告")
    }
  }
}
