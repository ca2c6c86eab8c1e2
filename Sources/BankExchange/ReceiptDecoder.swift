import LoanBook
import Quantities
import StrictJSON

/// Reads the members `inReplyTo` and `receipt` of a RECEIPT manifest. EXCHANGE §4.
enum ReceiptDecoder {
  static func decode(_ reader: inout ObjectReader) -> Receipt? {
    let reply = reader.object("inReplyTo") { reply -> (String, String?)? in
      let packageId = reply.required("packageId", .line)
      let digest = reply.required("manifestDigest", .nullable(.hexDigest))
      return packageId.map { ($0, digest.flatMap(\.self)) }
    }
    return reader.object("receipt") { receipt -> Receipt? in
      let stage: ReceiptStage? = receipt.required("stage", .word())
      let status: ReceiptStatus? = receipt.required("status", .word())
      let receivedAt = receipt.required("receivedAt", .instant)
      let head = receipt.optional("ledgerHead", .hexDigest)
      let accepted = receipt.required("accepted", .count(0...100_000_000))
      let refused = receipt.required("refused", .count(0...100_000_000))
      let codes = findings("codes", &receipt)
      let records = verdicts(&receipt)
      guard let reply, let stage, let status, let receivedAt, let accepted, let refused
      else { return nil }
      return Receipt(
        packageId: reply.0, manifestDigest: reply.1, stage: stage, status: status,
        receivedAt: receivedAt, ledgerHead: head, accepted: accepted, refused: refused,
        codes: codes, records: records)
    }
  }

  private static func findings(_ name: String, _ reader: inout ObjectReader) -> [Finding] {
    reader.array(name, required: true, expectation: "应为代码数组") { element in
      var entry = ObjectReader(element, file: ManifestDecoder.file, code: .members)
      let code: FindingCode? = entry.required("code", .word())
      let severity: Severity? = entry.required("severity", .word())
      let message = entry.required("message", .text("应为文字") { $0 })
      let file = entry.optional("file", .line)
      let place = entry.optional("pointer", .text("应为 JSON 指针") { $0 })
      if let code, let severity, severity != code.severity {
        entry.refuse("severity", "\(code.rawValue) 的级别应为 \(code.severity.rawValue)")
      }
      let found = entry.finish()
      guard let code, severity == code.severity, let message else { return (nil, found) }
      return (Finding(code, message, file: file, pointer: place), found)
    } ?? []
  }

  private static func verdicts(_ reader: inout ObjectReader) -> [RecordVerdict] {
    reader.array("records", required: true, expectation: "应为记录数组") { element in
      var entry = ObjectReader(element, file: ManifestDecoder.file, code: .members)
      let recordId: RecordId?? = entry.required("recordId", .nullable(.identifier()))
      let version = entry.required("version", .nullable(.count(1...1_000_000)))
      let status: ReceiptStatus? = entry.required("status", .word())
      let codes = findings("codes", &entry)
      let found = entry.finish()
      guard let status else { return (nil, found) }
      return (
        RecordVerdict(
          index: place(of: codes), recordId: recordId.flatMap(\.self),
          version: version.flatMap(\.self),
          status: status, codes: codes), found
      )
    } ?? []
  }
}

extension ReceiptDecoder {
  /// The place of a record, which the pointers of its findings tell: `/records/7/amount`.
  private static func place(of codes: [Finding]) -> Int {
    let tokens = codes.first?.pointer?.split(separator: "/") ?? []
    guard tokens.count >= 2, tokens[0] == "records" else { return 0 }
    return Int(tokens[1]) ?? 0
  }
}

extension Grammar {
  /// What `inner` allows, or null.
  static func nullable<Inner>(_ inner: Grammar<Inner>) -> Grammar where Value == Inner? {
    Grammar(expectation: { inner.expectation() + "，或 null" }) { node in
      if case .null = node.content { return .some(nil) }
      return inner.parse(node).map(Optional.some)
    }
  }
}
