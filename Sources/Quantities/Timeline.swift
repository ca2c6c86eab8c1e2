/// A value that changes on certain days, such as a balance, a rate or a cap.
///
/// A constant needs no allocation, which is what makes a settlement run over many bullet loans
/// cheap. A change takes effect from its day on (SUBSIDY §2: a repayment on day d lowers the
/// balance from d on; §3: rate changes apply from their day).
public struct Timeline<Value: Hashable & Sendable>: Hashable, Sendable {
  /// A change of the value.
  public struct Change: Hashable, Sendable {
    /// The day from which the value is in force.
    public let on: Day
    /// The value from that day on.
    public let value: Value

    @inlinable init(on: Day, value: Value) {
      self.on = on
      self.value = value
    }
  }

  /// The value before the first change.
  public let first: Value
  /// The changes, strictly ascending by day, each to another value than the one before.
  @inlinable public var changes: [Change] { ascending }

  @usableFromInline var ascending: [Change]

  /// Makes a value that never changes.
  @inlinable
  public init(_ first: Value) {
    self.first = first
    self.ascending = []
  }

  /// Lets the value change from `day` on. Days must not descend; a second change on one day
  /// replaces the first, and a change to the value already in force leaves no trace.
  @inlinable
  public mutating func change(to value: Value, on day: Day) {
    if let last = ascending.last {
      precondition(last.on <= day, "the changes of a timeline come in order")
      if last.on == day { ascending.removeLast() }
    }
    if value != self.last { ascending.append(Change(on: day, value: value)) }
  }

  /// The value after the last change.
  @inlinable public var last: Value { changes.last?.value ?? first }

  /// The value in force on `day`.
  @inlinable
  public func value(on day: Day) -> Value { stretch(at: day).value }

  /// The value in force on `day` and the day of the next change, `Day.farFuture` when none.
  @inlinable
  public func stretch(at day: Day) -> (value: Value, until: Day) {
    if changes.isEmpty { return (first, .farFuture) }
    // The first change after `day`, by halving.
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].on <= day { low = middle + 1 } else { high = middle }
    }
    return (
      low == 0 ? first : changes[low - 1].value,
      low == changes.count ? .farFuture : changes[low].on
    )
  }
}
