import Quantities
import Subsidy
import Testing

/// Text tables of a note's facts and of the segments they make. SUBSIDY §3.1, §3.2.
///
/// Every note: 100 000.00 at 4.3500, half of the rate, cap 300 000.00, 36 months, 3 uses.
/// A segment: from, to, days, balance, loan year, standing; `-` marks days without interest.
@Suite("SUBSIDY §3.2: eligible days")
struct EligibleDaysTests {
  @Test(arguments: EligibleDays.table)
  func segments(_ scenario: EligibleDays) {
    #expect(scenario.segments == scenario.expected)
  }
}

struct EligibleDays: Sendable, CustomTestStringConvertible {
  var name: String
  var facts: [[Substring]]
  var expected: [String]

  var testDescription: String { name }

  init(_ text: Substring) {
    var lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    name = lines.removeFirst().joined(separator: " ")
    facts = lines.filter { $0[0] != "=>" }
    expected = lines.filter { $0[0] == "=>" }.map { $0.dropFirst().joined(separator: " ") }
  }

  static let table = text.split(separator: "\n\n").map(EligibleDays.init)

  private static let text = """
    the day of disbursement counts, the day of repayment does not
    note 2025-01-10 2026-01-10
    repaid 2025-03-01 0.00
    period 2024-12-21 2025-03-21
    => 2025-01-10 2025-03-01 50 100000.00 1 eligible

    a repayment lowers the balance from its day on
    note 2024-12-21 2025-12-21
    repaid 2025-01-21 60000.00
    repaid 2025-02-21 60000.00
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-21 31 100000.00 1 eligible
    => 2025-01-21 2025-03-21 59 60000.00 1 eligible

    three rounding groups cut a stretch
    note 2024-06-01 2026-06-01
    period 2024-12-21 2025-01-21
    period 2025-01-21 2025-02-21
    period 2025-02-21 2025-03-21
    => 2024-12-21 2025-01-21 31 100000.00 1 eligible
    => 2025-01-21 2025-02-21 31 100000.00 1 eligible
    => 2025-02-21 2025-03-21 28 100000.00 1 eligible

    no interest from the due day on, though the balance stands
    note 2024-03-10 2025-03-10
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-03-10 79 100000.00 1 eligible
    => 2025-03-10 2025-03-21 11 100000.00 2 - afterOriginalDue

    a. an extension without document bears interest, the borrower's own
    note 2024-01-10 2025-01-10
    extended 2025-01-10 2025-07-10
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-10 20 100000.00 1 eligible
    => 2025-01-10 2025-03-21 70 100000.00 2 afterOriginalDue

    a. an extension that names its document is eligible
    note 2024-01-10 2025-01-10
    extended 2025-01-10 2025-02-10 documented
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-10 20 100000.00 1 eligible
    => 2025-01-10 2025-02-10 31 100000.00 2 extension
    => 2025-02-10 2025-03-21 39 100000.00 2 - afterOriginalDue

    a. the second extension names a document, the first does not
    note 2024-01-10 2025-01-10
    extended 2025-01-10 2025-02-10
    extended 2025-02-10 2025-03-10 documented
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-10 20 100000.00 1 eligible
    => 2025-01-10 2025-02-10 31 100000.00 2 afterOriginalDue
    => 2025-02-10 2025-03-10 28 100000.00 2 extension
    => 2025-03-10 2025-03-21 11 100000.00 2 - afterOriginalDue

    a. the term ends after 36 months, the note later
    note 2022-01-31 2025-12-31
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-31 41 100000.00 3 eligible
    => 2025-01-31 2025-03-21 49 100000.00 4 beyondTerm

    a. a documented extension goes beyond the term
    note 2022-01-31 2025-01-31
    extended 2025-01-31 2026-01-31 documented
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-31 41 100000.00 3 eligible
    => 2025-01-31 2025-03-21 49 100000.00 4 extension

    a. the end of the term falls on the last day of a short month
    note 2024-08-31 2025-08-31
    term 6
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-02-28 69 100000.00 1 eligible
    => 2025-02-28 2025-03-21 21 100000.00 1 beyondTerm

    loan years from 29 February begin on 28 February and on 29 February again
    note 2020-02-29 2028-02-29
    term 99
    period 2022-12-21 2023-03-21
    period 2023-12-21 2024-03-21
    => 2022-12-21 2023-02-28 69 100000.00 3 eligible
    => 2023-02-28 2023-03-21 21 100000.00 4 eligible
    => 2023-12-21 2024-02-29 70 100000.00 4 eligible
    => 2024-02-29 2024-03-21 21 100000.00 5 eligible

    b. overdue days and the day of cure
    note 2024-06-01 2026-06-01
    overdue 2025-01-01 2025-01-16
    overdue 2025-02-01 2025-02-02
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-01 11 100000.00 1 eligible
    => 2025-01-01 2025-01-16 15 100000.00 1 overdue
    => 2025-01-16 2025-02-01 16 100000.00 1 eligible
    => 2025-02-01 2025-02-02 1 100000.00 1 overdue
    => 2025-02-02 2025-03-21 47 100000.00 1 eligible

    b. overdue without end; c. comes after b.
    note 2024-06-01 2026-06-01
    overdue 2025-01-01
    lost 2025-02-01
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-01 11 100000.00 1 eligible
    => 2025-01-01 2025-03-21 79 100000.00 1 overdue

    c. eligibility lost on a day
    note 2024-06-01 2026-06-01
    lost 2025-02-01
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-02-01 42 100000.00 1 eligible
    => 2025-02-01 2025-03-21 48 100000.00 1 lostEligibility

    c. before disbursement: no day
    note 2025-01-10 2026-06-01
    lost 2024-02-01
    period 2024-12-21 2025-03-21
    => 2025-01-10 2025-03-21 70 100000.00 1 lostEligibility

    d. the fourth use
    note 2024-06-01 2026-06-01
    use 4
    overdue 2025-01-01 2025-01-16
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-01 11 100000.00 1 tooManyUses
    => 2025-01-01 2025-01-16 15 100000.00 1 overdue
    => 2025-01-16 2025-03-21 64 100000.00 1 tooManyUses

    d. the third use is the last
    note 2024-06-01 2026-06-01
    use 3
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-03-21 90 100000.00 1 eligible

    e. another central subsidy
    note 2024-06-01 2026-06-01
    other-subsidy
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-03-21 90 100000.00 1 otherSubsidy

    f. from compensation on no interest either
    note 2024-06-01 2026-06-01
    compensated 2025-02-10
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-02-10 51 100000.00 1 eligible
    => 2025-02-10 2025-03-21 39 100000.00 1 - compensated

    a. before f.: after the due day the reason is a.
    note 2024-01-10 2025-01-10
    compensated 2025-02-10
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-10 20 100000.00 1 eligible
    => 2025-01-10 2025-03-21 70 100000.00 2 - afterOriginalDue

    no policy comes before every other reason
    note 2024-01-10 2025-01-10
    overdue 2025-01-01
    no-policy
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-10 20 100000.00 1 noPolicy
    => 2025-01-10 2025-03-21 70 100000.00 2 - noPolicy

    overdue inside a documented extension
    note 2024-01-10 2025-01-10
    extended 2025-01-10 2026-01-10 documented
    overdue 2025-02-01 2025-02-11
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-01-10 20 100000.00 1 eligible
    => 2025-01-10 2025-02-01 22 100000.00 2 extension
    => 2025-02-01 2025-02-11 10 100000.00 2 overdue
    => 2025-02-11 2025-03-21 38 100000.00 2 extension

    a rate change cuts, a change to the same rate does not
    note 2024-06-01 2026-06-01
    rate 2025-01-01 4.3500
    rate 2025-02-01 4.0000
    period 2024-12-21 2025-03-21
    => 2024-12-21 2025-02-01 42 100000.00 1 eligible
    => 2025-02-01 2025-03-21 48 100000.00 1 eligible

    a period before disbursement
    note 2025-06-01 2026-06-01
    period 2024-12-21 2025-03-21
    """
}

