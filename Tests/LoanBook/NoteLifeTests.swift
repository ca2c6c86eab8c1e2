import LoanBook
import Quantities
import Testing

/// The life of a note of 1 000.00 from 2024-01-10 to 2026-01-10 at 3.65 %. EXCHANGE §3, "Order of
/// facts". Events stand in order of arrival; what counts is their day.
@Suite struct NoteLifeTests {
  struct Story: CustomTestStringConvertible, Sendable {
    let name: String
    let events: String
    let outcome: String
    var testDescription: String { name }
  }

  static let stories: [Story] = [
    Story(
      name: "nothing happens", events: "",
      outcome: "1000.00 at 3.6500 due 2026-01-10"),
    Story(
      name: "paid back in parts",
      events: """
        2024-06-21 REPAYMENT 400.00
        2026-01-10 REPAYMENT 600.00
        """,
      outcome: "0.00 at 3.6500 due 2026-01-10, repaid on 2026-01-10"),
    Story(
      name: "the day of disbursement is lawful",
      events: "2024-01-10 REPAYMENT 0.01", outcome: "999.99 at 3.6500 due 2026-01-10"),
    Story(
      name: "the day before is not",
      events: """
        2024-01-09 REPAYMENT 0.01
        2024-01-09 RATE_CHANGE 4.0000
        2024-01-09 EXTENSION 2027-01-10
        2024-01-09 OVERDUE
        2024-01-09 COMPENSATION 1.00
        2024-01-09 RECOVERY 1.00
        """,
      outcome: """
        no: RATE_CHANGE on 2024-01-09 is before 2024-01-10
        no: EXTENSION on 2024-01-09 is before 2024-01-10
        no: REPAYMENT on 2024-01-09 is before 2024-01-10
        no: COMPENSATION on 2024-01-09 is before 2024-01-10
        no: OVERDUE on 2024-01-09 is before 2024-01-10
        no: RECOVERY on 2024-01-09 is before 2024-01-10
        1000.00 at 3.6500 due 2026-01-10
        """),
    Story(
      name: "a fen too much",
      events: """
        2024-06-21 REPAYMENT 400.00
        2024-09-21 REPAYMENT 600.01
        """,
      outcome: """
        no: 600.01 on 2024-09-21 is more than 600.00
        600.00 at 3.6500 due 2026-01-10
        """),
    Story(
      name: "a repayment that arrives late may break a later day",
      events: """
        2024-09-21 REPAYMENT 1000.00
        2024-06-21 REPAYMENT 0.01
        """,
      outcome: """
        no: 1000.00 on 2024-09-21 is more than 999.99
        999.99 at 3.6500 due 2026-01-10
        """),
    Story(
      name: "interest after all principal is paid",
      events: """
        2024-06-21 REPAYMENT 1000.00
        2024-07-21 REPAYMENT 0.00
        """,
      outcome: "0.00 at 3.6500 due 2026-01-10, repaid on 2024-06-21"),
    Story(
      name: "overdue and cured, twice",
      events: """
        2024-06-22 OVERDUE
        2024-06-23 CURE
        2024-06-24 OVERDUE
        2024-06-30 CURE
        """,
      outcome: "1000.00 at 3.6500 due 2026-01-10"),
    Story(
      name: "overdue while overdue",
      events: """
        2024-06-22 OVERDUE
        2024-07-22 OVERDUE
        """,
      outcome: """
        no: overdue on 2024-07-22, open since 2024-06-22
        1000.00 at 3.6500 due 2026-01-10, overdue since 2024-06-22
        """),
    Story(
      name: "cured on the day itself",
      events: """
        2024-06-22 CURE
        2024-06-22 OVERDUE
        """,
      outcome: """
        no: cure on 2024-06-22 of overdue since 2024-06-22
        1000.00 at 3.6500 due 2026-01-10, overdue since 2024-06-22
        """),
    Story(
      name: "overdue again on the day of the cure: overdue is judged first",
      events: """
        2024-06-22 OVERDUE
        2024-07-22 CURE
        2024-07-22 OVERDUE
        """,
      outcome: """
        no: overdue on 2024-07-22, open since 2024-06-22
        1000.00 at 3.6500 due 2026-01-10
        """),
    Story(
      name: "cured of nothing",
      events: "2024-06-22 CURE",
      outcome: """
        no: cure on 2024-06-22 of nothing
        1000.00 at 3.6500 due 2026-01-10
        """),
    Story(
      name: "extended twice, then back",
      events: """
        2026-01-09 EXTENSION 2026-07-10
        2026-07-09 EXTENSION 2026-12-10
        2026-12-09 EXTENSION 2026-12-10
        2026-12-09 EXTENSION 2026-12-09
        """,
      outcome: """
        no: extension to 2026-12-10 from 2026-12-10
        no: extension to 2026-12-09 from 2026-12-10
        1000.00 at 3.6500 due 2026-12-10
        """),
    Story(
      name: "rates by day; of two on one day the later arrival holds",
      events: """
        2025-01-01 RATE_CHANGE 3.1000
        2024-07-01 RATE_CHANGE 3.4500
        2025-01-01 RATE_CHANGE 3.0000
        """,
      outcome: "1000.00 at 3.0000 due 2026-01-10"),
    Story(
      name: "compensated, and recovered on the same day",
      events: """
        2026-05-01 RECOVERY 100.00
        2026-05-01 COMPENSATION 1020.00
        2026-06-01 COMPENSATION 5.00
        """,
      outcome: "1000.00 at 3.6500 due 2026-01-10, compensated on 2026-05-01"),
    Story(
      name: "a recovery without a compensation breaks no rule of the exchange",
      events: "2026-05-01 RECOVERY 100.00", outcome: "1000.00 at 3.6500 due 2026-01-10"),
  ]

