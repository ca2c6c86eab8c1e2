import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing
import TransparencyLog

/// What somebody could do who has the site's server, and perhaps the log's key, in hand: each is
/// named, and nothing else is.
@Suite("Attacks on a site")
struct AttackTests {
  let plain: SmallSite
  private static let built = Result { try SmallSite(count: 300) }

  init() throws { plain = try AttackTests.built.get() }

  private func page(_ serial: Int) throws -> String {
    String(decoding: try #require(plain.site.files[SmallSite.path(serial)]), as: UTF8.self)
  }

  private func check(
    _ files: [String: String?], against: [UInt8]? = nil
  ) throws -> [SiteFinding] {
    var site = plain
    for (path, text) in files { site.site.files[path] = text.map { Array($0.utf8) } }
    return try site.check(against: against).findings
  }

  @Test("two pages exchanged: both are named")
  func exchanged() throws {
    let findings = try check([SmallSite.path(7): page(8), SmallSite.path(8): page(7)])
    #expect(findings.map(\.place).contains(SmallSite.path(7)))
    #expect(findings.map(\.place).contains(SmallSite.path(8)))
    #expect(findings.contains { $0.kind == .page })
  }

  @Test("an entry of another record under a record's number, in front or behind")
  func foreignEntry() throws {
    let (own, other) = (try page(7), try page(8))
    let start = try #require(other.firstRange(of: "<script type=\"application/json\"")).lowerBound
    let element = other[start...].prefix { $0 != "\n" }
    for text in ["\(element)\(own)", "\(own)\(element)"] {
      let findings = try check([SmallSite.path(7): text])
      #expect(findings.contains { $0.kind == .page }, "\(findings)")
      #expect(findings.allSatisfy { $0.place == SmallSite.path(7) || $0.kind == .missing })
    }
  }

  @Test("the newest revision where nobody looks, an older one at the record's address")
  func newestElsewhere() throws {
    let old = String(
      decoding: try #require(plain.firstPages[SmallSite.path(2)]), as: UTF8.self)
    let findings = try check([
      SmallSite.path(2): old, "hidden/\(SmallSite.number(2)).html": page(2),
    ])
    #expect(findings.map(\.kind) == [.page], "\(findings)")
    #expect(findings.first?.record == SmallSite.number(2))
  }

  /// The true text stays for the checker, where the reader does not see it.
  @Test(
    "marks in comments, templates, scripts and hidden elements count for nothing",
    arguments: [
      ("<!-- ", " -->"), ("<template>", "</template>"), ("<SCRIPT>", "</SCRIPT >"),
      ("<textarea>", "</textarea>"), ("<noscript>", "</noscript>"), ("<style>", "</style>"),
      ("<!-- > -- <b>", "-->"), ("<script type=\"application/json\">", "</script>"),
    ])
  func unseenMarks(before: String, after: String) throws {
    let mark = "<b data-is=\"amount\">12300,000.00</b>"
    let text = try page(123).replacing(mark, with: "\(before)\(mark)\(after)<b>9900,000.00</b>")
    #expect(
      try check([SmallSite.path(123): text]).map { [$0.kind.rawValue, $0.record] } == [
        ["shown", SmallSite.number(123)]
      ])
  }

  @Test(
    "a mark that is hidden by its own attributes", arguments: ["hidden", "style=\"display:none\""])
  func hiddenMarks(attribute: String) throws {
    for text in [
      try page(123).replacing("<b data-is=\"amount\"", with: "<b \(attribute) data-is=\"amount\""),
      try page(123).replacing("data-is=\"amount\"", with: "data-is=\"amount\" \(attribute)"),
    ] {
      #expect(
        try check([SmallSite.path(123): text]).map { [$0.kind.rawValue, $0.record] } == [
          ["shown", SmallSite.number(123)]
        ])
    }
  }

