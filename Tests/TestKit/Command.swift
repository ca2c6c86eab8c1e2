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
    try start(program, arguments, in: folder, environment: environment).finish()
  }

  /// Starts a program and does not wait for it. Its output goes into files, so that no pipe can
  /// fill up while nobody reads.
  ///
  /// By posix_spawn, since Foundation's Process now and then misses the end of a child when many
  /// are started from many threads.
  public static func start(
    _ program: String, _ arguments: [String], in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> RunningCommand {
    let output = try ScratchFolder("run")
    var words = ["env"]
    if let folder { words += ["-C", folder.path] }
    words += environment.map { "\($0)=\($1)" } + [program] + arguments
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), "out"), (2, "err")] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, output.path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var argv = words.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var number: pid_t = 0
    let failure = posix_spawn(&number, "/usr/bin/env", &actions, nil, &argv, environ)
    guard failure == 0 else {
      throw CommandFailed(
        what: "\(program) \(arguments)", message: String(cString: strerror(failure)))
    }
    return RunningCommand(number: number, folder: output)
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

/// A program that was started. Wait for it with ``finish()``, once.
public final class RunningCommand {
  /// The process number.
  public let number: pid_t
  private let folder: ScratchFolder
  private var isWaitedFor = false

  init(number: pid_t, folder: ScratchFolder) {
    self.number = number
    self.folder = folder
  }

  /// Ends it at once, as a power cut would (SIGKILL).
  public func kill() { Foundation.kill(number, SIGKILL) }

  /// A child that nobody waits for would keep exit tests, which wait for any, waiting for ever.
  deinit {
    guard !isWaitedFor else { return }
    kill()
    while waitpid(number, nil, 0) < 0 && errno == EINTR {}
  }

  /// Waits for its end.
  public func finish() throws -> Outcome {
    isWaitedFor = true
    var raw: Int32 = 0
    while waitpid(number, &raw, 0) < 0 {
      guard errno == EINTR else {
        throw CommandFailed(what: "waitpid", message: String(cString: strerror(errno)))
      }
    }
    let signal = raw & 0x7F
    return Outcome(
      status: signal == 0 ? (raw >> 8) & 0xFF : 128 + signal, output: try folder.bytes("out"),
      errors: try folder.bytes("err"))
  }
}
