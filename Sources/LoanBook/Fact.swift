public import Quantities

/// What a record does to the record of the same number. EXCHANGE §3.
public enum RecordAction: String, Hashable, Sendable, CaseIterable {
  case create = "CREATE"
  case amend = "AMEND"
  case cancel = "CANCEL"
}

/// One record of a bank's batch, well formed.
public struct FactRecord: Hashable, Sendable {
  /// The record's number, unique within the bank for ever.
  public var recordId: RecordId
  /// 1 for a new record; an amendment or cancellation counts on.
  public var version: Int
  /// Create, amend or cancel.
  public var action: RecordAction
  /// What it states.
  public var fact: Fact
  /// Names of attached files in the same package.
  public var attachments: [String]

  /// Makes a record.
  public init(
    recordId: RecordId, version: Int, action: RecordAction, fact: Fact, attachments: [String]
  ) {
    self.recordId = recordId
    self.version = version
    self.action = action
    self.fact = fact
    self.attachments = attachments
  }
}

/// The types of record. EXCHANGE §3.
public enum FactType: String, Hashable, Sendable, CaseIterable {
  case disbursement = "DISBURSEMENT"
  case repayment = "REPAYMENT"
  case `extension` = "EXTENSION"
  case overdue = "OVERDUE"
  case cure = "CURE"
  case rateChange = "RATE_CHANGE"
  case compensation = "COMPENSATION"
  case recovery = "RECOVERY"
  case claim = "CLAIM"
  case decision = "DECISION"
}

/// What a record states.
public enum Fact: Hashable, Sendable {
  case disbursement(Disbursement)
  case event(NoteNo, NoteEvent)
  case claim(Claim)
  case decision(Decision)

  /// The record type of the fact.
  public var type: FactType {
    switch self {
    case .disbursement: .disbursement
    case .event(_, let event): event.kind.type
    case .claim: .claim
    case .decision: .decision
    }
  }

  /// The note spoken of; a decision speaks of an application.
  public var noteNo: NoteNo? {
    switch self {
    case .disbursement(let terms): terms.noteNo
    case .event(let noteNo, _): noteNo
    case .claim(let claim): claim.noteNo
    case .decision: nil
    }
  }

  /// The day from which the fact holds: its effective day, a claim's last day.
  public var effectiveOn: Day {
    switch self {
    case .disbursement(let terms): terms.disbursedOn
    case .event(_, let event): event.on
    case .claim(let claim): claim.period.days.to - 1
    case .decision(let decision): decision.on
    }
  }
}

/// A bank's answer to an application (授信结果). EXCHANGE §3.
public struct Decision: Hashable, Sendable {
  /// The answers a bank can give.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case accepted = "ACCEPTED"
    case declined = "DECLINED"
  }
  /// The application answered.
  public var applicationNo: ApplicationNo
  /// Accepted or declined.
  public var outcome: Outcome
  /// The day of the answer.
  public var on: Day
  /// Why.
  public var reason: String?

  /// States a decision.
  public init(applicationNo: ApplicationNo, outcome: Outcome, on: Day, reason: String?) {
    self.applicationNo = applicationNo
    self.outcome = outcome
    self.on = on
    self.reason = reason
  }
}