extension EligibleDays {
  /// The segments that the facts make, as text.
  var segments: [String] {
    var derivation = Derivation()
    let (note, periods) = parsed
    _ = note.figure(for: periods, derivation: &derivation)
    return derivation.segments.map { segment in
      let standing: String
      switch segment.standing {
      case .eligible: standing = "eligible"
      case .inDocumentedExtension: standing = "extension"
      case .excluded(let exclusion): standing = "\(exclusion)"
      }
      return "\(segment.days.from) \(segment.days.to) \(segment.days.count) \(segment.balance) "
        + "\(segment.loanYear)\(segment.bearsInterest ? "" : " -") \(standing)"
    }
  }

  private var parsed: (note: SubsidyCase, periods: [DayRange]) {
    var note = SubsidyCase(
      disbursedOn: Day.of(facts[0][1]), originalDueOn: Day.of(facts[0][2]),
      balance: Timeline(.yuan(100_000)), rate: Timeline(Rate.of("4.3500")), terms: nil)
    var termMonths: Int? = 36
    var periods: [DayRange] = []
    for words in facts.dropFirst() {
      let days = words.compactMap { Day($0) }
      switch words[0] {
      case "extended":
        note.extensions.append(
          DueExtension(
            previousDueOn: days[0], newDueOn: days[1], documented: words.last == "documented"))
      case "repaid": note.balance.change(to: Fen.of(words[2]), on: days[0])
      case "rate": note.rate.change(to: Rate.of(words[2]), on: days[0])
      case "overdue":
        note.overdue.append(DayRange(from: days[0], to: days.count > 1 ? days[1] : .farFuture))
      case "lost": note.lostOn = days[0]
      case "compensated": note.compensatedOn = days[0]
      case "use": note.useOrdinal = Int(words[1]) ?? 0
      case "other-subsidy": note.otherSubsidy = true
      case "no-policy": termMonths = nil
      case "term": termMonths = Int(words[1]) ?? 0
      case "period": periods.append(DayRange(from: days[0], to: days[1]))
      default: preconditionFailure("unknown fact \(words[0])")
      }
    }
    note.terms = termMonths.map {
      SubsidyTerms(
        rule: .shareOfRate(Fraction.of(1, 2)), lpr: Rate.of("3.4500"), termMonths: $0, maxUses: 3,
        cap: Timeline(.yuan(300_000)))
    }
    return (note, periods)
  }
}
