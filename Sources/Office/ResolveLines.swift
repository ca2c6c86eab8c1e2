import Ledger
public import LoanBook
public import Quantities
import Settlement
import StrictJSON

/// What a person decides of lines of a draft, with a reason. COMMAND `settle resolve`.
public struct ResolveLines: Sendable {
  static let command = "settle resolve"

  /// Which lines.
  public enum Target: Hashable, Sendable {
    /// The line of a note, or of a claim for a number that no note bears; of the run's own
    /// quarter, or of an earlier one that it adjusts.
    case line(NoteKey, period: Quarter?)
    /// Every line of a class, and of a cause where one is named, that is not resolved yet.
    case all(class: String, cause: String?)
  }

  /// How much is payable.
  public enum Amount: Hashable, Sendable {
    /// So much.
    case fixed(Fen)
    /// What is computed.
    case computed
    /// What the bank claims.
    case claimed
  }

  /// Which lines.
  public let target: Target
  /// How much is payable.
  public let amount: Amount
  /// Why.
  public let reason: String

  /// States a decision.
  public init(_ target: Target, pay amount: Amount, reason: String) {
    self.target = target
    self.amount = amount
    self.reason = reason
  }
}

/// A line that was resolved.
public struct ResolvedLine: Sendable {
  /// The note.
  public let note: NoteKey
  /// The quarter of the line.
  public let period: Quarter
  /// What is computed.
  public let computed: Fen
  /// What is claimed; empty without a claim.
  public let claimed: [Fen]
  /// What the person makes payable.
  public let payable: Fen
}

extension Office {
  /// Resolves lines of a quarter's draft; the next making of the draft applies it. SUBSIDY §4.
  ///
  /// - Throws: ``OfficeRefusal`` when the run is no draft, no line fits, or a line cannot be
  ///   resolved so: then nothing is kept.
  public func resolve(
    _ period: Quarter, _ request: ResolveLines, by actor: Actor, now: Instant
  ) throws -> [ResolvedLine] {
    guard !request.reason.allSatisfy(\.isWhitespace) else {
      throw OfficeRefusal(.usage, "\(period)", "核定必须说明理由", "请用 --reason 说明")
    }
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let run = try run(of: period, in: session)
        guard run.state == .draft else {
          throw OfficeRefusal(
            .state, "\(period)", "本期核算已\(run.state.title)，不能再核定", "只有起草状态的核算可以核定")
        }
        let open = try openLines(request, of: run, in: session)
        let lines = try resolved(open, request, period)
        var kept: [Resolution] = []
        for line in lines {
          let resolution = Resolution(
            note: line.note, period: line.period, computed: line.computed, claimed: line.claimed,
            payable: line.payable, reason: request.reason, by: actor.name, at: now)
          try session.keep(resolution, bank: bank(line.note.bank, in: session))
          kept.append(resolution)
        }
        try journal.add(
          Journal.Entry(
            command: ResolveLines.command,
            content: [
              "period": .string(period.description), "reason": .string(request.reason),
              "resolutions": .array(kept.map(\.json)),
            ]), in: session, by: actor, at: now)
        return lines
      }
    }
  }

  private func openLines(
    _ request: ResolveLines, of run: RunEntry, in session: LedgerSession
  ) throws -> [OpenLine] {
    var found: [OpenLine] = []
    switch request.target {
    case .line(let key, let period):
      _ = try bank(key.bank, in: session)
      for line in try session.lines(of: run, bank: key.bank.text, noteNo: key.noteNo.text) {
        let open = try OpenLine(line, key)
        if open.period == period ?? run.period { found.append(open) }
      }
      // A number that two notes bore has two lines; the last is that of the one that stands.
      found = found.suffix(1)
    case .all(let comparison, let cause):
      try requireKnown(comparison, cause)
      try session.forEachLine(of: run) { line in
        guard line.comparison == comparison, let bank = PartyCode(line.bank),
          let noteNo = NoteNo(line.noteNo)
        else { return }
        let open = try OpenLine(line, NoteKey(bank: bank, noteNo: noteNo))
        if !open.isResolved, cause == nil || open.cause == cause { found.append(open) }
      }
    }
    guard found.isEmpty else { return found }
    throw OfficeRefusal(
      .usage, "\(run.period)", "草稿中没有符合的明细", "用 mingdai settle show \(run.period) 查看")
  }

  private func requireKnown(_ comparison: String, _ cause: String?) throws {
    guard ComparisonClass(rawValue: comparison) != nil else {
      let all = ComparisonClass.allCases.map { "\($0.rawValue)（\($0.title)）" }
      throw OfficeRefusal(
        .usage, comparison, "没有这种比对结果", "可用：" + all.joined(separator: "、"))
    }
    guard cause.map({ DifferenceCause(rawValue: $0) == nil }) ?? false else { return }
    let all = DifferenceCause.allCases.map { "\($0.rawValue)（\($0.title)）" }
    throw OfficeRefusal(
      .usage, cause ?? "", "没有这种差异原因", "可用：" + all.joined(separator: "、"))
  }

  private func resolved(
    _ lines: [OpenLine], _ request: ResolveLines, _ period: Quarter
  ) throws -> [ResolvedLine] {
    var refusals: [String] = []
    let resolved = lines.map { line in
      let payable =
        switch request.amount {
        case .fixed(let amount): amount
        case .computed: line.computed
        case .claimed: line.claimed.first ?? .zero
        }
      let refusal = Resolution.refusal(
        paying: payable, computed: line.computed, claimed: line.claimed, hasNote: line.hasNote)
      if let refusal { refusals.append("\(line.key) \(line.period)：\(refusal.title)") }
      return ResolvedLine(
        note: line.key, period: line.period, computed: line.computed, claimed: line.claimed,
        payable: payable)
    }
    guard refusals.isEmpty else {
      throw OfficeRefusal(
        .usage, "\(period)", refusals.joined(separator: "；"), "请改正 --pay 的金额；本次没有核定任何一笔")
    }
    return resolved
  }
}

