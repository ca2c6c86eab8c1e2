import LoanBook
import Opening
import Quantities
import Testing

/// 已付贴息表.
@Suite struct PaymentsTests {
  static let right = ["ZZRCB", "JD-7", "2025Q4", "1125.00", "", "2026-1-15"]

  @Test func rightRows() throws {
    let (payments, summary) = try readPayments(
      SheetText.payments([
        Self.right, ["ZZRCB", "JD-7", "2025年3季度", "1,150", "0.55", "2025/10/15"],
        ["ICBCZZ", "JD-7", "2025年第四季度", "0", "3.00", "20260110"],
      ]).bytes)
    #expect(summary.findings == [])
    #expect(payments.map(\.row) == [2, 3, 4])
    #expect(payments.map(\.period.description) == ["2025Q4", "2025Q3", "2025Q4"])
    #expect(payments.map(\.national.description) == ["1125.00", "1150.00", "0.00"])
    #expect(payments.map(\.local.description) == ["0.00", "0.55", "3.00"])
    #expect(payments[1].paidOn == (try day("2025-10-15")))
  }

  @Test(arguments: [
    (0, "XXBANK", OpeningFinding.Code.unknownCode), (1, "", .missing), (2, "2025Q5", .value),
    (2, "2025-4", .value), (2, "2026Q1", .rule), (3, "", .missing), (3, "0", .rule),
    (3, "1.125E+03", .scientific), (4, "x", .value), (5, "2026-1-21", .rule),
    (5, "2025-9-20", .rule), (5, "46000", .value),
  ])
  func wrongCells(column: Int, cell: String, code: OpeningFinding.Code) throws {
    var row = Self.right
    row[column] = cell
    let (payments, summary) = try readPayments(SheetText.payments([row]).bytes)
    #expect(payments == [])
    #expect(summary.findings.map(\.code) == [code])
    #expect(summary.findings.map(\.column) == [column + 1])
  }

  @Test func theSamePeriodTwice() throws {
    var other = Self.right
    other[2] = "2025Q3"
    let (payments, summary) = try readPayments(
      SheetText.payments([Self.right, other, Self.right]).bytes)
    #expect(payments.count == 2)
    #expect(summary.findings.map(\.code) == [.duplicateRow])
    #expect(summary.findings.first?.row == 4)
  }

  @Test(arguments: [
    (OpeningObjection.unknownNote, "借据号"), (.paymentOnFile, "贴息期"), (.beforeDisbursement, "贴息期"),
  ])
  func objections(objection: OpeningObjection, heading: String) throws {
    let (_, summary) = try readPayments(
      SheetText.payments([Self.right]).bytes, objection: objection)
    #expect(summary.refused == 1)
    #expect(summary.findings.map(\.heading) == [heading])
  }
}
