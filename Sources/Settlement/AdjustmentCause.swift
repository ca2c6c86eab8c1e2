public import LoanBook
public import Quantities

/// A version of a record with its place in the order of arrival, for the cause of an adjustment.
public struct ArrivedRecord: Hashable, Sendable {
  /// The record.
  public var recordId: RecordId
  /// Counts up with arrival, over all records.
  public var arrival: Int64
  /// The note that it speaks of, or spoke of before it was amended.
  public var note: NoteKey
  /// What it states.
  public var type: FactType
  /// What it does: create, amend or cancel.
  public var action: RecordAction
  /// The day from which it counts; of a claim the last day of its period.
  public var effectiveOn: Day

  /// Notes that a version of a record arrived.
  public init(
    recordId: RecordId, arrival: Int64, note: NoteKey, type: FactType, action: RecordAction,
    effectiveOn: Day
  ) {
    self.recordId = recordId
    self.arrival = arrival
    self.note = note
    self.type = type
    self.action = action
    self.effectiveOn = effectiveOn
  }
}

/// A fact that the bureau recorded of a note.
public struct ArrivedBureauFact: Hashable, Sendable {
  /// The note.
  public var note: NoteKey
  /// When it was recorded.
  public var at: Instant

  /// Notes that the bureau recorded a fact.
  public init(note: NoteKey, at: Instant) {
    self.note = note
    self.at = at
  }
}

/// Why an earlier period is adjusted: what came after the run that settled it. SUBSIDY §4.
public enum AdjustmentCause: Hashable, Sendable {
  /// A record of the note, or a claim for the period, arrived late.
  case late(ArrivedRecord)
  /// A record of another note of the contract arrived late: the notes share one cap (§3.3).
  case lateBeside(ArrivedRecord)
  /// The bureau recorded a fact of the note.
  case bureauFact(ArrivedBureauFact)
  /// A person resolved the line.
  case resolved(Resolution)
  /// A resolution lapsed, since figure or claim changed.
  case resolutionLapsed(Resolution)
  /// Another version of the policy is in use.
  case policyChanged
  /// None of these: what the ledger holds of the person's other contracts changed, on which the
  /// count of uses (§3.2 d) and the overlap rest, or the office's tolerance did.
  case elsewhere

  /// The stable code.
  public var code: String {
    switch self {
    case .late(let record): record.type == .claim ? "LATE_CLAIM" : "LATE_RECORD"
    case .lateBeside: "LATE_RECORD_OF_CONTRACT"
    case .bureauFact: "BUREAU_FACT"
    case .resolved: "RESOLVED"
    case .resolutionLapsed: "RESOLUTION_LAPSED"
    case .policyChanged: "POLICY_CHANGED"
    case .elsewhere: "ELSEWHERE"
    }
  }

  /// The cause in the words of officials.
  public var title: String {
    switch self {
    case .late(let record):
      switch (record.type == .claim, record.action) {
      case (true, .create): "补报的贴息申请 \(record.recordId)"
      case (true, .amend): "贴息申请 \(record.recordId) 已更正"
      case (true, .cancel): "贴息申请 \(record.recordId) 已撤销"
      case (false, .create): "迟到的记录 \(record.recordId)"
      case (false, .amend): "记录 \(record.recordId) 已更正"
      case (false, .cancel): "记录 \(record.recordId) 已撤销"
      }
    case .lateBeside(let record): "同一合同借据 \(record.note.noteNo) 的记录 \(record.recordId)"
    case .bureauFact: "人社部门登记的事项"
    case .resolved: "人工核定"
    case .resolutionLapsed: "核算额或申报额已变化，原核定失效"
    case .policyChanged: "政策参数已更新"
    case .elsewhere: "借款人其他合同的变化"
    }
  }
}

/// What is new since an earlier period was settled, and what of it bears on one line.
struct CauseOfChange {
  let earlier: EarlierPeriod
  /// The digest of the policy version in use now.
  let policyDigest: String

  /// Everything that came since and may have changed the line, in order of arrival.
  ///
  /// A record effective after the period changes nothing in it, but for an extension, which
  /// moves the due day; such records are named only when nothing else is. Another version of the
  /// policy is named only where no fact accounts for the change: it mostly alters nothing of a
  /// note.
  func causes(
    of line: SettlementLine, since before: EarlierSettlement, figureChanged: Bool,
    in contract: EarlierContract
  ) -> [AdjustmentCause] {
    let policyChanged =
      (earlier.policyDigest ?? before.policyDigest).map { $0 != policyDigest } ?? false
    let since = contract.arrived.filter { $0.arrival > earlier.lastArrival }
      .sorted { $0.arrival < $1.arrival }
    let own = since.filter { $0.note == line.key }
    let facts = own.filter { $0.type != .claim && bears($0) }
    var ofFigure = facts.map(AdjustmentCause.late)
    if facts.isEmpty, figureChanged {
      ofFigure = since.filter { $0.note != line.key && $0.type != .claim && bears($0) }
        .map(AdjustmentCause.lateBeside)
    }
    for fact in contract.bureauFacts where fact.note == line.key && fact.at > earlier.knownAt {
      ofFigure.append(.bureauFact(fact))
    }
    if ofFigure.isEmpty, figureChanged, policyChanged { ofFigure = [.policyChanged] }
    var causes = ofFigure
    causes += own.filter { $0.type == .claim && bears($0) }.map(AdjustmentCause.late)
    switch line.resolution {
    // What was paid before holds and lapses by what is named above, and by nobody's decision.
    case .holds(let resolution)
    where resolution.at > earlier.knownAt && resolution.paidBefore == nil:
      causes.append(.resolved(resolution))
    case .lapsed(let resolution) where resolution.paidBefore == nil:
      causes.append(.resolutionLapsed(resolution))
    case .holds, .lapsed, nil: break
    }
    if causes.isEmpty { causes = own.map(AdjustmentCause.late) }
    if causes.isEmpty, policyChanged { causes = [.policyChanged] }
    return causes.isEmpty ? [.elsewhere] : causes
  }

  /// Whether a record counts in the period: claims of it, and facts from before its end.
  private func bears(_ record: ArrivedRecord) -> Bool {
    record.type == .claim
      ? Quarter(containing: record.effectiveOn) == earlier.period
      : record.effectiveOn < earlier.period.days.to
  }
}
