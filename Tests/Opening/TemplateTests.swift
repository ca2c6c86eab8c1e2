import Foundation
import Opening
import TestKit
import Testing

/// `opening template`: what it gives can be filled in and read.
@Suite struct TemplateTests {
  @Test(arguments: OpeningTable.allCases)
  func theTemplateItselfHasNoRows(table: OpeningTable) throws {
    let bytes = OpeningTemplate.csv(table)
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let summary =
      table == .notes
      ? try readNotes(bytes).summary : try readPayments(bytes).summary
    #expect(summary == OpeningSummary())
    #expect(OpeningTemplate.fileName(table).hasSuffix("表.csv"))
  }

  /// A person deletes the mark of the example row and puts a number in.
  @Test func theExampleIsRightButForThePerson() throws {
    let text = String(decoding: OpeningTemplate.csv(.notes), as: UTF8.self)
    let filled = text.replacingOccurrences(of: "#示例：", with: "")
      .replacingOccurrences(of: "（18 位号码）", with: Synthetic.residentID(1))
    let outcome = try readNotes(Array(filled.utf8))
    #expect(outcome.summary.findings == [])
    #expect(outcome.notes.count == 1)
    #expect(outcome.notes.first?.row == 3)
    let payments = String(decoding: OpeningTemplate.csv(.payments), as: UTF8.self)
      .replacingOccurrences(of: "#示例：", with: "")
    let read = try readPayments(Array(payments.utf8))
    #expect(read.payments.count == 1)
  }
}
