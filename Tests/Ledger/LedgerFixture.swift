import GRDB
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// A ledger in a folder of its own with two banks and an open package of each.
struct LedgerFixture {
  let folder: ScratchFolder
  let ledger: Ledger
  let banks: [Bank]
  let packages: [Int64]

  var path: String { folder.path("ledger.sqlite") }
  var bank: Bank { banks[0] }

  init() throws {
    folder = try ScratchFolder("ledger")
    ledger = try Ledger.create(at: folder.path("ledger.sqlite"))
    (banks, packages) = try ledger.write { session in
      let codes = [try #require(PartyCode("TAIHANG")), try #require(PartyCode("DANHE"))]
      let banks = try codes.map {
        try session.addBank(code: $0, name: "银行", at: Instant(seconds: 0))
      }
      let packages = try banks.map { bank in
        try session.begin(
          PackageEntry(
            delivery: "d-\(bank.code)", packageId: "\(bank.code)-000000001", number: 1,
            stage: "BUSINESS", status: "ACCEPTED", receivedAt: Instant(seconds: 0)), of: bank)
      }
      return (banks, packages)
    }
  }

  /// Keeps a fact in a transaction of its own, at an instant in seconds.
  @discardableResult
  func keep(
    _ fact: Fact, _ recordId: String, version: Int = 1, _ action: RecordAction = .create,
    at seconds: Int64 = 10, bank place: Int = 0
  ) throws -> Int64 {
    try ledger.write { session in
      try keep(fact, recordId, version: version, action, at: seconds, bank: place, in: session)
    }
  }

  /// The same within a transaction; the states are judged as Intake does.
  @discardableResult
  func keep(
    _ fact: Fact, _ recordId: String, version: Int = 1, _ action: RecordAction = .create,
    at seconds: Int64, bank place: Int = 0, in session: LedgerSession
  ) throws -> Int64 {
    let record = FactRecord(
      recordId: try #require(RecordId(recordId)), version: version, action: action, fact: fact,
      attachments: [])
    return try session.keep(
      AcceptedRecord(
        record: record, position: 0, digest: [UInt8](repeating: UInt8(version), count: 32),
        states: try states(of: record, bank: banks[place], in: session)),
      package: packages[place], bank: banks[place], at: Instant(seconds: seconds))
  }

  private func states(
    of record: FactRecord, bank: Bank, in session: LedgerSession
  ) throws -> [NoteNo: NoteState] {
    switch record.fact {
    case .disbursement(let terms):
      if record.action == .cancel { return [:] }
      let events = try session.note(terms.noteNo, of: bank)?.events.map(\.event) ?? []
      return [terms.noteNo: NoteLife.fold(terms, events).state]
    case .event(let noteNo, let event):
      var states: [NoteNo: NoteState] = [:]
      for moved in try session.versions(of: record.recordId, bank: bank).compactMap(\.noteNo) {
        states[moved] = try state(of: moved, bank, without: record.recordId, in: session)
      }
      states[noteNo] = try state(
        of: noteNo, bank, without: record.recordId,
        with: record.action == .cancel ? nil : event, in: session)
      return states
    case .claim, .decision: return [:]
    }
  }

  private func state(
    of noteNo: NoteNo, _ bank: Bank, without recordId: RecordId, with event: NoteEvent? = nil,
    in session: LedgerSession
  ) throws -> NoteState {
    var history = try #require(try session.note(noteNo, of: bank))
    history.events.removeAll { $0.recordId == recordId }
    if let event {
      history.events.append(RecordedEvent(recordId: recordId, event: event, arrival: .max))
      history.events.sort(by: RecordedEvent.precedes)
    }
    return history.state()
  }

  /// A note as known at an instant, or now.
  func note(_ number: String = "N1", at seconds: Int64? = nil, bank: Int = 0) throws
    -> NoteHistory?
  {
    let noteNo = try #require(NoteNo(number))
    return try ledger.read {
      try $0.note(noteNo, of: banks[bank], knownAt: seconds.map(Instant.init(seconds:)))
    }
  }

  /// Runs SQL of the test's own.
  func execute(_ sql: String) throws { try ledger.write { try $0.db.execute(sql: sql) } }
}

/// Facts made up for the tests.
enum Made {
  /// A synthetic identity number, one for each index.
  static func person(_ index: Int) throws -> ResidentID {
    let digits = Array("99999919800101\(String(1000 + index % 1000).suffix(3))".utf8)
    let check = try #require(ResidentID.checkCharacter(digits))
    return try #require(ResidentID(String(decoding: digits + [check], as: UTF8.self)))
  }

  static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  static func terms(
    _ note: String = "N1", contract: String? = nil, person: Int = 1, amount: Int64 = 100_000_00,
    on: String = "2024-05-10", due: String = "2027-05-10"
  ) throws -> Disbursement {
    let id = try Made.person(person)
    let on = try day(on)
    return Disbursement(
      noteNo: try #require(NoteNo(note)),
      contractNo: try #require(ContractNo(contract ?? "C\(note)")),
      letterNo: nil, applicationNo: nil,
      borrower: Borrower(
        kind: .individual, name: "试验\(person)", idNumber: .resident(id),
        phone: PersonalText("13800000001"), category: "01", partners: 1, partnerIds: []),
      project: Project(
        name: "小店", entityName: nil, socialCreditCode: nil, industry: "F52",
        town: "140525100000", address: PersonalText("某村"), jobs: 2),
      amount: Fen(amount), signedOn: on, disbursedOn: on, dueOn: try day(due),
      rate: Rate(ppm: 43_500), lpr: Rate(ppm: 34_500), settlement: .quarterly,
      repayment: .bullet, dayBasis: .actual360, payee: .bank, useOrdinal: 1)
  }

  static func disbursement(
    _ note: String = "N1", contract: String? = nil, person: Int = 1, amount: Int64 = 100_000_00,
    on: String = "2024-05-10", due: String = "2027-05-10"
  ) throws -> Fact {
    .disbursement(
      try terms(note, contract: contract, person: person, amount: amount, on: on, due: due))
  }

  static func event(_ kind: NoteEvent.Kind, on: String, of note: String = "N1") throws -> Fact {
    .event(try #require(NoteNo(note)), NoteEvent(on: try day(on), kind))
  }

  static func repayment(_ fen: Int64, on: String, of note: String = "N1") throws -> Fact {
    try event(.repayment(principal: Fen(fen), interest: nil, penalty: nil), on: on, of: note)
  }

  static func claim(
    _ note: String = "N1", _ period: String = "2025Q1", subsidy: Int64 = 50_00
  ) throws -> Fact {
    .claim(
      Claim(
        noteNo: try #require(NoteNo(note)), period: try #require(Quarter(period)), days: 90,
        closingBalance: Fen(100_000_00), interest: Fen(100_00), subsidy: Fen(subsidy),
        interestPaidOn: nil,
        payeeAccount: PayeeAccount(
          name: PersonalText("试验一"), bank: "某银行",
          number: PersonalText("6222000000000001"))))
  }
}
