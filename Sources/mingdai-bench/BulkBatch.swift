import BankExchange
import LoanBook
import Policy
import Quantities
import StrictJSON

/// A batch of any size with all that a bank has to say of its notes, written as a stream.
///
/// Notes come in groups, as a bank's program exports what began in one month: within a group the
/// first records of all notes, then the second ones, and so on. Records are numbered upwards and
/// written as JSON libraries do it for people to read.
enum BulkBatch {
  private static let notesInGroup = 500
  private static let chunk = 1 << 18

  /// Writes records.json with exactly `count` records and gives its control total.
  static func write(
    _ count: Int, today: Day, policy: Policy, sink: ([UInt8]) throws -> Void
  ) throws -> BatchControl {
    var control = BatchControl(recordCount: 0, totalAmount: .zero)
    var pending = Array("{\n    \"records\": [".utf8)
    var first = 0
    while control.recordCount < count {
      let notes = (first..<first + notesInGroup).map {
        BulkNote($0, today: today, policy: policy).facts
      }
      first += notesInGroup
      for turn in 0..<(notes.map(\.count).max() ?? 0) {
        for facts in notes where turn < facts.count && control.recordCount < count {
          pending += append(facts[turn], &control)
          guard pending.count >= chunk else { continue }
          try sink(pending)
          pending.removeAll(keepingCapacity: true)
        }
      }
    }
    try sink(pending + Array("\n    ]\n}\n".utf8))
    return control
  }

  private static func append(_ fact: Fact, _ control: inout BatchControl) -> [UInt8] {
    guard let recordId = RecordId("R\(padded(control.recordCount + 1, 10))") else {
      preconditionFailure("well formed")
    }
    let record = FactRecord(
      recordId: recordId, version: 1, action: .create, fact: fact, attachments: [])
    var bytes = Array((control.recordCount == 0 ? "\n" : ",\n").utf8) + indent
    control.recordCount += 1
    if case .disbursement(let terms) = fact { control.totalAmount += terms.amount }
    for byte in RecordEncoder.encode(record).text(indent: 4).dropLast() {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += indent }
    }
    return bytes
  }

  private static let indent = [UInt8](repeating: UInt8(ascii: " "), count: 8)
}
