import BankExchange
public import Ledger
public import LoanBook
import Policy
public import Quantities
public import StrictJSON

extension Office {
  /// Notes as they stand now, each handed to `emit` as JSON. COMMAND `note list`.
  public func notes(
    bank: PartyCode?, town: String?, now: Instant, emit: (JSONValue) throws -> Void
  ) throws {
    try ledger.read { session in
      if let bank { _ = try self.bank(bank, in: session) }
      try session.forEachNote(NoteFilter(bank: bank, town: town)) { history in
        try emit(.object(NoteJSON.summary(history, on: now.day)))
      }
    }
  }

  /// A note with its terms, events, balance and subsidy so far. COMMAND `note show`.
  public func note(_ key: NoteKey, knownAt: Instant?, now: Instant) throws -> JSONValue {
    try ledger.read { session in
      let bank = try bank(key.bank, in: session)
      guard let history = try session.note(key.noteNo, of: bank, knownAt: knownAt) else {
        throw OfficeRefusal(.usage, "\(key)", "没有这张借据", "用 mingdai note list 查看借据号")
      }
      let lines = try session.approvedLines(
        bank: key.bank.text, noteNo: key.noteNo.text
      ).filter { try StoredLine($0.1).isOf(history.disbursementRecord) }
      let instant = try knownAt ?? present(now, in: session)
      let project = try session.projectStates(knownAt: instant).state(of: history)
      return NoteJSON.whole(history, project, on: instant.day, lines: lines)
    }
  }

  /// Keeps a fact that only the bureau knows of a note. COMMAND `note lose` and its kin.
  public func note(
    _ key: NoteKey, keep fact: BureauFact, reason: String, by actor: Actor, now: Instant
  ) throws -> JSONValue {
    if case .regime(let regime) = fact {
      guard try policy().policy.regimes.contains(where: { $0.id == regime }) else {
        throw OfficeRefusal(.usage, "\(key)", "没有这个政策阶段", "用政策文件 regimes.json 中的 id")
      }
    }
    try locked(at: now, afterRuns: true) { now in
      try ledger.write { session in
        let bank = try bank(key.bank, in: session)
        guard let history = try session.note(key.noteNo, of: bank) else {
          throw OfficeRefusal(.usage, "\(key)", "没有这张借据", "用 mingdai note list 查看借据号")
        }
        try refuse(fact, of: history)
        try session.keep(
          fact, of: key.noteNo, bank: bank, reason: reason, by: actor.name, at: now)
        try journal.add(
          Journal.Entry(
            command: "note \(fact.verb)",
            content: [
              "bank": .string(key.bank.text), "noteNo": .string(key.noteNo.text),
              "value": .string(fact.value), "reason": .string(reason),
            ]), in: session, by: actor, at: now)
      }
    }
    return try note(key, knownAt: nil, now: now)
  }

  private func refuse(_ fact: BureauFact, of history: NoteHistory) throws {
    guard case .extensionConfirmed(let day) = fact else { return }
    let isDocumented = history.events.contains {
      if case .extension(let newDueOn, let basis) = $0.event.kind {
        return newDueOn == day && basis != nil
      }
      return false
    }
    guard isDocumented else {
      throw OfficeRefusal(
        .usage, "\(history.key)", "这张借据没有展期到 \(day)、并写明贴息依据文号的记录",
        "用 mingdai note show 查看展期；没有文号的展期不贴息，请银行补报文号")
    }
  }
}

extension BureauFact {
  var verb: String {
    switch self {
    case .lostEligibility: "lose"
    case .otherSubsidy: "other-subsidy"
    case .extensionConfirmed: "extension-confirm"
    case .regime: "regime"
    }
  }

  var value: String {
    switch self {
    case .lostEligibility(let day), .extensionConfirmed(let day): day.description
    case .otherSubsidy(let receives): receives ? "yes" : "no"
    case .regime(let regime): regime
    }
  }
}

