import Quantities
import TestKit
import Testing

@testable import Opening

/// How a cell is read; nil where it has no meaning or more than one.
@Suite struct CellTextTests {
  @Test(arguments: [
    ("200000", "200000.00"), ("200000.5", "200000.50"), ("200,000.00", "200000.00"),
    ("¥1", "1.00"), ("￥1,234", "1234.00"), ("0", "0.00"), ("007", "7.00"), ("1.500", "1.50"),
    ("9999999999999.99", "9999999999999.99"), ("10000000000000", nil), ("1.234", nil), ("", nil),
    (".5", nil), ("5.", nil), ("1,00", nil), ("1,0000", nil), (",100", nil), ("1.2.3", nil),
    ("-1", nil), ("+1", nil), ("1e3", nil), ("1 000", nil), ("20万", nil),
    ("1,234,567", "1234567.00"),
    ("1234,567", nil),
  ])
  func money(text: String, expected: String?) {
    #expect(CellText.money(text)?.description == expected)
  }

  @Test(arguments: [
    ("4.5", "4.5000"), ("4.5%", "4.5000"), ("0.0001", "0.0001"), ("99.9999", "99.9999"),
    ("4.50000", "4.5000"), ("100", nil), ("4.50001", nil), ("%", nil), ("4.5%%", nil), ("-1", nil),
  ])
  func rate(text: String, expected: String?) {
    #expect(CellText.rate(text)?.description == expected)
  }

  @Test(arguments: [
    ("2026-1-5", "2026-01-05"), ("2026/01/05", "2026-01-05"), ("2026.1.5", "2026-01-05"),
    ("2026年1月5日", "2026-01-05"), ("20260105", "2026-01-05"), ("2026-1-5 0:00", "2026-01-05"),
    ("2026/1/5 00:00:00", "2026-01-05"), ("2024-2-29", "2024-02-29"), ("2025-2-29", nil),
    ("2026-13-1", nil), ("2026-1-32", nil), ("2026-0-1", nil), ("1/5/2026", nil), ("5-1-2026", nil),
    ("26-1-5", nil), ("2026-1", nil), ("2026-1-5-", nil), ("2026-1/5", nil), ("2026年1月5", nil),
    ("2026月1年5日", nil), ("2026-1-5 8:30", nil), ("2026-1-5 0:00 0:00", nil), ("46027", nil),
    ("202615", nil), ("2026-001-5", nil), ("", nil), ("２０２６-1-5", nil), ("2026--1-5", nil),
  ])
  func day(text: String, expected: String?) {
    #expect(CellText.day(text)?.description == expected)
  }

  @Test(arguments: [
    ("2025Q4", "2025Q4"), ("2025q4", "2025Q4"), ("2025年4季度", "2025Q4"), ("2025年第4季度", "2025Q4"),
    ("2025年第四季度", "2025Q4"), ("2025年一季度", "2025Q1"), ("2025Q0", nil), ("2025年五季度", nil),
    ("25年1季度", nil), ("2025-4", nil), ("2025年季度", nil), ("季度", nil), ("", nil),
  ])
  func quarter(text: String, expected: String?) {
    #expect(CellText.quarter(text)?.description == expected)
  }

  @Test(arguments: [
    ("1.40525E+17", true), ("1E+05", true), ("1e-3", true), ("1.4E17", false), ("E+17", false),
    ("A1E+17", false), ("1.4.0E+17", false), ("1.4E+", false), ("1.4E+1E+1", false), ("123", false),
  ])
  func scientific(text: String, expected: Bool) {
    #expect(CellText.isScientific(text) == expected)
  }

  @Test func blanksAndWideLetters() {
    #expect(CellText.trimmed(" \t\u{3000}'JD-1\u{A0} ") == "JD-1")
    #expect(CellText.trimmed("'") == "")
    #expect(CellText.trimmed("　") == "")
    #expect(CellText.narrow("ＪＤ－１２（元）") == "JD-12(元)")
  }

  @Test func lettersOfColumns() {
    let letters = [1, 26, 27, 52, 53, 702, 703].map(OpeningFinding.letters)
    #expect(letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  /// Characters of two and four bytes, by the C library and by Foundation's encoder.
  @Test func gb18030() throws {
    let decoder = try known(GB18030())
    #expect(decoder.text([0xD5, 0xC5, 0xC8, 0xFD]) == "张三")
    // U+3400 has four bytes in GB 18030.
    #expect(decoder.text([0x81, 0x39, 0xEE, 0x39]) == "㐀")
    #expect(decoder.text([0x95, 0x32, 0x82, 0x36]) == "\u{20000}")
    for wrong: [UInt8] in [
      [0xD5], [0xFF], [0x80], [0x81, 0x30], [0x81, 0x30, 0x81], [0xD5, 0x20], [0xD5, 0xFF],
      [0xD5, 0xC5, 0xC8],
    ] {
      #expect(decoder.text(wrong) == nil, "\(wrong)")
      // A failure leaves nothing behind for the next cell.
      #expect(decoder.text([0xD5, 0xC5]) == "张")
    }
    var random = SeededRandom(seed: 31)
    for _ in 0..<2000 {
      let scalar = try known(Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FA5, using: &random)))
      let text = String(Character(scalar)) + "a"
      let bytes = try text.gb18030()
      #expect(decoder.text(bytes) == text, "\(scalar.value)")
    }
  }
}
