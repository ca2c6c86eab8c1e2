import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing
import TransparencyLog

@Suite("Checking a site")
struct TamperTests {
  /// Full tiles of entries, and a part of one.
  let plain: SmallSite
  private static let built = Result { try SmallSite(count: 600) }

  init() throws { plain = try TamperTests.built.get() }

  @Test("a site as it was published is in order, also against its earlier checkpoint")
  func inOrder() throws {
    for against in [nil, plain.notes[0], plain.checkpoint] {
      let outcome = try plain.check(against: against)
      #expect(outcome.findings == [])
      #expect(outcome.pages == 601)
      #expect(outcome.agreeing == 601)
      // Six facts on each record and its quarter, two on the withdrawn one, one on the run.
      #expect(outcome.facts == 599 * 6 + 2 + 1)
      #expect(outcome.checkpoint?.head.size == 604)
    }
  }

  @Test("one character of one old record's content: the record is named")
  func oneCharacterOfContent() throws {
    let site = try changed(SmallSite.path(17), "\"applicant\":\"张*三\"", "\"applicant\":\"张*二\"")
    let findings = try site.check().findings
    #expect(findings.map(\.kind).contains(.content))
    #expect(findings.allSatisfy { $0.record == SmallSite.number(17) }, "\(findings)")
    #expect(findings.allSatisfy { $0.place == SmallSite.path(17) }, "\(findings)")
  }

  @Test("one character that is only shown: the record is named")
  func oneCharacterShown() throws {
    let site = try changed(SmallSite.path(123), ">12300,000.00<", ">12400,000.00<")
    #expect(
      try site.check().findings.map { [$0.kind.rawValue, $0.record, $0.place] } == [
        ["shown", SmallSite.number(123), SmallSite.path(123)]
      ])
  }

  @Test("a mark that was taken off to hide a change is missed")
  func markRemoved() throws {
    let site = try changed(
      SmallSite.path(123), "<b data-is=\"amount\">12300,000.00<", "<b>12400,000.00<")
    #expect(
      try site.check().findings.map { [$0.kind.rawValue, $0.record] } == [
        ["shown", SmallSite.number(123)]
      ])
  }

  @Test("an entry changed in the log too: entry, tree and page are named")
  func entryChanged() throws {
    var site = plain
    let path = "log/tile/entries/000"
    var bundle = try #require(site.site.read(path))
    // The first hexadecimal digit of entry 17's commitment.
    let start = (0..<16).reduce(0) { at, _ in at + 2 + Int(bundle[at]) << 8 + Int(bundle[at + 1]) }
    let digit = start + 2 + "{\"commitment\":\"".utf8.count
    bundle[digit] = bundle[digit] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    site.site.files[path] = bundle
    let findings = try site.check().findings
    #expect(findings.map(\.kind) == [.entry], "\(findings)")
    #expect(findings.first?.record == SmallSite.number(17))
  }

  @Test("a log cut short: the missing entries, and each page that has lost its own, are named")
  func truncated() throws {
    var site = plain
    for path in site.site.files.keys where path.contains("/002") { site.site.files[path] = nil }
    let findings = try site.check(against: plain.notes[0]).findings
    #expect(findings.contains { $0.kind == .file && $0.problem.contains("513") })
    #expect(findings.contains { $0.record == SmallSite.number(600) && $0.kind == .content })
    #expect(findings.contains { $0.kind == .against })
    #expect(!findings.contains { $0.record == SmallSite.number(1) })
  }

  @Test("a shorter log signed again is caught by the checkpoint that somebody holds")
  func shortened() throws {
    let short = try SmallSite(count: 590, key: plain.key)
    #expect(try short.check().findings == [])
    #expect(try short.check(against: plain.checkpoint).findings.map(\.kind) == [.against])
  }

  @Test(
    "the whole log written anew with fresh salts and the real key is caught by an old checkpoint")
  func rewritten() throws {
    let other = try SmallSite(count: 600, seed: 4, key: plain.key)
    #expect(try other.check().findings == [])
    let findings = try other.check(against: plain.notes[0]).findings
    #expect(findings.map(\.kind) == [.against])
    #expect(findings.first?.problem.contains("602") == true)
  }

  @Test("the same with another key is caught by its signature")
  func otherKey() throws {
    let other = try SmallSite(count: 600, seed: 4)
    let findings = try other.check(against: plain.notes[0]).findings
    #expect(findings.map(\.kind) == [.against, .against], "\(findings)")
    var forged = plain
    forged.site.files["log/checkpoint"] = other.checkpoint
    #expect(try Set(forged.check().findings.map(\.kind)) == [.signature, .root])
  }

  @Test("a page taken away, or put back to an earlier revision, is missed")
  func missingPages() throws {
    var site = plain
    site.site.files[SmallSite.path(40)] = nil
    site.site.files[SmallSite.path(2)] = plain.firstPages[SmallSite.path(2)]
    let findings = try site.check().findings
    #expect(
      findings.map { [$0.kind.rawValue, $0.record] } == [
        ["missing", SmallSite.number(40)], ["outdated", SmallSite.number(2)],
      ], "\(findings)")
  }

  @Test("a log without any page is one finding")
  func logOnly() throws {
    var site = plain
    site.site.files = site.site.files.filter { $0.key.hasPrefix("log/") }
    #expect(try site.check().findings.map(\.kind) == [.missing])
  }

  @Test("an older revision put in front of the newest on its page is missed")
  func olderInFront() throws {
    var site = plain
    let path = SmallSite.path(2)
    let old = String(decoding: try #require(plain.firstPages[path]), as: UTF8.self)
    let new = String(decoding: try #require(plain.site.files[path]), as: UTF8.self)
    let start = try #require(new.firstRange(of: "<script type=\"application/json\""))
    site.site.files[path] = Array(old.utf8) + Array(new[start.lowerBound...].utf8)
    #expect(
      try site.check().findings.map { [$0.kind.rawValue, $0.record] } == [
        ["outdated", SmallSite.number(2)]
      ])
    // In their order both may stand there.
    site.site.files[path] =
      Array(new.utf8)
      + Array(
        old[try #require(old.firstRange(of: "<script type=\"application/json\"")).lowerBound...]
          .utf8)
    #expect(try site.check().findings == [])
  }

  @Test("files that are missing or nonsense are findings, never a fault")
  func nonsense() throws {
    var random = SeededRandom(seed: 11)
    let paths = plain.site.files.keys.filter { !$0.hasSuffix(".js") }.sorted()
    for path in paths where path.hasPrefix("log/") || path.hasSuffix("0001.html") {
      let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
      for wrong in [nil, noise] {
        var site = plain
        site.site.files[path] = wrong
        // Partial tiles of the earlier checkpoint are for those who hold it.
        if LogLayout.partials(size: 602, checkpoints: []).contains(path),
          !LogLayout.partials(size: 604, checkpoints: []).contains(path)
        {
          continue
        }
        #expect(try !site.check().findings.isEmpty, "\(path)")
      }
    }
  }

  private func changed(_ path: String, _ old: String, _ new: String) throws -> SmallSite {
    var site = plain
    let page = String(decoding: try #require(site.site.files[path]), as: UTF8.self)
    #expect(page.contains(old))
    site.site.files[path] = Array(page.replacing(old, with: new).utf8)
    return site
  }
}
