import Foundation
import LoanBook
import Opening
import Quantities
import TestKit
import Testing

/// Files that are no table, or not the one that was asked for.
@Suite struct HostileFilesTests {
  static let strange: [(name: String, bytes: [UInt8], code: OpeningFinding.Code)] = [
    ("nothing", [], .notTable), ("a mark alone", [0xEF, 0xBB, 0xBF], .notTable),
    ("xlsx", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], .notTable),
    ("xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], .notTable),
    ("UTF-16", [0xFF, 0xFE, 0xCF, 0x7E], .notTable),
    ("UTF-16 BE", [0xFE, 0xFF, 0x7E, 0xCF], .notTable),
    ("Latin noise", [0xFF, 0x2C, 0x80, 0x0A], .notTable),
    ("line ends", [0x0A, 0x0D, 0x0D, 0x0A], .missingColumn),
    ("zeros", [UInt8](repeating: 0, count: 100), .unknownColumn),
    ("commas", [UInt8](repeating: 0x2C, count: 100_000), .missingColumn),
    ("quotes", [UInt8](repeating: 0x22, count: 99_999), .quotation),
  ]

  @Test(arguments: strange)
  func aStrangeFileIsUnreadable(name: String, bytes: [UInt8], code: OpeningFinding.Code) throws {
    let outcome = try readNotes(bytes, piece: 3)
    #expect(outcome.summary.isUnreadable)
    #expect(outcome.codes.contains(code), "\(name): \(outcome.summary.findings)")
    #expect(outcome.summary.accepted == 0)
  }

  @Test func tabsInsteadOfCommas() throws {
    let text = SheetText.notes().text.replacingOccurrences(of: ",", with: "\t")
    let outcome = try readNotes(Array(text.utf8))
    #expect(outcome.summary.isUnreadable)
    #expect(outcome.codes.contains(.unknownColumn))
  }

