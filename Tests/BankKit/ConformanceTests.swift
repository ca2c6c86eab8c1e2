import BankExchange
import Foundation
import LoanBook
import Quantities
import Sealing
import TestKit
import Testing

@testable import BankKit

/// The conformance pack is replayed through the real office and through the bank's own check:
/// both must answer as the pack says, and both with the same words.
@Suite struct ConformanceTests {
  private struct Pack {
    let scratch: ScratchFolder
    let folder: String

    init(_ suite: Suite) throws {
      scratch = try ScratchFolder("pack")
      folder = scratch.path("pack")
      let summary = try ConformancePack.write(
        into: folder, bank: Bureau.bank, receiver: Bureau.code, suite: suite, now: Bureau.now)
      #expect(summary.cases == ConformanceCase.all.count && summary.receipts == 9)
      #expect(summary.replies == 8)
    }

    func cases(_ kind: String) -> [String] {
      FileManager.default.names("\(folder)/\(kind)").map { "\(folder)/\(kind)/\($0)" }
    }

    func package(_ place: String) throws -> String {
      let name = FileManager.default.names(place).first { $0 != "expected.json" }
      return place + "/" + (try #require(name))
    }

    func expected(_ place: String) throws -> JSONTree {
      try JSONTree(Array(Data(contentsOf: URL(fileURLWithPath: place + "/expected.json"))))
    }
  }

  @Test(arguments: Suite.allCases)
  func serverAndKitAnswerAsThePackSays(_ suite: Suite) throws {
    let pack = try Pack(suite)
    let key = try KeyFile.publicKey("\(pack.folder)/keys/public-\(suite.fileTag).pem")
    let bureau = try Bureau(pack.scratch, knows: key)
    let check = try Bureau.precheck([key])
    for place in pack.cases("cases") {
      let package = try pack.package(place)
      let delivery = try bureau.deliver(package)
      let receipt = try bureau.receipt(delivery.receipt)
      expect(receipt, try pack.expected(place), place)
      let own = try check.answer(package).receipt
      expect(own, try pack.expected(place), place)
      // The bureau's word on a duplicate names its earlier receipt, which the kit cannot know.
      if receipt.status != .duplicate { #expect(words(own) == words(receipt), "\(place)") }
    }
  }

  private func expect(_ receipt: Receipt, _ expected: JSONTree, _ place: String) {
    #expect(receipt.status.rawValue == expected["status"].text, "\(place) \(receipt)")
    if receipt.status != .duplicate {
      #expect(
        "\(receipt.accepted) \(receipt.refused)"
          == "\(expected["accepted"].text ?? "") \(expected["refused"].text ?? "")", "\(place)")
    }
    let findings = receipt.codes + receipt.records.flatMap(\.codes)
    let told = findings.map { "\($0.code.rawValue) \($0.severityWord) \($0.pointer ?? "null")" }
    let meant = expected["findings"].elements.map {
      "\($0["code"].text ?? "") \($0["severity"].text ?? "") \($0["pointer"].text ?? "null")"
    }
    #expect(told == meant, "\(place): \(findings)")
  }

  @Test func everyCodeIsShownOrSaidNotToBe() {
    let shown = Set(ConformanceCase.all.flatMap(\.findings).map(\.code))
    let notShown = Set(ConformancePack.notShown.map(\.code))
    #expect(shown.isDisjoint(with: notShown))
    #expect(shown.union(notShown) == Set(FindingCode.allCases))
  }

