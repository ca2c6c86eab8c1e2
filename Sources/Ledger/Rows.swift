import Foundation
import GRDB
import Quantities

/// Columns by name, for what is read a few times in a command. What is read for every record goes
/// by ``Columns``.
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

  func instant(_ column: String) -> Instant? {
    (self[column] as Int64?).map(Instant.init(seconds:))
  }
  func bytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { Array($0) } }
}

extension [UInt8] {
  /// The bytes as a blob.
  var databaseValue: DatabaseValue { Data(self).databaseValue }
}