  @Test func missingDoubledAndUnknownColumnsAreAllNamed() throws {
    var sheet = SheetText.notes()
    sheet.headings[1] = "借据编号"
    sheet.headings[3] = "合同号"
    sheet.headings[27] = "代偿日"
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.summary.isUnreadable)
    #expect(
      outcome.summary.findings.map(\.description) == [
        "在贷借据表 第 1 行 B 列：不认识的列名。请改为模板中的列名，或删去该列。",
        "在贷借据表 第 1 行 D 列：列名“合同号”与 C 列重复。请只保留一列。",
        "在贷借据表 第 1 行 AB 列：代偿不在本表导入，否则担保基金的支出和追偿没有依据。"
          + "请删去该列和已代偿的借据，由银行报送其放款和代偿记录。",
        "在贷借据表 第 1 行：缺少列“借据号”。请按模板补上该列。",
      ])
  }

  @Test func columnsMayStandInAnyOrderAndOptionalOnesMayBeAbsent() throws {
    var random = SeededRandom(seed: 12)
    let cells = SheetText.noteCells(7).filter { !$0.1.isEmpty }.shuffled(using: &random)
    let sheet = SheetText(
      headings: cells.map {
        $0.0.replacingOccurrences(of: "（", with: "(").replacingOccurrences(of: "）", with: ")")
      },
      rows: [cells.map(\.1)])
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.summary.findings == [])
    #expect(outcome.notes.first?.terms.amount == (try yuan("200000.00")))
    let usual = try readNotes(SheetText.notes().bytes)
    #expect(outcome.notes == usual.notes)
  }

  /// Spreadsheets write commas for columns that were once used.
  @Test func emptyColumnsAtTheEnd() throws {
    var sheet = SheetText.notes()
    sheet.headings += ["", "", ""]
    sheet.rows[0] += ["", "", ""]
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.summary.findings == [])
    #expect(outcome.summary.accepted == 1)
  }

  /// The mark that UTF-8 has in front, written in GB 18030.
  @Test func aMarkInGB18030() throws {
    let outcome = try readNotes(try ("\u{FEFF}" + SheetText.notes().text).gb18030(), piece: 1)
    #expect(outcome.summary.accepted == 1)
  }

  @Test func aCellOfTenMegabytesIsRefusedAndTheRestIsRead() throws {
    var sheet = SheetText.notes(["借款人姓名或企业名称": String(repeating: "长", count: 3_400_000)])
    sheet.rows.append(SheetText.notes(person: 8).rows[0])
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.codes == [.tooLong])
    #expect(outcome.notes.map(\.key.noteNo.text) == ["JD-8"])
  }

  /// A quotation mark that is never closed swallows the rest of the file, but not its memory.
  @Test func anOpenQuotationMark() throws {
    var sheet = SheetText.notes()
    for person in 100..<1100 { sheet.rows.append(SheetText.notes(person: person).rows[0]) }
    let text = sheet.text.replacingOccurrences(of: ",JD-102,", with: ",\"JD-102,")
    let outcome = try readNotes(Array(text.utf8))
    #expect(outcome.notes.count == 3)
    #expect(outcome.codes.contains(.tooLong))
    #expect(outcome.codes.last == .quotation)
    #expect(outcome.summary.findings.last?.row == 5)
  }

  @Test func lettersBehindAQuotationMark() throws {
    let text = SheetText.notes().text.replacingOccurrences(of: "示例养殖项目", with: "\"示例\"养殖")
    let outcome = try readNotes(Array(text.utf8))
    #expect(outcome.codes == [.quotation])
  }

  @Test func bytesOfAnotherEncodingAreNamedByRowAndColumn() throws {
    var sheet = SheetText.notes()
    sheet.rows.append(SheetText.notes(person: 8).rows[0])
    let parts = sheet.text.components(separatedBy: Synthetic.name(8))
    let mixed = Array(parts[0].utf8) + (try Synthetic.name(8).gb18030()) + Array(parts[1].utf8)
    let outcome = try readNotes(mixed)
    #expect(outcome.notes.count == 1)
    #expect(
      outcome.summary.findings.map(\.description) == [
        "在贷借据表 第 3 行 F 列（借款人姓名或企业名称）：含有不属于 UTF-8 编码的字节。"
          + "请重新填写该格，并另存为“CSV UTF-8（逗号分隔）”。"
      ])
    // And the other way round: a lead byte that a comma cuts off.
    let head = try parts[0].gb18030()
    let cut = try readNotes(head + [0xD5] + (try parts[1].gb18030()))
    #expect(cut.notes.count == 1)
    #expect(cut.summary.findings.map(\.column) == [6])
    #expect(cut.codes == [.encoding])
  }

  @Test func zeroBytesInARow() throws {
    let text = SheetText.notes().text.replacingOccurrences(of: "示例养殖项目", with: "示例\u{0}项目")
    let outcome = try readNotes(Array(text.utf8))
    #expect(outcome.codes == [.control])
    #expect(outcome.summary.findings.first?.heading == "项目名称")
  }

  @Test func aRowOfAThousandCells() throws {
    var sheet = SheetText.notes()
    sheet.rows[0] += [String](repeating: "", count: 1000) + ["x"]
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.codes == [.extraCell])
    #expect(outcome.notes == [])
  }

  @Test func moreAndFewerCellsThanHeadings() throws {
    var sheet = SheetText.notes()
    sheet.rows[0].append("")
    sheet.rows[0].append("多余")
    let more = try readNotes(sheet.bytes)
    #expect(
      more.summary.findings.map(\.description).first?.hasPrefix("在贷借据表 第 2 行 AD 列：表头之外还有内容") == true
    )
    sheet.rows[0] = Array(sheet.rows[0].prefix(10))
    let fewer = try readNotes(sheet.bytes)
    #expect(fewer.codes.allSatisfy { $0 == .missing })
    #expect(fewer.summary.refused == 1)
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\n\n", "\r\n\r\n"])
  func lineEnds(end: String) throws {
    var sheet = SheetText.notes()
    sheet.rows.append(SheetText.notes(person: 8).rows[0])
    let text = sheet.text.replacingOccurrences(of: "\r\n", with: end)
    let outcome = try readNotes(Array(text.utf8), piece: 1)
    #expect(outcome.summary.accepted == 2)
    // Rows are those of the spreadsheet: an empty one counts.
    #expect(outcome.notes.last?.row == (end.count == 2 || end == "\r\n\r\n" ? 5 : 3))
    let open = try readNotes(Array(text.utf8.dropLast(end.utf8.count)))
    #expect(open.notes == outcome.notes)
  }

  @Test func everyPieceSizeGivesTheSame() throws {
    var sheet = SheetText.notes(["项目名称": "甲,乙\"丙\""])
    sheet.rows.append(SheetText.notes(["放款日": "?"], person: 8).rows[0])
    for bytes in [sheet.bytes, try sheet.text.gb18030(), [0xEF, 0xBB, 0xBF] + sheet.bytes] {
      let whole = try readNotes(bytes)
      #expect(whole.summary.accepted == 1)
      for piece in 1...70 {
        let outcome = try readNotes(bytes, piece: piece)
        #expect(outcome.notes == whole.notes, "pieces of \(piece)")
        #expect(outcome.summary == whole.summary, "pieces of \(piece)")
      }
    }
  }

  /// Any bytes at all: no trap, no row without findings that is not right.
  @Test(arguments: [UInt64(1), 2, 3])
  func noise(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let right = SheetText.notes().bytes
    for round in 0..<300 {
      var bytes = right
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      let outcome = try readNotes(bytes, piece: 17)
      let summary = outcome.summary
      #expect(summary.accepted == outcome.notes.count, "seed \(seed), round \(round)")
      let isRefused = summary.refused > 0 || summary.isUnreadable
      #expect(
        !isRefused || summary.findings.contains { !$0.isRemark }, "seed \(seed), round \(round)")
    }
  }

  @Test func findingsAreBounded() throws {
    var text = SheetText.notes().text
    let wrong = String(repeating: ",", count: 27)
    for _ in 0..<400 { text += "x" + wrong + "\r\n" }
    let outcome = try readNotes(Array(text.utf8))
    #expect(outcome.summary.refused == 400)
    #expect(outcome.summary.findings.count == OpeningSummary.mostFindings)
    // 20 required cells are empty and one has a code that no bank has.
    #expect(outcome.summary.findingCount == 400 * 22)
  }
}
