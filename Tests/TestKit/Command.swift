public import Foundation

/// A program that ran to its end, with everything it said.
public struct Outcome: Sendable {
  /// The exit code; 128 + the signal when one ended it, as a shell tells it.
  public let status: Int32
  /// Standard output.
  public let output: [UInt8]
  /// Standard error.
  public let errors: [UInt8]

  /// Standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var message: String { String(decoding: errors, as: UTF8.self) }
}

/// Runs programs as a person at a shell would.
public enum Command {
  /// Starts a program and waits for it. `environment` is added to the test's own.
  public static func run(
    _ program: String, _ arguments: [String], in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = try start(program, arguments, in: folder, environment: environment)
    return try process.finish()
  }

  /// Starts a program and does not wait for it. Its output goes into files, so that no pipe can
  /// fill up while nobody reads.
  public static func start(
    _ program: String, _ arguments: [String], in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> RunningCommand {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: program.hasPrefix("/") ? program : "/usr/bin/env")
    process.arguments = program.hasPrefix("/") ? arguments : [program] + arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let running = try RunningCommand(process)
    try process.run()
    return running
  }

  /// The built `mingdai` that belongs to this test run: it lies beside the test bundle.
  public static let mingdai: String = {
    let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("mingdai").path
    precondition(
      FileManager.default.isExecutableFile(atPath: beside), "no mingdai beside the test bundle")
    return beside
  }()
}

/// A program that was started.
public final class RunningCommand {
  private let process: Process
  private let folder: ScratchFolder
  private let output: FileHandle
  private let errors: FileHandle

  fileprivate init(_ process: Process) throws {
    self.process = process
    folder = try ScratchFolder("run")
    try folder.write("out", "")
    try folder.write("err", "")
    output = try FileHandle(forWritingTo: folder.url("out"))
    errors = try FileHandle(forWritingTo: folder.url("err"))
    process.standardOutput = output
    process.standardError = errors
  }

  /// The process number.
  public var number: Int32 { process.processIdentifier }

  /// Ends it at once, as a power cut would (SIGKILL).
  public func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// Waits for its end.
  public func finish() throws -> Outcome {
    process.waitUntilExit()
    try output.close()
    try errors.close()
    let signalled = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: process.terminationStatus + (signalled ? 128 : 0), output: try folder.bytes("out"),
      errors: try folder.bytes("err"))
  }
}
