import Foundation
import Sealing
import SiteAssets
import StrictJSON
import TestKit
import Testing
import TransparencyLog

/// The log against programs that are not ours, and against the checker that citizens get.
@Suite("The log as others see it")
struct OutsideTests {
  @Test("pymerkle has the same roots and proofs, cryptography accepts the note")
  func crossCheck() throws {
    guard let python = PythonTools.python(having: "pymerkle", "cryptography") else { return }
    let folder = try ScratchFolder("log")
    let small = try SmallSite(count: 600)
    try folder.write(small.site)
    let tiles = LogTiles(size: 604, read: small.site.read)
    var random = SeededRandom(seed: 9162)
    let places =
      [0, 255, 256, 511, 512, 603]
      + (0..<30).map { _ in
        Int64.random(in: 0..<604, using: &random)
      }
    let inclusion: [JSONValue] = try places.map { place in
      let proof = try InclusionProof(index: place, in: tiles)
      return [
        "index": .integer(place), "size": 604,
        "path": .array(proof.path.map { .string(Hex.encode($0.bytes)) }),
      ]
    }
    let consistency: [JSONValue] = try places.filter { $0 > 0 }.map { old in
      ["old": .integer(old), "root": .string(Hex.encode(try tiles.root(of: old).bytes))]
    }
    let proofs: JSONValue = [
      "origin": .string(SmallSite.origin), "key": .string(Hex.encode(small.key.publicKeyBytes)),
      "inclusion": .array(inclusion), "consistency": .array(consistency),
    ]
    try folder.write("proofs.json", proofs.text())
    let outcome = try Command.run(
      python,
      [
        try script("Tests/TransparencyLog/crosscheck.py"), folder.path,
        folder.path("proofs.json"),
      ])
    #expect(outcome.status == 0, "\(outcome.message)")
    #expect(outcome.text.hasPrefix("604 entries, 36 inclusion proofs"), "\(outcome.text)")
  }

