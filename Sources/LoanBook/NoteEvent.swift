public import Quantities

/// Something that happened to a note after its disbursement, on the day from which it counts.
public struct NoteEvent: Hashable, Sendable {
  /// The day from which the event counts.
  public var on: Day
  /// What happened.
  public var kind: Kind

  /// States an event.
  public init(on: Day, _ kind: Kind) {
    self.on = on
    self.kind = kind
  }

  /// The kinds of event with what each carries. EXCHANGE §3.
  public enum Kind: Hashable, Sendable {
    case rateChange(Rate)
    case `extension`(newDueOn: Day, subsidisedBasis: String?)
    case repayment(principal: Fen, interest: Fen?, penalty: Fen?)
    case compensation(Fen)
    case overdue
    case cure
    case recovery(Fen)

    /// The record type that carries the event.
    public var type: FactType {
      switch self {
      case .rateChange: .rateChange
      case .extension: .extension
      case .repayment: .repayment
      case .compensation: .compensation
      case .overdue: .overdue
      case .cure: .cure
      case .recovery: .recovery
      }
    }

    /// The order of events on one day, disbursement before all. EXCHANGE §3. A recovery follows
    /// the compensation that it recovers, so it comes last.
    public var rank: Int {
      switch self {
      case .rateChange: 1
      case .extension: 2
      case .repayment: 3
      case .compensation: 4
      case .overdue: 5
      case .cure: 6
      case .recovery: 7
      }
    }
  }
}

/// An event with the record that stated it and its place in the order of arrival.
public struct RecordedEvent: Hashable, Sendable {
  /// The record that states the event.
  public var recordId: RecordId
  /// The event.
  public var event: NoteEvent
  /// Counts up with arrival: it orders events of one kind on one day.
  public var arrival: Int64

  /// Notes who stated an event and when it came.
  public init(recordId: RecordId, event: NoteEvent, arrival: Int64) {
    self.recordId = recordId
    self.event = event
    self.arrival = arrival
  }

  /// Whether a note's life takes `a` before `b`: by day, by kind, by arrival. EXCHANGE §3.
  public static func precedes(_ a: RecordedEvent, _ b: RecordedEvent) -> Bool {
    (a.event.on.number, a.event.kind.rank, a.arrival)
      < (b.event.on.number, b.event.kind.rank, b.arrival)
  }
}
