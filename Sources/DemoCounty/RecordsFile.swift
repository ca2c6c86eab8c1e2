public import BankExchange
public import LoanBook
import Quantities
import StrictJSON

/// Writes records.json as a bank's program would, one record a line. EXCHANGE §3.
public struct RecordsFile: Sendable {
  /// The number of records and the sum of the disbursements' amounts so far. EXCHANGE §2.
  public private(set) var control = BatchControl(recordCount: 0, totalAmount: .zero)

  /// An empty file.
  public init() {}

  /// What stands before the first record.
  public static let opening = Array("{\"records\": [".utf8)
  /// What stands after the last record.
  public static let closing = Array("\n]}\n".utf8)

  /// The bytes of one more record.
  public mutating func append(_ record: FactRecord) -> [UInt8] {
    var bytes = Array((control.recordCount == 0 ? "\n" : ",\n").utf8)
    bytes += RecordEncoder.encode(record).canonical()
    control.recordCount += 1
    if case .disbursement(let terms) = record.fact { control.totalAmount += terms.amount }
    return bytes
  }

  /// A whole file with its control total.
  public static func write(_ records: [FactRecord]) -> (bytes: [UInt8], control: BatchControl) {
    var file = RecordsFile()
    var bytes = opening
    for record in records { bytes += file.append(record) }
    return (bytes + closing, file.control)
  }
}
