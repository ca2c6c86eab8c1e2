import Foundation
import TestKit

/// The whole corpus put before one office: a bank for each case, everything in the inboxes at
/// once, received by the real command.
final class CorpusRun: @unchecked Sendable {
  static let now = "2026-04-02T09:00:00+08:00"

  /// What came back, by case.
  private(set) var answers: [CorpusCase: CorpusAnswer] = [:]
  /// What `receive` said of the office itself: there must be no fault.
  private(set) var faults: [JSONTree] = []
  /// What `check` found.
  private(set) var checks: [JSONTree] = []
  /// What still lies in the folders where packages are worked on.
  private(set) var leftInWork: [String] = []

  private let scratch: ScratchFolder
  private var banks: [CorpusCase: BankDesk] = [:]
  private var office: String { scratch.path("office") }
  private var stop: String { scratch.path("stop") }

  /// Done once for all tests.
  static let shared = Result { try CorpusRun(CorpusCase.all) }

  private init(_ cases: [CorpusCase]) throws {
    scratch = try ScratchFolder("corpus")
    try make()
    for one in cases { try register(one) }
    for round in 1...3 where cases.contains(where: { $0.rounds >= round }) {
      for one in cases { try build(one, round) }
      try receive(while: round == 1 ? cases : [])
    }
    for one in cases {
      guard let bank = banks[one] else { continue }
      answers[one] = try CorpusAnswer(one, bank, folders: folders(one))
      leftInWork += FileManager.default.names(folders(one) + "/work")
    }
    checks = try json(["check"])["checks"].elements
  }

  private func folders(_ one: CorpusCase) -> String { "\(office)/banks/\(one.bank)" }

  private func make() throws {
    try json([
      "init", "--code", "ZEZHOU", "--county", "140525", "--name", "泽州县人力资源和社会保障局",
      "--by", "王建", "--demo",
    ])
  }

  private func register(_ one: CorpusCase) throws {
    let bank = try BankDesk(one.bank, one.suite)
    banks[one] = bank
    try FileManager.default.createDirectory(
      atPath: bank.folder.path("desk"), withIntermediateDirectories: true)
    try json([
      "bank", "add", one.bank, "--name", "示例银行", "--public-key", bank.publicKey, "--approve",
      "李批", "--approve", "张准", "--by", "王建",
    ])
  }

  /// Runs the recipe of a delivery to its end.
  private func build(_ one: CorpusCase, _ round: Int) throws {
    guard let recipe = one.recipe(round) else { return }
    let outcome = try start(recipe, one).finish()
    guard outcome.status == 0 else {
      throw CommandFailed(what: recipe, message: outcome.text + outcome.message)
    }
  }

  private func start(_ recipe: String, _ one: CorpusCase) throws -> RunningCommand {
    guard let bank = banks[one] else { throw CommandFailed(what: recipe, message: "no bank") }
    let desk = CorpusCase.folder.deletingLastPathComponent().appendingPathComponent("bank.sh").path
    return try Command.start(
      "sh", ["-eu", "-c", ". \"$1\"; . \"$2\"", "recipe", desk, recipe],
      environment: [
        "BANK": one.bank, "SUITE": one.suite.rawValue, "KEY": bank.folder.path("key.pem"),
        "KEYID": bank.keyId, "INBOX": folders(one) + "/inbox", "DESK": bank.folder.path("desk"),
        "OFFICE": office, "MINGDAI": Command.mingdai, "STOP": stop,
      ])
  }

  /// `receive`, with what the banks do in the meantime.
  private func receive(while cases: [CorpusCase]) throws {
    let others = try cases.compactMap { one in try one.meanwhile.map { try start($0, one) } }
    // 70 tells of a fault, which `faults` names; the other banks' packages were received.
    let received = Result { try json(["receive"], statuses: [0, 1, 70]) }
    try Data().write(to: URL(fileURLWithPath: stop))
    for other in others {
      let outcome = try other.finish()
      guard outcome.status == 0 else {
        throw CommandFailed(what: "meanwhile", message: outcome.message)
      }
    }
    try FileManager.default.removeItem(atPath: stop)
    faults += try received.get()["faults"].elements
  }

  @discardableResult
  private func json(_ arguments: [String], statuses: Set<Int32> = [0]) throws -> JSONTree {
    let outcome = try Command.run(
      Command.mingdai, arguments + ["--format", "json", "--now", Self.now],
      environment: ["MINGDAI_OFFICE": office])
    guard statuses.contains(outcome.status) else {
      throw CommandFailed(what: "\(arguments)", message: outcome.text + outcome.message)
    }
    return try JSONTree(outcome.output)
  }
}
