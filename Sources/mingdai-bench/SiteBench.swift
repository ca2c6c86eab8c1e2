import BankExchange
import DemoCounty
import Foundation
import Ledger
import LoanBook
import Office
import PublicSite
import Quantities

/// Publishes the settled county: everything, then nothing new, then a hundred changed records. In
/// the same run the same files are written in a bare loop of open, write and close, and the same
/// records are built by Hugo where it is installed.
struct SiteBench {
  let county: SettlementBench

  /// Records that change between two publications.
  private static let changes = 100

  func run(_ report: inout BenchReport) throws {
    var place = county.place
    var hugo: HugoBench?
    if !county.isMade {
      try county.approve(county.quarter)
      let full = try publish("site, everything", place, full: true, &report)
      let bare = try BareFiles(store: place.folder + "/site/store", copy: place.folder + "/bare")
        .write(&report)
      report.add("site, everything / bare loop, wall", full.building / bare.seconds, "times")
      report.add(
        "site, rendering and writing / bare loop, processor",
        full.pages / bare.processorSeconds, "times", goal: "at most 1.5")
      hugo = try HugoBench(
        folder: place.folder, records: full.records, ours: full.building, &report)
    }
    try publish("site, nothing changed", place, full: false, &report)
    try change(&place, &report)
    try place.wait()
    let before = try logSize(place)
    let name = "site, \(Self.changes) records changed"
    let changed = try publish(name, place, full: false, &report)
    try hugo?.rebuild(from: before, ours: changed.seconds, &report)
  }

  private func logSize(_ place: Workplace) throws -> Int64 {
    let ledger = try Ledger.open(at: place.folder + "/ledger.sqlite")
    let size = try ledger.read { try $0.logSize() }
    try ledger.close()
    return size
  }

  /// Seconds of a publication.
  private struct Build {
    /// Records on the site.
    let records: Int
    /// All of it.
    let seconds: Double
    /// Without finding out what changed and putting it into the log.
    let building: Double
    /// Processor time of the pages, without scan and sums.
    let pages: Double
  }

  /// The steps before the release is built.
  private static let stepsOfLog = ["project", "notice", "commit"]

  @discardableResult
  private func publish(
    _ name: String, _ place: Workplace, full: Bool, _ report: inout BenchReport
  ) throws -> Build {
    let (publication, cost) = try Cost.of {
      try place.office.publish(out: nil, full: full, by: place.actor, now: place.now)
    }
    if !publication.leaks.isEmpty {
      for leak in publication.leaks.prefix(5) { Progress.tell("leak: \(leak)") }
      report.add("\(name), hits of the leak scan", Double(publication.leaks.count), "hits")
    }
    report.add("\(name), records", Double(publication.records), "records")
    report.add("\(name), bytes", Double(publication.bytes), "B")
    report.add("\(name), files", Double(publication.pages), "files")
    report.add("\(name), files written", Double(publication.written), "files")
    report.add("\(name), revisions", Double(publication.revisions), "revisions")
    for step in publication.steps {
      report.add("\(name), step \(step.name)", Double(step.hundredths) / 100, "s")
    }
    let work = publication.work
    for (part, nanoseconds) in [
      ("rendering", work.render), ("leak scan", work.scan), ("sums", work.digest),
      ("writing", work.write),
    ] { report.add("\(name), \(part), processor", Double(nanoseconds) / 1e9, "s") }
    report.add(name, cost, count: publication.pages, of: "files")
    let log = publication.steps.filter { Self.stepsOfLog.contains($0.name) }
    return Build(
      records: publication.records, seconds: cost.seconds,
      building: cost.seconds - Double(log.reduce(0) { $0 + $1.hundredths }) / 100,
      pages: Double(work.render + work.write) / 1e9)
  }

  /// A bank reports that a hundred loans, spread over the county, were repaid.
  private func change(_ place: inout Workplace, _ report: inout BenchReport) throws {
    var notes: [(noteNo: NoteNo, balance: Fen)] = []
    let today = place.options.today
    let ledger = try Ledger.open(at: place.folder + "/ledger.sqlite")
    try ledger.read { session in
      try session.forEachContract(settling: county.quarter, knownAt: place.now) { contract in
        for candidate in contract {
          let state = candidate.history.state(on: today)
          if state.balance > .zero, state.compensatedOn == nil {
            notes.append((candidate.history.terms.noteNo, state.balance))
          }
        }
      }
    }
    try ledger.close()
    let step = max(1, notes.count / Self.changes)
    let chosen = stride(from: 0, to: notes.count, by: step).prefix(Self.changes).map { notes[$0] }
    _ = try place.drop { sink in
      var file = RecordsFile()
      try sink(RecordsFile.opening)
      for note in chosen {
        guard let recordId = RecordId("\(note.noteNo)-END") else {
          throw BenchFault("a record number")
        }
        try sink(
          file.append(
            FactRecord(
              recordId: recordId, version: 1, action: .create,
              fact: .event(
                note.noteNo,
                NoteEvent(
                  on: today, .repayment(principal: note.balance, interest: nil, penalty: nil))),
              attachments: [])))
      }
      try sink(RecordsFile.closing)
      return file.control
    }
    try place.receive()
    report.add("records changed", Double(chosen.count), "records")
  }
}
