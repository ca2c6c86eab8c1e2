import BankExchange
import LoanBook
import Quantities

extension ConformanceCase {
  /// The cases in the order in which they are replayed; later ones rest on what earlier ones left.
  static let all: [ConformanceCase] =
    accepted + seals + manifests + files + records + remarks + messages

  private static func good(_ index: Int) -> [String] {
    [ConformanceRecords.loan("G-\(index)", "G\(index)", person: index)]
  }

  private static let accepted: [ConformanceCase] = [
    ConformanceCase(
      "三种借款人的放款，带一个附件", .accepted, [],
      [
        ConformanceRecords.loan("A-1", "N1", person: 1, attachments: ["a0001.pdf"]),
        ConformanceRecords.loan("A-2", "N2", person: 2) {
          $0.borrower.kind = .partnership
          $0.borrower.partners = 2
          $0.borrower.partnerIds = [ConformanceRecords.resident(3)]
        },
        ConformanceRecords.loan("A-3", "N3", person: 4) {
          $0.borrower.kind = .enterprise
          $0.borrower.idNumber = .entity(ConformanceRecords.entity(4))
          $0.borrower.category = "20"
          $0.dueOn = ConformanceRecords.day("2027-06-10")
        },
      ], [.attachment("a0001.pdf", Array("%PDF-1.4 example".utf8))]),
    ConformanceCase(
      "同一个包再报一次：不重复处理", .duplicate, [Expected(.samePackage)], [], [.again]),
    ConformanceCase(
      "借据的各种后续业务和贴息申请", .accepted, [],
      [
        ConformanceRecords.event(
          "E-1", "N1", on: "2025-07-01", .rateChange(ConformanceRecords.rate("3.8000"))),
        ConformanceRecords.event(
          "E-2", "N1", on: "2025-08-01",
          .repayment(principal: Fen(5_000_000), interest: Fen(50_000), penalty: nil)),
        ConformanceRecords.event("E-3", "N1", on: "2025-09-01", .overdue),
        ConformanceRecords.event("E-4", "N1", on: "2025-09-10", .cure),
        ConformanceRecords.event(
          "E-5", "N1", on: "2025-10-01",
          .extension(newDueOn: ConformanceRecords.day("2029-06-10"), subsidisedBasis: nil)),
        ConformanceRecords.event("E-6", "N2", on: "2025-10-01", .overdue),
        ConformanceRecords.event("E-7", "N2", on: "2025-11-01", .compensation(Fen(20_000_000))),
        ConformanceRecords.event("E-8", "N2", on: "2025-12-01", .recovery(Fen(1_000_000))),
        ConformanceRecords.claim("E-9", "N3"),
      ]),
    ConformanceCase(
      "更改一条、撤销一条、原样重报一条", .accepted, [],
      [
        ConformanceRecords.event(
          "E-2", "N1", on: "2025-08-02",
          .repayment(principal: Fen(5_000_000), interest: Fen(50_000), penalty: nil), version: 2,
          action: .amend),
        ConformanceRecords.event(
          "E-8", "N2", on: "2025-12-01", .recovery(Fen(1_000_000)), version: 2, action: .cancel),
        ConformanceRecords.event("E-3", "N1", on: "2025-09-01", .overdue),
      ]),
  ]

  private static let seals: [ConformanceCase] = [
    ConformanceCase(
      "包名是别的银行的", .rejected, [Expected(.packageName)], good(1), [.folderOf("OTHERBANK")]),
    ConformanceCase(
      "签名后改动了清单", .rejected, [Expected(.noKeyVerifies)], good(1),
      [.alter("manifest.json", "BATCH", "BATCE")]),
    ConformanceCase(
      "用别的密钥签名", .rejected, [Expected(.noKeyVerifies)], good(1), [.foreignKey]),
    ConformanceCase(
      "签名是 Base64 文本", .rejected, [Expected(.noKeyVerifies)], good(1), [.base64]),
    ConformanceCase(
      "签名是 64 字节的 r‖s", .rejected, [Expected(.noKeyVerifies)], good(1), [.rawSignature]),
    ConformanceCase(
      "密钥标识写错", .rejected, [Expected(.keyIdDiffers, "/keyId")], good(1),
      [.manifest("\"keyId\": \"", "\"keyId\": \"0")]),
    ConformanceCase(
      "算法写错", .rejected, [Expected(.algorithmDiffers, "/signatureAlgorithm")], good(1),
      [.manifest("\"signatureAlgorithm\": \"", "\"signatureAlgorithm\": \"X")]),
  ]

