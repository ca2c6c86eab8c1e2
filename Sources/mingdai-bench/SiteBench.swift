import BankExchange
import DemoCounty
import Foundation
import Ledger
import LoanBook
import Office
import PublicSite
import Quantities

/// Publishes the settled county: everything, then nothing new, then a hundred changed records; and
/// writes the same files in a bare loop of open, write and close.
struct SiteBench {
  let county: SettlementBench

  /// Records that change between two publications.
  private static let changes = 100

  func run(_ report: inout BenchReport) throws {
    var place = county.place
    let reviewer = Actor(name: "reviewer", systemUser: "reviewer")
    _ = try place.office.review(county.quarter, by: reviewer, now: place.now)
    _ = try place.office.approve(county.quarter, by: place.actor, now: place.now)
    try publish("site, everything, first time", place, place.now, full: true, &report)
    let full = try publish("site, everything", place, place.now, full: true, &report)
    let bare = try bareLoop(place, &report)
    report.add("site, everything / bare loop, wall", full.seconds / bare.seconds, "times")
    report.add(
      "site, rendering and writing / bare loop, processor",
      full.pages / bare.processorSeconds, "times", goal: "at most 1.5")
    try publish("site, nothing changed", place, place.now, full: false, &report)
    try change(&place, &report)
    let later = place.now + 3600
    try publish("site, \(Self.changes) records changed", place, later, full: false, &report)
  }

  /// Seconds of a build: in all, and of its pages without scan and sums.
  private struct Build {
    let seconds: Double
    let pages: Double
  }

  @discardableResult
  private func publish(
    _ name: String, _ place: Workplace, _ now: Instant, full: Bool, _ report: inout BenchReport
  ) throws -> Build {
    let (publication, cost) = try Cost.of {
      try place.office.publish(out: nil, full: full, by: place.actor, now: now)
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
    return Build(
      seconds: cost.seconds, pages: Double(work.render + work.write) / 1e9)
  }

  /// The files of the release, written again by plain calls into folders that are there.
  private func bareLoop(_ place: Workplace, _ report: inout BenchReport) throws -> Cost {
    let site = place.folder + "/site/store"
    let target = place.folder + "/bare"
    var files: [(path: String, bytes: [UInt8])] = []
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    for bucket in try FileManager.default.contentsOfDirectory(atPath: site).sorted()
    where !bucket.hasSuffix(".manifest") {
      for name in try FileManager.default.subpathsOfDirectory(atPath: site + "/" + bucket) {
        let path = "\(site)/\(bucket)/\(name)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
          continue
        }
        let copy = "\(target)/\(bucket)/\(name)"
        if isFolder.boolValue {
          try FileManager.default.createDirectory(
            atPath: copy, withIntermediateDirectories: true)
        } else {
          try FileManager.default.createDirectory(
            atPath: (copy as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
          files.append((copy, Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
        }
      }
    }
    let cost = try Cost.of {
      for file in files {
        let handle = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard handle >= 0, write(handle, file.bytes, file.bytes.count) == file.bytes.count,
          close(handle) == 0
        else { throw BenchFault("\(file.path) cannot be written") }
      }
    }.cost
    report.add("bare loop of the same files", cost, count: files.count, of: "files")
    return cost
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
