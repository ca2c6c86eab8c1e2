public import Quantities

/// Everything known of one note at some instant: its terms, its events in the order of its life,
/// and what only the bureau knows.
public struct NoteHistory: Hashable, Sendable {
  /// Which note.
  @inlinable public var key: NoteKey {
    _read { yield identity.value.key }
    set { change { $0.key = newValue } }
  }
  /// The record that states the terms.
  @inlinable public var disbursementRecord: RecordId {
    _read { yield identity.value.disbursementRecord }
    set { change { $0.disbursementRecord = newValue } }
  }
  /// The terms of the note.
  @inlinable public var terms: Disbursement {
    _read { yield identity.value.terms }
    set { change { $0.terms = newValue } }
  }
  /// Events in the order of ``RecordedEvent/precedes(_:_:)``.
  public var events: [RecordedEvent]
  /// What only the bureau knows.
  public var bureau: BureauKnowledge
  /// Which loan of this person it is by the ledger's count over all banks, 1…
  public var countedUse: Int

  /// What a note is from its disbursement on.
  @usableFromInline struct Identity: Hashable, Sendable {
    @usableFromInline var key: NoteKey
    @usableFromInline var disbursementRecord: RecordId
    @usableFromInline var terms: Disbursement
  }
  @usableFromInline var identity: Shared<Identity>

  @usableFromInline mutating func change(_ change: (inout Identity) -> Void) {
    var changed = identity.value
    change(&changed)
    identity = Shared(changed)
  }

  /// Gathers what is known of a note; the events are put in order.
  public init(
    key: NoteKey, disbursementRecord: RecordId, terms: Disbursement, events: [RecordedEvent],
    bureau: BureauKnowledge = BureauKnowledge(), countedUse: Int = 1
  ) {
    identity = Shared(
      Identity(key: key, disbursementRecord: disbursementRecord, terms: terms))
    self.events = events.sorted(by: RecordedEvent.precedes)
    self.bureau = bureau
    self.countedUse = countedUse
  }

  /// The state after every event up to and including `day`, or after all when nil.
  public func state(on day: Day? = nil) -> NoteState {
    let past = events.lazy.map(\.event).filter { event in day.map { event.on <= $0 } ?? true }
    return NoteLife.fold(terms, past).state
  }
}

/// What only the bureau knows of a note. SUBSIDY §3.2 c and e, COMMAND `note …`.
public struct BureauKnowledge: Hashable, Sendable {
  /// The day from which the borrower lost eligibility (资格丧失).
  public var lostEligibilityOn: Day?
  /// Whether the note receives another central-government interest subsidy.
  public var otherSubsidy = false
  /// New due days of the extensions that the bureau confirmed as subsidised.
  public var confirmedExtensions: Set<Day> = []
  /// A regime that the bureau assigned by decision, instead of the one in force.
  public var regimeOverride: String?

  /// Nothing known beyond what the banks state.
  public init() {}
}