  @Test("the mark of a figure in a list taken off")
  func nestedMark() throws {
    let text = try page(50).replacing(
      "<b data-is=\"quarters/0/payable\">321.09", with: "<b>921.09")
    #expect(
      try check([SmallSite.path(50): text]).map { [$0.kind.rawValue, $0.record] } == [
        ["shown", SmallSite.number(50)]
      ])
  }

  @Test("a checkpoint of another log, in the site or in the hand")
  func otherOrigin() throws {
    let head = try #require(plain.heads.last)
    let foreign = try Checkpoint(origin: "www.other.gov.cn/OTHER", head: head)
      .signed(by: plain.key)
    #expect(
      Set(try check(["log/checkpoint": String(decoding: foreign, as: UTF8.self)]).map(\.kind))
        == [.checkpoint, .signature])
    #expect(Set(try plain.check(against: foreign).findings.map(\.kind)) == [.against])
  }

  @Test("keys.json with a key that nobody handed over, or without the key that signed before")
  func forgedKeys() throws {
    let thief = try LogKey.generate()
    let head = try #require(plain.heads.last)
    let note = try Checkpoint(origin: SmallSite.origin, head: head).signed(by: thief)
    let honest = LogKeys(origin: SmallSite.origin, key: plain.key.publicKey)
    let signed = String(decoding: note, as: UTF8.self)
    // The thief's key alone: the site agrees with itself, a held checkpoint does not.
    let alone = String(
      decoding: try LogKeys(origin: SmallSite.origin, key: thief.publicKey).file().bytes,
      as: UTF8.self)
    let files = ["log/keys.json": alone, "log/checkpoint": signed]
    #expect(try check(files) == [])
    #expect(try check(files, against: plain.notes[0]).map(\.kind) == [.against])
    // Followed by a note that the old key never signed, or that one person declares.
    let real = try honest.followed(by: thief, at: head, old: plain.key)
    let text = String(decoding: try real.file().bytes, as: UTF8.self)
    let signature = try #require(
      real.changes.first.map { String(decoding: $0.bytes, as: UTF8.self) }?
        .split(separator: "\n").first { $0.hasPrefix("—") })
    let unsigned = text.replacing("\(signature)\\n", with: "")
    #expect(text != unsigned)
    #expect(
      try check(["log/keys.json": unsigned, "log/checkpoint": signed]).map(\.kind) == [.keys])
    #expect(try check(["log/keys.json": text, "log/checkpoint": signed]) == [])
  }

  @Test("files of a longer log beside a shorter head: the log was cut")
  func longerTiles() throws {
    let short = try SmallSite(count: 100, key: plain.key)
    let pages = short.site.files.keys.filter { $0.hasSuffix(".html") }
    for (path, isLonger) in [
      ("log/tile/0/001", true), ("log/tile/0/000", true), ("log/tile/0/000.p/105", true),
      ("log/tile/0/000.p/104", false), ("log/tile/entries/x001/000", true),
      ("log/tile/0/000.p/0", false), ("log/tile/1/000.p/1", true), ("log/tile/entries/0", false),
    ] {
      var check = CheckPublishedSite(read: short.site.read)
      let findings = try check(pages: pages, logFiles: [path], against: nil).findings
      #expect(findings.map(\.place) == (isLonger ? [path] : []), "\(path) \(findings)")
    }
  }

  @Test("a partial tile or bundle with more in it than its name says")
  func fullerTiles() throws {
    let tile = "log/tile/0/001.p/48"
    let bundle = "log/tile/entries/001.p/48"
    for path in [tile, bundle] {
      var site = plain
      let bytes = try #require(site.site.files[path], "\(path)")
      site.site.files[path] = bytes + bytes
      #expect(try site.check().findings.contains { $0.kind == .file && $0.place == path })
    }
  }

  @Test("an older release played again is in order by itself, and caught by a newer checkpoint")
  func replayed() throws {
    var old = plain
    old.site.files = plain.firstPages
    #expect(try old.check().findings == [])
    let findings = try old.check(against: plain.checkpoint).findings
    #expect(findings.map(\.kind) == [.against], "\(findings)")
    #expect(findings.first?.problem.contains("截短") == true)
  }

  @Test("an entry entered twice is named")
  func doubled() throws {
    var writer = LogWriter(size: 301, checkpoints: [])
    var site = plain
    let leaves = Array(plain.leaves.prefix(300)) + [plain.leaves[17]]
    for leaf in leaves { try writer.append(leaf) { site.site.write($0) } }
    let note = try Checkpoint(origin: SmallSite.origin, head: writer.finish())
      .signed(by: plain.key)
    for file in LogLayout.checkpointFiles(note) { site.site.write(file) }
    #expect(
      try site.check().findings.contains {
        $0.kind == .entry && $0.record == SmallSite.number(18)
      })
  }
}

/// What a witness holds.
@Suite("Checkpoints that a witness holds")
struct HeldCheckpointTests {
  @Test("each that is held is compared with the log and with the others")
  func held() throws {
    let small = try SmallSite(count: 600)
    let other = try SmallSite(count: 600, seed: 4, key: small.key)
    let good = small.notes.enumerated().map { (place: "note\($0)", bytes: $1) }
    func check(
      _ held: [(place: String, bytes: [UInt8])], _ read: ReadFile?
    ) throws -> [String] {
      var check = CheckHeldCheckpoints(read: read)
      return try check(held).findings.map { "\($0.kind.rawValue) \($0.place)" }
    }
    #expect(try check(good, small.site.read) == [])
    #expect(try check(good, nil) == [])
    #expect(try check(good, other.site.read) == ["against note0", "against note1"])
    let short = try SmallSite(count: 590, key: small.key)
    #expect(try check(good, short.site.read).last == "against note1")
    #expect(
      try check(good + [("forked", other.notes[0])], nil) == ["against forked"])
    #expect(try check([("junk", [1, 2, 3])], nil) == ["against junk"])
    #expect(try check([("junk", [1, 2, 3])], small.site.read) == ["against junk"])
    #expect(
      try check(good, { _ in nil })
        == ["keys log/keys.json", "checkpoint log/checkpoint"])
    var broken = small.site
    broken.files["log/tile/1/000.p/2"] = [1]
    #expect(try check(good, broken.read) == ["file log/tile/1/000.p/2"])
    var outcome = CheckHeldCheckpoints(read: small.site.read)
    let told = try outcome(good)
    #expect(told.count == 2 && told.newest?.head.size == 604 && told.published == told.newest)
  }
}