/// A note as JSON, for the bureau's own eyes.
enum NoteJSON {
  static func summary(_ history: NoteHistory, on day: Day) -> [JSONMember] {
    let state = history.state(on: day)
    return [
      JSONMember("bank", .string(history.key.bank.text)),
      JSONMember("noteNo", .string(history.key.noteNo.text)),
      JSONMember("contractNo", .string(history.terms.contractNo.text)),
      JSONMember("kind", .string(history.terms.borrower.kind.rawValue)),
      JSONMember("project", .string(history.terms.project.name)),
      JSONMember("town", .string(history.terms.project.town)),
      JSONMember("amount", .string(history.terms.amount.description)),
      JSONMember("disbursedOn", .string(history.terms.disbursedOn.description)),
      JSONMember("dueOn", .string(state.dueOn.description)),
      JSONMember("balance", .string(state.balance.description)),
      JSONMember("state", .string(stateCode(state, on: day))),
    ]
  }

  /// The members of a DISBURSEMENT without identity number, phone, address and partners' numbers:
  /// what is printed may be copied about.
  static func whole(
    _ history: NoteHistory, _ project: ProjectState?, on day: Day,
    lines: [(RunEntry, RunLine)]
  ) -> JSONValue {
    let state = history.state(on: day)
    let record = RecordEncoder.encode(
      FactRecord(
        recordId: history.disbursementRecord, version: 1, action: .create,
        fact: .disbursement(history.terms), attachments: []))
    var members = [JSONMember("bank", .string(history.key.bank.text))]
    if case .object(let terms) = record {
      let hidden: Set = ["recordId", "version", "action", "type"]
      members += terms.filter { !hidden.contains($0.name) }.map(withoutPersonalData)
    }
    members += [
      JSONMember("events", .array(history.events.map(event))),
      JSONMember("balance", .string(state.balance.description)),
      JSONMember("currentDueOn", .string(state.dueOn.description)),
      JSONMember("currentRate", .string(state.rate.description)),
      JSONMember("state", .string(stateCode(state, on: day))),
      JSONMember("bureau", bureau(history.bureau, project)),
      JSONMember(
        "subsidies",
        .array(
          lines.map { run, line in
            [
              "period": .string(run.period.description),
              "subsidy": .string(line.subsidy.description),
              "payable": .string(line.payable.description),
            ]
          })),
      JSONMember(
        "subsidySoFar",
        .string(lines.reduce(Fen.zero) { $0 + $1.1.payable }.description)),
    ]
    return .object(members)
  }

  private static func withoutPersonalData(_ member: JSONMember) -> JSONMember {
    guard case .object(let inner) = member.value else { return member }
    let hidden: Set = ["idNumber", "phone", "partnerIds", "address"]
    return JSONMember(member.name, .object(inner.filter { !hidden.contains($0.name) }))
  }

  private static func event(_ recorded: RecordedEvent) -> JSONValue {
    let note = NoteNo("x").map { Fact.event($0, recorded.event) }
    guard let note,
      case .object(let members) = RecordEncoder.encode(
        FactRecord(
          recordId: recorded.recordId, version: 1, action: .create, fact: note, attachments: []))
    else { return .null }
    let hidden: Set = ["version", "action", "noteNo"]
    return .object(members.filter { !hidden.contains($0.name) })
  }

  private static func bureau(
    _ knowledge: BureauKnowledge, _ project: ProjectState?
  ) -> JSONValue {
    .object([
      JSONMember(
        "lostEligibilityOn", knowledge.lostEligibilityOn.map { .string($0.description) } ?? .null),
      JSONMember("otherSubsidy", .bool(knowledge.otherSubsidy)),
      JSONMember(
        "confirmedExtensions",
        .array(knowledge.confirmedExtensions.sorted().map { .string($0.description) })),
      JSONMember("regime", knowledge.regimeOverride.map { .string($0) } ?? .null),
      JSONMember(
        "project",
        project.map { ["state": .string($0.code), "on": .text($0.day?.description)] } ?? .null),
    ])
  }

  private static func stateCode(_ state: NoteState, on day: Day) -> String {
    if state.balance == .zero { return "REPAID" }
    if state.compensatedOn != nil { return "COMPENSATED" }
    if state.overdueSince != nil { return "OVERDUE" }
    return day < state.dueOn ? "RUNNING" : "DUE"
  }
}
