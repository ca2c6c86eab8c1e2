import BankExchange
import BankKit
import Foundation
import Office
import Sealing
import SiteAssets
import TestKit
import Testing

/// The kits without our binary answer packages of the bureau and announce their next key, before
/// the real office.
@Suite struct ScriptMessageTests {
  private struct Desk {
    let scratch: ScratchFolder
    let script: KitScript
    let suite: String
    let bureau: Bureau

    init(_ script: KitScript, _ suite: String) throws {
      scratch = try ScratchFolder("script")
      self.script = script
      self.suite = suite
      _ = try script.keygen(suite, scratch.path("keys"))
      bureau = try Bureau(
        scratch, knows: KeyFile.publicKey(scratch.path("keys/public-\(suite).pem")))
    }

    var key: String { scratch.path("keys/private-\(suite).pem") }
    var out: String { scratch.path("out") }
    var bureauKey: String { bureau.keyFiles().first { $0.contains("-\(suite)-") } ?? "none" }

    /// Seals a loan, and gives the receipt for it.
    func receipt() throws -> String {
      try fill(scratch.path("batch"), [loan(1)])
      let sealed = try script.seal(scratch.path("batch"), key: key, out: out)
      return try bureau.deliver(sealed.line).receipt
    }

    func reply(_ package: String, _ refusal: [String] = []) throws -> Outcome {
      try script.reply(package, bureauKey: bureauKey, key: key, out: out, refusal: refusal)
    }
  }

  @Test(arguments: KitScript.all, ["sm2", "p256"])
  func receiptsOfTheBankAreTaken(_ script: KitScript, _ suite: String) throws {
    let desk = try Desk(script, suite)
    let receipt = try desk.receipt()
    let name = URL(fileURLWithPath: receipt).lastPathComponent
    let check = try Bureau.precheck([
      KeyFile.publicKey(desk.scratch.path("keys/public-\(suite).pem"))
    ])
    try check.show(received: receipt)
    _ = try check.replay(desk.out + "/TESTBANK-000000001")
    let accepted = try desk.reply(receipt)
    try #require(accepted.status == 0, "\(accepted.message)")
    let own = try check.answer(accepted.line)
    #expect(own.receipt.codes.isEmpty && own.notKnown.isEmpty, "\(own)")
    #expect(try desk.bureau.deliver(accepted.line).status == "ACCEPTED")
    #expect(try desk.bureau.reply(to: name)?.status == "ACCEPTED")
    let refused = try desk.reply(receipt, ["F503", "附件打不开（见第 2 页）"])
    try #require(refused.status == 0, "\(refused.message)")
    #expect(try desk.bureau.deliver(refused.line).status == "ACCEPTED")
    #expect(try desk.bureau.reply(to: name)?.status == "REJECTED")
    let said = try JSONTree(
      Array(Data(contentsOf: URL(fileURLWithPath: refused.line + "/manifest.json"))))
    #expect(said["receipt"]["codes"][0]["message"].text == "附件打不开（见第 2 页）")
  }

  @Test(arguments: KitScript.all)
  func whatCannotBeAnsweredIsRefusedAndNoNumberUsed(_ script: KitScript) throws {
    let desk = try Desk(script, "p256")
    let receipt = try desk.receipt()
    for (refusal, status) in [
      (["W404", "空号"], 64), (["D401", "重复"], 64), (["M309", "没有"], 64), (["F501", ""], 64),
      (["F501", "两\n行"], 64),
    ] as [([String], Int32)] {
      #expect(try desk.reply(receipt, refusal).status == status, "\(refusal)")
    }
    let other = try script.reply(
      receipt, bureauKey: desk.bureauKey, key: desk.key, out: desk.out, bank: "OTHERBANK")
    #expect(other.status == 1, "\(other)")
    let stranger = try script.reply(
      receipt, bureauKey: desk.scratch.path("keys/public-p256.pem"), key: desk.key, out: desk.out)
    #expect(stranger.status == 1 && stranger.message.contains("验签未通过"), "\(stranger)")
    let renamed = desk.scratch.path("TESTBUREAU-000000077")
    try FileManager.default.copyItem(atPath: receipt, toPath: renamed)
    #expect(try desk.reply(renamed).status == 1)
    #expect(FileManager.default.names(desk.out) == ["TESTBANK-000000001"])
    #expect(try desk.reply(receipt).line.hasSuffix("TESTBANK-000000002"))
  }