/// A line of a draft as far as a person decides of it.
private struct OpenLine {
  let key: NoteKey
  let period: Quarter
  let computed: Fen
  let claimed: [Fen]
  let cause: String?
  let hasNote: Bool
  let isResolved: Bool

  init(_ line: RunLine, _ key: NoteKey) throws {
    let json = try JSONNode.parse(Array(line.detail.utf8), limits: .exchange).value
    self.key = key
    guard let period = json.text("period").flatMap({ Quarter($0) }) else {
      throw OfficeRefusal(.fault, "\(key)", "账本中的这条核算明细无法辨认", "请重新核算本期")
    }
    self.period = period
    computed = json["now"]?.fen("subsidy") ?? line.subsidy
    claimed = json.claimed
    cause = json.text("cause")
    hasNote = line.comparison != ComparisonClass.claimWithoutNote.rawValue
    isResolved = json["resolution"]?.text("state") == "HOLDS"
  }
}

extension Resolution {
  fileprivate var json: JSONValue {
    [
      "bank": .string(note.bank.text), "noteNo": .string(note.noteNo.text),
      "period": .string(period.description), "computed": .string(computed.description),
      "claimed": .array(claimed.map { .string($0.description) }),
      "payable": .string(payable.description),
    ]
  }

  fileprivate init?(_ json: JSONValue, reason: String, by: String, at: Instant) {
    let claimed = (json["claimed"]?.elements ?? []).map { $0.asText.flatMap { Fen($0) } }
    guard let bank = json.text("bank").flatMap({ PartyCode($0) }),
      let noteNo = json.text("noteNo").flatMap({ NoteNo($0) }),
      let period = json.text("period").flatMap({ Quarter($0) }),
      let computed = json.fen("computed"), let payable = json.fen("payable"),
      !claimed.contains(nil)
    else { return nil }
    self.init(
      note: NoteKey(bank: bank, noteNo: noteNo), period: period, computed: computed,
      claimed: claimed.compactMap { $0 }, payable: payable, reason: reason, by: by, at: at)
  }
}

extension ReplayJournal {
  /// Keeps again what a person decided.
  func replayResolutions(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let reason = entry.content.text("reason"),
      let resolutions = entry.content["resolutions"]?.elements
    else { throw entry.unknown("核定", office.journal) }
    for json in resolutions {
      guard
        let resolution = Resolution(
          json, reason: reason, by: entry.actor.name, at: entry.at),
        let bank = try session.bank(resolution.note.bank)
      else { throw entry.unknown("核定", office.journal) }
      try session.keep(resolution, bank: bank)
    }
  }
}