  @Test("the Python checker finds a site in order, and names what is not")
  func pythonChecker() throws {
    guard let python = PythonTools.python(having: "hashlib") else { return }
    let checker = try script("docs/check_site.py")
    let small = try SmallSite(count: 300)
    func run(_ site: MemorySite, _ against: [UInt8]? = nil) throws -> Outcome {
      let folder = try ScratchFolder("site")
      try folder.write(site)
      let held = try ScratchFolder("held")
      if let against { try held.write("checkpoint", against) }
      return try Command.run(
        python, [checker, folder.path] + (against == nil ? [] : [held.path("checkpoint")]))
    }
    let good = try run(small.site, small.notes[0])
    #expect(good.status == 0 && good.text.contains("304 条"), "\(good.text) \(good.message)")

    var changed = small.site
    let page = String(decoding: try #require(changed.files[SmallSite.path(17)]), as: UTF8.self)
    changed.files[SmallSite.path(17)] = Array(
      page.replacing("\"applicant\":\"张*三\"", with: "\"applicant\":\"张*二\"").utf8)
    let one = try run(changed)
    #expect(one.status == 1 && one.text.contains(SmallSite.number(17)), "\(one.text)\(one.message)")
    #expect(!one.text.contains(SmallSite.number(16)))

    var shown = small.site
    shown.files[SmallSite.path(17)] = Array(page.replacing(">1700,000", with: ">1800,000").utf8)
    let two = try run(shown)
    #expect(two.status == 1 && two.text.contains("「amount」"), "\(two.text)\(two.message)")

    var cut = small.site
    cut.files = small.site.files.filter { !$0.key.contains("entries/001") }
    let three = try run(cut)
    #expect(three.status == 1 && three.text.contains("257"), "\(three.text)\(three.message)")

    let other = try SmallSite(count: 300, seed: 4, key: small.key)
    #expect(try run(other.site).status == 0)
    let four = try run(other.site, small.notes[0])
    #expect(four.status == 1 && four.text.contains("302 条"), "\(four.text)\(four.message)")

    let forged = try run(try SmallSite(count: 300).site, small.notes[0])
    #expect(forged.status == 1 && forged.text.contains("密钥"), "\(forged.text)")
  }

  @Test("whatever a file holds, the Python checker ends with sentences")
  func pythonCheckerEnds() throws {
    guard let python = PythonTools.python(having: "hashlib") else { return }
    let checker = try script("docs/check_site.py")
    let small = try SmallSite(count: 300)
    let folder = try ScratchFolder("site")
    try folder.write(small.site)
    let root = String(repeating: "A", count: 43) + "="
    let element = "<script type=\"application/json\" class=\"log-entry\">"
    let page = SmallSite.path(5)
    let texts: [(String, String?)] = [
      ("log/keys.json", nil), ("log/keys.json", "[]"), ("log/keys.json", "\u{0}"),
      ("log/keys.json", #"{"origin":1,"keys":["a+b+c"],"changes":[]}"#),
      ("log/keys.json", #"{"origin":"a","keys":[],"changes":[]}"#),
      ("log/checkpoint", nil), ("log/checkpoint", "a\n99999999999999999999\nx\n"),
      ("log/checkpoint", "\(SmallSite.origin)\n900000000000\n\(root)\n\n— a b\n"),
      ("log/tile/entries/000", nil), ("log/tile/entries/000", "x"),
      ("log/tile/0/001.p/48", ""), (page, element + "[]</script>"), (page, element + "{}"),
      (page, element + String(repeating: "[", count: 100_000) + "</script>"), (page, nil),
    ]
    func sentences(_ path: String, _ place: String) throws {
      let outcome = try Command.run(python, [checker, folder.path])
      #expect(outcome.status == 1, "\(place)")
      #expect(outcome.message == "" && !outcome.text.isEmpty, "\(place): \(outcome.message)")
      try folder.write(LogFile(path: path, bytes: try #require(small.site.files[path])))
    }
    for (path, text) in texts {
      try FileManager.default.removeItem(at: folder.url(path))
      if let text { try folder.write(path, text) }
      try sentences(path, "\(path) \((text ?? "nil").prefix(60))")
    }
    for path in ["log/keys.json", "log/checkpoint", "log/tile/0/000", page] {
      let file = try FileHandle(forWritingTo: folder.url(path))
      try file.truncate(atOffset: 1 << 36)
      try file.close()
      try sentences(path, "\(path) of 64 GiB")
    }
    #expect(try Command.run(python, [checker, folder.path]).status == 0)
    #expect(try Command.run(python, [checker, folder.path("nowhere")]).status == 1)
    let junk = try ScratchFolder("junk")
    try junk.write("held", "\u{1}")
    let held = try Command.run(python, [checker, folder.path, junk.path("held")])
    #expect(held.status == 1 && held.message == "", "\(held)")
  }

  @Test("the page's own check in Chromium, from file:// and over http")
  func browser() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    let folder = try ScratchFolder(
      "pages", in: URL(fileURLWithPath: "/tmp").resolvingSymlinksInPath())
    let small = try SmallSite(count: 600)
    try folder.write(small.site)
    try folder.write(LogFile(path: "assets/verify.js", bytes: SiteAssets.verifyScript))
    let good = [1, 2, 3, 255, 256, 257, 512, 600].map(SmallSite.path) + ["subsidy/2026Q1.html"]
    let bad = (17...20).map(SmallSite.path)
    let changes = [
      (17, "\"applicant\":\"张*三\"", "\"applicant\":\"张*二\""), (18, ">1800,000", ">1900,000"),
      (19, "\"index\":18", "\"index\":20"),
    ]
    for (serial, old, new) in changes {
      let page = String(
        decoding: try #require(small.site.files[SmallSite.path(serial)]), as: UTF8.self)
      #expect(page.contains(old))
      try folder.write(
        LogFile(path: SmallSite.path(serial), bytes: Array(page.replacing(old, with: new).utf8)))
    }
    // Another record's page under this one's address.
    let other = try #require(small.site.files[SmallSite.path(21)])
    try folder.write(LogFile(path: SmallSite.path(20), bytes: other))
    let outcome = try Command.run(
      python,
      [try script("Tests/TransparencyLog/look.py"), chromium, folder.path] + good + bad)
    #expect(outcome.status == 0, "\(outcome.message)")
    let lines = outcome.text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == 2 * (good.count + bad.count), "\(outcome.text)")
    for line in lines where line.count > 2 {
      let expected = bad.contains(String(line[1])) ? "bad" : "ok"
      #expect(line[2] == expected, "\(line)")
    }
    #expect(outcome.text.contains("已验证：本页内容与透明日志第 604 条一致（日志共 604 条）。"))
  }

  private func script(_ path: String) throws -> String {
    try #require(PackageRoot.located).appendingPathComponent(path).path
  }
}

extension ScratchFolder {
  /// Writes a published file.
  func write(_ file: LogFile) throws {
    try FileManager.default.createDirectory(
      at: url(file.path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try write(file.path, file.bytes)
  }

  /// Writes a whole site.
  func write(_ site: MemorySite) throws {
    for (path, bytes) in site.files { try write(LogFile(path: path, bytes: bytes)) }
  }
}