  @Test(arguments: KitScript.all, ["sm2", "p256"])
  func aNextKeyIsAnnouncedApprovedAndUsed(_ script: KitScript, _ suite: String) throws {
    let desk = try Desk(script, suite)
    _ = try script.keygen(suite, desk.scratch.path("next"))
    let publicKey = desk.scratch.path("next/public-\(suite).pem")
    let nextKey = desk.scratch.path("next/private-\(suite).pem")
    for wrong in [nextKey, desk.scratch.path("keys/public-\(suite).pem")] {
      #expect(
        try script.announce(wrong, key: desk.key, out: desk.out).status != 0, "\(wrong)")
    }
    let announced = try script.announce(publicKey, key: desk.key, out: desk.out)
    try #require(announced.status == 0, "\(announced.message)")
    #expect(announced.line.hasSuffix("TESTBANK-000000001"))
    #expect(try desk.bureau.deliver(announced.line).status == "ACCEPTED")
    try desk.bureau.approve(KeyFile.publicKey(publicKey))
    let counter = "counter-\(Bureau.bank)-\(Bureau.code)"
    try FileManager.default.copyItem(
      atPath: desk.scratch.path("keys/\(counter)"), toPath: desk.scratch.path("next/\(counter)"))
    try fill(desk.scratch.path("batch"), [loan(1)])
    let sealed = try script.seal(desk.scratch.path("batch"), key: nextKey, out: desk.out)
    #expect(sealed.line.hasSuffix("TESTBANK-000000002"), "\(sealed.message)")
    #expect(try desk.bureau.deliver(sealed.line).status == "ACCEPTED")
  }

  @Test(arguments: KitScript.all)
  func theBureausNextKeyIsShownWithItsFingerprint(_ script: KitScript) throws {
    let desk = try Desk(script, "sm2")
    let old = desk.bureauKey
    let rotation = try desk.bureau.office.rotateKey(
      .sm2, approvers: ["李批", "张准"], by: Bureau.clerk, now: Bureau.now)
    let sent = try #require(rotation.announcements.first).packageId
    let folder = "\(desk.bureau.path)/banks/\(Bureau.bank)/outbox/\(sent)"
    let opened = try script.run("verify", [folder], publicKey: old)
    #expect(opened.status == 0, "\(opened.message)")
    #expect(opened.text.contains(Fingerprint.grouped(rotation.new.keyId)), "\(opened.text)")
    let reply = try script.reply(folder, bureauKey: old, key: desk.key, out: desk.out)
    #expect(try desk.bureau.deliver(reply.line).status == "ACCEPTED")
    #expect(try desk.bureau.reply(to: sent)?.status == "ACCEPTED")
  }

  /// The codes that the scripts let pass are those that refuse.
  @Test func theCodesOfTheScriptsAreThoseOfTheTable() throws {
    let all = /P10\[1-6\].*X900/
    for text in [SiteAssets.BankKit.shellKit, SiteAssets.BankKit.pythonKit] {
      let found = try #require(String(decoding: text, as: UTF8.self).firstMatch(of: all))
      let pattern = try Regex("(?:\(String(found.0).filter { $0 != " " }))")
      for code in FindingCode.allCases {
        let passes = code.rawValue.wholeMatch(of: pattern) != nil
        #expect(passes == (code.severity == .reject), "\(code.rawValue)")
      }
      #expect("P107".wholeMatch(of: pattern) == nil)
    }
  }
}

extension Outcome {
  /// The only line of the output: where the package lies.
  fileprivate var line: String { text.trimmingCharacters(in: .newlines) }
}
