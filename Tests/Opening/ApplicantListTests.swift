import LoanBook
import Opening
import Policy
import Quantities
import TestKit
import Testing

/// 公示名单: what is taken, and what is refused all at once.
@Suite struct ApplicantListTests {
  private static let headings = [
    "申请人姓名或企业名称", "借款人种类", "字号", "项目名称", "乡镇", "经办银行代码", "申请金额（元）", "期限（月）",
  ]
  private static let right = [
    Synthetic.name(7), "个人", "示例面馆", "示例养殖项目", "140525100000", "ZZRCB", "200,000.00", "36",
  ]

  private func read(
    _ bytes: [UInt8], piece: Int = 7
  ) throws -> (rows: [ApplicantRow], summary: OpeningSummary) {
    var reader = ApplicantListReader(try context())
    var start = 0
    while start < bytes.count {
      reader.take(bytes[start..<min(start + piece, bytes.count)])
      start += piece
    }
    reader.finish()
    return (reader.rows, reader.summary)
  }

  private func sheet(_ rows: [[String]]) -> SheetText {
    SheetText(headings: Self.headings, rows: rows)
  }

  @Test func aRowInEveryEncoding() throws {
    let text = sheet([Self.right])
    for bytes in [text.bytes, try text.text.gb18030(), [0xEF, 0xBB, 0xBF] + text.bytes] {
      let (rows, summary) = try read(bytes)
      #expect(summary.findingCount == 0, "\(summary.findings)")
      let row = try #require(rows.first)
      #expect(row.name == Synthetic.name(7) && row.kind == .individual)
      #expect(row.entity == "示例面馆" && row.project == "示例养殖项目")
      #expect(row.town == "140525100000" && row.bank.text == "ZZRCB")
      #expect(row.amount.description == "200000.00" && row.termMonths == 36 && row.row == 2)
    }
  }

  @Test func aTownByItsName() throws {
    let town = try #require(try Shipped.policy.get().towns.first)
    let text = try sheet([Self.right]).changing("乡镇", town.name)
    #expect(try read(text.bytes).rows.first?.town == town.code)
  }

  @Test(arguments: [
    ("申请人姓名或企业名称", "", OpeningFinding.Code.missing), ("申请人姓名或企业名称", "张13900001234", .value),
    ("项目名称", "面馆 1405251985", .value), ("项目名称", "面馆１４０５２５１９８５", .value),
    ("字号", "1234567", .value), ("借款人种类", "法人", .value), ("乡镇", "无此镇", .value),
    ("经办银行代码", "NOBANK", .unknownCode), ("申请金额（元）", "0", .value), ("申请金额（元）", "-1", .value),
    ("期限（月）", "0", .value), ("期限（月）", "121", .value),
  ])
  func aWrongCell(heading: String, cell: String, code: OpeningFinding.Code) throws {
    let (rows, summary) = try read(sheet([Self.right]).changing(heading, cell).bytes)
    #expect(rows.isEmpty && summary.refused == 1)
    #expect(summary.findings.map(\.code) == [code])
    #expect(summary.findings.first?.heading == heading)
    #expect(summary.findings.first?.row == 2)
  }

  @Test func sixDigitsAreNobodysNumber() throws {
    let text = try sheet([Self.right]).changing("项目名称", "示例123456号大棚")
    #expect(try read(text.bytes).rows.count == 1)
  }

  @Test func twiceTheSameIsRefused() throws {
    let (rows, summary) = try read(sheet([Self.right, Self.right]).bytes)
    #expect(rows.count == 1 && summary.findings.map(\.code) == [.duplicateRow])
    #expect(summary.findings.first?.row == 3)
  }

  @Test(arguments: ["身份证号", "证件号码", "联系电话", "手机", "收款账号", "银行卡号", "ID"])
  func aColumnForANumberOfAPersonIsRefused(heading: String) throws {
    var text = sheet([Self.right + ["1"]])
    text.headings.append(heading)
    let (rows, summary) = try read(text.bytes)
    #expect(rows.isEmpty && summary.isUnreadable)
    #expect(summary.findings.first?.message == "名单里不能有证件号、电话或账号")
  }
}
