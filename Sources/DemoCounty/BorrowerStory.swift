import LoanBook
import Quantities

/// A borrower with every note in the county, as a pure function of seed and index: any part of
/// the county can be told without the rest, which keeps a hundred thousand notes in bounded
/// memory.
struct BorrowerStory {
  private let index: Int
  private let options: DemoOptions
  private let policy: CountyPolicy
  private let trait: Trait?
  private var random: SeededDraws
  private let kind: BorrowerKind
  private let bank: Int
  private var serial = 0
  private var notes: [NoteStory] = []

  /// The notes of the borrower with an index, in order of disbursement; at least one.
  static func tell(
    _ index: Int, _ options: DemoOptions, _ policy: CountyPolicy
  ) -> [NoteStory] {
    var story = BorrowerStory(index, options, policy)
    story.tell()
    return story.notes
  }

  private init(_ index: Int, _ options: DemoOptions, _ policy: CountyPolicy) {
    self.index = index
    self.options = options
    self.policy = policy
    trait = Trait.of(index)
    random = SeededDraws(seed: options.seed, 10, UInt64(index))
    switch trait {
    case .partnership, .largePartnership: kind = .partnership
    case .largeEnterprise: kind = .enterprise
    case nil:
      kind = random.weighted([(.individual, 86), (.partnership, 4), (.enterprise, 10)])
    default: kind = .individual
    }
    bank = random.weighted(DemoBank.all.indices.map { ($0, DemoBank.all[$0].weight) })
  }

  private mutating func tell() {
    let months = termMonths()
    let first = firstDay(months)
    let borrower = makeBorrower(on: first)
    switch trait {
    case .serial: tellSerial(borrower, from: first)
    case .tranches:
      for part in 0...random.number(1...2) {
        lend(borrower, on: first + part * random.number(18...40), months, ordinal: 1, part: part)
      }
    case .overlapping:
      lend(borrower, on: first, months, ordinal: 1)
      let elsewhere = (bank + 1) % DemoBank.all.count
      let second = min(first + random.number(60...200), options.today - 3)
      // The second bank does not know of the first loan and states its own count.
      lend(borrower, on: second, months, ordinal: 1, bank: elsewhere)
    default:
      lend(borrower, on: first, months, ordinal: 1)
      tellAgain(borrower)
    }
  }

  /// One in five borrowers comes back once the loan is repaid, some with a new idea.
  private mutating func tellAgain(_ first: Party) {
    var borrower = first
    var ordinal = 1
    while ordinal < 4, random.chance(perMille: 210), let again = dayAfterRepayment(30...260) {
      ordinal += 1
      if kind != .enterprise, random.chance(perMille: 300) {
        let owner = borrower.borrower.name
        borrower.project = ProjectCatalogue().small(owner: owner, &random)
      }
      lend(borrower, on: again, termMonths(), ordinal: ordinal)
    }
  }

  private mutating func tellSerial(_ borrower: Party, from first: Day) {
    lend(borrower, on: first, 12, ordinal: 1)
    var ordinal = 1
    while ordinal < 12, let again = dayAfterRepayment(8...60) {
      ordinal += 1
      lend(borrower, on: again, 12, ordinal: ordinal)
    }
  }

  /// A day some time after the latest note was repaid, or nil when it still runs or the day
  /// would lie too near to today.
  private mutating func dayAfterRepayment(_ pause: ClosedRange<Int>) -> Day? {
    guard let latest = notes.last else { return nil }
    let state = NoteLife.fold(latest.terms, latest.events).state
    guard let repaidOn = state.repaidOn, state.compensatedOn == nil else { return nil }
    let again = repaidOn + random.number(pause)
    return again < options.today - 3 ? again : nil
  }

  private mutating func termMonths() -> Int {
    if trait == .overTerm { return 48 }
    if trait == .longRunning { return 36 }
    return kind == .enterprise
      ? random.weighted([(12, 6), (24, 4)]) : random.weighted([(12, 3), (24, 4), (36, 5)])
  }

