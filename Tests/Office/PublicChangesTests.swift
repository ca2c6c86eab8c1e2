import Disclosure
import Ledger
import Quantities
import StrictJSON
import TestKit
import Testing

@testable import Office

/// What is different from what was published, found by all processors in portions: the same, and in
/// the same order, as by one note after the other, wherever a transaction ends.
struct PublicChangesTests {
  @Test func portionsAndMeasuresChangeNothing() throws {
    let scratch = try ScratchFolder("changes")
    let folder = scratch.path("office")
    _ = try Office.demo(
      folder, notes: 500, seed: 20_261_124, by: Actor(name: "王建", systemUser: "root"))
    let office = try Office.open(folder)
    let policy = try office.policy()
    try office.ledger.write { session in
      // Ten years later nearly every loan is due.
      let last = try #require(try session.runs().last?.madeAt)
      let now = Instant(seconds: last.seconds + 10 * 365 * 86_400)
      // With other settings than the last time all notes are looked at.
      var before = try #require(try session.projected())
      before.basis = "other"
      try session.setProjected(before)
      func changes(after: (year: Int, number: Int)) throws -> PublicChanges {
        try PublicChanges(
          office: office, session: session, policy: policy, now: now, after: after)
      }
      var looked = 0
      let all = try changes(after: (0, 0)).next(.max) { looked = $0 }
      // More than one portion.
      #expect(looked > 300)
      let projection = try Projection(
        office: office, session: session, policy: policy.policy, now: now)
      let notes = try session.disclosedNotes()
      var contents: [String] = []
      while let note = try notes.next() {
        let record = try projection.record(note)
        let published = try session.publications(of: record.number.description, kind: .record)
        let content = String(decoding: record.content.canonical(), as: UTF8.self)
        guard published.first?.change != .withdrawal, published.first?.secret?.content != content
        else { continue }
        contents.append(content)
      }
      #expect(contents.count > 200)
      #expect(all.filter { $0.kind == .record && !$0.erases }.map(\.content) == contents)
      for limit in [100, 200] {
        var found: [String] = []
        var after = (year: 0, number: 0)
        var isDone = false
        while !isDone {
          let next = try changes(after: after)
          let revisions = try next.next(limit) { _ in }
          #expect(revisions.count == limit || next.isDone, "\(limit)")
          found += revisions.map(\.content)
          (after, isDone) = (next.last, next.isDone)
        }
        #expect(found == all.map(\.content), "\(limit)")
      }
    }
  }
}
