import LoanBook
import Quantities

/// A stored value that no longer follows its grammar: the file was changed by other hands.
struct DamagedColumn: Error {
  let column: String
}

extension Columns {
  /// An enumeration's word.
  mutating func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
    guard let word = Word(rawValue: text()) else { throw DamagedColumn(column: column) }
    return word
  }

  /// A value with a grammar of its own.
  mutating func parsed<Value>(_ column: String, _ parse: (String) -> Value?) throws -> Value {
    guard let value = parse(text()) else { throw DamagedColumn(column: column) }
    return value
  }

  /// A value with a grammar of its own, or null.
  mutating func parsedIfThere<Value>(
    _ column: String, _ parse: (String) -> Value?
  ) throws -> Value? {
    guard let text = textIfThere() else { return nil }
    guard let value = parse(text) else { throw DamagedColumn(column: column) }
    return value
  }

  mutating func fen() -> Fen { Fen(int64()) }
  mutating func fenIfThere() -> Fen? { int64IfThere().map(Fen.init) }
  mutating func rate() -> Rate { Rate(ppm: int32()) }
  mutating func day() -> Day { Day(number: int32()) }
  mutating func dayIfThere() -> Day? {
    int64IfThere().map { Day(number: Int32(truncatingIfNeeded: $0)) }
  }
  mutating func instant() -> Instant { Instant(seconds: int64()) }
  mutating func instantIfThere() -> Instant? { int64IfThere().map(Instant.init(seconds:)) }
  mutating func personal() -> PersonalText? { textIfThere().map(PersonalText.init) }
}
