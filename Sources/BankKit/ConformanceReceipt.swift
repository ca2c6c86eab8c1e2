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
  /// The head of the transparency log that comes with it, for the bank to keep. EXCHANGE §4.
  var checkpoint: String?

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
    var witnessed = ConformanceReceipt("附有透明日志的检查点：存下，供日后核对公开网站", true, accepted)
    witnessed.checkpoint = signedHead
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
      witnessed,
    ]
  }

  /// A head as a log signs it (C2SP signed note); the log is invented.
  private static let signedHead = """
    www.example.gov.cn/TESTBUREAU
    604
    C5WBD/JU+8Da0pqYDd4IHLe7mTuIDQbfphVOPY0I1SQ=

    — www.example.gov.cn/TESTBUREAU KmTY0HZn+SzRxWS7yEIiu5C/D95GPR77/AEaknX/cZQhrtkw\
    C5F6Toe09yzAYzhudZHKkOs7R8tQcvPmWOWJzy+23AI=

    """

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
    var files: [(name: String, role: FileRole, bytes: [UInt8])] = []
    if change == .alteredFile { files.append(("findings.json", .attachment, findings)) }
    if let checkpoint {
      files.append((CheckpointFile.name, .attachment, CheckpointFile.bytes(of: checkpoint)))
    }
    let mail = ConformanceMail(
      type: .receipt, files: files,
      content: .receipt(receipt), change: change)
    _ = try mail.write(into: folder, number: number, order)
    try KitDisk.create("\(folder)/expected.json", expected.text())
  }

  private var expected: JSONValue {
    var members = [
      JSONMember("title", .string(title)), JSONMember("trusted", .bool(isTrusted)),
      JSONMember("status", isTrusted ? .string(receipt.status.rawValue) : .null),
      JSONMember(
        "codes", isTrusted ? .array(receipt.allCodes.map { .string($0.rawValue) }) : []),
    ]
    if let checkpoint { members.append(JSONMember("checkpoint", .string(checkpoint))) }
    return .object(members)
  }
}
