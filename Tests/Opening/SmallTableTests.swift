import Opening
import Quantities
import Testing

/// Small tables as people save them.
@Suite struct SmallTableTests {
  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func problem(_ bytes: [UInt8]) -> String {
    do {
      _ = try SmallTable(bytes, headings: ["账号", "日期"])
      return ""
    } catch {
      #expect(!error.remedy.isEmpty)
      return error.problem
    }
  }

  @Test func columnsInAnyOrderAndOthersBesides() throws {
    let text = "备注,日期,账号\r\n\"a, \"\"b\"\"\",2026/4/2,'00123 \r\n,,\r\n#说明,,\r\nx,2026年4月3日\r\n"
    for start in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
      let table = try SmallTable(start + Self.bytes(text), headings: ["账号", "日期"])
      #expect(table.rows.map(\.number) == [2, 5], "empty rows and remarks are left out")
      #expect(table.rows.map { $0["账号"] } == ["00123", ""])
      #expect(table.rows.map { $0.day("日期") } == [Day("2026-04-02"), Day("2026-04-03")])
      #expect(table.rows[0]["备注"] == "", "nobody asked for it")
    }
  }

  /// 账号 and 日期 in GB 18030, then a row of ASCII and one of 某.
  @Test func gb18030() throws {
    let head: [UInt8] = [0xD5, 0xCB, 0xBA, 0xC5, 0x2C, 0xC8, 0xD5, 0xC6, 0xDA, 0x0A]
    let table = try SmallTable(
      head + Self.bytes("12,20260402\n") + [0xC4, 0xB3, 0x2C, 0x0A], headings: ["账号", "日期"])
    #expect(table.rows.map { $0["账号"] } == ["12", "某"])
    #expect(table.rows[0].day("日期") == Day("2026-04-02"))
    #expect(table.rows[1].day("日期") == nil)
  }

  /// As a workbook with a title and grouped headings is saved.
  @Test func linesAboveTheHeadings() throws {
    let text = "拨付清单,,\n单位：元,,日期\n序号,账号,日期,金额\n,,,\n1,00123,2026/4/2,5\n合计,,,5\n"
    let table = try SmallTable(Self.bytes(text), headings: ["账号", "日期"])
    #expect(table.rows.map(\.number) == [5, 6])
    #expect(table.rows.map { $0["账号"] } == ["00123", ""])
    let late = String(repeating: "标题,,\n", count: 30) + "账号,日期\n"
    #expect(Self.problem(Self.bytes(late)).contains("缺少列：账号、日期"))
  }

  @Test func whatIsNoTable() {
    #expect(Self.problem([]).contains("空"))
    #expect(Self.problem(Self.bytes("账号\n1\n")).contains("缺少列：日期"))
    #expect(Self.problem(Self.bytes("账号,日期,账号\n")).contains("两次"))
    #expect(Self.problem(Self.bytes("账号,日期\n\"1,2\n")).contains("引号"))
    #expect(Self.problem([0x50, 0x4B, 0x03, 0x04, 0x00]).contains("Excel"))
    #expect(Self.problem([0xFF, 0xFE, 0x26, 0x8D]).contains("UTF-16"))
    #expect(Self.problem([0xFF, 0x2C, 0x80, 0x0A]).contains("编码"))
  }

  @Test func cellsThatCannotBeRead() throws {
    let table = try SmallTable(
      Self.bytes("账号,日期\na\u{202E}b,soon\n\"a\"b,2026-02-30\n"), headings: ["账号", "日期"])
    #expect(table.rows.map { $0["账号"] } == [nil, nil])
    #expect(table.rows.map { $0.day("日期") } == [nil, nil])
  }
}
