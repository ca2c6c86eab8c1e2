import BankExchange
import Foundation
import LoanBook
import Sealing
import StrictJSON
import Testing

@testable import Intake

/// A bank needs nothing but `openssl` and a text writer: the command lines of EXCHANGE §2.
@Suite struct OpenSSLTests {
  private func run(_ folder: String, _ line: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(line)")
  }

  private static let commands: [Suite: (generate: String, sign: String)] = [
    .sm2: (
      "genpkey -algorithm SM2 -out bank.key",
      "dgst -sm3 -sign bank.key -sigopt distid:1234567812345678 -out manifest.sig manifest.json"
    ),
    .p256: (
      "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out bank.key",
      "dgst -sha256 -sign bank.key -out manifest.sig manifest.json"
    ),
  ]

  /// Makes a key and signs with the given words left out of the command.
  private func answer(
    _ suite: Suite, leavingOut words: String = "", adding more: String = ""
  ) throws -> (codes: String, message: String) {
    let desk = try PackageDesk()
    let commands = try #require(OpenSSLTests.commands[suite])
    let desktop = desk.folder + "/desktop"
    try FileManager.default.createDirectory(atPath: desktop, withIntermediateDirectories: true)
    try run(desktop, commands.generate)
    try run(desktop, "pkey -in bank.key -pubout -out bank.pem")
    let pem = try String(contentsOfFile: desktop + "/bank.pem", encoding: .utf8)
    let key = try PublicKey(pem: pem)
    desk.keys = [KeyStanding(key: key, isActive: true)]
    let manifest = try desk.manifest(key).text()
    try Data(manifest).write(to: URL(fileURLWithPath: desktop + "/manifest.json"))
    var sign = commands.sign.replacing(words, with: "")
    if !more.isEmpty { sign = sign.replacing("dgst", with: "dgst \(more)") }
    try run(desktop, sign)
    let signature = try Data(contentsOf: URL(fileURLWithPath: desktop + "/manifest.sig"))
    try desk.put(
      "ABCD-000000001",
      [
        "manifest.json": manifest, "manifest.sig": [UInt8](signature),
        "records.json": PackageDesk.records,
      ])
    switch try desk.examine().outcome {
    case .passed: return ("passed", "")
    case .duplicate: return ("duplicate", "")
    case .rejected(let refusal):
      return (
        refusal.findings.map(\.code.rawValue).joined(separator: " "),
        refusal.findings[0].message
      )
    }
  }

  @Test(arguments: Suite.allCases)
  func theCommandsOfThePage(suite: Suite) throws {
    #expect(try answer(suite).codes == "passed")
  }

  /// The refusal says what probably went wrong, and never lets it pass.
  @Test func commonMistakes() throws {
    let noId = try answer(.sm2, leavingOut: "-sigopt distid:1234567812345678 ")
    #expect(noId.codes == "S201" && noId.message.contains("-sigopt distid:1234567812345678"))
    let hex = try answer(.p256, adding: "-hex")
    #expect(hex.codes == "S201" && hex.message.contains("请去掉 -hex"))
  }
}
