import BankKit
import Foundation
import Quantities
import SiteAssets
import TestKit
import Testing

/// The commands that docs/银行接入指南.md prints, run as they are printed, one after the other, with
/// a real bureau on the other side.
@Suite struct GuideWalkTests {
  /// The guide's sections by the numeral of their heading.
  private struct Guide {
    let sections: [String: String]

    init() throws {
      let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/银行接入指南.md").standardizedFileURL
      let text = try String(contentsOf: path, encoding: .utf8)
      sections = Dictionary(
        uniqueKeysWithValues: text.components(separatedBy: "\n## ").dropFirst()
          .map { (String($0.prefix(1)), $0) })
    }

    /// What stands between fences in some sections, with the language behind the opening one.
    private func blocks(_ names: String) -> [(language: String, text: String)] {
      names.flatMap { name -> [(String, String)] in
        let parts = (sections[String(name)] ?? "").components(separatedBy: "\n```")
        return stride(from: 1, to: parts.count, by: 2).map { index in
          let lines = parts[index].split(
            separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
          return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
        }
      }
    }

    func json(_ section: String) -> [String] {
      blocks(section).filter { $0.language == "json" }.map(\.text)
    }

    /// Every `mingdai kit …` line of some sections, in words.
    func commands(_ names: String) -> [[String]] {
      blocks(names).filter { $0.language.isEmpty }.flatMap { $0.text.split(separator: "\n") }
        .filter { $0.hasPrefix("mingdai kit ") }
        .map { $0.split(separator: " ").dropFirst().map(String.init) }
    }

    /// Every `sh mingdai-kit.sh …` in the text, in words.
    func scriptCommands(_ names: String) -> [[String]] {
      names.flatMap { name in
        (sections[String(name)] ?? "").matches(of: /`sh mingdai-kit.sh ([^`]+)`/)
          .map { $0.1.split(separator: " ").map(String.init) }
      }
    }
  }

  /// A folder in which a bank works by the guide, and the bureau that takes what it makes.
  private final class Walk {
    let scratch: ScratchFolder
    let guide: Guide
    private var bureau: Bureau?

    init() throws {
      scratch = try ScratchFolder("guide")
      guide = try Guide()
      try FileManager.default.createDirectory(
        atPath: scratch.path("batch"), withIntermediateDirectories: true)
      try scratch.write("batch/records.json", try #require(guide.json("二").first))
      try scratch.write("batch/a0001.pdf", "%PDF-1.4")
    }

    func mingdai(_ words: [String]) throws -> Outcome {
      let takesTime = ["seal", "check", "reply", "announce", "conformance"].contains(words[1])
      return try Command.run(
        Command.mingdai, words + (takesTime ? ["--now", Bureau.now.description] : []),
        in: scratch.url)
    }

    /// The bureau registers the key and gives its own.
    func register() throws {
      let bureau = try Bureau(
        scratch, knows: KeyFile.publicKey(scratch.path("keys/public-sm2.pem")))
      let file = try #require(bureau.keyFiles().first { $0.contains("-sm2-") })
      try FileManager.default.copyItem(atPath: file, toPath: scratch.path("bureau.pem"))
      self.bureau = bureau
    }

    /// The package goes up; what is answered comes down.
    func deliver(_ package: String) throws {
      let delivery = try #require(bureau).deliver(scratch.path("outgoing/\(package)"))
      #expect(delivery.status == "ACCEPTED", "\(package)")
      guard !delivery.receipt.hasSuffix("/outbox/") else { return }
      let name = URL(fileURLWithPath: delivery.receipt).lastPathComponent
      try FileManager.default.copyItem(atPath: delivery.receipt, toPath: scratch.path(name))
    }

    func manifest(_ package: String) throws -> JSONTree {
      try JSONTree(scratch.bytes("outgoing/\(package)/manifest.json"))
    }
  }

  @Test func theProgramDoesWhatTheGuidePrints() throws {
    let walk = try Walk()
    var made = 0
    let commands = walk.guide.commands("一二五六")
    #expect(
      commands.map { $0[1] } == [
        "keygen", "seal", "check", "open", "reply", "check", "keygen", "announce",
      ])
    for words in commands {
      let outcome = try walk.mingdai(words)
      #expect(outcome.status == 0, "\(words): \(outcome.text)\(outcome.message)")
      if words[1] == "keygen", made == 0 { try walk.register() }
      guard ["seal", "reply", "announce"].contains(words[1]) else { continue }
      made += 1
      try walk.deliver("TESTBANK-00000000\(made)")
    }
    #expect(made == 3)
    // What the guide prints of manifests is what the program writes.
    let receipt = try JSONTree(Array("{\(walk.guide.json("五")[0])}".utf8))
    let written = try walk.manifest("TESTBANK-000000002")
    #expect(receipt["inReplyTo"].names == written["inReplyTo"].names)
    #expect(receipt["receipt"] == written["receipt"])
    let key = try JSONTree(Array("{\(walk.guide.json("六")[0])}".utf8))["files"][0]
    let listed = try walk.manifest("TESTBANK-000000003")["files"][0]
    for member in ["name", "role", "size"] { #expect(key[member] == listed[member], "\(member)") }
  }

  @Test func theScriptDoesWhatTheGuidePrints() throws {
    let walk = try Walk()
    try walk.scratch.write("mingdai-kit.sh", SiteAssets.BankKit.shellKit)
    func run(_ words: [String]) throws {
      let outcome = try Command.run(
        "sh", ["mingdai-kit.sh"] + words, in: walk.scratch.url,
        environment: ["MINGDAI_NOW": Bureau.now.description])
      #expect(outcome.status == 0, "\(words): \(outcome.message)")
    }
    var made = 0
    let commands = walk.guide.scriptCommands("一二五六")
    #expect(commands.map { $0[0] } == ["keygen", "seal", "verify", "reply", "announce"])
    for words in commands {
      if words[0] == "announce" { try run(["keygen", "sm2", "keys-next"]) }
      try run(words)
      if words[0] == "keygen" { try walk.register() }
      guard ["seal", "reply", "announce"].contains(words[0]) else { continue }
      made += 1
      try walk.deliver("TESTBANK-00000000\(made)")
    }
    #expect(made == 3)
  }

  @Test func aBranchFillsTablesAsTheGuidePrints() throws {
    let walk = try Walk()
    for words in walk.guide.commands("一四七") {
      if words[1] == "seal" {
        let table = try walk.scratch.bytes("表格/逾期.csv")
        try walk.scratch.write(
          "表格/逾期.csv", table + Array("YQ-1,,,,JJ20260001,2026/1/5\r\n".utf8))
      }
      let outcome = try walk.mingdai(words)
      #expect(outcome.status == 0, "\(words): \(outcome.text)\(outcome.message)")
    }
    #expect(try walk.manifest("TESTBANK-000000001")["control"]["recordCount"].text == "1")
  }
}
