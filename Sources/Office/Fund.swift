import Ledger
public import LoanBook
public import Quantities
public import Statistics
public import StrictJSON

/// The guarantee fund on a day. COMMAND `fund show`.
public struct FundReport: Sendable {
  /// The fund at the end of the day.
  public let position: FundPosition
  /// What the bureau recorded up to the day, by day.
  public let movements: [FundMovement]
  /// The banks by their codes.
  public let bankNames: [PartyCode: String]

  /// The fund for programs.
  public var json: JSONValue {
    .object(
      position.json.members
        + [JSONMember("movements", .array(movements.map(FundMovementJSON.encode)))])
  }
}

extension Office {
  /// The guarantee fund at the end of a day, by what is known now. STATISTICS "Guarantee fund".
  public func fund(
    on day: Day, progress: ProgressReport = { _, _, _ in }
  ) throws -> FundReport {
    let policy = try policy()
    return try ledger.read { session in
      let movements = try movements(in: session)
      return FundReport(
        position: try position(on: day, movements, policy, in: session, progress: progress),
        movements: movements.filter { $0.on <= day },
        bankNames: Dictionary(
          try session.banks().map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// Records money that was put into the fund or taken out. COMMAND `fund add`.
  ///
  /// - Throws: ``OfficeRefusal`` with everything that forbids it.
  public func addToFund(
    _ movement: FundMovement, by actor: Actor, now: Instant
  ) throws -> FundReport {
    let policy = try policy()
    try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let balance = try balance(besides: movement, policy, in: session, now: now)
        let refusals = movement.refusals(today: now.day, balance: balance)
        guard refusals.isEmpty else {
          throw OfficeRefusal(
            .usage, "担保基金", refusals.map(\.sentence).joined(separator: "\n"), "改正后再登记，本次没有登记")
        }
        try session.keep(FundMovementEntry(movement), by: actor.name, at: now)
        try journal.add(
          Journal.Entry(command: "fund add", content: FundMovementJSON.encode(movement)),
          in: session, by: actor, at: now)
      }
    }
    return try fund(on: now.day)
  }

  /// What can be taken out: the fund neither on the movement's day nor today holds less.
  private func balance(
    besides movement: FundMovement, _ policy: PolicyInUse, in session: LedgerSession, now: Instant
  ) throws -> Fen {
    guard movement.kind == .withdrawal else { return .zero }
    let movements = try movements(in: session)
    let days = Set([min(movement.on, now.day), now.day])
    return try days.map { day in
      try position(on: day, movements, policy, in: session, lastYear: nil).balance
    }.min() ?? .zero
  }

  private func movements(in session: LedgerSession) throws -> [FundMovement] {
    try session.fundMovements().map { entry in
      guard let movement = FundMovement(entry) else {
        throw OfficeRefusal(.fault, "账本", "担保基金的登记无法辨认", "请用写下它的或更新的程序版本")
      }
      return movement
    }
  }

  private func position(
    on day: Day, _ movements: [FundMovement], _ policy: PolicyInUse, in session: LedgerSession,
    progress: ProgressReport
  ) throws -> FundPosition {
    // The raised multiple rests on last year's repayment rate.
    let lastYear = StatisticsPeriod(year: day.civil.year - 1)
    let rate = try lastYear.flatMap { year -> ExactRatio? in
      let tally = try tally(year, in: session, progress: progress)
      guard case .percent(let ratio) = tally.value(.of(.recoveryRate, .year), of: .all)
      else { return nil }
      return ratio
    }
    return try position(on: day, movements, policy, in: session, lastYear: rate)
  }

  private func position(
    on day: Day, _ movements: [FundMovement], _ policy: PolicyInUse, in session: LedgerSession,
    lastYear: ExactRatio?
  ) throws -> FundPosition {
    var fund = FundTally(policy.fund, at: day, lastYear: lastYear)
    for movement in movements { fund.take(movement) }
    try session.forEachPerson { _, notes in
      for note in notes { fund.take(note) }
    }
    return fund.position
  }
}

/// A movement as JSON, in the journal and for programs.
enum FundMovementJSON {
  static func encode(_ movement: FundMovement) -> JSONValue {
    [
      "kind": .string(movement.kind.rawValue), "on": .string(movement.on.description),
      "amount": .string(movement.amount.description),
      "depositor": .string(movement.depositor.rawValue), "document": .string(movement.document),
    ]
  }

  static func decode(_ json: JSONValue) -> FundMovement? {
    guard let kind = json.text("kind").flatMap(FundMovement.Kind.init(rawValue:)),
      let on = json.text("on").flatMap({ Day($0) }),
      let amount = json.text("amount").flatMap({ Fen($0) }),
      let depositor = json.text("depositor").flatMap(Depositor.init(rawValue:)),
      let document = json.text("document")
    else { return nil }
    return FundMovement(kind, on: on, amount: amount, depositor: depositor, document: document)
  }
}

extension FundMovementEntry {
  init(_ movement: FundMovement) {
    self.init(
      kind: movement.kind.rawValue, on: movement.on, amount: movement.amount,
      depositor: movement.depositor.rawValue, document: movement.document)
  }
}

extension FundMovement {
  fileprivate init?(_ entry: FundMovementEntry) {
    guard let kind = Kind(rawValue: entry.kind),
      let depositor = Depositor(rawValue: entry.depositor)
    else { return nil }
    self.init(
      kind, on: entry.on, amount: entry.amount, depositor: depositor, document: entry.document)
  }
}

extension ReplayJournal {
  /// A movement of the fund again.
  func replayFund(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let movement = FundMovementJSON.decode(entry.content) else {
      throw entry.unknown("担保基金登记", office.journal)
    }
    try session.keep(FundMovementEntry(movement), by: entry.actor.name, at: entry.at)
  }
}
