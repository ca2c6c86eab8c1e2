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
      #expect(summary.cases == ConformanceCase.all.count && summary.receipts == 8)
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
      let own = try check.answer(package)
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
    for place in pack.cases("receipts") {
      let package = try pack.package(place)
      let expected = try pack.expected(place)
      let isTrusted = expected["trusted"] == .bool(true)
      let mail = try OpenMail(keys: [KeyFile.publicKey(keyFile)]).open(package)
      #expect((mail.key != nil && mail.findings.isEmpty) == isTrusted, "\(place)")
      for script in KitScript.all {
        let outcome = try script.run("verify", [package], publicKey: keyFile)
        #expect(outcome.status == (isTrusted ? 0 : 1), "\(place) \(script) \(outcome.message)")
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
      }
    }
  }
}

extension Finding {
  fileprivate var severityWord: String { code.severity.rawValue }
}
