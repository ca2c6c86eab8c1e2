import BankExchange
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// A receipt of the conformance pack with what a bank must make of it.
struct ConformanceReceipt {
  /// What the receipt shows.
  let title: String
  /// Whether a bank may act on it.
  let isTrusted: Bool
  /// What it says.
  let receipt: Receipt
  /// What became of it after it was signed.
  let change: ConformanceMail.Change

  static func all(_ order: ConformanceOrder) -> [ConformanceReceipt] {
    let id = "\(order.bank)-000000001"
    let digest = String(repeating: "a5", count: 32)
    func answer(
      _ stage: ReceiptStage, _ status: ReceiptStatus, accepted: Int = 0, refused: Int = 0,
      _ codes: [Finding] = [], _ records: [RecordVerdict] = []
    ) -> Receipt {
      Receipt(
        packageId: id, manifestDigest: digest, stage: stage, status: status,
        receivedAt: order.now, ledgerHead: stage == .business ? digest : nil,
        accepted: accepted, refused: refused, codes: codes, records: records)
    }
    let accepted = answer(.business, .accepted, accepted: 3)
    let field = Finding(
      .field, "第 2 行第 5 列：金额应写成带两位小数的字符串。", file: RecordDecoder.file,
      pointer: "/records/0/amount")
    let partial = answer(
      .business, .partial, accepted: 2, refused: 1, [],
      [
        RecordVerdict(
          index: 0, recordId: RecordId("R-1"), version: 1, status: .rejected, codes: [field])
      ])
    return [
      ConformanceReceipt("全部接收", true, accepted),
      ConformanceReceipt("部分接收：未接收的记录改正后用新的包重报", true, partial),
      ConformanceReceipt(
        "整包未接收：改正后可用原序号重报", true,
        answer(.technical, .rejected, [Finding(.noKeyVerifies, "验签未通过。", file: "manifest.sig")])),
      ConformanceReceipt(
        "重复报送：不必再报", true,
        answer(.technical, .duplicate, accepted: 3, [Finding(.samePackage, "该包此前已接收。")])),
      ConformanceReceipt("签名后被改动", false, accepted, .altered),
      ConformanceReceipt("不是人社局签名的", false, accepted, .foreignKey),
      ConformanceReceipt("文件夹名与包编号不符", false, accepted, .otherFolder),
      ConformanceReceipt("所附的问题清单被改动", false, partial, .alteredFile),
    ]
  }

  private init(
    _ title: String, _ isTrusted: Bool, _ receipt: Receipt, _ change: ConformanceMail.Change = .none
  ) {
    self.title = title
    self.isTrusted = isTrusted
    self.receipt = receipt
    self.change = change
  }

  /// Writes the receipt with its expected.json into a folder.
  func write(into folder: String, number: Int, _ order: ConformanceOrder) throws {
    let findings = JSONValue.object([JSONMember("records", receipt.recordsJSON)]).text()
    let mail = ConformanceMail(
      type: .receipt,
      files: change == .alteredFile
        ? [(name: "findings.json", role: .attachment, bytes: findings)] : [],
      content: .receipt(receipt), change: change)
    _ = try mail.write(into: folder, number: number, order)
    try KitDisk.create("\(folder)/expected.json", expected.text())
  }

  private var expected: JSONValue {
    [
      "title": .string(title), "trusted": .bool(isTrusted),
      "status": isTrusted ? .string(receipt.status.rawValue) : .null,
      "codes": isTrusted ? .array(receipt.allCodes.map { .string($0.rawValue) }) : [],
    ]
  }
}