  private static let manifests: [ConformanceCase] = [
    ConformanceCase(
      "清单多了一个逗号", .rejected, [Expected(.manifestNotStrictJSON, "")], good(1),
      [.manifest("{\n  \"format\"", "{,\n  \"format\"")]),
    ConformanceCase(
      "清单有多余的成员", .rejected, [Expected(.members, "")], good(1),
      [.manifest("\"format\": ", "\"remark\": 1, \"format\": ")]),
    ConformanceCase(
      "发送方不是本行", .rejected, [Expected(.sender, "/sender")], good(1),
      [.manifest("\"sender\": \"", "\"sender\": \"X")]),
    ConformanceCase(
      "接收方是另一个系统", .rejected, [Expected(.receiver, "/receiver")], good(1),
      [.manifest("\"receiver\": \"", "\"receiver\": \"X")]),
    ConformanceCase(
      "包编号与文件夹名不同", .rejected, [Expected(.packageIdDiffers, "/packageId")], good(1),
      [.manifest("\"packageId\": \"", "\"packageId\": \"X")]),
    ConformanceCase(
      "生成时间在 40 天以前", .rejected, [Expected(.createdAt, "/createdAt")], good(1),
      [.daysAgo(40)]),
    ConformanceCase(
      "报文类型不认识", .rejected, [Expected(.messageType, "/messageType")], good(1),
      [.manifest("\"BATCH\"", "\"REPORT\"")]),
    ConformanceCase(
      "格式版本不认识", .rejected, [Expected(.format, "/format")], good(1),
      [.manifest("mingdai/1", "mingdai/9")]),
    ConformanceCase(
      "包编号用过，内容不同", .rejected, [Expected(.packageIdUsed)], good(1), [.ahead(-1)]),
    ConformanceCase(
      "序号跳过一万以上", .rejected, [Expected(.counterJump)], good(1), [.ahead(10_001)]),
    ConformanceCase(
      "序号空了一个：照收，提示核对", .accepted, [Expected(.counterGap)], good(1), [.ahead(1)]),
  ]

  private static let files: [ConformanceCase] = [
    ConformanceCase(
      "缺少清单所列的文件", .rejected, [Expected(.fileMissing)], good(2),
      [.remove("records.json")]),
    ConformanceCase(
      "有清单没有列的文件", .rejected, [Expected(.fileNotListed)], good(2),
      [.add("more.csv", Array("x".utf8))]),
    ConformanceCase(
      "签名文件过大", .rejected, [Expected(.overLimit)], good(2),
      [.add("manifest.sig", [UInt8](repeating: 0x30, count: 2_000))]),
    ConformanceCase(
      "文件名带路径", .rejected, [Expected(.fileName, "/files/1/name")], good(2),
      [
        .attachment("a0001.pdf", Array("%PDF-1.4".utf8)),
        .manifest("\"a0001.pdf\"", "\"../a0001.pdf\""),
      ]),
    ConformanceCase(
      "签名后改动了记录文件", .rejected, [Expected(.fileDigest)], good(2),
      [.alter("records.json", "示例项目", "改动项目")]),
    ConformanceCase(
      "记录文件没有传完", .rejected, [Expected(.fileSize)], good(2),
      [.alter("records.json", "\n]}\n", "")]),
    ConformanceCase(
      "附件内容与扩展名不符", .rejected, [Expected(.mediaType)], good(2),
      [.attachment("a0001.pdf", Array("not a paper".utf8))]),
    ConformanceCase(
      "放款总额不符", .rejected, [Expected(.controlTotal, "/control/totalAmount")], good(2),
      [.manifest("\"totalAmount\": \"", "\"totalAmount\": \"1")]),
    ConformanceCase(
      "记录文件中成员名重复", .rejected, [Expected(.recordsNotStrictJSON, "/records/0/version")], good(2),
      [
        .recordsFile(
          "{\"records\": [\n"
            + good(2)[0].replacing("\"version\":1", with: "\"version\":1,\"version\":1") + "\n]}\n")
      ]),
  ]
}
