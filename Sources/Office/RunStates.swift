import Ledger
public import Quantities
public import StrictJSON

/// A run as it stands. COMMAND `settle show`.
public struct RunSummary: Sendable {
  /// The run's name: its quarter.
  public let run: String
  /// DRAFT, REVIEWED, APPROVED or PAID.
  public let state: String
  /// The state in officials' words.
  public let stateTitle: String
  /// What was received by then counted.
  public let knownAt: Instant
  /// The totals as JSON.
  public let totals: JSONValue
  /// Who made, reviewed and approved it, so far.
  public let people: [(act: String, name: String, at: Instant)]
  /// Resolutions that came after the draft was made, or after what it counts, and wait for the next
  /// making.
  public let waitingResolutions: Int
}

extension Office {
  /// Every run, by quarter.
  public func runs() throws -> [RunSummary] {
    try ledger.read { session in
      try session.runs().map { try summary($0, waiting: waitingResolutions($0, in: session)) }
    }
  }

  /// One run; each of its lines is handed to `emit` as JSON after `begin`.
  public func show(
    _ period: Quarter, begin: (RunSummary) throws -> Void, emit: (JSONValue) throws -> Void
  ) throws {
    try ledger.read { session in
      let run = try run(of: period, in: session)
      try begin(summary(run, waiting: waitingResolutions(run, in: session)))
      try session.forEachLine(of: run) { line in
        try emit(try JSONNode.parse(Array(line.detail.utf8), limits: .exchange).value)
      }
    }
  }

  /// Reviews a draft that counts everything approved and resolved so far.
  public func review(_ period: Quarter, by actor: Actor, now: Instant) throws -> RunSummary {
    try step(period, "settle review", by: actor, now: now) { session, run, now in
      guard run.state == .draft else {
        throw OfficeRefusal(
          .state, "\(period)", "本期核算已\(run.state.title)", "只有起草状态的核算可以复核")
      }
      try requireFresh(run, in: session)
      try session.review(run, by: actor.name, user: actor.systemUser, at: now)
      return []
    }
  }

  /// Approves a reviewed run; not by who reviewed it, nor as the same user of the operating system
  /// unless the office is a demonstration. Its payments come into being with it. SUBSIDY §4.
  public func approve(
    _ period: Quarter, by actor: Actor, now: Instant,
    progress: ProgressReport = { _, _, _ in }
  ) throws -> RunSummary {
    try step(period, "settle approve", by: actor, now: now) { session, run, now in
      guard run.state == .reviewed else {
        throw OfficeRefusal(
          .state, "\(period)", "本期核算处于\(run.state.title)状态", "请先由另一人复核（settle review）")
      }
      guard run.reviewedBy != actor.name else {
        throw OfficeRefusal(
          .state, "\(period)", "批准人不能是复核人 \(actor.name)", "请由另一人批准（--by 姓名）")
      }
      guard settings.isDemo || run.reviewedByUser != actor.systemUser else {
        throw OfficeRefusal(
          .state, "\(period)", "批准与复核使用了同一个系统用户 \(actor.systemUser)",
          "请由批准人用自己的系统用户登录后批准")
      }
      try requireFresh(run, in: session)
      try session.approve(run, by: actor.name, user: actor.systemUser, at: now)
      return [
        JSONMember(
          "payments",
          .string(
            try RunPayments.make(
              of: run, in: session, archive: archive, by: actor, at: now, progress: progress)))
      ]
    }
  }

  /// Quarters are reviewed and approved in their order. A draft counts what was approved and
  /// resolved when it was made; with more since, its adjustments would pay twice, or a person's
  /// decision be lost.
  private func requireFresh(_ run: RunEntry, in session: LedgerSession) throws {
    let earlier = try session.runs().first { $0.period < run.period && !$0.isApproved }
    if let earlier {
      throw OfficeRefusal(
        .state, "\(run.period)", "更早的 \(earlier.period) 尚未批准", "请按季度先后复核、批准")
    }
    let remedy = "请重新核算：mingdai settle run \(run.period)"
    let last = try session.runs().last { $0.isApproved && $0.period < run.period }
    if let last, last.period != run.basis.builtOn {
      throw OfficeRefusal(
        .state, "\(run.period)", "\(last.period) 在本期草稿生成之后批准，草稿没有计入", remedy)
    }
    let paid = try session.openingPaymentCount(run.basis.periods(of: run.period))
    if paid != run.basis.openingPayments {
      throw OfficeRefusal(.state, "\(run.period)", "期初导入的已付贴息尚未全部计入草稿", remedy)
    }
    let waiting = try waitingResolutions(run, in: session)
    if waiting > 0 {
      throw OfficeRefusal(.state, "\(run.period)", "有 \(waiting) 笔核定尚未计入草稿", remedy)
    }
  }

  private func waitingResolutions(
    _ run: RunEntry, in session: LedgerSession
  ) throws -> Int {
    guard !run.isApproved else { return 0 }
    return try session.resolutionCount(
      after: run.basis.lastResolution, or: run.knownAt, upTo: run.period)
  }

  private func step(
    _ period: Quarter, _ command: String, by actor: Actor, now: Instant,
    _ body: (LedgerSession, RunEntry, _ now: Instant) throws -> [JSONMember]
  ) throws -> RunSummary {
    try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let made = try body(session, try run(of: period, in: session), now)
        try journal.add(
          Journal.Entry(
            command: command,
            content: .object([JSONMember("period", .string(period.description))] + made)),
          in: session, by: actor, at: now)
        return try summary(run(of: period, in: session))
      }
    }
  }

  func run(of period: Quarter, in session: LedgerSession) throws -> RunEntry {
    guard let run = try session.run(of: period) else {
      throw OfficeRefusal(
        .usage, "\(period)", "没有这一期的核算", "请先运行 mingdai settle run \(period)")
    }
    return run
  }

  func summary(_ run: RunEntry, waiting: Int = 0) throws -> RunSummary {
    let people: [(String, String?, Instant?)] = [
      ("起草", run.madeBy, run.madeAt), ("复核", run.reviewedBy, run.reviewedAt),
      ("批准", run.approvedBy, run.approvedAt),
    ]
    return RunSummary(
      run: run.period.description, state: run.state.rawValue, stateTitle: run.state.title,
      knownAt: run.knownAt,
      totals: try JSONNode.parse(Array(run.totals.utf8), limits: .exchange).value,
      people: people.compactMap { act, name, at in
        guard let name, let at else { return nil }
        return (act, name, at)
      }, waitingResolutions: waiting)
  }
}
