import Foundation
import LoanBook
import Policy
import Quantities
import Statistics
import Subsidy
import TestKit

/// A test's own data are wrong.
struct Malformed: Error {}

func known<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Malformed() }
  return value
}

func day(_ text: String) throws -> Day { try known(Day(text)) }
func yuan(_ text: String) throws -> Fen { try known(Fen(text)) }

/// A note as plain lists of what happened, from which both the history and the brute-force count
/// are made.
struct PlainNote {
  var bank = "ZZRCB"
  var noteNo = "JD-1"
  /// Which synthetic person or firm; even ones are women.
  var person = 0
  var kind = BorrowerKind.individual
  var partners = 1
  var category = "01"
  var town = "140525100000"
  var industry = "A03"
  var jobs: Int?
  var hasLetter = false
  var amount: Int64 = 20_000_000
  var disbursedOn: Day
  var dueOn: Day
  var repayments: [(on: Day, fen: Int64)] = []
  var extensions: [(on: Day, newDueOn: Day)] = []
  var overdue: [(from: Day, cured: Day?)] = []
  var compensations: [(on: Day, fen: Int64)] = []
  var recoveries: [(on: Day, fen: Int64)] = []
  var subsidies: [SubsidyEntry] = []

  init(disbursedOn: Day, dueOn: Day) {
    self.disbursedOn = disbursedOn
    self.dueOn = dueOn
  }

  init(_ disbursedOn: String, _ dueOn: String) throws {
    self.init(disbursedOn: try day(disbursedOn), dueOn: try day(dueOn))
  }

  var isWoman: Bool { kind != .enterprise && person % 2 == 0 }

  func history() throws -> NoteHistory {
    let idNumber: IdentityNumber =
      kind == .enterprise
      ? .entity(try known(SocialCreditCode(Synthetic.socialCreditCode(person))))
      : .resident(try known(ResidentID(Synthetic.residentID(person))))
    let terms = Disbursement(
      noteNo: try known(NoteNo(noteNo)), contractNo: try known(ContractNo("HT-" + noteNo)),
      letterNo: hasLetter ? try known(LetterNo("DB-" + noteNo)) : nil, applicationNo: nil,
      borrower: Borrower(
        kind: kind, name: "测试借款人", idNumber: idNumber, phone: nil, category: category,
        partners: partners, partnerIds: []),
      project: Project(
        name: "测试项目", entityName: nil, socialCreditCode: nil, industry: industry, town: town,
        address: nil, jobs: jobs),
      amount: Fen(amount), signedOn: disbursedOn, disbursedOn: disbursedOn, dueOn: dueOn,
      rate: Rate(ppm: 45_000), lpr: Rate(ppm: 34_500), settlement: .quarterly,
      repayment: .schedule, dayBasis: .actual360, payee: .bank, useOrdinal: 1)
    let recorded = try events.enumerated().map { index, event in
      RecordedEvent(
        recordId: try known(RecordId("E-\(index)")), event: event, arrival: Int64(index))
    }
    return NoteHistory(
      key: NoteKey(bank: try known(PartyCode(bank)), noteNo: terms.noteNo),
      disbursementRecord: try known(RecordId("D-" + noteNo)), terms: terms, events: recorded)
  }

  private var events: [NoteEvent] {
    var events = repayments.map {
      NoteEvent(on: $0.on, .repayment(principal: Fen($0.fen), interest: nil, penalty: nil))
    }
    events += extensions.map {
      NoteEvent(on: $0.on, .extension(newDueOn: $0.newDueOn, subsidisedBasis: nil))
    }
    for (from, cured) in overdue {
      events.append(NoteEvent(on: from, .overdue))
      if let cured { events.append(NoteEvent(on: cured, .cure)) }
    }
    events += compensations.map { NoteEvent(on: $0.on, .compensation(Fen($0.fen))) }
    events += recoveries.map { NoteEvent(on: $0.on, .recovery(Fen($0.fen))) }
    return events
  }
}

