import BankExchange
import DemoCounty
import Foundation
import Ledger
import LoanBook
import Office
import Quantities
import Settlement
import StrictJSON

/// A county whose banks claim rightly: one quarter settled as the command does it, and the
/// arithmetic alone over histories held in memory.
struct SettlementBench {
  private(set) var place: Workplace
  private let notes: Int

  init(folder: String, notes: Int, seed: UInt64) throws {
    place = try Workplace(folder, seed: seed)
    self.notes = notes
  }

  /// The quarter settled: the last one that has ended.
  var quarter: Quarter { Quarter(containing: place.options.today).previous }

  mutating func run(_ report: inout BenchReport) throws {
    Progress.tell("making a county of about \(notes) notes")
    try fill(&report)
    try claim(&report)
    let place = place
    let quarter = quarter
    var lines = 0
    let whole = try Cost.of {
      try place.office.settle(
        quarter, knownAt: nil, preview: false, by: place.actor, now: place.now,
        begin: { _, _ in }, emit: { _ in lines += 1 })
    }.cost
    report.add("settle run, lines", Double(lines), "lines")
    report.add("settle run", whole, count: lines, of: "lines")
  }

  /// Packages of disbursements and events until the notes are there. Notes and records stand in
  /// a ratio that a small stream tells.
  private mutating func fill(_ report: inout BenchReport) throws {
    let (options, policy) = (place.options, place.policy)
    var sample = 0
    let trial = BatchStream.write(20_000, options, policy: policy) { bytes in
      sample += Self.disbursements(in: bytes)
    }
    let records = max(1, notes * trial.recordCount / max(1, sample))
    _ = try place.drop { sink in
      try BatchStream.write(records, options, policy: policy, sink: sink)
    }
    let place = place
    let cost = try Cost.of { try place.receive() }.cost
    report.add("filling the ledger", cost, count: records, of: "records")
  }

  /// The bank claims for every note what the computation says.
  private mutating func claim(_ report: inout BenchReport) throws {
    let (current, quarter) = (place, quarter)
    var count = 0
    _ = try place.drop { sink in
      var file = RecordsFile()
      try sink(RecordsFile.opening)
      _ = try current.office.settle(
        quarter, knownAt: current.now, preview: true, by: current.actor, now: current.now,
        begin: { _, _ in },
        emit: { line in
          guard let claim = Self.claim(line, quarter) else {
            throw BenchFault("a line that nobody can claim")
          }
          try sink(file.append(claim))
          count += 1
        })
      try sink(RecordsFile.closing)
      return file.control
    }
    let cost = try Cost.of { try current.receive() }.cost
    report.add("intake of claims", cost, count: count, of: "records")
  }

  private static func claim(_ line: JSONValue, _ quarter: Quarter) -> FactRecord? {
    func text(_ name: String) -> String? {
      if case .string(let text)? = line[name] { return text }
      return nil
    }
    guard let noteNo = text("noteNo").flatMap({ NoteNo($0) }),
      let interest = text("interest").flatMap({ Fen($0) }),
      let subsidy = text("subsidy").flatMap({ Fen($0) }),
      case .number(let days)? = line["days"], let days = days.integer,
      let recordId = RecordId("\(noteNo)-C\(quarter)")
    else { return nil }
    let claim = Claim(
      noteNo: noteNo, period: quarter, days: Int(days), closingBalance: .zero,
      interest: interest, subsidy: subsidy, interestPaidOn: quarter.days.to - 1,
      payeeAccount: nil)
    return FactRecord(
      recordId: recordId, version: 1, action: .create, fact: .claim(claim), attachments: [])
  }

  /// The settler over contracts in memory: no ledger, no JSON, one core. Last of all, since the
  /// memory it takes would count as that of what comes after.
  func arithmetic(_ report: inout BenchReport) throws {
    var contracts: [[NoteOnFile]] = []
    let quarter = quarter
    let ledger = try Ledger.open(at: place.folder + "/ledger.sqlite")
    let load = try Cost.of {
      try ledger.read { session in
        try session.forEachContract(settling: quarter, knownAt: place.now) { contract in
          contracts.append(contract.map(NoteOnFile.init))
        }
      }
    }.cost
    let held = contracts.reduce(0) { $0 + $1.count }
    report.add("reading histories", load, count: held, of: "notes")
    let policy = place.policy
    var lines = 0
    let cost = Cost.of {
      for _ in 0..<Self.rounds {
        var settler = Settler(period: quarter, policy: policy)
        for contract in contracts {
          settler.settle(contract: contract) { _ in lines += 1 }
        }
      }
    }.cost
    report.add("settling in memory", cost)
    report.add(
      "settling in memory, one core", Double(lines) / cost.processorSeconds, "lines/s",
      goal: "at least 1000000")
    // Notes whose life lies outside of the quarter are looked at too and give no line.
    report.add(
      "settling in memory, one core, notes", Double(held * Self.rounds) / cost.processorSeconds,
      "note-quarters/s", goal: "at least 1000000")
  }

  private static let rounds = 5

  /// How often a chunk of records.json begins a disbursement: chunks end between records.
  private static func disbursements(in bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.components(separatedBy: "\"type\":\"DISBURSEMENT\"").count - 1
  }
}

extension NoteOnFile {
  fileprivate init(_ candidate: SettlementCandidate) {
    self.init(
      history: candidate.history,
      claims: candidate.claims.map {
        ClaimOnFile(recordId: $0.recordId, arrival: $0.arrival, claim: $0.claim)
      }, overlapsOtherContract: candidate.overlapsOtherContract)
  }
}
