import BankKit
import Foundation
import Quantities
import SiteAssets
import TestKit
import Testing

/// A kit without our binary, run as a bank runs it: the shell script by the system's own small
/// shell, the Python example by whatever `python3` there is.
enum KitScript: CaseIterable, Sendable, CustomStringConvertible {
  case shell, python

  /// Both, or the shell alone where there is no Python.
  static let all: [KitScript] = allCases.filter { script in
    if script == .shell { return true }
    let found = (try? Command.run("python3", ["--version"]))?.status == 0
    if !found { print("no python3 here: the Python example is not run") }
    return found
  }

  var description: String { self == .shell ? "mingdai-kit.sh" : "mingdai_kit.py" }

  /// The shell script runs under `dash` where there is one: it must not lean on more than POSIX.
  private static let smallShell =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/dash") ? "/usr/bin/dash" : "/bin/sh"

  /// Runs the script as it is embedded in the program.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    let scratch = try ScratchFolder("script-file")
    try scratch.write(
      description, self == .shell ? SiteAssets.BankKit.shellKit : SiteAssets.BankKit.pythonKit)
    return try Command.run(
      self == .shell ? Self.smallShell : "python3", [scratch.path(description)] + arguments,
      environment: environment)
  }

  func run(_ verb: String, _ arguments: [String], publicKey: String) throws -> Outcome {
    try run(
      [verb] + arguments + (self == .shell ? [publicKey] : ["--public-key", publicKey]))
  }

  func keygen(_ suite: String, _ folder: String) throws -> Outcome {
    try run(
      self == .shell ? ["keygen", suite, folder] : ["keygen", "--suite", suite, "--out", folder])
  }

  /// The bank's receipt for a package of the bureau; with a code and a reason it refuses it.
  func reply(
    _ package: String, bureauKey: String, key: String, out: String, bank: String = "TESTBANK",
    refusal: [String] = []
  ) throws -> Outcome {
    try run(
      self == .shell
        ? ["reply", package, bureauKey, key, bank, out] + refusal
        : [
          "reply", package, "--public-key", bureauKey, "--key", key, "--bank", bank, "--out", out,
        ] + zip(["--code", "--reason"], refusal).flatMap { [$0, $1] },
      environment: Self.now)
  }

  func announce(_ publicKey: String, key: String, out: String) throws -> Outcome {
    try run(
      self == .shell
        ? ["announce", publicKey, key, "TESTBANK", "TESTBUREAU", out]
        : [
          "announce", publicKey, "--key", key, "--bank", "TESTBANK", "--receiver", "TESTBUREAU",
          "--out", out,
        ], environment: Self.now)
  }

  private static let now = ["MINGDAI_NOW": Bureau.now.description]

  func seal(
    _ folder: String, key: String, out: String, bank: String = "TESTBANK",
    receiver: String = "TESTBUREAU"
  ) throws -> Outcome {
    try run(
      self == .shell
        ? ["seal", folder, key, bank, receiver, out]
        : [
          "seal", folder, "--key", key, "--bank", bank, "--receiver", receiver, "--out", out,
        ], environment: Self.now)
  }
}
