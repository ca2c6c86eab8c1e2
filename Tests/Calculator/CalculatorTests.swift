import Calculator
import Foundation
import Quantities
import Subsidy
import TestKit
import Testing

@Suite("The calculator of the browser")
struct CalculatorTests {
  private func answer(_ question: [Int64]) -> [Int64] {
    question.withUnsafeBufferPointer(Calculator.answer)
  }

  /// SUBSIDY §5, as questions: 270 days' worth of words is no easier to read than the table, so
  /// only days, eligible days, interest and subsidy of the first period are looked at.
  @Test(
    "worked figures",
    arguments: [
      // R4b: 200 000.00, LPR 3.65, r 5.15, 2023Q1 = 90 days.
      (
        "2022-09-01 2025-09-01 51500", [3, 15_000, 36_500, -1], 20_000_000, "2022-12-21 2023-03-21",
        [90, 90, 257_500, 150_000]
      ),
      // R5: 123 456.78, r 4.35, 92 days.
      (
        "2023-11-01 2026-11-01 43500", [4, 1, 2, 34_500, -1], 12_345_678, "2024-03-21 2024-06-21",
        [92, 92, 137_243, 68_621]
      ),
      // R2 steps: 100 000.00, r 6.31, 2019Q2: 50 days at 1, 42 at 2/3.
      (
        "2018-05-10 2021-05-10 63100", [1, 3, 1, 1, 2, 3, 1, 3, 43_100, -1], 10_000_000,
        "2019-03-21 2019-06-21", [92, 92, 161_256, 136_717]
      ),
    ] as [(String, [Int64], Int64, String, [Int64])])
  func worked(
    loan: String, rule: [Int64], balance: Int64, period: String, expected: [Int64]
  ) throws {
    func day(_ text: Substring) throws -> Int64 { Int64(try #require(Day(text)).number) }
    let words = loan.split(separator: " ")
    let (from, to) = (try day(words[0]), try day(words[1]))
    let range = try period.split(separator: " ").map(day)
    let rate = try #require(Int64(words[2]))
    let answer = answer(
      [1, from, to, 360, rate] + rule + [36, balance, 1, from, balance, 1, 1] + range)
    #expect(Array(answer.prefix(4)) == expected)
    #expect(answer.count == 5 + 8 * Int(answer[4]))
  }

  @Test("a question without sense has no answer")
  func nonsense() {
    for question in [[], [0], [3], [1], [2], [2, -1], [2, 1], [2, 0, 0], [.max, .min]] as [[Int64]]
    {
      #expect(answer(question).isEmpty, "\(question)")
    }
    #expect(answer([2, 0]) == [0, 0, 0, 0, 0])
  }

  @Test("WebAssembly answers as the native engine does", arguments: 1...4 as ClosedRange<UInt64>)
  func wasm(seed: UInt64) throws {
    guard let wasm = try WasmBuild.shared.get() else { return }
    var questions = Questions(seed: seed)
    let asked = (0..<2_000).map { _ in questions.next() }
    let folder = try ScratchFolder("calculator")
    try folder.write(
      "questions", Array((asked.map(line).joined(separator: "\n") + "\n").utf8))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("answer.mjs").path
    let outcome = try Command.run(
      "sh",
      ["-c", "exec node \"$1\" \"$2\" < \"$3\"", "sh", script, wasm, folder.path("questions")])
    try #require(outcome.status == 0, "\(outcome.message)")
    let answers = outcome.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(answers.count == asked.count)
    var answered = 0
    for (question, found) in zip(asked, answers) {
      let expected = answer(question)
      #expect(line(expected) == found, "seed \(seed): \(line(question))")
      if !expected.isEmpty { answered += 1 }
    }
    #expect(answered > 1_000 && answered < 2_000)
  }

  @Test("the module is a few tens of kB")
  func size() throws {
    guard let wasm = try WasmBuild.shared.get() else { return }
    let bytes = try FileManager.default.attributesOfItem(atPath: wasm)[.size] as? Int
    #expect((5_000...60_000).contains(try #require(bytes)))
  }

  private func line(_ words: [Int64]) -> String {
    words.map(String.init).joined(separator: " ")
  }
}

/// The module as this toolchain builds it, once for all tests; nil where it cannot, or where node
/// is missing, which one printed line says.
private enum WasmBuild {
  static let shared: Result<String?, any Error> = Result {
    guard try Command.run("node", ["--version"]).status == 0 else {
      print("WebAssembly not tried: no node on PATH")
      return nil
    }
    let root = try #require(PackageRoot.located)
    let out = root.appendingPathComponent(".build/wasm").path
    let outcome = try Command.run(
      root.appendingPathComponent("Sources/Calculator/wasm/build.sh").path,
      [root.appendingPathComponent("Sources").path, out])
    if outcome.status == 3 {
      print("WebAssembly not tried: \(outcome.message)")
      return nil
    }
    try #require(outcome.status == 0, "\(outcome.message)")
    return out + "/calculator.wasm"
  }
}
