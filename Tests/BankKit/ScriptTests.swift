import BankExchange
import BankKit
import Foundation
import Sealing
import TestKit
import Testing

/// The kits without our binary: what they make is accepted by the real office, and they read its
/// real receipts.
@Suite struct ScriptTests {
  @Test(arguments: KitScript.all, ["sm2", "p256"])
  func packagesAreAcceptedAndReceiptsVerified(_ script: KitScript, _ suite: String) throws {
    let scratch = try ScratchFolder("script")
    let made = try script.keygen(suite, scratch.path("keys"))
    #expect(made.status == 0, "\(made.message)")
    let key = try KeyFile.publicKey(scratch.path("keys/public-\(suite).pem"))
    #expect(made.text.contains(key.fingerprint))
    let mode = try FileManager.default
      .attributesOfItem(atPath: scratch.path("keys/private-\(suite).pem"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try script.keygen(suite, scratch.path("keys")).status == 64)
    let bureau = try Bureau(scratch, knows: key)
    for number in 1...2 {
      let folder = scratch.path("batch\(number)")
      var records = [loan(2 * number), loan(2 * number + 1)]
      records[0] = records[0].replacing(
        "\"type\": ", "\"attachments\": [\"a0001.pdf\"], \"type\": ")
      // The control total is not to be fooled by names, escapes and amounts of other records.
      records.append(
        RecordText(
          """
          {"recordId": "HK-\(number)", "version": 1, "action": "CREATE", "type": "REPAYMENT", \
          "noteNo": "JJ-2", "on": "2025-12-0\(number)", "principal": "1.00"}
          """))
      records[1] = records[1].replacing("示例项目", "\\\"amount\\\": \\\"9.99\\\" {[,]} \\\\")
      try fill(folder, records, [("a0001.pdf", Array("%PDF-1.4".utf8))])
      let sealed = try script.seal(
        folder, key: scratch.path("keys/private-\(suite).pem"), out: scratch.path("out"))
      #expect(sealed.status == 0, "\(sealed.message)")
      let package = scratch.path("out/TESTBANK-00000000\(number)")
      #expect(sealed.text.contains(package))
      let delivery = try bureau.deliver(package)
      let receipt = try bureau.receipt(delivery.receipt)
      #expect(receipt.status == .accepted, "\(receipt)")
      let file = try #require(bureau.keyFiles().first { $0.contains("-\(suite)-") })
      let opened = try script.run("verify", [delivery.receipt], publicKey: file)
      #expect(opened.status == 0 && opened.text.contains("结果 ACCEPTED"), "\(opened)")
    }
  }

  @Test(arguments: KitScript.all)
  func whatCannotBeSealedIsRefused(_ script: KitScript) throws {
    let scratch = try ScratchFolder("script")
    _ = try script.keygen("sm2", scratch.path("keys"))
    let key = scratch.path("keys/private-sm2.pem")
    let rows: [(String, Int32, [(String, [UInt8])])] = [
      ("a name in Chinese", 1, [("身份证.jpg", [1])]),
      ("an unknown extension", 1, [("a0001.exe", [1])]),
      ("a manifest of its own", 1, [("manifest.json", [1])]),
    ]
    for (what, status, attachments) in rows {
      let folder = scratch.path(what)
      try fill(folder, [loan(1)], attachments)
      let outcome = try script.seal(folder, key: key, out: scratch.path("out"))
      #expect(outcome.status == status, "\(what): \(outcome)")
    }
    let folder = scratch.path("good")
    try fill(folder, [loan(1)])
    #expect(try script.seal(folder, key: scratch.path("none"), out: "x").status != 0)
    #expect(try script.seal(folder, key: key, out: "x", bank: "lower").status == 64)
    #expect(try script.seal(scratch.path("keys"), key: key, out: "x").status == 64)
    // Nothing lies about, no number was used.
    #expect(FileManager.default.names(scratch.path("out")).isEmpty)
    #expect(try script.seal(folder, key: key, out: scratch.path("out")).status == 0)
    #expect(FileManager.default.names(scratch.path("out")) == ["TESTBANK-000000001"])
    #expect(try script.run(["nothing"]).status == 64)
  }

  /// Numbers are used once, whichever kit takes them.
  @Test func theKitsShareOneCounter() throws {
    let scratch = try ScratchFolder("script")
    let pair = try BankKeyPair.make(.p256, in: scratch.path("keys"))
    try fill(scratch.path("batch"), [loan(1)])
    for script in KitScript.all + KitScript.all {
      _ = try script.seal(
        scratch.path("batch"), key: pair.privateKeyFile, out: scratch.path("out"))
    }
    let counter = PackageCounter(
      beside: pair.privateKeyFile, from: Bureau.bank, to: Bureau.code)
    let count = 2 * KitScript.all.count
    #expect(FileManager.default.names(scratch.path("out")).count == count)
    #expect(try counter.next() == count + 1)
  }
}
