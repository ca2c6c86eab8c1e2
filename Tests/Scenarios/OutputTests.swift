import Foundation
import TestKit
import Testing

/// Text for people: Chinese, in columns, whole or not at all.
@Suite struct OutputTests {
  static let now = "2026-04-02T09:00:00+08:00"

  private func used() throws -> OfficeDesk {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    let note = BadInputTests.note(1)
    try bank.send(
      BadInputTests.parcel(
        1,
        [
          note.disbursement("R-1"), BadInputTests.note(2).disbursement("R-2"),
          note.repayment("P-1", on: "2026-01-20", 1_234_567),
        ]), to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    _ = try office.json(["settle", "run", "2026Q1", "--by", "王建"], now: Self.now, status: 1)
    return office
  }

  static let tables = [
    ["bank", "list"], ["note", "list"], ["note", "show", "AABANK", "N-1"], ["settle", "list"],
    ["settle", "show", "2026Q1"], ["settle", "run", "2026Q1", "--preview"], ["check"], ["receive"],
  ]

  /// A quarter that is approved.
  private func approved() throws -> OfficeDesk {
    let office = try used()
    for step in [
      ["resolve", "--class", "NOT_CLAIMED", "--pay", "computed", "--reason", "示例", "--by", "王建"],
      ["run", "--by", "王建"], ["review", "--by", "李审"], ["approve", "--by", "赵批"],
    ] {
      let outcome = try office.run(
        ["settle", step[0], "2026Q1"] + step.dropFirst(), now: Self.now)
      try #require([0, 1].contains(outcome.status), "\(step): \(outcome.message)")
    }
    return office
  }

  static let later = [
    ["settle", "list"], ["settle", "show", "2026Q1"], ["settle", "pay", "2026Q1", "--list"],
    ["settle", "pay", "2026Q1"], ["settle", "send", "2026Q1"], ["statistics", "2026"],
    ["fund", "show"], ["note", "findings"],
  ]

  /// No code of the interface shows where people read, but for names of banks and notes, numbers of
  /// payments, digests and instants.
  @Test func wordsAreChinese() throws {
    let draft = try used()
    for arguments in Self.tables { try isChinese(arguments, draft) }
    let office = try approved()
    for arguments in Self.later { try isChinese(arguments, office) }
  }

  private func isChinese(_ arguments: [String], _ office: OfficeDesk) throws {
    let allowed: Set = [
      "AABANK", "N-1", "N-2", "ECDSA-P256-SHA256", "mingdai", "settle", "show", "format", "json",
      "LPR", "ZEZHOU-000000002",
    ]
    let text = try office.run(arguments, now: Self.now).text
    #expect(!text.isEmpty, "\(arguments)")
    for match in text.matches(of: /[A-Za-z][A-Za-z0-9_-]{2,}/) {
      let word = String(match.0)
      let isHex =
        word.allSatisfy(\.isHexDigit) || word.hasPrefix("T0")
        || word.hasPrefix("Q1-0")
      #expect(allowed.contains(word) || isHex, "\(arguments): \(word) in \(text)")
    }
  }

  /// Every column begins, or for figures ends, at one place of the screen.
  @Test func columnsAreAligned() throws {
    let lines = try used().run(["note", "list"], now: Self.now).text.split(separator: "\n")
    #expect(lines.count == 3)
    let ends = lines.map { line in
      let balance = line.split(separator: " ", omittingEmptySubsequences: true)
      return (line.range(of: balance[6], options: .backwards)?.upperBound).map {
        width(line[..<$0])
      }
    }
    #expect(Set(ends).count == 1, "\(lines)")
  }

  private func width(_ text: Substring) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }

  /// A list that could not be written must not look like a whole one.
  @Test(arguments: ["text", "json"])
  func fullOutput(_ format: String) throws {
    let office = try used()
    let outcome = try Command.run(
      "/bin/sh", ["-c", "exec \"$0\" note list --format \(format) > /dev/full", Command.mingdai],
      environment: ["MINGDAI_OFFICE": office.path])
    #expect(outcome.status == 70)
    #expect(outcome.message.contains("标准输出"))
  }

  /// The office may stand behind a link.
  @Test func officeBehindALink() throws {
    let office = try used()
    let link = office.scratch.path("link")
    #expect(symlink(office.path, link) == 0)
    let outcome = try Command.run(Command.mingdai, ["receive", "--office", link])
    #expect(outcome.status == 0, "\(outcome.message)")
  }

  static let notTaken: [[String]] = [
    ["init", "--code", "ABCD", "--county", "140525", "--name", "a\u{1B}[31m"],
    ["init", "--code", "ABCD", "--county", "140525", "--name", " "],
    ["settle", "run", "2026Q1", "--by", "a\nb"],
    ["note", "lose", "AABANK", "N-1", "--from", "2026-01-01", "--reason", "\u{202E}"],
    ["publish", "--out", ""],
  ]

  @Test(arguments: notTaken)
  func namesThatAreNone(_ arguments: [String]) throws {
    let outcome = try OfficeDesk().run(arguments)
    #expect(outcome.status == 64)
    #expect(!outcome.message.contains("\u{1B}"))
  }

  @Test func aSiteGoesIntoItsOwnFolder() throws {
    let office = try used()
    let foreign = try ScratchFolder("foreign")
    try foreign.write("letters.txt", "x")
    let refused = try office.run(["publish", "--out", foreign.path], now: Self.now)
    #expect(refused.status == 64)
    #expect(FileManager.default.names(foreign.path) == ["letters.txt"])
    let demo = try office.run(["demo", foreign.path, "--notes", "1"])
    #expect(demo.status == 64)
    #expect(FileManager.default.names(foreign.path) == ["letters.txt"])
  }
}
