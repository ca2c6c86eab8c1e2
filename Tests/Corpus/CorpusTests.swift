import BankExchange
import Foundation
import TestKit
import Testing

/// The hostile corpus: packages built by `sh` and `openssl`, none of them by our code, received
/// by the real command, each answered exactly as its folder says. EXCHANGE §4.
@Suite(.serialized) struct CorpusTests {
  /// Codes that no package can provoke.
  static let exceptions: [FindingCode: String] = [
    .internalFault: "no delivery makes the office itself fail"
  ]

  /// With this variable expectations are written instead of compared, and the tests fail.
  static let isRecording = ProcessInfo.processInfo.environment["MINGDAI_RECORD_CORPUS"] != nil

  @Test(arguments: CorpusCase.all)
  func isAnsweredAsExpected(_ one: CorpusCase) throws {
    guard case .success(let run) = CorpusRun.shared else {
      Issue.record("the corpus did not run: see theOfficeIsSound")
      return
    }
    let answer = try #require(run.answers[one])
    #expect(answer.isVerified, "a receipt that openssl does not verify")
    if one.code == CorpusCase.good {
      #expect(answer.statuses.allSatisfy { $0 == "ACCEPTED" } && !answer.statuses.isEmpty)
      #expect(answer.codes.isEmpty)
    } else {
      #expect(answer.codes.contains(one.code) || (one.code == "P101" && answer.quarantined > 0))
    }
    if Self.isRecording {
      try Data(answer.text.utf8).write(to: one.expectation)
      Issue.record("recorded \(one.testDescription)")
      return
    }
    #expect(answer.text == Self.expected(one))
  }

  @Test func everyCodeHasACase() {
    let provoked = Set(CorpusCase.all.map(\.code))
    for code in FindingCode.allCases where !provoked.contains(code.rawValue) {
      #expect(Self.exceptions[code] != nil, "no case for \(code.rawValue)")
    }
    for code in Self.exceptions.keys { #expect(!provoked.contains(code.rawValue)) }
    let known = Set(FindingCode.allCases.map(\.rawValue) + [CorpusCase.good])
    #expect(provoked.subtracting(known).isEmpty, "a folder that is no code")
  }

  /// Every file in the folders of the cases belongs to a case.
  @Test func nothingElseLiesThere() {
    let stems = Set(CorpusCase.known.map(\.testDescription))
    for file in FileManager.default.files(below: CorpusCase.folder.path) {
      let stem = String(file.prefix { $0 != "." })
      #expect(stems.contains(stem), "\(file) belongs to no case")
    }
  }

  @Test func theOfficeIsSound() throws {
    let run = try CorpusRun.shared.get()
    #expect(run.faults.isEmpty)
    #expect(run.leftInWork.isEmpty)
    #expect(!run.checks.isEmpty)
    for check in run.checks { #expect(check["ok"] == .bool(true), "\(check)") }
  }

  @Test func tableByCode() {
    guard case .success(let run) = CorpusRun.shared else { return }
    var lines = ["corpus: code  cases  as expected"]
    var total = (cases: 0, right: 0)
    for code in Set(CorpusCase.all.map(\.code)).sorted() {
      let cases = CorpusCase.all.filter { $0.code == code }
      let right = cases.filter { run.answers[$0]?.text == Self.expected($0) }.count
      total = (total.cases + cases.count, total.right + right)
      lines.append("corpus: \(code)  \(cases.count)  \(right)")
    }
    lines.append("corpus: all  \(total.cases)  \(total.right)")
    print(lines.joined(separator: "\n"))
    #expect(total.cases >= 100)
  }

  private static func expected(_ one: CorpusCase) -> String {
    (try? String(contentsOf: one.expectation, encoding: .utf8)) ?? "nothing is expected yet\n"
  }
}
