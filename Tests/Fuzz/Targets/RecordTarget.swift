import BankExchange
import LoanBook
import StrictJSON

/// A record either has findings or is one; one that is can be written and read back unchanged.
enum RecordTarget {
  static func run(_ bytes: [UInt8]) {
    let node: JSONNode
    do { node = try JSONNode.parse(bytes, limits: .exchange) } catch { return }
    let decoded = RecordDecoder.decode(node, index: 7)
    hold((decoded.record == nil) == !decoded.findings.isEmpty, "a record or findings")
    for finding in decoded.findings {
      hold(finding.pointer?.hasPrefix("/records/7") == true, "pointers lead to the record")
      hold(finding.code == .field, "the form is R701")
    }
    ReceiptCheck.isStrictJSON(
      codes: [],
      records: [
        RecordVerdict(
          index: 7, recordId: decoded.recordId, version: decoded.version, status: .rejected,
          codes: decoded.findings)
      ])
    guard let record = decoded.record else { return }
    do {
      let written = RecordEncoder.encode(record).canonical()
      let again = RecordDecoder.decode(try JSONNode.parse(written, limits: .exchange), index: 7)
      hold(again.findings.isEmpty && again.record == record, "a record comes back as it went")
      hold(again.controlAmount == decoded.controlAmount, "so does its amount")
    } catch {
      hold(false, "a record is written as strict JSON: \(error)")
    }
  }
}
