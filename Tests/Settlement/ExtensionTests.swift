import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §3.2 a: a documented extension is computed at once and payable when confirmed.
/// 200 000.00 at 4.50 %, R5: 12.50 a day; due 2024-11-01, extended to 2025-05-01.
struct ExtensionTests {
  private func row(documented: Bool, confirmed: Bool) throws -> NoteRow {
    var bureau = BureauKnowledge()
    if confirmed { bureau.confirmedExtensions = [try day("2025-05-01")] }
    return NoteRow(
      dueOn: "2024-11-01",
      events: [
        NoteEvent(
          on: try day("2024-10-20"),
          .extension(
            newDueOn: try day("2025-05-01"),
            subsidisedBasis: documented ? "晋人社〔2024〕9号" : nil))
      ], bureau: bureau)
  }

  /// documented, confirmed, period, claimed, subsidy, payable, withheld.
  static let table: [(Bool, Bool, String, String, String, String, Bool)] = [
    // Wholly before the extension: nothing waits.
    (true, false, "2024Q3", "1150.00", "1150.00", "1150.00", false),
    // 41 days before the old due day, 50 in the extension: only these wait.
    (true, false, "2024Q4", "1137.50", "1137.50", "512.50", true),
    (true, true, "2024Q4", "1137.50", "1137.50", "1137.50", false),
    (false, false, "2024Q4", "512.50", "512.50", "512.50", false),
    // Wholly in the extension.
    (true, false, "2025Q1", "1125.00", "1125.00", "0.00", true),
    (true, true, "2025Q1", "1125.00", "1125.00", "1125.00", false),
    (true, false, "2025Q1", "1124.98", "1125.00", "0.00", true),
    (true, false, "2024Q4", "1137.48", "1137.50", "512.48", true),
    (true, false, "2024Q4", "1137.52", "1137.50", "512.50", true),
  ]

  @Test(arguments: table.indices)
  func payableWaits(_ index: Int) throws {
    let (documented, confirmed, period, claimed, subsidy, payable, waits) = Self.table[index]
    let line = try settled(
      try row(documented: documented, confirmed: confirmed), period,
      claims: [try claim(claimed, period: period)])
    #expect(line.subsidy.description == subsidy)
    #expect(line.payable.amount.description == payable)
    #expect(line.payable.withheld == (waits ? [.extensionUnconfirmed] : []))
    #expect(line.payableShares.total == line.payable.amount)
  }
}
