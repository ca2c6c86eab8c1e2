import Foundation
import TestKit

/// breaking-disk.c, compiled: commands that run with it meet a disk that
/// breaks at a chosen call, or are killed there.
final class BreakingDisk {
  /// What happens at the chosen call.
  enum Break {
    /// SIGKILL; of a write half has happened.
    case kill
    /// It fails with an errno, once or from then on.
    case fail(Int32, lasts: Bool)
  }

  private let scratch: ScratchFolder
  private let library: String

  init() throws {
    scratch = try ScratchFolder("breaking-disk")
    library = scratch.path("breaking-disk.so")
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("breaking-disk.c").path
    for compiler in ["clang", "cc", "gcc"] {
      let outcome = try Command.run(
        compiler, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
      if outcome.status == 0 { return }
      if outcome.status != 127 {
        throw CommandFailed(what: compiler, message: outcome.message)
      }
    }
    throw CommandFailed(what: "breaking-disk.c", message: "no C compiler")
  }

  /// Runs a command that breaks at a call, counted from 1.
  func run(
    _ arguments: [String], office: String, at call: Int, _ how: Break
  ) throws -> Outcome {
    var environment = [
      "MINGDAI_OFFICE": office, "LD_PRELOAD": library, "BREAK_AT": "\(call)",
    ]
    switch how {
    case .kill: environment["BREAK_HOW"] = "kill"
    case .fail(let number, let lasts):
      environment["BREAK_HOW"] = "\(number)"
      if lasts { environment["BREAK_LASTS"] = "1" }
    }
    return try Command.run(Command.mingdai, arguments, environment: environment)
  }

  /// Runs a command to its end; gives how many calls it makes that change something.
  func count(_ arguments: [String], office: String) throws -> (Outcome, calls: Int) {
    let file = scratch.path("count-\(UUID().uuidString)")
    let outcome = try Command.run(
      Command.mingdai, arguments,
      environment: [
        "MINGDAI_OFFICE": office, "LD_PRELOAD": library, "BREAK_COUNT": file,
      ])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    return (outcome, Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0)
  }
}
