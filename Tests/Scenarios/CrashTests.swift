import Foundation
import TestKit
import Testing

/// A command that dies, or whose disk breaks, at any call that changes something on the disk. After
/// it the same command finishes what was begun: every package is wholly in or wholly out, with one
/// receipt each, archive and ledger agree, and the ledger made anew from them is the same row for
/// row. EXCHANGE §4.
///
/// `MINGDAI_CRASH=all` tries every call; without it an even sample of each command's calls.
@Suite(.serialized) struct CrashTests {
  static let now = "2026-04-02T09:00:00+08:00"
  private static let seed: UInt64 = 20_261_124

  /// So many breaks of each command and kind in an ordinary run.
  private static let sample =
    ProcessInfo.processInfo.environment["MINGDAI_CRASH"] == "all" ? 1_000_000 : 30

  @Test func killedAnywhereWhileReceiving() throws {
    try tryBreaks(of: ["receive"], kill: true, times: 3 * Self.sample)
  }

  @Test func failingAnywhereWhileReceiving() throws {
    try tryBreaks(of: ["receive"], kill: false, times: 2 * Self.sample)
  }

  /// What was approved or paid stays so, with every payment and step; what was not acknowledged is
  /// done by the same command given again.
  @Test(
    arguments: [["settle", "approve", "2026Q1"], ["settle", "pay", "2026Q1"]], [true, false])
  func brokenAnywhereWhilePaying(_ command: [String], _ kill: Bool) throws {
    try tryBreaks(of: command + ["--by", "赵批"], kill: kill, times: Self.sample / 2)
  }

  @Test(arguments: [
    ["keys", "rotate", "--suite", "sm2", "--approve", "李批", "--approve", "张准"],
    ["receipt", "reissue", "AABANK", "AABANK-000000001"],
    ["settle", "run", "2026Q1"],
    ["publish"],
    ["publish", "withdraw", "ZEZHOU-2026-000003", "--reason", "示例"],
    ["rebuild"],
  ])
  func killedAnywhereInAnotherCommand(_ command: [String]) throws {
    try tryBreaks(of: command, kill: true, times: Self.sample / 2)
  }

  // MARK: The trial

  private func tryBreaks(of command: [String], kill: Bool, times: Int) throws {
    var random = SeededRandom(seed: Self.seed)
    let isPaying = command.first == "settle" && command[1] != "run"
    let stage = try Stage(
      isReceived: command != ["receive"],
      isReviewed: isPaying, isApproved: isPaying && command[1] != "approve",
      isPublished: command.contains("withdraw"))
    let disk = try BreakingDisk()
    let arguments = command + ["--now", Self.now, "--format", "json"]
    let reference = try stage.copy("reference")
    let (outcome, calls) = try disk.count(arguments, office: reference.path)
    try #require([0, 1].contains(outcome.status), "\(outcome.message)")
    try #require(calls > 20)
    let expected = try stage.facts(of: reference)
    var broken = 0
    for call in stage.points(calls, times) {
      let office = try stage.copy("office")
      // A second one, at random, while the first is being mended.
      for call in [call, Int.random(in: 1...2 * calls, using: &random)] {
        let first = try disk.run(
          arguments, office: office.path, at: call, how(kill, &random))
        broken += [0, 1].contains(first.status) ? 0 : 1
        #expect(
          [0, 1, 70].contains(first.status) || (kill && first.status == 137),
          "\(command) at \(call): \(first.status) \(first.message)")
      }
      let last = try Command.run(
        Command.mingdai, arguments, environment: ["MINGDAI_OFFICE": office.path])
      #expect([0, 1].contains(last.status), "\(command) at \(call): \(last.message)")
      try stage.check(office, "\(command) at \(call), seed \(Self.seed)")
      if command == ["receive"] || command == ["publish"] || isPaying {
        #expect(try stage.facts(of: office) == expected, "\(command) at \(call)")
      }
      try FileManager.default.removeItem(atPath: office.path)
    }
    #expect(broken > 0, "nothing ever broke")
    print("\(command.prefix(2)): \(calls) calls, \(broken) breaks, seed \(Self.seed)")
  }

  private func how(_ kill: Bool, _ random: inout SeededRandom) -> BreakingDisk.Break {
    if kill { return .kill }
    let errors = [ENOSPC, EIO, EDQUOT]
    return .fail(
      errors[Int.random(in: 0..<errors.count, using: &random)],
      lasts: Bool.random(using: &random))
  }
}

/// An office with two banks and an inbox for everything, made once and copied for each trial.
private final class Stage {
  let office: OfficeDesk
  let banks: [BankDesk]
  private let scratch: ScratchFolder

  struct Copy {
    let path: String
  }

  init(
    isReceived: Bool, isReviewed: Bool = false, isApproved: Bool = false,
    isPublished: Bool = false
  ) throws {
    scratch = try ScratchFolder("crash")
    office = try OfficeDesk()
    try office.make(now: CrashTests.now)
    banks = [try BankDesk("AABANK", .sm2), try BankDesk("BBBANK", .p256)]
    for bank in banks { try office.register(bank, now: CrashTests.now) }
    try fill()
    if isReceived { _ = try office.receive(now: CrashTests.now, status: 1) }
    if isPublished { try office.json(["publish"], now: CrashTests.now) }
    if isReviewed { try settle(approving: isApproved) }
  }