  /// The day of the first disbursement: more of them in recent years, or where the trait shows.
  private mutating func firstDay(_ months: Int) -> Day {
    let today = options.today
    let first = options.firstDay
    let lately = options.claimedQuarters.first?.days.from ?? today - 365
    var day: Day
    if trait == .serial {
      day = first + random.number(5...200)
    } else if trait == .longRunning {
      // Late in the regime before the present one, so that its last year is settled here.
      day = policy.lastDayBeforePresentRegime(today) - random.number(10...420)
    } else if trait?.isDueLately == true {
      day = (lately + random.number(5...max(6, today - lately - 20))).adding(months: -months)
    } else if trait?.runsLately == true {
      let span = min(months * 30 - 60, today - lately + 200)
      day = today - random.number(140...max(150, span))
    } else {
      day = recentlyWeightedDay(first, today)
    }
    day = min(max(day, first), today - 5)
    return day
  }

  /// Later years weigh more: the larger of two draws.
  private mutating func recentlyWeightedDay(_ first: Day, _ today: Day) -> Day {
    let span = max(1, today - first - 4)
    let a = random.below(span)
    return first + (random.chance(perMille: 650) ? max(a, random.below(span)) : a)
  }
}

extension BorrowerStory {
  /// Who borrows and for what: the same over all notes of one borrower.
  fileprivate struct Party {
    var borrower: Borrower
    var project: Project
    var account: PersonalText
  }

  private mutating func makeBorrower(on day: Day) -> Party {
    let people = SyntheticPeople(seed: options.seed)
    let catalogue = ProjectCatalogue()
    let age = random.number(trait == .serial ? 24...40 : 22...52)
    let person = people.person(index * 4, age: age, on: day)
    if kind == .enterprise {
      let (name, project) = catalogue.enterprise(&random)
      let code = project.socialCreditCode ?? catalogue.socialCreditCode("91", &random)
      let borrower = Borrower(
        kind: .enterprise, name: name, idNumber: .entity(code), phone: person.phone,
        category: "20", partners: 1, partnerIds: [])
      return Party(borrower: borrower, project: project, account: person.account)
    }
    var partners: [ResidentID] = []
    if kind == .partnership {
      for partner in 1...(trait == .largePartnership ? 3 : random.number(1...2)) {
        let other = people.person(index * 4 + partner, age: random.number(23...50), on: day)
        partners.append(other.id)
      }
    }
    let borrower = Borrower(
      kind: kind, name: person.name, idNumber: .resident(person.id),
      phone: random.chance(perMille: 930) ? person.phone : nil,
      category: category(age: age, on: day), partners: partners.count + 1,
      partnerIds: partners)
    return Party(
      borrower: borrower, project: catalogue.small(owner: person.name, &random),
      account: person.account)
  }

  /// A category that fits age and day.
  private mutating func category(age: Int, on day: Day) -> String {
    if trait == .localCategory { return "99" }
    let choices: [(String, Int)] = [
      ("01", 16), ("02", 7), ("03", 8), ("04", 1), ("05", age <= 32 ? 30 : 0), ("06", 4),
      ("07", 26), ("08", 9), ("09", 5), ("10", 24), ("11", 20), ("99", 1),
    ].filter { policy.isCategory($0.0, meantFor: kind, on: day) }
    return random.weighted(choices)
  }

  private mutating func lend(
    _ party: Party, on day: Day, _ months: Int, ordinal: Int, bank: Int? = nil, part: Int = 0
  ) {
    let bank = bank ?? self.bank
    var party = party
    if !policy.isCategory(party.borrower.category, meantFor: kind, on: day) {
      party.borrower.category = "10"
    }
    let terms = makeTerms(party, on: day, months, ordinal, DemoBank.all[bank], part)
    let life = SeededDraws(seed: options.seed, 11, UInt64(index), UInt64(notes.count))
    let events = NoteLifeStory.tell(terms, trait, today: options.today, life)
    notes.append(
      NoteStory(bank: bank, terms: terms, events: events, trait: trait, account: party.account))
  }

