import BankExchange
import Foundation
import LoanBook
import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing

@testable import BankKit

/// What clerks type into a spreadsheet becomes records, or a finding by row and column.
@Suite struct SheetTests {
  @Test(arguments: [
    ("200000", "\"200000.00\""), ("200000.00", "\"200000.00\""), ("200,000.5", "\"200000.50\""),
    ("￥1.2", "\"1.20\""), ("0", "\"0.00\""), ("00012.300", "\"12.30\""), ("１２３．４", "\"123.40\""),
    ("", nil), ("1.234", nil), ("-5", nil), ("二十万", nil), ("1.2.3", nil), ("2E+5", nil),
    ("99999999999999", nil),
  ])
  func money(_ typed: String, _ value: String?) { expect(.money, typed, value) }

  @Test(arguments: [
    ("2026-4-2", "\"2026-04-02\""), ("2026/04/02", "\"2026-04-02\""),
    ("2026年4月2日", "\"2026-04-02\""), ("20260402", "\"2026-04-02\""),
    ("2026.4.2", "\"2026-04-02\""), ("2026/4/2 0:00", "\"2026-04-02\""), ("2026-2-30", nil),
    ("46114", nil), ("26-4-2", nil), ("2026-4", nil), ("4/2/2026", nil), ("昨天", nil),
  ])
  func day(_ typed: String, _ value: String?) { expect(.day, typed, value) }

  @Test(arguments: [
    ("4.5", "\"4.5000\""), ("4.5%", "\"4.5000\""), ("3", "\"3.0000\""), ("3.65", "\"3.6500\""),
    ("3.12345", nil), ("百分之三", nil),
  ])
  func rate(_ typed: String, _ value: String?) { expect(.rate, typed, value) }

  @Test(arguments: [
    ("2026Q1", "\"2026Q1\""), ("2026年1季度", "\"2026Q1\""), ("2026年第一季度", "\"2026Q1\""),
    ("2026-1", "\"2026Q1\""), ("2026Q5", nil), ("一季度", nil),
  ])
  func quarter(_ typed: String, _ value: String?) { expect(.quarter, typed, value) }

  @Test func codesAndWords() {
    expect(.digits(2), "1", "\"01\"")
    expect(.digits(2), "101", nil)
    expect(.digits(12), "1.40525E+11", nil)
    expect(.code, " JJ20260001 ", "\"JJ20260001\"")
    expect(.code, "'0012", "\"0012\"")
    expect(.code, "1.40525E+17", nil)
    expect(.count, "360.0", "360")
    expect(.count, "3.5", nil)
    expect(.list, "a.pdf；b.pdf; c.pdf", "[\"a.pdf\",\"b.pdf\",\"c.pdf\"]")
    let word = SheetCell.word([("个人", "INDIVIDUAL")])
    expect(word, "个人", "\"INDIVIDUAL\"")
    expect(word, "individual", "\"INDIVIDUAL\"")
    expect(word, "农户", nil)
  }

  private func expect(
    _ cell: SheetCell, _ typed: String, _ value: String?, _ place: SourceLocation = #_sourceLocation
  ) {
    switch cell.read(typed) {
    case .success(let read):
      #expect(String(decoding: read.canonical(), as: UTF8.self) == value, sourceLocation: place)
    case .failure: #expect(value == nil, "\(typed)", sourceLocation: place)
    }
  }

  /// The columns of each table are the members of its record: what a table can say, the record's
  /// reader knows, and what the reader needs, the table has.
  @Test(arguments: SheetType.all.map(\.title))
  func everyColumnIsAMember(_ title: String) throws {
    let sheet = try #require(SheetType.all.first { $0.title == title })
    #expect(Set(sheet.columns.map(\.title)).count == sheet.columns.count)
    #expect(Set(sheet.columns.map(\.path)).count == sheet.columns.count)
    let filled = try fill(sheet, ["记录编号": "X-1"])
    #expect(filled.findings.isEmpty, "\(filled.findings)")
    #expect(filled.control.recordCount == 1)
  }

  @Test func everyTypeHasATable() {
    #expect(Set(SheetType.all.map(\.type)) == Set(FactType.allCases))
  }

  /// Reads a table of one row: the examples, with some cells replaced.
  private func fill(
    _ sheet: SheetType, _ cells: [String: String], encode: (String) -> [UInt8] = { Array($0.utf8) }
  ) throws -> SheetRecords {
    let scratch = try ScratchFolder("sheet")
    let example = sheet.columns.map(\.title).joined(separator: ",")
    let row = sheet.columns.map { column in
      cells[column.title]
        ?? (column.path == ["borrower", "idNumber"] ? Synthetic.residentID(1) : column.example)
    }
    try scratch.write(
      sheet.file, encode(example + "\r\n\r\n" + row.joined(separator: ",") + "\r\n"))
    return try SheetRecords.read([sheet.file], in: scratch.path)
  }

