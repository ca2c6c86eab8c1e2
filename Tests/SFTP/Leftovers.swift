import Foundation
import TestKit

/// What a run of these tests puts into the system, and its removal.
enum Leftovers {
  /// In front of the process number in every name.
  static let mark = "mdtest-"
  static let place = "/run"

  /// Removes what processes left that are no more.
  static func clear() throws {
    let seen = accounts("passwd") + accounts("group") + FileManager.default.names(place)
    let marks = Set(seen.compactMap(number(in:)))
    for number in marks where !FileManager.default.fileExists(atPath: "/proc/\(number)") {
      try remove(mark: "\(mark)\(number)")
    }
  }

  /// Removes daemon, mounts, folder, accounts and groups of one run.
  static func remove(mark: String) throws {
    let root = "\(place)/\(mark)"
    endDaemon(root)
    for mount in mounts(below: root) { try demand("umount", ["--lazy", mount]) }
    try demand("rm", ["-rf", "--one-file-system", root])
    for account in accounts("passwd") where account.hasPrefix(mark + "-") {
      try removeAccount(account)
    }
    for group in accounts("group") where group.hasPrefix(mark + "-") {
      try demand("groupdel", [group])
    }
  }

  /// Its last sessions end a moment after their clients; until then the account is in use.
  private static func removeAccount(_ account: String) throws {
    for _ in 0..<200 {
      if try Command.run("userdel", [account]).status == 0 { return }
      usleep(50_000)
    }
    try demand("userdel", [account])
  }

  /// Ends a daemon that outlived its test: only one whose command line names the folder.
  private static func endDaemon(_ root: String) {
    guard let text = try? String(contentsOfFile: root + "/sshd.pid", encoding: .utf8),
      let number = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), number > 1,
      let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline"),
      String(decoding: line, as: UTF8.self).contains(root + "/sshd_config")
    else { return }
    kill(number, SIGTERM)
  }

  private static func number(in name: String) -> String? {
    guard name.hasPrefix(mark) else { return nil }
    let digits = name.dropFirst(mark.count).prefix { $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }

  private static func accounts(_ database: String) -> [String] {
    let text = (try? String(contentsOfFile: "/etc/\(database)", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap {
      $0.split(separator: ":").first.map(String.init)
    }
  }

  private static func mounts(below root: String) -> [String] {
    let text = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.count > 1 && words[1].hasPrefix(root + "/") ? String(words[1]) : nil
    }
  }

  private static func demand(_ program: String, _ arguments: [String]) throws {
    let outcome = try Command.run(program, arguments)
    guard outcome.status == 0 else {
      throw CommandFailed(what: "\(program) \(arguments)", message: outcome.message)
    }
  }
}
