import Foundation
import TestKit
import Testing

/// Wrong usage: exit code 64, a Chinese sentence on standard error, nothing on standard output.
@Suite struct UsageTests {
  static let wrong: [[String]] = [
    ["receive", "--fast"], ["settle", "run"], ["settle", "run", "2026Q5"], ["nonsense"],
    ["init", "--code", "zezhou", "--county", "140525", "--name", "某局"],
    ["init", "--code", "ZEZHOU", "--county", "1405", "--name", "某局"],
    ["bank", "add", "AABANK", "--name", "某行"],
    ["receive", "--format", "xml"], ["receive", "--now", "yesterday"],
    ["note", "show", "AABANK"], ["note", "show", "AABANK", "../../etc"],
    ["demo", "--notes", "0"], ["demo", "--notes", "many"],
    ["settle", "resolve"], ["settle", "resolve", "2026Q1", "--pay", "computed"],
    ["settle", "resolve", "2026Q1", "--pay", "computed", "--reason", "示例"],
    ["settle", "resolve", "2026Q1", "AABANK", "N-1", "--pay", "1.005", "--reason", "示例"],
    ["settle", "export", "2026Q1"], ["settle", "send"], ["settle", "pay"],
    ["settle", "pay", "2026Q1", "--sent"], ["settle", "pay", "2026Q1", "--noticed"],
    ["settle", "pay", "2026Q1", "--list", "--sent", "--document", "函"],
    ["settle", "pay", "2026Q1", "--results", "a.csv", "--on", "2026-04-01"],
    ["settle", "pay", "2026Q1", "--on", "tomorrow"], ["bank", "account"],
    ["statistics"], ["statistics", "soon"], ["statistics", "2026", "--by", "weather"],
    ["fund", "add", "--on", "2026-04-01"], ["fund", "show", "--on", "soon"],
    ["opening", "import"], ["opening", "template"], ["policy", "try"],
    ["note", "findings", "--quarter", "soon"],
  ]

  @Test(arguments: wrong)
  func wrongUsage(_ arguments: [String]) throws {
    let office = try OfficeDesk()
    let outcome = try office.run(arguments)
    #expect(outcome.status == 64, "\(outcome.text)\(outcome.message)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.message.contains("办法："))
    #expect(!FileManager.default.fileExists(atPath: office.path))
  }

  static let needOffice: [[String]] = [
    ["receive"], ["bank", "list"], ["note", "list"], ["settle", "list"], ["publish"], ["check"],
    ["settle", "run", "2026Q1"], ["note", "show", "AABANK", "N-1"],
    ["settle", "show", "2026Q1"], ["settle", "review", "2026Q1"], ["settle", "approve", "2026Q1"],
    ["settle", "resolve", "2026Q1", "AABANK", "N-1", "--pay", "1.00", "--reason", "示例"],
    ["settle", "export", "2026Q1", "--out", "/tmp"], ["settle", "send", "2026Q1"],
    ["settle", "pay", "2026Q1"], ["settle", "pay", "2026Q1", "--list"],
    ["settle", "explain", "AABANK", "N-1", "2026Q1"], ["bank", "account", "AABANK"],
    ["statistics", "2026"], ["fund", "show"], ["opening", "import", "none.csv"],
    ["policy", "try", "none.json"], ["note", "findings"],
  ]

  @Test(arguments: needOffice)
  func withoutOffice(_ arguments: [String]) throws {
    let office = try OfficeDesk()
    let outcome = try office.run(arguments + ["--format", "json"])
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.message.contains("mingdai init"))
    #expect(!FileManager.default.fileExists(atPath: office.path))
  }

  @Test func helpAndVersion() throws {
    for arguments in [["--help"], ["--version"], ["receive", "--help"], ["settle", "--help"]] {
      let outcome = try Command.run(Command.mingdai, arguments)
      #expect(outcome.status == 0)
      #expect(!outcome.output.isEmpty)
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test func aSecondInitChangesNothing() throws {
    let office = try OfficeDesk()
    let now = "2026-04-02T09:00:00+08:00"
    try office.make(now: now)
    let before = try snapshot(office.path)
    let again = try office.run([
      "init", "--code", "OTHER", "--county", "140525", "--name", "某局", "--now", now,
    ])
    #expect(again.status == 64)
    #expect(try snapshot(office.path) == before)
  }

  /// The office's keys are what banks pinned: an `init` over an office that lost its settings file
  /// must not replace them.
  @Test func initNeverReplacesKeys() throws {
    let office = try OfficeDesk()
    let now = "2026-04-02T09:00:00+08:00"
    let first = try office.make(now: now)
    try FileManager.default.removeItem(atPath: office.path + "/mingdai.json")
    let second = try office.make(now: now)
    #expect(first["keys"] == second["keys"])
    try office.checksOut()
  }

  @Test func nowIsWarnedOf() throws {
    let office = try OfficeDesk()
    try office.make(now: "2026-04-02T09:00:00+08:00")
    let told = try office.run(["receive", "--format", "json"], now: "2026-04-02T09:00:00+08:00")
    #expect(told.status == 0)
    #expect(told.message.contains("--now"))
    let untold = try office.run(["receive", "--format", "json"])
    #expect(untold.errors.isEmpty)
  }

  /// Who must keep what to himself.
  @Test func fileModes() throws {
    let office = try OfficeDesk()
    try office.make(now: "2026-04-02T09:00:00+08:00")
    func mode(_ name: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: office.path + "/" + name)
      return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
    #expect(try mode("keys") == 0o700)
    for name in FileManager.default.names(office.path + "/keys") where name.hasPrefix("signing-") {
      #expect(try mode("keys/" + name) == 0o600, "\(name)")
    }
    #expect(try mode("archive") == 0o700)
    #expect(try mode("archive/journal") == 0o700)
    #expect(try mode("ledger.sqlite") == 0o600)
  }

  private func snapshot(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for file in FileManager.default.files(below: folder) {
      files[file] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
    }
    return files
  }
}
