import Ledger
public import LoanBook
public import Quantities
import Settlement
public import StrictJSON

/// What a settlement came to, beside its lines. COMMAND `settle run`.
public struct SettlementReport: Sendable {
  /// The run's name: its quarter.
  public let run: String
  /// The quarter settled.
  public let period: Quarter
  /// What was received by then counted.
  public let knownAt: Instant
  /// DRAFT, or PREVIEW when nothing was stored.
  public let state: String
  /// The totals as JSON.
  public let totals: JSONValue
  /// How many lines are of each class, by its code.
  public let classes: [(code: String, title: String, count: Int)]
  /// How many lines correct earlier quarters.
  public let adjustments: Int
  /// Whether somebody must look at a line that nobody has resolved.
  public let hasDifferences: Bool
  /// How many notes have no applicable policy, with the first of them; nil when there is none.
  public let withoutPolicy: (notes: Int, first: NoteKey)?
}

extension Office {
  /// Recomputes a quarter, compares it with the claims, corrects earlier quarters, and makes or
  /// renews its draft. SUBSIDY §4. Each line is handed to `emit` as JSON: the quarter's own in the
  /// order of bank, contract, day of disbursement and note, then the adjustments. A preview stores
  /// nothing; with the known-at of a stored run it repeats that run.
  ///
  /// - Throws: ``OfficeRefusal`` when the quarter has not ended, its run is past a draft or a
  ///   later quarter is approved; or, as a fault, when the two engines disagree.
  public func settle(
    _ period: Quarter, knownAt: Instant?, preview: Bool, by actor: Actor, now: Instant,
    progress: @escaping ProgressReport = { _, _, _ in },
    begin: (_ state: String, _ knownAt: Instant) throws -> Void,
    emit: (JSONValue) throws -> Void
  ) throws -> SettlementReport {
    do {
      if preview {
        return try ledger.read { session in
          let now = try present(now, in: session)
          let run = try SettlementRun.repeating(
            period, knownAt: knownAt.map { min($0, now) }, now: now, office: self, session)
          try begin("PREVIEW", run.knownAt)
          return try run.settle(state: "PREVIEW", progress) { try emit($0.json) }
        }
      }
      return try draft(
        period, knownAt: knownAt.map { min($0, now) }, by: actor, now: now, progress: progress,
        begin: begin, emit: emit)
    } catch let fault as EnginesDisagree {
      throw OfficeRefusal(fault)
    }
  }

  private func draft(
    _ period: Quarter, knownAt: Instant?, by actor: Actor, now: Instant,
    progress: @escaping ProgressReport, begin: (String, Instant) throws -> Void,
    emit: (JSONValue) throws -> Void
  ) throws -> SettlementReport {
    guard period.days.to <= now.day else {
      throw OfficeRefusal(
        .state, "\(period)", "该季度到 \(period.days.to - 1) 才结束", "请在结息日之后核算，或用 --preview 预览")
    }
    return try locked(at: now, afterRuns: false) { now in
      let before = try ledger.read { try $0.run(of: period) }
      let report = try ledger.write { session in
        try requireOpen(period, before, in: session)
        let run = try SettlementRun.fresh(
          period, knownAt: knownAt, now: now, office: self, session)
        try run.policy.keep(in: session, archive: archive, at: now)
        let id = try session.startRun(
          period, knownAt: run.knownAt, policy: run.policy.digest, basis: run.basis,
          by: actor.name, user: actor.systemUser, at: now)
        try begin(RunState.draft.rawValue, run.knownAt)
        var position = 0
        let lines = try ArchivedRun.Writer(period.description, in: archive)
        let report = try run.settle(state: RunState.draft.rawValue, progress) { line in
          var row = line.row
          row.position = position
          try session.add(row, to: id)
          try lines.add(row)
          position += 1
          try emit(line.json)
        }
        let archivedAs = try lines.finish()
        try session.finishRun(
          id, totals: String(decoding: report.totals.canonical(), as: UTF8.self),
          archivedAs: archivedAs)
        try journal.add(
          Journal.Entry(
            command: "settle run",
            content: [
              "period": .string(period.description), "knownAt": .string(run.knownAt.description),
              "policy": .string(run.policy.digest), "basis": run.basis.json,
              "totals": report.totals, "lines": .string(archivedAs),
            ]), in: session, by: actor, at: now)
        return report
      }
      let after = try ledger.read { try $0.run(of: period)?.archivedAs }
      if let old = before?.archivedAs, old != after {
        try ArchivedRun.remove(old, in: archive)
      }
      return report
    }
  }

  /// A quarter is settled once; when a later one is reviewed or approved, what changes of it comes
  /// as an adjustment.
  private func requireOpen(
    _ period: Quarter, _ before: RunEntry?, in session: LedgerSession
  ) throws {
    if let before, before.state != .draft {
      throw OfficeRefusal(
        .state, "\(period)", "本期核算已\(before.state.title)，不能重新核算",
        "已复核或批准的核算不再改变，可用 --preview 查看按现有记录的结果")
    }
    let later = try session.runs().first { $0.period > period && $0.state != .draft }
    if let later {
      throw OfficeRefusal(
        .state, "\(period)", "较晚的 \(later.period) 已\(later.state.title)，不能再核算本期",
        "本期的变化会作为调整行列入以后各期；可用 --preview 查看")
    }
  }
}

extension NoteOnFile {
  init(_ candidate: SettlementCandidate) {
    self.init(
      history: candidate.history, claims: candidate.claims.map(ClaimOnFile.init),
      overlapsOtherContract: candidate.overlapsOtherContract,
      resolutions: candidate.resolutions, flags: candidate.flags)
  }
}

extension ClaimOnFile {
  init(_ recorded: RecordedClaim) {
    self.init(recordId: recorded.recordId, arrival: recorded.arrival, claim: recorded.claim)
  }
}

extension RunLine {
  init(_ line: SettlementLine, _ json: JSONValue, position: Int) {
    self.init(
      position: position, bank: line.key.bank.text, noteNo: line.key.noteNo.text,
      comparison: line.comparison.rawValue, interest: line.interest, subsidy: line.subsidy,
      payable: line.payable.amount, detail: String(decoding: json.canonical(), as: UTF8.self))
  }
}

extension OfficeRefusal {
  /// A fault of the program, which stops a settlement before anything of it is kept.
  init(_ fault: EnginesDisagree) {
    self.init(
      .fault, "\(fault.period)", fault.description, "没有保存任何内容；请保留现场并报告")
  }
}

extension RunState {
  /// The state in officials' words.
  var title: String {
    switch self {
    case .draft: "起草"
    case .reviewed: "复核"
    case .approved: "批准"
    case .paid: "拨付"
    }
  }
}
