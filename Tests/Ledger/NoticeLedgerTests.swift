import GRDB
import Quantities
import TestKit
import Testing

@testable import Ledger

/// Notices and objections in the ledger, and the constraints of their tables.
@Suite struct NoticeLedgerTests {
  private static let notice = NoticeEntry(
    year: 2026, number: 1, title: "公示", days: 5, opensOn: Day(number: 100),
    endsOn: Day(number: 107), archivedAs: "digest")
  private static let lines = [
    NoticeLineEntry(
      line: 1, name: Synthetic.name(1), kind: .individual, entity: nil, project: "项目",
      town: "140525100000", bank: "TAIHANG", amount: Fen(100), termMonths: 12),
    NoticeLineEntry(
      line: 2, name: Synthetic.name(2), kind: .enterprise, entity: "字号", project: "项目",
      town: "140525100000", bank: "DANHE", amount: Fen(200), termMonths: 24),
  ]
  private static let objection = ObjectionEntry(
    year: 2026, number: 1, kind: .notice, subject: "ZEZHOU-2026-G001", receivedOn: Day(number: 101),
    dueOn: Day(number: 129), channel: .phone, archivedAs: "digest")

  @Test func whatWasKeptIsThere() throws {
    let fixture = try LedgerFixture()
    try fixture.ledger.write { session in
      #expect(try session.nextNotice(in: 2026) == 1)
      try session.open(Self.notice, Self.lines)
      try session.add(Self.objection)
      #expect(try session.nextNotice(in: 2026) == 2 && session.nextObjection(in: 2026) == 2)
      #expect(try session.nextNotice(in: 2027) == 1)
      #expect(try session.notices() == [Self.notice])
      #expect(try session.lines(of: Self.notice) == Self.lines)
      #expect(try session.objections() == [Self.objection])
      #expect(try session.noticeNames(of: .individual) == [Synthetic.name(1)])
    }
    try fixture.ledger.write { session in
      var moved = Self.notice
      (moved.opensOn, moved.endsOn) = (Day(number: 103), Day(number: 110))
      try session.move(moved)
      try session.close(moved, on: Day(number: 105), reason: "有误")
      try session.refuse(line: 2, of: moved, on: Day(number: 104), reason: "不符合")
      moved.closed = NoticeEntry.Closing(on: Day(number: 105), reason: "有误")
      #expect(try session.notices() == [moved])
      #expect(
        try session.lines(of: moved).map(\.refusedOn) == [nil, Day(number: 104)])
      var answered = Self.objection
      for isUpheld in [nil, true, false] {
        let answer = ObjectionEntry.Answer(
          on: Day(number: 110), isUpheld: isUpheld, text: "答复", archivedAs: "other")
        try session.answer(year: 2026, number: 1, answer)
        answered.answer = answer
        #expect(try session.objections() == [answered])
      }
      // A refused applicant's name stays a secret.
      #expect(try session.noticeNames(of: .enterprise) == [Synthetic.name(2)])
    }
  }

  @Test(arguments: [
    "UPDATE notice SET days = 0", "UPDATE notice SET days = 61",
    "UPDATE notice SET ends_on = opens_on", "UPDATE notice SET closed_on = 1",
    "UPDATE notice SET close_reason = 'x'", "UPDATE notice SET number = 0",
    "UPDATE notice_line SET amount = 0", "UPDATE notice_line SET kind = 'X'",
    "UPDATE notice_line SET refusal = 'x'", "UPDATE notice_line SET term_months = 0",
    "UPDATE notice_line SET number = 9", "UPDATE objection SET kind = 'run'",
    "UPDATE objection SET channel = 'FAX'", "UPDATE objection SET due_on = received_on",
    "UPDATE objection SET answered_on = 105", "UPDATE objection SET upheld = 1",
    "UPDATE objection SET answer = 'x'",
  ])
  func aContradictionIsRefused(sql: String) throws {
    let fixture = try LedgerFixture()
    try fixture.ledger.write { session in
      try session.open(Self.notice, Self.lines)
      try session.add(Self.objection)
    }
    #expect(throws: (any Error).self) { try fixture.execute(sql) }
  }
}
