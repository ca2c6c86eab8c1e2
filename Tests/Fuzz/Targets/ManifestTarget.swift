import BankExchange
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// Manifests that verify: each input is signed with a key of the harness, since only a verified
/// package can be decoded. Whatever it holds, the receipt about it is strict JSON.
enum ManifestTarget {
  static func run(_ bytes: [UInt8]) {
    let reading = ManifestDecoder.decode(Harness.shared.open(bytes))
    hold(reading.findings.count <= 1001, "findings are bounded")
    for finding in reading.findings {
      hold(finding.file == ManifestDecoder.file, "findings name their file")
      hold(finding.code == .members || finding.code == .manifestNotStrictJSON, "M301 or M302")
    }
    for file in reading.files ?? [] { hold(file.size >= 0, "no size is negative") }
    ReceiptCheck.isStrictJSON(codes: reading.findings, records: [])
    if let receipt = reading.receipt {
      ReceiptCheck.isStrictJSON(receipt)
    }
  }
}

/// A receipt is written under our signature: it must be JSON that our own reader takes.
enum ReceiptCheck {
  static func isStrictJSON(codes: [Finding], records: [RecordVerdict]) {
    isStrictJSON(
      Receipt(
        packageId: "FUZZ-000000001", manifestDigest: nil, stage: .technical, status: .rejected,
        receivedAt: Harness.shared.now, codes: codes, records: records))
  }

  static func isStrictJSON(_ receipt: Receipt) {
    var roomy = JSONLimits.exchange
    roomy.treeBytes = 1 << 30
    for value in [.object(receipt.members), receipt.recordsJSON] as [JSONValue] {
      let bytes = value.canonical()
      do {
        _ = try JSONNode.parse(bytes, limits: roomy)
      } catch {
        hold(false, "a receipt is strict JSON: \(error)")
      }
    }
  }
}
