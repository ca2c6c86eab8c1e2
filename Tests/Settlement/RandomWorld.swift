import LoanBook
import Quantities
import Subsidy
import TestKit

@testable import Settlement

/// Facts of eight quarters for a few contracts, many of them late, amended or cancelled.
struct RandomWorld {
  static let quarters = 8

  private var random: SeededRandom
  let first: Quarter
  /// What happens before each run, in order.
  private var slots: [[(inout World) throws -> Void]]
  private var recordCount = 0

  init(seed: UInt64) throws {
    random = SeededRandom(seed: seed)
    first = try quarter("2024Q1")
    slots = Array(repeating: [], count: RandomWorld.quarters)
    for contract in 0..<6 {
      for note in 0..<[1, 1, 1, 2, 3][below(5)] {
        try addNote("JD-\(contract)-\(note)", contract: "HT-\(contract)")
      }
    }
    for stray in 0..<2 { try addClaims("JD-9-\(stray)") }
  }

  /// Lets the world come to know what arrives before a run.
  mutating func arrive(_ slot: Int, in world: inout World) throws {
    slots[slot].shuffle(using: &random)
    for happening in slots[slot] { try happening(&world) }
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  /// Mostly at once, one time in three up to four runs late; what comes too late never comes.
  private mutating func happens(
    from slot: Int, _ happening: @escaping (inout World) throws -> Void
  ) {
    let slot = slot + (below(3) == 0 ? below(5) : 0)
    if slot < RandomWorld.quarters { slots[slot].append(happening) }
  }

  /// A record, perhaps amended later, perhaps cancelled.
  private mutating func record(
    _ prefix: String, from slot: Int, _ fact: Fact, amended: Fact? = nil, cancelled: Bool
  ) throws {
    recordCount += 1
    let id = try known(RecordId("\(prefix)-\(recordCount)"))
    happens(from: slot) { $0.receive(id, .create, fact) }
    if let amended {
      happens(from: slot + 1) { world in
        if world.records[id]?.last?.action == .create { world.receive(id, .amend, amended) }
      }
    }
    if cancelled { happens(from: slot + 1) { $0.cancel(id) } }
  }

  private mutating func addNote(_ noteNo: String, contract: String) throws {
    let start = first.days.from + below(400) - 200
    var row = NoteRow(
      noteNo: noteNo, contractNo: contract, category: below(5) == 0 ? "99" : "01",
      amount: Fen(Int64(5_000_000 + below(40_000_000))).description,
      disbursedOn: start.description, dueOn: (start + 300 + below(600)).description,
      rate: Rate(ppm: Int32(30_000 + below(30_000))).description,
      settlement: below(3) == 0 ? .monthly : .quarterly,
      payee: below(3) == 0 ? .borrower : .bank)
    let terms = try row.history().terms
    let slot = max(0, slot(of: terms.disbursedOn))
    var amended: Fact?
    if below(4) == 0 {
      row.rate = "3.9000"
      row.category = "01"
      if below(2) == 0 { row.contractNo = "HT-X" }
      amended = .disbursement(try row.history().terms)
    }
    try record("D", from: slot, .disbursement(terms), amended: amended, cancelled: below(6) == 0)
    if below(8) == 0 {
      // The number is given to another loan.
      row.amount = "30000.00"
      try record("D", from: slot + 3, .disbursement(try row.history().terms), cancelled: false)
    }
    for number in 0..<below(5) { try addEvent(terms, number) }
    try addKnowledge(terms)
    try addClaims(noteNo)
  }

  private func slot(of day: Day) -> Int {
    var quarter = first
    for slot in 0..<RandomWorld.quarters {
      if day < quarter.days.to { return slot }
      quarter = quarter.next
    }
    return RandomWorld.quarters
  }

  /// Any subset of a note's events is a life: repayments are at most a twentieth each.
  private mutating func addEvent(_ terms: Disbursement, _ number: Int) throws {
    let on = terms.disbursedOn + 30 + number * 120 + below(90)
    func repaid(_ part: Int64) -> NoteEvent {
      NoteEvent(
        on: on, .repayment(principal: Fen(terms.amount.value / part), interest: nil, penalty: nil))
    }
    let slot = max(0, slot(of: on))
    var events: [(NoteEvent, amended: NoteEvent?)] = []
    switch below(8) {
    case 0: events = [(NoteEvent(on: on, .rateChange(Rate(ppm: 41_000))), nil)]
    case 1:
      events = [
        (NoteEvent(on: on, .overdue), nil), (NoteEvent(on: on + 1 + below(20), .cure), nil),
      ]
    case 2 where number == 0:
      let moved = NoteEvent.Kind.extension(
        newDueOn: terms.dueOn + 100 + below(100), subsidisedBasis: below(2) == 0 ? "函" : nil)
      events = [(NoteEvent(on: on, moved), nil)]
    case 3 where number == 4: events = [(NoteEvent(on: on, .compensation(terms.amount)), nil)]
    default: events = [(repaid(20), below(3) == 0 ? repaid(40) : nil)]
    }
    for (event, amended) in events {
      try record(
        "E", from: slot, .event(terms.noteNo, event),
        amended: amended.map { .event(terms.noteNo, $0) }, cancelled: below(8) == 0)
    }
  }

  private mutating func addKnowledge(_ terms: Disbursement) throws {
    let noteNo = terms.noteNo
    let lostOn = terms.disbursedOn + 100 + below(400)
    let slot = below(RandomWorld.quarters)
    switch below(12) {
    case 0: happens(from: slot) { $0.note(noteNo) { $0.lostEligibilityOn = lostOn } }
    case 1: happens(from: slot) { $0.note(noteNo) { $0.otherSubsidy = true } }
    case 2: happens(from: slot) { $0.note(noteNo) { $0.regimeOverride = "R4b" } }
    case 3: happens(from: slot) { $0.overlap(noteNo) }
    case 4: happens(from: slot) { $0.countFourth(noteNo) }
    default:
      let days = (100..<200).map { terms.dueOn + $0 }
      if below(2) == 0 {
        happens(from: slot) { $0.note(noteNo) { $0.confirmedExtensions = Set(days) } }
      }
    }
  }

  /// Claims of every quarter; `Claims.honest` fills in the figure when they arrive.
  private mutating func addClaims(_ noteNo: String) throws {
    var quarter = first
    for slot in 0..<RandomWorld.quarters {
      defer { quarter = quarter.next }
      let (noteNo, period) = (try known(NoteNo(noteNo)), quarter)
      for copy in 0..<[0, 1, 1, 1, 1, 1, 1, 1, 1, 2][below(10)] {
        recordCount += 1
        let id = try known(RecordId("C-\(recordCount)"))
        let off = Fen([0, 0, 0, 0, 0, 3, -3, 777, -777][below(9)])
        let paid = below(4) != 0
        happens(from: slot + copy) { world in
          try world.claim(id, .create, noteNo, period, off: off, paid: paid)
        }
        switch below(6) {
        case 0: happens(from: slot + 1) { $0.cancel(id) }
        case 1:
          happens(from: slot + 1) { world in
            try world.claim(id, .amend, noteNo, period, off: .zero, paid: true)
          }
        default: break
        }
      }
    }
  }
}

extension World {
  /// Files a claim for what is computed at its arrival, give or take `off`. One that is gone or
  /// has not come yet is not amended.
  fileprivate mutating func claim(
    _ id: RecordId, _ action: RecordAction, _ noteNo: NoteNo, _ period: Quarter, off: Fen,
    paid: Bool
  ) throws {
    let before = records[id]?.last?.action
    guard action == .create ? before == nil : before == .create || before == .amend else {
      return
    }
    var figure = SettledFigure()
    var settler = Settler(period: period, policy: try TestPolicy.policy())
    let contracts = try knowledge(at: arrival).contracts
    for contract in contracts where contract.contains(where: { $0.history.key.noteNo == noteNo }) {
      settler.settle(contract: contract) { line in
        if line.key.noteNo == noteNo { figure = SettledFigure(line) }
      }
    }
    receive(
      id, action,
      .claim(
        Claim(
          noteNo: noteNo, period: period, days: figure.days, closingBalance: .zero,
          interest: figure.interest, subsidy: max(.zero, figure.subsidy + off),
          interestPaidOn: paid ? period.days.to - 1 : nil, payeeAccount: nil)))
  }
}

private struct SettledFigure {
  var days = 0
  var interest = Fen.zero
  var subsidy = Fen.zero

  init() {}

  init(_ line: SettlementLine) {
    days = line.figure.days
    interest = line.interest
    subsidy = line.subsidy
  }
}
