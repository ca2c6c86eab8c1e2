import Foundation
import Quantities
import Subsidy
import Testing

/// The same sources as Embedded Swift for WebAssembly, in a real engine: the worked figures must
/// come out of the browser's calculator as they come out of a settlement.
@Suite("WebAssembly: the worked figures in the browser's arithmetic")
struct WasmTests {
  @Test func workedFigures() throws {
    let tools = ["swiftc", "clang", "wasm-ld", "node"]
    let missing = tools.filter { tool(named: $0) == nil }
    guard missing.isEmpty else {
      print("WebAssembly not tried: \(missing.joined(separator: ", ")) not on PATH")
      return
    }
    guard let target = try? run("swiftc", ["-print-target-info", "-target", triple]),
      target.status == 0, hasEmbeddedLibrary(target.output)
    else {
      print("WebAssembly not tried: this toolchain has no embedded library for \(triple)")
      return
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mingdai-wasm-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let wasm = here.appendingPathComponent("Wasm")
    let sources = here.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")

    let build = try run(
      "sh", [wasm.appendingPathComponent("build.sh").path, sources.path, folder.path])
    try #require(build.status == 0, "\(build.output)")
    let lines = WorkedFigure.table.map(\.wasmArguments).joined(separator: "\n")
    let result = try run(
      "node",
      [
        wasm.appendingPathComponent("run.mjs").path,
        folder.appendingPathComponent("subsidy.wasm").path,
      ], input: lines)
    try #require(result.status == 0, "\(result.output)")
    let figures = result.output.split(separator: "\n").map(String.init)
    #expect(figures == WorkedFigure.table.map(\.wasmFigures))
  }

  private let triple = "wasm32-unknown-none-wasm"

  /// The toolchain answers with its resource folder; Embedded Swift lives in `embedded` there.
  private func hasEmbeddedLibrary(_ info: String) -> Bool {
    guard let key = info.range(of: "\"runtimeResourcePath\": \"") else { return false }
    let folder = info[key.upperBound...].prefix { $0 != "\"" }
    return FileManager.default.fileExists(
      atPath: folder + "/embedded/Swift.swiftmodule/\(triple).swiftmodule")
  }

  private func tool(named name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { $0 + "/" + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private func run(
    _ name: String, _ arguments: [String], input: String = ""
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(tool(named: name)))
    process.arguments = arguments
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stdout
    try process.run()
    stdin.fileHandleForWriting.write(Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

extension WorkedFigure {
  /// A line for Wasm/run.mjs.
  fileprivate var wasmArguments: String {
    let numbers: [Int64] = [
      Int64(rule), Fen.of(balance).value, Fen.of(cap).value, Int64(Rate.of(rate).ppm),
      Int64(Rate.of(lpr).ppm), Int64(Day.of(disbursedOn).number), Int64(Day.of(dueOn).number),
      Int64(group.from.number), Int64(group.to.number),
    ]
    return numbers.map(String.init).joined(separator: " ")
  }

  fileprivate var wasmFigures: String {
    [expected.interest, expected.subsidy, expected.borrower]
      .map { String(Fen.of($0).value) }.joined(separator: " ")
  }
}