  private mutating func makeTerms(
    _ party: Party, on day: Day, _ months: Int, _ ordinal: Int, _ bank: DemoBank, _ part: Int
  ) -> Disbursement {
    let (year, _, _) = day.civil
    serial += 1
    let digits = padded(index, 6)
    let noteNo = identifier("\(bank.prefix)JD\(year)\(digits)\(serial)", as: Identified.Note.self)
    let contractSerial = part == 0 ? serial : serial - part
    let contractYear = part == 0 ? year : notes.first.map { $0.terms.signedOn.civil.year } ?? year
    let contractNo = identifier(
      "\(bank.prefix)HT\(contractYear)\(digits)\(contractSerial)", as: Identified.Contract.self)
    let letterNo = identifier(
      "ZZDB-\(contractYear)-\(digits)\(contractSerial)", as: Identified.Letter.self)
    // One contract is signed once, whatever the day of its later notes.
    let signedOn =
      part == 0 ? day - random.number(0...9) : notes.first?.terms.signedOn ?? day
    let lpr = policy.lpr(on: signedOn)
    let rhythm = trait == .overdueMonthly || (trait == nil && random.chance(perMille: 130))
    return Disbursement(
      noteNo: noteNo, contractNo: contractNo, letterNo: letterNo, applicationNo: nil,
      borrower: party.borrower, project: party.project, amount: amount(on: day, part, party),
      signedOn: signedOn, disbursedOn: day, dueOn: day.adding(months: months),
      rate: rate(lpr, on: day),
      lpr: trait == .statedOtherLPR ? policy.lprBefore(signedOn) : lpr,
      settlement: rhythm ? .monthly : .quarterly, repayment: repaymentMethod(),
      dayBasis: trait == .basis365 ? .actual365 : .actual360,
      payee: kind == .enterprise || random.chance(perMille: 700) ? .borrower : .bank,
      useOrdinal: ordinal)
  }

  private func identifier<Kind>(_ text: String, as: Kind.Type) -> Identifier<Kind> {
    guard let identifier = Identifier<Kind>(text) else {
      preconditionFailure("numbers of notes and contracts are well formed")
    }
    return identifier
  }

  private mutating func amount(on day: Day, _ part: Int, _ party: Party) -> Fen {
    let cap = policy.cap(kind, partners: party.borrower.partners, on: day).value / 100
    let step: Int64 = kind == .enterprise ? 100_000 : 10_000
    switch trait {
    case .aboveCap, .largeEnterprise: return .yuan(cap + step * Int64(random.number(2...8)))
    case .largePartnership: return .yuan(cap + step * 3)
    case .tranches: return .yuan(cap / 2 + step * Int64(random.number(0...4)))
    default: break
    }
    let share = random.weighted([(1000, 30), (667, 20), (500, 22), (333, 14), (800, 8), (250, 6)])
    let wanted = cap * Int64(share) / 1000
    return .yuan(max(step * 2, (wanted - Int64(random.below(3)) * step) / step * step))
  }

  private mutating func rate(_ lpr: Rate, on day: Day) -> Rate {
    let most = policy.rateCapOverLPR(on: day).ppm / 500
    if trait == .rateAboveCap {
      return lpr + Rate(ppm: (most + Int32(random.number(5...12))) * 500)
    }
    // Most notes are priced near the cap.
    let spread = max(random.below(Int(most) + 1), random.below(Int(most) + 1))
    return lpr + Rate(ppm: Int32(spread) * 500)
  }

  private mutating func repaymentMethod() -> RepaymentMethod {
    switch trait {
    case .instalment: .equalInstalment
    case .equalPrincipal: .equalPrincipal
    case nil:
      random.weighted([
        (.bullet, 84), (.equalInstalment, 6), (.equalPrincipal, 7), (.schedule, 3),
      ])
    default: .bullet
    }
  }
}

extension DemoOptions {
  /// The first day on which notes are disbursed. R1 begins on 24 September 2016; before it
  /// there is no policy to apply.
  var firstDay: Day {
    let start = Day(year: firstYear, month: 1, day: 3) ?? Day(number: 0)
    let oldest = Day(number: 17_068)
    return max(start, oldest)
  }
}
