import BankExchange
import BankKit
import LoanBook
import Quantities
import Sealing

/// Receipts in words for people at a bank.
enum ReceiptText {
  static func print(_ mail: OpenedMail) {
    for finding in mail.findings { Console.line(finding.sentence) }
    guard let key = mail.key, let reading = mail.reading else { return }
    Console.line("验签通过：\(key.suite.rawValue)，密钥 \(key.keyId.prefix(16))…")
    Console.line(
      "\(reading.packageId ?? "")  \(title(reading.messageType))  \(reading.sender ?? "") → "
        + "\(reading.receiver ?? "")  \(reading.createdAt ?? "")")
    for file in reading.files ?? [] { Console.line("  附件 \(file.name)（\(file.size) 字节）") }
    if let receipt = reading.receipt { print(receipt) }
    if reading.files?.contains(where: { $0.name == "findings.csv" }) == true {
      Console.line("问题较多，逐条见附件 findings.csv，可用表格软件打开。")
    }
  }

  static func print(_ receipt: Receipt) {
    Console.line("\(receipt.packageId)：\(title(receipt.status))")
    if receipt.stage == .business {
      Console.line("  接收 \(receipt.accepted) 条，未接收 \(receipt.refused) 条")
    }
    for finding in receipt.codes { Console.line("  \(line(finding))") }
    for verdict in receipt.records {
      let state = verdict.status == .rejected ? "未接收" : "已接收，有提示"
      Console.line("  记录 \(verdict.recordId?.text ?? "（编号不可读）")：\(state)")
      for finding in verdict.codes { Console.line("    \(line(finding))") }
    }
  }

  private static func line(_ finding: Finding) -> String {
    "\(finding.code.rawValue) \(finding.message)"
      + (finding.pointer.map { $0.isEmpty ? "" : "（\($0)）" } ?? "")
  }

  private static func title(_ status: ReceiptStatus) -> String {
    switch status {
    case .accepted: "全部接收"
    case .partial: "部分接收，请按代码改正未接收的记录后用新的包重报"
    case .rejected: "整包未接收，改正后可用原序号或新序号重报"
    case .duplicate: "重复报送，此前已接收"
    }
  }

  private static func title(_ type: String?) -> String {
    switch type.flatMap(MessageType.init(rawValue:)) {
    case .batch?: "批次"
    case .receipt?: "回执"
    case .keyAnnounce?: "公钥通知"
    case .application?: "贷款申请"
    case .letter?: "担保函"
    case .settlement?: "贴息结果"
    case nil: ""
    }
  }
}
