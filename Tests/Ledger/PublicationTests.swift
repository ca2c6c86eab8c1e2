import Quantities
import Testing

@testable import Ledger

@Suite struct PublicationTests {
  private static let day = Day(number: 20_000)

  private static func entry(
    _ position: Int64, _ kind: PublicationEntry.Kind, _ subject: String, _ revision: Int,
    _ change: PublicationEntry.Change, _ reason: String
  ) -> PublicationEntry {
    PublicationEntry(
      position: position, kind: kind, subject: subject, revision: revision, day: day,
      change: change, reason: reason, commitment: [UInt8](repeating: 1, count: 32),
      secret: PublicationEntry.Secret(salt: [UInt8](repeating: 2, count: 16), content: "{}"),
      archivedIn: "0.jsonl")
  }

  /// What only goes on with a record is no change to be listed; a notice's end destroys as well.
  @Test func onlyWhatWasOtherwiseBeforeIsAChange() throws {
    let fixture = try LedgerFixture()
    try fixture.ledger.write { session in
      let entries = [
        Self.entry(0, .record, "A", 1, .first, ""),
        Self.entry(1, .record, "A", 2, .correction, "季度贴息公布"),
        Self.entry(2, .record, "A", 3, .correction, "季度贴息公布、补充更正"),
        Self.entry(3, .notice, "N", 1, .first, ""),
        Self.entry(4, .record, "A", 4, .correction, "贷款状态变化"),
        Self.entry(5, .notice, "N", 2, .withdrawal, "公示期满"),
        Self.entry(6, .record, "A", 5, .redaction, "姓名有误"),
        Self.entry(7, .record, "A", 6, .correction, "名称或公开方式调整"),
        Self.entry(8, .record, "A", 7, .withdrawal, "公开期满"),
      ]
      for entry in entries { try session.publish(entry) }
      #expect(try session.changes(before: 9).map(\.revision) == [3, 5, 6, 7])
      #expect(try session.changes(before: 7).map(\.revision) == [3, 5])
      #expect(try session.erasures() == 3)
      var erased: [Int64] = []
      try session.forEachErasure(from: 6) { entry, _ in erased.append(entry.position) }
      #expect(erased == [6, 8])
    }
  }
}