/// A county of people who do not exist.
struct SyntheticPeople {
  var random: SeededRandom
  static let banks = ["ZZRCB", "ICBCZZ", "PSBCZZ"]
  static let towns = ["140525100000", "140525104000", "140525115000"]
  static let industries = ["A03", "F52", "H62", "I64"]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// The notes of each person, by number.
  mutating func people(_ count: Int) throws -> [[PlainNote]] {
    var serial = 0
    var people: [[PlainNote]] = []
    for person in 0..<count {
      let kind: BorrowerKind = [.individual, .individual, .partnership, .enterprise][pick(0...3)]
      var notes: [PlainNote] = []
      for _ in 0..<pick(1...3) {
        serial += 1
        notes.append(try note(serial, person, kind))
      }
      people.append(notes)
    }
    return people
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func often(_ percent: Int) -> Bool { pick(1...100) <= percent }

  private mutating func note(
    _ serial: Int, _ person: Int, _ kind: BorrowerKind
  ) throws -> PlainNote {
    let disbursedOn = try day("2023-01-01") + pick(0...1200)
    var note = PlainNote(
      disbursedOn: disbursedOn, dueOn: disbursedOn.adding(months: [6, 12, 24, 36][pick(0...3)]))
    note.bank = Self.banks[pick(0...2)]
    note.noteNo = "JD-\(serial)"
    note.person = person
    note.kind = kind
    note.partners = kind == .partnership ? pick(2...20) : 1
    note.category = kind == .enterprise ? "20" : ["01", "03", "05", "10"][pick(0...3)]
    note.town = Self.towns[pick(0...2)]
    note.industry = Self.industries[pick(0...3)]
    note.jobs = often(70) ? pick(0...12) : nil
    note.hasLetter = often(50)
    note.amount = Int64(pick(1...3000)) * 10_000 + Int64(pick(0...99))
    live(&note)
    subsidise(&note)
    return note
  }

  /// Repayments, extensions, overdues, compensations: each as the life of a note allows.
  private mutating func live(_ note: inout PlainNote) {
    var left = note.amount
    var on = note.disbursedOn
    for _ in 0..<pick(0...4) {
      on = on + pick(0...200)
      let fen = often(25) ? left : Int64(pick(0...Int(left)))
      note.repayments.append((on, fen))
      left -= fen
    }
    if often(20) {
      note.extensions.append((note.dueOn - pick(0...60), note.dueOn + pick(1...300)))
    }
    if often(30) {
      let from = note.disbursedOn + pick(100...900)
      let cured = often(50) ? from + pick(1...150) : nil
      note.overdue.append((from, cured))
      if let cured, often(40) { note.overdue.append((cured + pick(0...100), nil)) }
    }
    if often(20) {
      let on = note.disbursedOn + pick(200...1000)
      note.compensations.append((on, Int64(pick(1...Int(note.amount)))))
      if often(30) { note.compensations.append((on + pick(0...90), Int64(pick(1...5000)))) }
      if often(60) { note.recoveries.append((on + pick(0...400), Int64(pick(1...5000)))) }
    }
  }

  private mutating func subsidise(_ note: inout PlainNote) {
    for _ in 0..<pick(0...5) {
      let shares = Shares(
        central: Fen(Int64(pick(0...50_000))), province: Fen(Int64(pick(0...900))),
        city: Fen(Int64(pick(0...700))), county: Fen(Int64(pick(-1...60_000))))
      let on = note.disbursedOn + pick(0...900)
      note.subsidies.append(SubsidyEntry(.due, on: on, shares: shares))
      if often(70) {
        note.subsidies.append(SubsidyEntry(.paid, on: on + pick(1...60), shares: shares))
      }
      if often(10) {
        note.subsidies.append(SubsidyEntry(.paid, on: on + 90, shares: Shares() - shares))
      }
    }
  }
}

/// The policy files in Resources/policy.
enum ShippedFiles {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: root.appendingPathComponent(path)))
  }

  static func policy() throws -> Policy {
    func file(_ name: PolicyFileName) throws -> [UInt8] {
      try bytes("Resources/policy/" + name.rawValue)
    }
    return try Policy(
      PolicyFiles(
        regimes: try file(.regimes), lpr: try file(.lpr), towns: try file(.towns),
        categories: try file(.categories), industries: try file(.industries)))
  }
}