  @Test(arguments: Suite.allCases)
  func receiptsAreTrustedAsThePackSays(_ suite: Suite) throws {
    let pack = try Pack(suite)
    let keyFile = "\(pack.folder)/keys/bureau-\(suite.fileTag).pem"
    var heads = 0
    for place in pack.cases("receipts") {
      let package = try pack.package(place)
      let expected = try pack.expected(place)
      let kept = KeptCheckpoints(beside: keyFile).folder
      try? FileManager.default.removeItem(atPath: kept)
      let isTrusted = expected["trusted"] == .bool(true)
      let mail = try OpenMail(keys: [KeyFile.publicKey(keyFile)]).open(package)
      #expect((mail.key != nil && mail.findings.isEmpty) == isTrusted, "\(place)")
      for script in KitScript.all {
        let outcome = try script.run("verify", [package], publicKey: keyFile)
        #expect(outcome.status == (isTrusted ? 0 : 1), "\(place) \(script) \(outcome.message)")
        let files = FileManager.default.names(kept)
        #expect(
          try files.map { try String(contentsOfFile: "\(kept)/\($0)", encoding: .utf8) }
            == (expected["checkpoint"].text.map { [$0] } ?? []), "\(place) \(script)")
        if isTrusted {
          #expect(outcome.text.contains("结果 \(expected["status"].text ?? "")"), "\(outcome.text)")
          for code in expected["codes"].elements {
            #expect(outcome.text.contains("代码 \(code.text ?? "")"), "\(place) \(script)")
          }
        }
      }
      if isTrusted {
        let receipt = try #require(mail.reading?.receipt)
        #expect(receipt.status.rawValue == expected["status"].text)
        #expect(
          receipt.allCodes.map(\.rawValue) == expected["codes"].elements.compactMap(\.text))
        #expect(mail.checkpoint == expected["checkpoint"].text)
        heads += mail.checkpoint == nil ? 0 : 1
      }
    }
    #expect(heads == 1)
  }
}

extension ConformanceTests {
  /// The kit and the scripts answer packages of the bureau as the pack says; where the scripts
  /// refuse, they are given the code that the pack names.
  @Test(arguments: Suite.allCases)
  func packagesOfTheBureauAreAnsweredAsThePackSays(_ suite: Suite) throws {
    let pack = try Pack(suite)
    let keyFile = "\(pack.folder)/keys/bureau-\(suite.fileTag).pem"
    let key = "\(pack.folder)/keys/private-\(suite.fileTag).pem"
    let desk = try SealingDesk(
      keyFile: key, bank: Bureau.bank, now: Bureau.now, out: pack.scratch.path("out"))
    for place in pack.cases("replies") {
      let package = try pack.package(place)
      let expected = try pack.expected(place)
      let mail = try OpenMail(keys: [KeyFile.publicKey(keyFile)]).open(package)
      let before = FileManager.default.names(pack.scratch.path("out"))
      let code = expected["codes"][0].text
      if expected["status"] == .null {
        for verdict in [ReplyVerdict.accepted, .rejected([])] {
          #expect(throws: KitRefusal.self, "\(place)") { try desk.reply(to: mail, verdict) }
        }
      } else {
        let isAccepted = expected["status"].text == "ACCEPTED"
        let own = try desk.reply(to: mail, isAccepted ? .accepted : .rejected([]))
        try expect(own.package.path, expected, "\(place)")
        if !isAccepted {
          #expect(throws: KitRefusal.self, "\(place)") { try desk.reply(to: mail, .accepted) }
        }
      }
      for script in KitScript.all {
        let outcome = try script.reply(
          package, bureauKey: keyFile, key: key, out: pack.scratch.path("out"),
          refusal: code.map { [$0, "见说明"] } ?? [])
        if expected["status"] == .null {
          #expect(outcome.status == 1, "\(place) \(script) \(outcome)")
        } else {
          #expect(outcome.status == 0, "\(place) \(script) \(outcome.message)")
          try expect(
            outcome.text.trimmingCharacters(in: .newlines), expected, "\(place) \(script)")
        }
        // What is damaged is not accepted by them either.
        if code != nil {
          let blind = try script.reply(
            package, bureauKey: keyFile, key: key, out: pack.scratch.path("out"))
          #expect(blind.status == 1, "\(place) \(script)")
        }
      }
      let made = FileManager.default.names(pack.scratch.path("out")).count - before.count
      #expect(made == (expected["status"] == .null ? 0 : 1 + KitScript.all.count), "\(place)")
    }
  }

  private func expect(_ reply: String, _ expected: JSONTree, _ place: String) throws {
    let manifest = try JSONTree(
      Array(Data(contentsOf: URL(fileURLWithPath: reply + "/manifest.json"))))
    #expect(manifest["inReplyTo"] == expected["inReplyTo"], "\(place)")
    let receipt = manifest["receipt"]
    #expect(receipt["status"] == expected["status"], "\(place)")
    #expect(
      receipt["codes"].elements.compactMap { $0["code"].text }
        == expected["codes"].elements.compactMap(\.text), "\(place)")
  }
}

extension Finding {
  fileprivate var severityWord: String { code.severity.rawValue }
}