  @Test(arguments: stories) func life(story: Story) throws {
    #expect(try Life(story.events).outcome() == story.outcome)
  }

  /// On one day: RATE_CHANGE, EXTENSION, REPAYMENT, COMPENSATION, OVERDUE, CURE; recoveries last.
  @Test func orderOnOneDay() throws {
    let life = try Life(
      """
      2024-06-22 RECOVERY 1.00
      2024-06-22 CURE
      2024-06-22 OVERDUE
      2024-06-22 COMPENSATION 1.00
      2024-06-22 REPAYMENT 1.00
      2024-06-22 EXTENSION 2027-01-10
      2024-06-22 RATE_CHANGE 4.0000
      2024-06-21 CURE
      """)
    let order = life.events.sorted(by: RecordedEvent.precedes).map(\.event.kind.type.rawValue)
    #expect(
      order == [
        "CURE", "RATE_CHANGE", "EXTENSION", "REPAYMENT", "COMPENSATION", "OVERDUE", "CURE",
        "RECOVERY",
      ])
  }

  /// A correction is the same life with one event changed or left out.
  @Test(arguments: [
    (
      "as it stands",
      "0.00 at 3.6500 due 2026-01-10, overdue since 2024-08-01, repaid on 2024-09-01"
    ),
    (
      "cancel R-1",
      """
      no: cure on 2024-07-01 of nothing
      0.00 at 3.6500 due 2026-01-10, overdue since 2024-08-01, repaid on 2024-09-01
      """
    ),
    (
      "cancel R-2",
      """
      no: overdue on 2024-08-01, open since 2024-06-01
      0.00 at 3.6500 due 2026-01-10, overdue since 2024-06-01, repaid on 2024-09-01
      """
    ),
    ("cancel R-4", "1000.00 at 3.6500 due 2026-01-10, overdue since 2024-08-01"),
    (
      "amend R-3 2024-06-15",
      """
      no: overdue on 2024-06-15, open since 2024-06-01
      0.00 at 3.6500 due 2026-01-10, repaid on 2024-09-01
      """
    ),
  ])
  func corrections(change: String, outcome: String) throws {
    var life = try Life(
      """
      2024-06-01 OVERDUE
      2024-07-01 CURE
      2024-08-01 OVERDUE
      2024-09-01 REPAYMENT 1000.00
      """)
    let words = change.split(separator: " ").map(String.init)
    if words[0] == "cancel" { life.events.removeAll { $0.recordId.text == words[1] } }
    if words[0] == "amend" {
      let index = try #require(life.events.firstIndex { $0.recordId.text == words[1] })
      life.events[index].event.on = try day(words[2])
      life.events[index].arrival = 9
    }
    #expect(try life.outcome() == outcome)
  }

  @Test func theStateOfADay() throws {
    let key = NoteKey(
      bank: try #require(PartyCode("ABCD")), noteNo: try #require(NoteNo("N-1")))
    let history = NoteHistory(
      key: key, disbursementRecord: try #require(RecordId("R-0")), terms: try terms(),
      events: try Life(
        """
        2024-09-01 REPAYMENT 300.00
        2024-06-01 OVERDUE
        2024-07-01 CURE
        """
      ).events)
    #expect(history.events.map(\.recordId.text) == ["R-2", "R-3", "R-1"])
    for (on, words) in [
      ("2024-05-31", "1000.00 at 3.6500 due 2026-01-10"),
      ("2024-06-01", "1000.00 at 3.6500 due 2026-01-10, overdue since 2024-06-01"),
      ("2024-07-01", "1000.00 at 3.6500 due 2026-01-10"),
      ("2024-09-01", "700.00 at 3.6500 due 2026-01-10"),
    ] {
      #expect(Life.words(history.state(on: try day(on))) == words)
    }
    #expect(history.state() == history.state(on: .farFuture))
  }
}