  /// A quarter in which every bank is paid what was computed, up to a person before the last step.
  private func settle(approving: Bool) throws {
    var steps = [
      ["run"], ["resolve", "--class", "NOT_CLAIMED", "--pay", "computed", "--reason", "示例"],
      ["run"],
      ["review", "--by", "李审"],
    ]
    if approving { steps.append(["approve", "--by", "赵批"]) }
    for step in steps {
      let outcome = try office.run(
        ["settle", step[0], "2026Q1"] + step.dropFirst(), now: CrashTests.now)
      try #require([0, 1].contains(outcome.status), "\(step): \(outcome.message)")
    }
  }

  /// Good ones, one with a refused record, a second copy, an altered one, noise, a nameless thing.
  private func fill() throws {
    for (index, bank) in banks.enumerated() {
      let inbox = office.inbox(bank)
      let notes = (0..<8).map { BadInputTests.note(1000 * (index + 1) + $0) }
      try bank.send(
        BadInputTests.parcel(1, notes.map { $0.disbursement("D-\($0.noteNo)") }), to: inbox)
      let wrong = notes[0].repayment("R-wrong", on: "2030-01-01", 1_00)
      try bank.send(
        BadInputTests.parcel(
          2, notes.map { $0.repayment("R-\($0.noteNo)", on: "2026-03-25", 100_00) } + [wrong]),
        to: inbox)
      let altered = try bank.seal(BadInputTests.parcel(3))
      try Data("{\"records\": []}".utf8).write(to: altered.appendingPathComponent("records.json"))
      try bank.upload(altered, to: inbox)
      let noise = try bank.seal(BadInputTests.parcel(4), edit: { $0 })
      try Data("not signed".utf8).write(to: noise.appendingPathComponent("manifest.sig"))
      try bank.upload(noise, to: inbox)
      try FileManager.default.createDirectory(
        atPath: inbox + "/nobody's", withIntermediateDirectories: true)
    }
  }

  /// Every call where there are few, else evenly spread ones.
  func points(_ calls: Int, _ times: Int) -> [Int] {
    guard calls > times else { return Array(1...calls) }
    return (0..<times).map { 1 + $0 * calls / times }
  }

  func copy(_ name: String) throws -> Copy {
    let path = scratch.path(name)
    let copied = try Command.run("cp", ["-a", office.path, path])
    guard copied.status == 0 else { throw CommandFailed(what: "cp", message: copied.message) }
    return Copy(path: path)
  }

  /// What holds after every break and its mending.
  func check(_ copy: Copy, _ place: String) throws {
    for words in [["check"], ["rebuild", "--compare", "--now", CrashTests.now]] {
      let outcome = try Command.run(
        Command.mingdai, words, environment: ["MINGDAI_OFFICE": copy.path])
      #expect(outcome.status == 0, "\(place), \(words[0]): \(outcome.text)\(outcome.message)")
    }
    for bank in banks {
      let trays = "\(copy.path)/banks/\(bank.code)"
      for tray in ["inbox", "work"] {
        #expect(FileManager.default.names("\(trays)/\(tray)").isEmpty, "\(place), \(tray)")
      }
      #expect(
        FileManager.default.names("\(trays)/outbox").allSatisfy { !$0.hasPrefix(".") }, "\(place)")
    }
    let staging = FileManager.default.names(copy.path + "/archive/staging")
    #expect(staging.isEmpty, "\(place), staging \(staging)")
    #expect(try sent(copy).isSubset(of: archived(copy)), "\(place)")
  }

  /// The outcome that a bank and an official see: each delivery's receipts, the notes.
  func facts(of copy: Copy) throws -> [String] {
    var facts: [String] = []
    for bank in banks {
      let outbox = "\(copy.path)/banks/\(bank.code)/outbox"
      for name in FileManager.default.names(outbox) {
        let manifest = try JSONTree(
          Array(Data(contentsOf: URL(fileURLWithPath: "\(outbox)/\(name)/manifest.json"))))
        let receipt = manifest["receipt"]
        facts.append(
          "\(name) \(manifest["inReplyTo"]["packageId"].text ?? "") "
            + "\(receipt["status"].text ?? "") \(receipt["accepted"].int ?? -1) "
            + "\(receipt["refused"].int ?? -1) \(codes(manifest))")
      }
    }
    let notes = try Command.run(
      Command.mingdai, ["note", "list", "--format", "json", "--now", CrashTests.now],
      environment: ["MINGDAI_OFFICE": copy.path])
    let payments = try Command.run(
      Command.mingdai, ["settle", "pay", "2026Q1", "--list", "--format", "json"],
      environment: ["MINGDAI_OFFICE": copy.path])
    return facts.sorted() + [notes.text, payments.text]
  }

  private func sent(_ copy: Copy) throws -> Set<String> {
    var digests: Set<String> = []
    for bank in banks {
      let outbox = "\(copy.path)/banks/\(bank.code)/outbox"
      for name in FileManager.default.names(outbox) {
        let manifest = try JSONTree(
          Array(Data(contentsOf: URL(fileURLWithPath: "\(outbox)/\(name)/manifest.json"))))
        let by: BankSuite = manifest["digestAlgorithm"].text == "SM3" ? .sm2 : .p256
        let signer = banks.first { $0.suite == by } ?? bank
        digests.insert(try signer.digest("\(outbox)/\(name)/manifest.json"))
      }
    }
    return digests
  }

  private func archived(_ copy: Copy) -> Set<String> {
    let shelves = copy.path + "/archive/packages"
    return Set(
      FileManager.default.names(shelves).flatMap { FileManager.default.names("\(shelves)/\($0)") })
  }
}
