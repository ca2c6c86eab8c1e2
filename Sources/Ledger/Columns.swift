import Foundation
import GRDB
import LoanBook
import Quantities

/// A stored value that no longer follows its grammar: the file was changed by other hands.
struct DamagedColumn: Error {
  let column: String
}

extension Row {
  /// An enumeration's word.
  func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
    guard let word = Word(rawValue: self[column]) else { throw DamagedColumn(column: column) }
    return word
  }

  /// A value with a grammar of its own.
  func parsed<Value>(_ column: String, _ parse: (String) -> Value?) throws -> Value {
    guard let value = parse(self[column]) else { throw DamagedColumn(column: column) }
    return value
  }

  /// A value with a grammar of its own, or null.
  func parsedIfThere<Value>(_ column: String, _ parse: (String) -> Value?) throws -> Value? {
    guard let text = self[column] as String? else { return nil }
    guard let value = parse(text) else { throw DamagedColumn(column: column) }
    return value
  }

  func fen(_ column: String) -> Fen { Fen(self[column]) }
  func fenIfThere(_ column: String) -> Fen? { (self[column] as Int64?).map(Fen.init) }
  func rate(_ column: String) -> Rate { Rate(ppm: self[column]) }
  func day(_ column: String) -> Day { Day(number: self[column]) }
  func dayIfThere(_ column: String) -> Day? { (self[column] as Int32?).map(Day.init(number:)) }
  func instant(_ column: String) -> Instant? {
    (self[column] as Int64?).map(Instant.init(seconds:))
  }
  func personal(_ column: String) -> PersonalText? {
    (self[column] as String?).map(PersonalText.init)
  }
  func bytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { Array($0) } }
}

extension [UInt8] {
  /// The bytes as a blob.
  var databaseValue: DatabaseValue { Data(self).databaseValue }
}
