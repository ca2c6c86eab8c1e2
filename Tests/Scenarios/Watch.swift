import Foundation
import TestKit
import Testing

/// A running `receive --watch`. It never outlives its test.
final class Watch {
  private let process: RunningCommand
  private let log: ScratchFolder
  private var hasEnded = false

  var number: pid_t { process.number }

  init(
    _ office: OfficeDesk, poll: Int, format: String = "json", _ arguments: [String] = []
  ) throws {
    // By a shell that becomes the command, for its output to be read while it runs.
    log = try ScratchFolder("watch")
    process = try Command.start(
      "sh",
      [
        "-c", "out=$1; shift; exec \"$@\" > \"$out\"", "sh", log.path("out"), Command.mingdai,
        "receive", "--watch", "--poll", String(poll), "--format", format, "--now", WatchTests.now,
      ] + arguments, environment: ["MINGDAI_OFFICE": office.path])
  }

  deinit {
    guard !hasEnded else { return }
    process.kill()
    _ = try? process.finish()
  }

  /// Waits until it is at its post.
  func begun() throws { try tells("begun") }

  /// Waits until it has told something.
  func tells(_ event: String) throws {
    try eventually(event) { try said().contains("\"event\":\"\(event)\"") }
  }

  /// Asks it to end and waits for it; every line of its output as a document.
  func stop(_ signal: Int32 = SIGTERM) throws -> (end: End, lines: [JSONTree]) {
    Foundation.kill(process.number, signal)
    let end = try finish()
    guard end.text.hasPrefix("{") else { return (end, []) }
    return (end, try end.text.split(separator: "\n").map { try JSONTree(Array($0.utf8)) })
  }

  /// Ends it as a power cut would.
  func kill() throws {
    process.kill()
    _ = try finish()
  }

  /// How it ended, and what it said to the end.
  struct End {
    let status: Int32
    let text: String
    let message: String
  }

  private func finish() throws -> End {
    let outcome = try process.finish()
    hasEnded = true
    return End(status: outcome.status, text: try said(), message: outcome.message)
  }

  private func said() throws -> String {
    guard FileManager.default.fileExists(atPath: log.path("out")) else { return "" }
    return String(decoding: try log.bytes("out"), as: UTF8.self)
  }
}

/// Waits for something that must come; two minutes are patience, not a measure.
func eventually(
  _ what: String, _ place: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) throws {
  for _ in 0..<2400 {
    if try condition() { return }
    usleep(50_000)
  }
  try #require(try condition(), "never: \(what)", sourceLocation: place)
}
