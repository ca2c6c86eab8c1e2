import Quantities
import Testing

@Suite("EXCHANGE §3: text forms")
struct TextTests {
  @Test(
    "money both ways",
    arguments: [
      ("0.00", 0), ("0.01", 1), ("0.10", 10), ("1.00", 100), ("200000.00", 20_000_000),
      ("9999999999999.99", 999_999_999_999_999),
    ] as [(String, Int64)])
  func money(_ row: (text: String, fen: Int64)) {
    #expect(Fen(row.text) == Fen(row.fen))
    #expect(Fen(row.fen).description == row.text)
  }

  @Test("negative money is written, never read")
  func negativeMoney() {
    #expect(Fen(-5).description == "-0.05")
    #expect(Fen(-12_345).description == "-123.45")
    #expect(Fen("-0.05") == nil)
    #expect(Fen(-5).magnitude == Fen(5))
  }

  @Test(
    "not money",
    arguments: [
      "", "0", "1.0", "1.000", ".50", "01.00", "00.00", "1,000.00", "+1.00", " 1.00", "1.00 ",
      "1e3", "1..0", "12345678901234.00", "１.００", "1．00", "٣.00", "1.0０", "0x1.00", "--1.00",
    ])
  func notMoney(_ text: String) { #expect(Fen(text) == nil) }

  @Test(
    "rates both ways",
    arguments: [
      ("0.0000", 0), ("0.0001", 1), ("3.6500", 36_500), ("99.9999", 999_999), ("10.0000", 100_000),
    ] as [(String, Int32)])
  func rate(_ row: (text: String, ppm: Int32)) {
    #expect(Rate(row.text) == Rate(ppm: row.ppm))
    #expect(Rate(ppm: row.ppm).description == row.text)
  }

  @Test(
    "not a rate",
    arguments: [
      "", "3.65", "3.65000", "100.0000", "03.6500", "-1.0000", "３.6500", "3,6500", "3.65%",
    ])
  func notRate(_ text: String) { #expect(Rate(text) == nil) }

  @Test("negative rates are written")
  func negativeRate() { #expect(Rate(ppm: -15_000).description == "-1.5000") }

  @Test("days both ways", arguments: ["2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31"])
  func day(_ text: String) { #expect(Day(text)?.description == text) }

  @Test(
    "not a day",
    arguments: [
      "", "2024-2-29", "2023-02-29", "2024/02/28", "20240228", "2024-02-28 ", "２０24-02-28",
      "2024-０2-28", "2024-02-2８", "2024-13-01", "0000-01-01", "+024-01-01", "2024−01−01",
    ])
  func notDay(_ text: String) { #expect(Day(text) == nil) }

  @Test("fractions are in lowest terms")
  func fraction() {
    #expect(Fraction(4, 6)?.description == "2/3")
    #expect(Fraction(3, 3)?.description == "1")
    #expect(Fraction(0, 7) == Fraction(whole: 0))
    #expect(Fraction(-2, 4)?.description == "-1/2")
    #expect(Fraction(1, 0) == nil)
    #expect(Fraction(1, -2) == nil)
  }

  @Test("kinds of borrower have the names of the wire")
  func kinds() {
    #expect(BorrowerKind.allCases.map(\.rawValue) == ["INDIVIDUAL", "PARTNERSHIP", "ENTERPRISE"])
  }
}

@Suite("SUBSIDY §2: instants")
struct InstantTests {
  @Test(
    "read and written",
    arguments: [
      ("1970-01-01T00:00:00Z", 0, "1970-01-01T08:00:00+08:00"),
      ("2026-04-02T09:00:00+08:00", 1_775_091_600, "2026-04-02T09:00:00+08:00"),
      ("2026-04-02t01:00:00z", 1_775_091_600, "2026-04-02T09:00:00+08:00"),
      ("2026-04-01T19:30:00-05:30", 1_775_091_600, "2026-04-02T09:00:00+08:00"),
      ("2026-04-02T09:00:00.999+08:00", 1_775_091_600, "2026-04-02T09:00:00+08:00"),
      ("1969-12-31T23:59:59Z", -1, "1970-01-01T07:59:59+08:00"),
      ("1969-12-31T15:59:59Z", -28_801, "1969-12-31T23:59:59+08:00"),
    ] as [(String, Int64, String)])
  func text(_ row: (text: String, seconds: Int64, written: String)) {
    #expect(Instant(row.text) == Instant(seconds: row.seconds))
    #expect(Instant(seconds: row.seconds).description == row.written)
  }

  @Test(
    "not an instant",
    arguments: [
      "", "2026-04-02", "2026-04-02T09:00:00", "2026-04-02T09:00+08:00", "2026-04-02T24:00:00Z",
      "2026-04-02T09:60:00Z", "2026-04-02T09:00:60Z", "2026-04-02T09:00:00+8:00",
      "2026-04-02T09:00:00+0800", "2026-04-02T09:00:00.Z", "2026-02-30T09:00:00Z",
      "2026-04-02 09:00:00Z", "2026-04-02T０9:00:00Z", "2026-04-02T09:00:00+24:00",
      "2026-04-02T09:00:00Zx",
    ])
  func refused(_ text: String) { #expect(Instant(text) == nil) }

  @Test("the day turns at 16:00 UTC")
  func day() {
    #expect(Instant("2026-03-20T15:59:59Z")?.day == Day("2026-03-20"))
    #expect(Instant("2026-03-20T16:00:00Z")?.day == Day("2026-03-21"))
    #expect(Instant("1969-12-31T15:59:59Z")?.day == Day("1969-12-31"))
    for number in [-40_000, -1, 0, 1, 20_000] as [Int32] {
      let start = Instant(startOf: Day(number: number))
      #expect(start.day == Day(number: number))
      #expect((start + -1).day == Day(number: number - 1))
      #expect((start + 86_399).day == Day(number: number))
      #expect(start + 5 - start == 5)
    }
  }
}
