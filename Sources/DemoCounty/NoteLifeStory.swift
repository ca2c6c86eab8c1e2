import LoanBook
import Quantities

/// Tells what happens to a note from its disbursement to the day on which it is looked at.
/// Every life it tells is lawful by EXCHANGE §3.
struct NoteLifeStory {
  private let terms: Disbursement
  private let trait: Trait?
  private let today: Day
  private var random: SeededDraws
  private var balance: Fen
  private var paidUpTo: Day
  private var events: [NoteEvent] = []

  private init(
    _ terms: Disbursement, _ trait: Trait?, today: Day, _ random: SeededDraws
  ) {
    self.terms = terms
    self.trait = trait
    self.today = today
    self.random = random
    balance = terms.amount
    paidUpTo = terms.disbursedOn
  }

  /// The events before `today`, in the order of a note's life.
  static func tell(
    _ terms: Disbursement, _ trait: Trait?, today: Day, _ random: SeededDraws
  ) -> [NoteEvent] {
    var story = NoteLifeStory(terms, trait, today: today, random)
    story.midterm()
    if terms.repayment == .bullet { story.bullet() } else { story.parts() }
    return story.inOrder().filter { $0.on < today }
  }

  private var term: Int { terms.dueOn - terms.disbursedOn }

  /// A day so many thousandths of the term after the disbursement.
  private mutating func day(perMille: ClosedRange<Int>) -> Day {
    terms.disbursedOn + max(1, term * random.number(perMille) / 1000)
  }

  /// Rate changes and arrears that do not touch the principal.
  private mutating func midterm() {
    if trait == .rateChange || random.chance(perMille: 15) {
      let on = day(perMille: 250...700)
      let lower = terms.rate - Rate(ppm: Int32(random.number(2...8) * 500))
      events.append(NoteEvent(on: on, .rateChange(lower)))
    }
    let midway = trait == .overdueMidway || trait == .overdueMonthly
    guard midway || (trait == nil && random.chance(perMille: 10)) else { return }
    // Arrears begin the day after a settlement day, and lately in the cases that must show it.
    var from = day(perMille: 200...700)
    if midway { from = max(terms.disbursedOn + 20, today - random.number(60...330)) }
    let (_, _, date) = from.civil
    from = from + (21 - date)
    let curedOn = from + random.number(12...70)
    guard from > terms.disbursedOn, curedOn < terms.dueOn - 10 else { return }
    events.append(NoteEvent(on: from, .overdue))
    if curedOn < today { events.append(NoteEvent(on: curedOn, .cure)) }
  }

  /// Pays principal back together with the interest since the last settlement day.
  private mutating func repay(_ principal: Fen, on: Day, penalty: Fen? = nil) {
    let since = max(paidUpTo, Quarter(containing: on - 1).days.from)
    let interest = Repayments.interest(
      balance, terms.rate, days: on - since, terms.dayBasis)
    events.append(
      NoteEvent(
        on: on, .repayment(principal: principal, interest: interest, penalty: penalty)))
    balance -= principal
    paidUpTo = on
  }

  private mutating func parts() {
    let stop =
      trait == .repaidEarly || random.chance(perMille: 80)
      ? day(perMille: 350...850) : terms.dueOn
    let schedule = Repayments.schedule(
      terms.repayment, amount: terms.amount, from: terms.disbursedOn, dueOn: terms.dueOn,
      rate: terms.rate)
    for part in schedule where part.on <= stop { repay(part.principal, on: part.on) }
    if balance > .zero { repay(balance, on: stop) }
  }

  private mutating func bullet() {
    if random.chance(perMille: 120) { interestOnly() }
    switch trait {
    case .overdueOpen: overdueOpen()
    case .repaidLate: repaidLate()
    case .extendedDocumented: extended(documented: true)
    case .extendedPlain: extended(documented: false)
    case .compensated: compensated()
    case .repaidEarly: repay(balance, on: day(perMille: 300...800))
    case .prepaid: prepaid()
    default: ordinary()
    }
  }

  /// Some banks report the quarterly interest too.
  private mutating func interestOnly() {
    var quarter = Quarter(containing: terms.disbursedOn)
    while quarter.days.to < min(terms.dueOn, today) {
      let on = quarter.days.to - 1
      if on > paidUpTo, trait == nil { repay(.zero, on: on) }
      quarter = quarter.next
    }
  }

  private mutating func ordinary() {
    switch random.below(1000) {
    case ..<90:
      let early = day(perMille: 400...950)
      if early > paidUpTo { repay(balance, on: early) } else { repay(balance, on: terms.dueOn) }
    case ..<150: repaidLate()
    case ..<210: prepaid()
    default: repay(balance, on: max(paidUpTo + 1, terms.dueOn - random.number(0...4)))
    }
  }

  private mutating func prepaid() {
    var on = day(perMille: 400...800)
    if trait == .prepaid {
      let (_, _, date) = today.civil
      on = max(terms.disbursedOn + 10, today - random.number(40...400) - date % 3)
    }
    let part = Fen.yuan(terms.amount.value / 100 * Int64(random.number(2...6)) / 10)
    if on > paidUpTo, on < terms.dueOn, part < balance { repay(part, on: on) }
    repay(balance, on: terms.dueOn)
  }

  private mutating func repaidLate() {
    let late = random.number(6...75)
    events.append(NoteEvent(on: terms.dueOn, .overdue))
    let penalty = Repayments.interest(
      balance, Rate(ppm: terms.rate.ppm / 2), days: late, terms.dayBasis)
    repay(balance, on: terms.dueOn + late, penalty: penalty)
    events.append(NoteEvent(on: terms.dueOn + late, .cure))
  }

  private mutating func overdueOpen() {
    events.append(NoteEvent(on: terms.dueOn, .overdue))
    let part = Fen.yuan(terms.amount.value / 100 / 5)
    if random.chance(perMille: 400) { repay(part, on: terms.dueOn + random.number(20...90)) }
  }

  private mutating func extended(documented: Bool) {
    let newDueOn = terms.dueOn.adding(months: random.pick([6, 9, 12]))
    let asked = terms.dueOn - random.number(3...25)
    let (year, _, _) = asked.civil
    let basis = "泽创担展〔\(year)〕\(random.number(3...160))号"
    events.append(
      NoteEvent(
        on: asked, .extension(newDueOn: newDueOn, subsidisedBasis: documented ? basis : nil)))
    repay(balance, on: newDueOn)
  }

  private mutating func compensated() {
    let from = terms.dueOn
    events.append(NoteEvent(on: from, .overdue))
    let paidOn = from + random.number(70...100)
    let owed =
      balance
      + Repayments.interest(balance, terms.rate, days: paidOn - paidUpTo, terms.dayBasis)
    events.append(NoteEvent(on: paidOn, .compensation(owed)))
    let part = Fen.yuan(owed.value / 100 / Int64(random.number(6...12)))
    events.append(NoteEvent(on: paidOn + random.number(30...60), .recovery(part)))
    events.append(NoteEvent(on: paidOn + random.number(90...150), .recovery(part)))
  }

  private func inOrder() -> [NoteEvent] {
    events.enumerated().sorted { a, b in
      (a.element.on.number, a.element.kind.rank, a.offset)
        < (b.element.on.number, b.element.kind.rank, b.offset)
    }.map(\.element)
  }
}
