import BankExchange
import DemoCounty
import Foundation
import Ledger
import LoanBook
import Office
import Quantities
import Settlement
import StrictJSON

/// A county whose banks claim rightly: one quarter settled as the command does it, with as many
/// quarters before it as one likes.
struct SettlementBench {
  private(set) var place: Workplace
  private let notes: Int

  init(folder: String, notes: Int, seed: UInt64) throws {
    isMade = Workplace.isThere(folder)
    place = try Workplace(folder, seed: seed)
    self.notes = notes
  }

  /// The quarter settled: the last one that has ended.
  var quarter: Quarter { Quarter(containing: place.options.today).previous }

  /// Whether the county was made and settled by a run before, which kept it.
  let isMade: Bool

  /// With `earlier` quarters settled and approved before, each with its claims; of the last of
  /// them every fiftieth claim is amended after its run.
  mutating func run(earlier: Int, _ report: inout BenchReport) throws {
    Progress.tell("making a county of about \(notes) notes")
    try fill(&report)
    var past = quarter
    for _ in 0..<earlier { past = past.previous }
    while past < quarter {
      try claim(past, &report)
      try place.wait()
      report.add("\(past), settle run", try settle(past).cost.processorSeconds, "s, processor")
      try approve(past)
      try place.wait()
      past = past.next
    }
    if earlier > 0 { try amendClaims(of: quarter.previous, &report) }
    try claim(quarter, &report)
    try place.wait()
    let (counts, cost) = try settle(quarter)
    report.add("settle run, earlier quarters", Double(earlier), "quarters")
    report.add("settle run, lines", Double(counts.lines), "lines")
    report.add("settle run, of it adjustments", Double(counts.adjustments), "lines")
    report.add("settle run", cost, count: counts.lines, of: "lines")
  }

  private func settle(
    _ quarter: Quarter
  ) throws -> (counts: (lines: Int, adjustments: Int), cost: Cost) {
    var lines = 0
    let (settled, cost) = try Cost.of {
      try place.office.settle(
        quarter, knownAt: nil, preview: false, by: place.actor, now: place.now,
        begin: { _, _ in }, emit: { _ in lines += 1 })
    }
    return ((lines, settled.adjustments), cost)
  }

  /// Reviews and approves a quarter.
  func approve(_ quarter: Quarter) throws {
    let reviewer = Actor(name: "reviewer", systemUser: "reviewer")
    _ = try place.office.review(quarter, by: reviewer, now: place.now)
    _ = try place.office.approve(quarter, by: place.actor, now: place.now)
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
  private mutating func claim(_ quarter: Quarter, _ report: inout BenchReport) throws {
    let current = place
    try send("intake of claims, \(quarter)", &report) { add in
      _ = try current.office.settle(
        quarter, knownAt: current.now, preview: true, by: current.actor, now: current.now,
        begin: { _, _ in },
        emit: { line in
          guard line["kind"] == .string("REGULAR") else { return }
          guard let claim = Self.claim(line, quarter) else {
            throw BenchFault("a line that nobody can claim")
          }
          try add(FactRecord(claim, quarter, version: 1, action: .create))
        })
    }
  }

  /// The bank claims a fen less for every fiftieth note.
  private mutating func amendClaims(of quarter: Quarter, _ report: inout BenchReport) throws {
    let current = place
    try send("intake of amended claims", &report) { add in
      var number = 0
      try current.office.show(quarter, begin: { _ in }) { line in
        guard line["kind"] == .string("REGULAR"), var claim = Self.claim(line, quarter) else {
          return
        }
        number += 1
        guard number % 50 == 0, claim.subsidy > .zero else { return }
        claim.subsidy -= Fen(1)
        try add(FactRecord(claim, quarter, version: 2, action: .amend))
      }
    }
  }

  /// A package of records that `write` gives one by one; all must be accepted.
  private mutating func send(
    _ name: String, _ report: inout BenchReport,
    _ write: @escaping (_ add: (FactRecord?) throws -> Void) throws -> Void
  ) throws {
    var count = 0
    _ = try place.drop { sink in
      var file = RecordsFile()
      try sink(RecordsFile.opening)
      try write { record in
        guard let record else { throw BenchFault("a record number that is none") }
        try sink(file.append(record))
        count += 1
      }
      try sink(RecordsFile.closing)
      return file.control
    }
    let place = place
    let cost = try Cost.of { try place.receive() }.cost
    report.add(name, cost, count: count, of: "records")
  }

  private static func claim(_ line: JSONValue, _ quarter: Quarter) -> Claim? {
    func text(_ name: String) -> String? {
      if case .string(let text)? = line[name] { return text }
      return nil
    }
    guard let noteNo = text("noteNo").flatMap({ NoteNo($0) }),
      let interest = text("interest").flatMap({ Fen($0) }),
      let subsidy = text("subsidy").flatMap({ Fen($0) }),
      case .number(let days)? = line["days"], let days = days.integer
    else { return nil }
    return Claim(
      noteNo: noteNo, period: quarter, days: Int(days), closingBalance: .zero,
      interest: interest, subsidy: subsidy, interestPaidOn: quarter.days.to - 1,
      payeeAccount: nil)
  }

  /// How often a chunk of records.json begins a disbursement: chunks end between records.
  private static func disbursements(in bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.components(separatedBy: "\"type\":\"DISBURSEMENT\"").count - 1
  }
}

extension FactRecord {
  /// The record that claims for a note and quarter.
  fileprivate init?(_ claim: Claim, _ quarter: Quarter, version: Int, action: RecordAction) {
    guard let recordId = RecordId("\(claim.noteNo)-C\(quarter)") else { return nil }
    self.init(
      recordId: recordId, version: version, action: action, fact: .claim(claim), attachments: [])
  }
}
