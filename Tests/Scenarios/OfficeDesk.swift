import Foundation
import TestKit
import Testing

/// An office on a scratch disk, worked through its command as an official would.
final class OfficeDesk {
  static let code = "ZEZHOU"

  let scratch: ScratchFolder
  let path: String
  /// Every byte that any command printed, for the privacy checks.
  private(set) var said: [UInt8] = []

  /// An office that is still to be made, below `disk` or on a scratch folder of its own.
  init(on disk: URL? = nil) throws {
    scratch = try ScratchFolder("office", in: disk)
    path = scratch.path("office")
  }

  /// Runs a command; `now` is given to it as `--now`.
  @discardableResult
  func run(_ arguments: [String], now: String? = nil) throws -> Outcome {
    let outcome = try Command.run(
      Command.mingdai, arguments + (now.map { ["--now", $0] } ?? []),
      environment: ["MINGDAI_OFFICE": path])
    said += outcome.output + outcome.errors
    return outcome
  }

  /// Runs a command with `--format json`: it must end with `status`, and its standard output must
  /// be one JSON document and nothing else.
  @discardableResult
  func json(
    _ arguments: [String], now: String? = nil, status: Int32 = 0,
    _ place: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    let outcome = try run(arguments + ["--format", "json"], now: now)
    try #require(
      outcome.status == status, "\(arguments): \(outcome.text)\(outcome.message)",
      sourceLocation: place)
    return try JSONTree(outcome.output)
  }

  /// `init`
  @discardableResult
  func make(now: String, isDemo: Bool = true) throws -> JSONTree {
    try json(
      [
        "init", "--code", Self.code, "--county", "140525", "--name", "泽州县人力资源和社会保障局",
        "--by", "王建",
      ] + (isDemo ? ["--demo"] : []), now: now)
  }

  /// `bank add` with two approvers.
  @discardableResult
  func register(_ bank: BankDesk, byCertificate: Bool = false, now: String) throws -> JSONTree {
    try json(
      ["bank", "add", bank.code, "--name", "示例银行\(bank.code)"]
        + (byCertificate ? ["--certificate", bank.certificate] : ["--public-key", bank.publicKey])
        + ["--approve", "李批", "--approve", "张准", "--by", "王建"], now: now)
  }

  /// `receive`
  func receive(now: String, status: Int32 = 0, _ place: SourceLocation = #_sourceLocation) throws
    -> JSONTree
  {
    try json(["receive"], now: now, status: status, place)
  }

  func inbox(_ bank: BankDesk) -> String { "\(path)/banks/\(bank.code)/inbox" }
  func outbox(_ bank: BankDesk) -> String { "\(path)/banks/\(bank.code)/outbox" }
  func keys(_ bank: BankDesk) -> String { "\(path)/banks/\(bank.code)/keys" }
  func work(_ bank: BankDesk) -> String { "\(path)/banks/\(bank.code)/work" }

  /// The receipts in a bank's outbox, in order, each verified by `openssl` on the way.
  func receipts(
    _ bank: BankDesk, _ place: SourceLocation = #_sourceLocation
  ) throws -> [JSONTree] {
    try FileManager.default.names(outbox(bank)).filter { !$0.hasPrefix(".") }.map { name in
      try receipt(name, bank, place)
    }
  }

  /// One receipt, verified by `openssl`.
  func receipt(
    _ name: String, _ bank: BankDesk, _ place: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    let folder = outbox(bank) + "/" + name
    #expect(
      try bank.verifies(folder, keys: keys(bank)), "receipt \(name)", sourceLocation: place)
    return try JSONTree(Array(Data(contentsOf: URL(fileURLWithPath: folder + "/manifest.json"))))
  }

  /// `check` must find everything well.
  func checksOut(_ place: SourceLocation = #_sourceLocation) throws {
    let checks = try json(["check"], place)["checks"].elements
    #expect(!checks.isEmpty, sourceLocation: place)
    for check in checks {
      #expect(check["ok"] == .bool(true), "\(check)", sourceLocation: place)
    }
  }

  /// The number of notes.
  func noteCount() throws -> Int { try json(["note", "list"])["notes"].elements.count }
}

/// The codes of a receipt, on the package and on its records.
func codes(_ receipt: JSONTree) -> [String] {
  let own = receipt["receipt"]["codes"].elements
  let inner = receipt["receipt"]["records"].elements.flatMap { $0["codes"].elements }
  return (own + inner).compactMap { $0["code"].text }
}