  @Test func findingsTellRowAndColumn() throws {
    let sheet = try #require(SheetType.file(named: "放款.csv"))
    let filled = try fill(
      sheet,
      [
        "记录编号": "X-1", "放款金额（元）": "二十万", "放款日": "2026-2-30", "合同号": "",
        "身份证号或统一社会信用代码": "140525198501010000", "乡镇代码": "1.4E+11",
      ])
    let places = filled.findings.map(\.place)
    for column in ["放款金额（元）", "放款日", "合同号", "身份证号或统一社会信用代码", "乡镇代码"] {
      #expect(places.contains("放款.csv 第 3 行“\(column)”"), "\(places)")
    }
    #expect(places.count == 5, "\(filled.findings)")
    // Personal data is on the screen of nobody who does not look into the table.
    #expect(!filled.findings.contains { "\($0)".contains("140525198501010000") })
  }

  @Test func headersAreChecked() throws {
    let scratch = try ScratchFolder("sheet")
    try scratch.write("逾期.csv", "记录编号,借据号,备注\r\nX-1,J-1,\r\n")
    let filled = try SheetRecords.read(["逾期.csv"], in: scratch.path)
    #expect(filled.findings.count == 2, "\(filled.findings)")
  }

  /// Chinese spreadsheet programs save "CSV" in GB 18030.
  @Test func theSystemsOwnEncodingIsRead() throws {
    let sheet = try #require(SheetType.file(named: "展期.csv"))
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    let filled = try fill(sheet, ["记录编号": "X-1", "贴息依据文号": "晋财〔2026〕1号"]) { text in
      Array(text.data(using: encoding) ?? Data())
    }
    #expect(filled.findings.isEmpty, "\(filled.findings)")
    #expect(String(decoding: filled.bytes, as: UTF8.self).contains("晋财〔2026〕1号"))
  }

  @Test func cellsMayBeQuoted() throws {
    let table = try SheetTable(Array("a,\"b,\"\"c\"\"\nd\"\r\n\r\ne,\n".utf8), place: "x")
    #expect(table.rows == [["a", "b,\"c\"\nd"], [""], ["e", ""]])
    for broken in ["\"a", "\"a\"b"] {
      #expect(throws: KitRefusal.self) { try SheetTable(Array(broken.utf8), place: "x") }
    }
    #expect(throws: KitRefusal.self) { try SheetTable([0x61, 0xFF, 0x2C], place: "x") }
    #expect(try SheetTable(Array("a\r\n\"\"".utf8), place: "x").rows == [["a"], [""]])
    #expect(try SheetTable(Array("a,".utf8), place: "x").rows == [["a", ""]])
    #expect(try SheetTable([], place: "x").rows.isEmpty)
  }

  /// A clerk's afternoon: template, filled in, sealed, taken by the bureau.
  @Test func aFilledTemplateIsTakenByTheBureau() throws {
    let scratch = try ScratchFolder("sheet")
    let pair = try BankKeyPair.make(.sm2, in: scratch.path("keys"))
    #expect(try SheetTemplate.write(into: scratch.path("tables")).count == 11)
    #expect(throws: KitRefusal.self) { try SheetTemplate.write(into: scratch.path("tables")) }
    let desk = try bankDesk(scratch, pair)
    let tables = scratch.path("tables")
    // The explanations are no attachment, and example rows are not sent.
    let empty = #expect(throws: KitRefusal.self) { try desk.seal(tables, to: Bureau.code) }
    #expect(empty?.findings.count == 1, "\(String(describing: empty))")
    let loans = try #require(SheetType.file(named: "放款.csv"))
    var row = loans.columns.map(\.example)
    row[0] = "FK-1"
    row[try #require(loans.columns.firstIndex { $0.title == "身份证号或统一社会信用代码" })] =
      Synthetic.residentID(1)
    try append("放款.csv", row, scratch)
    try append(
      "还款.csv", ["HK-1", "", "", "", "JJ20260001", "2026/4/2", "50,000", "375.5", ""], scratch)
    let sealed = try desk.seal(tables, to: Bureau.code)
    #expect(sealed.control.recordCount == 2 && sealed.control.totalAmount == Fen(20_000_000))
    let bureau = try Bureau(scratch, knows: pair.publicKey)
    let delivery = try bureau.deliver(sealed.package.path)
    let receipt = try bureau.receipt(delivery.receipt)
    #expect(receipt.status == .accepted && receipt.accepted == 2, "\(receipt)")
  }

  private func append(_ file: String, _ row: [String], _ scratch: ScratchFolder) throws {
    let cells = row.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
    try scratch.write(
      "tables/\(file)", try scratch.bytes("tables/\(file)") + Array((cells + "\r\n").utf8))
  }
}
