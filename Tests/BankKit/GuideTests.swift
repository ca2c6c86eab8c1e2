import BankExchange
import BankKit
import Foundation
import TestKit
import Testing

/// docs/银行接入指南.md says of every code and every table what the program does.
@Suite(.serialized) struct GuideTests {
  private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/银行接入指南.md").standardizedFileURL

  /// `MINGDAI_RECORD=1` writes the sections anew, and fails the run.
  @Test(arguments: GuideSection.allCases)
  func generatedSectionsAreFresh(_ section: GuideSection) throws {
    let document = try String(contentsOf: Self.path, encoding: .utf8)
    let renewed = try #require(section.renewed(in: document), "no place for \(section)")
    if ProcessInfo.processInfo.environment["MINGDAI_RECORD"] == "1" {
      try Data(renewed.utf8).write(to: Self.path)
      Issue.record("recorded \(section); run again without MINGDAI_RECORD")
    } else {
      #expect(renewed == document, "\(section): record it with MINGDAI_RECORD=1")
    }
  }

  @Test(arguments: FindingCode.allCases)
  func everyCodeHasMeaningExampleAndRemedy(_ code: FindingCode) {
    let guide = CodeGuide.of(code)
    for text in [guide.meaning, guide.example, guide.remedy] {
      #expect(text.count >= 4 && !text.contains("|") && !text.contains("\n"), "\(code): \(text)")
    }
    #expect(GuideSection.codes.text.contains("| \(code.rawValue) | \(code.severity.rawValue) |"))
  }

  /// Two codes never say the same: a copy that was not finished.
  @Test func noTwoCodesMeanTheSame() {
    let meanings = FindingCode.allCases.map { CodeGuide.of($0).meaning }
    #expect(Set(meanings).count == meanings.count)
  }

  /// Commands in the guide are commands there are.
  @Test func everyKitCommandOfTheGuideExists() throws {
    let document = try String(contentsOf: Self.path, encoding: .utf8)
    let verbs = Set(document.matches(of: /mingdai kit ([a-z]+)/).map { String($0.1) })
    #expect(verbs.isSuperset(of: ["keygen", "template", "seal", "check", "open", "conformance"]))
    for verb in verbs {
      let outcome = try Command.run(Command.mingdai, ["kit", verb, "--help"])
      #expect(outcome.status == 0 && outcome.text.contains("mingdai kit \(verb)"), "\(verb)")
    }
  }
}
