import Ledger
import LoanBook
import Policy
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
  /// Whether somebody must look at a line.
  public let hasDifferences: Bool
}

extension Office {
  /// Recomputes a quarter, compares it with the claims, and makes or renews its draft.
  /// SUBSIDY §4. Each line is handed to `emit` as JSON, in the order of bank, contract, day of
  /// disbursement and note; a preview stores nothing.
  ///
  /// - Throws: ``OfficeRefusal`` when the quarter has not ended or its run is past a draft.
  public func settle(
    _ period: Quarter, knownAt: Instant?, preview: Bool, by actor: Actor, now: Instant,
    progress: ProgressReport = { _, _, _ in },
    begin: (_ state: String, _ knownAt: Instant) throws -> Void,
    emit: (JSONValue) throws -> Void
  ) throws -> SettlementReport {
    let knownAt = min(knownAt ?? now, now)
    let policy = try policy()
    if preview {
      try begin("PREVIEW", knownAt)
      return try ledger.read { session in
        let run = Run(office: self, session: session, policy: policy, knownAt: knownAt)
        return try run.settle(period, state: "PREVIEW", progress) { try emit($0) }
      }
    }
    guard period.days.to <= now.day else {
      throw OfficeRefusal(
        .state, "\(period)", "该季度到 \(period.days.to - 1) 才结束", "请在结息日之后核算，或用 --preview 预览")
    }
    return try locked {
      let before = try ledger.read { try $0.run(of: period) }
      let report = try ledger.write { session in
        if let before, before.state != .draft {
          throw OfficeRefusal(
            .state, "\(period)", "本期核算已\(before.state.title)，不能重新核算",
            "已复核或批准的核算不再改变，可用 --preview 查看按现有记录的结果")
        }
        try policy.keep(in: session, archive: archive, at: now)
        let id = try session.startRun(
          period, knownAt: knownAt, policy: policy.digest, by: actor.name, at: now)
        try begin(RunState.draft.rawValue, knownAt)
        var position = 0
        let lines = try ArchivedRun.Writer(period, in: archive)
        let run = Run(office: self, session: session, policy: policy, knownAt: knownAt)
        let report = try run.settle(period, state: RunState.draft.rawValue, progress) {
          json, line in
          let row = RunLine(line, json, position: position)
          try session.add(row, to: id)
          try lines.add(row)
          position += 1
          try emit(json)
        }
        let archivedAs = try lines.finish()
        try session.finishRun(
          id, totals: String(decoding: report.totals.canonical(), as: UTF8.self),
          archivedAs: archivedAs)
        try journal.add(
          Journal.Entry(
            command: "settle run",
            content: [
              "period": .string(period.description), "knownAt": .string(knownAt.description),
              "policy": .string(policy.digest), "totals": report.totals,
              "lines": .string(archivedAs),
            ]), in: session, by: actor, at: now)
        return report
      }
      let now = try ledger.read { try $0.run(of: period)?.archivedAs }
      if let old = before?.archivedAs, old != now {
        try ArchivedRun.remove(old, in: archive)
      }
      return report
    }
  }
}

/// One settlement over the ledger's contracts.
private struct Run {
  let office: Office
  let session: LedgerSession
  let policy: PolicyInUse
  let knownAt: Instant

  func settle(
    _ period: Quarter, state: String, _ progress: ProgressReport, emit: (JSONValue) throws -> Void
  ) throws -> SettlementReport {
    try settle(period, state: state, progress) { json, _ in try emit(json) }
  }

  func settle(
    _ period: Quarter, state: String, _ progress: ProgressReport,
    emit: (JSONValue, SettlementLine) throws -> Void
  ) throws -> SettlementReport {
    var settler = Settler(
      period: period, policy: policy.policy,
      settings: SettlementSettings(tolerance: office.settings.tolerance))
    let total = try session.noteCount()
    var done = 0
    try session.forEachContract(settling: period, knownAt: knownAt) { contract in
      try settler.settle(contract: contract.map(NoteOnFile.init)) { (line: SettlementLine) in
        try emit(LineJSON.encode(line, policy: policy.policy), line)
      }
      done += contract.count
      if done % 1000 < contract.count { progress("核算 \(period)", done, total) }
    }
    progress("核算 \(period)", done, total)
    for (key, claims) in try session.claimsWithoutNote(period: period, knownAt: knownAt) {
      try settler.settle(unknownNote: key, claims: claims.map(ClaimOnFile.init)) {
        (line: SettlementLine) in
        try emit(LineJSON.encode(line, policy: policy.policy), line)
      }
    }
    return report(settler.totals, period, state)
  }

  private func report(
    _ totals: SettlementTotals, _ period: Quarter, _ state: String
  ) -> SettlementReport {
    let classes = ComparisonClass.allCases.map {
      (code: $0.rawValue, title: $0.title, count: totals.count(of: $0))
    }
    return SettlementReport(
      run: period.description, period: period, knownAt: knownAt, state: state,
      totals: TotalsJSON.encode(totals), classes: classes,
      hasDifferences: ComparisonClass.allCases.contains {
        !$0.paysUnasked && totals.count(of: $0) > 0
      })
  }
}

extension NoteOnFile {
  init(_ candidate: SettlementCandidate) {
    self.init(
      history: candidate.history, claims: candidate.claims.map(ClaimOnFile.init),
      overlapsOtherContract: candidate.overlapsOtherContract)
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
