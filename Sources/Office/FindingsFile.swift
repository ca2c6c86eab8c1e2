import BankExchange
import LoanBook
import Markup
import Sealing
import StrictJSON

/// The files that hold the findings when they are too many for the manifest: findings.json for
/// programs, findings.csv for people. EXCHANGE §4.
enum FindingsFile {
  /// The one for programs.
  static let name = "findings.json"

  static func files(
    _ receipt: Receipt, _ suite: Suite
  ) throws -> [(listed: ListedFile, bytes: [UInt8])] {
    let json = JSONValue.object([JSONMember("records", receipt.recordsJSON)]).text()
    return try [(name, json), ("findings.csv", table(receipt))].map { name, bytes in
      (
        try ListedFile(
          name: name, role: .attachment, bytes: bytes, algorithm: suite.digestAlgorithm), bytes
      )
    }
  }

  private static func table(_ receipt: Receipt) -> [UInt8] {
    var csv = CSV(header: ["序号", "记录编号", "版本", "结果", "代码", "位置", "说明"])
    for verdict in receipt.records {
      for finding in verdict.codes {
        csv.row([
          .figure(String(verdict.index + 1)), .text(verdict.recordId?.text ?? ""),
          .text(verdict.version.map(String.init) ?? ""),
          .text(verdict.status == .rejected ? "未接收" : "已接收"), .text(finding.code.rawValue),
          .text(finding.pointer ?? ""), .text(finding.message),
        ])
      }
    }
    return csv.bytes
  }
}
