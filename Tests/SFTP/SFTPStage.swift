import Foundation
import TestKit
import Testing

/// A real sshd on a loopback port with the rules of `deploy/sshd`, two banks locked into their
/// trays, and an office behind them that belongs to an account of its own.
///
/// Accounts, mounts and the folder carry this process's number and are gone after ``run(disk:_:)``;
/// what a killed run left behind is cleared by the next one.
final class SFTPStage {
  static let officeCode = "ZEZHOU"

  /// A bank with its account and its SSH key.
  struct Guest {
    let desk: BankDesk
    let user: String
    var code: String { desk.code }
    var sshKey: String { desk.folder.path("ssh") }
  }

  /// Not below the temporary folder: sshd wants every folder on the way to be root's alone.
  let root = "\(Leftovers.place)/\(Leftovers.mark)\(getpid())"
  let prefix = "\(Leftovers.mark)\(getpid())-"
  let first: Guest
  let second: Guest
  /// Options of a small disk for each bank's tray; nil for none.
  private let disk: String?
  private(set) var port: UInt16 = 0
  private var daemon: RunningCommand?

  var banks: String { root + "/banks" }
  var service: String { prefix + "svc" }

  private init(disk: String?) throws {
    self.disk = disk
    first = Guest(desk: try BankDesk("AABANK", .sm2), user: prefix + "aabank")
    second = Guest(desk: try BankDesk("BBBANK", .p256), user: prefix + "bbbank")
  }

  /// Sets the stage, runs the play, and clears everything away.
  static func run(disk: String? = nil, _ play: (SFTPStage) throws -> Void) throws {
    try Leftovers.clear()
    let stage = try SFTPStage(disk: disk)
    defer { stage.close() }
    try stage.open()
    try play(stage)
  }

  /// Whether the accounts, chroots and the daemon can be had; one line says why not.
  static let isPossible: Bool = {
    let problem =
      geteuid() != 0
      ? "root is needed to make accounts and chroots"
      : FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd")
        ? nil : "no /usr/sbin/sshd; run deploy/requirements.sh test"
    if let problem { print("sftp: \(problem); nothing of SFTP is tried") }
    return problem == nil
  }()

  /// Whether disks can be mounted (CAP_SYS_ADMIN, number 21), which a container's root may not.
  static let canMount: Bool = {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    let held = line.flatMap { UInt64($0.dropFirst(7).drop { $0.isWhitespace }, radix: 16) } ?? 0
    let isHeld = held >> 21 & 1 == 1
    if isPossible && !isHeld { print("sftp: no disk can be mounted; no quota is filled") }
    return isPossible && isHeld
  }()

  private func open() throws {
    for folder in ["", "/rules", "/bin"] {
      try demand("install", ["-d", "-m", "0755", root + folder])
    }
    try demand("cp", [Command.mingdai, root + "/bin/mingdai"])
    try trays(["setup"])
    for guest in [first, second] {
      if let disk {
        try demand("install", ["-d", "-m", "0755", tray(guest)])
        let options = "mode=0755,nosuid,nodev,noexec,\(disk)"
        try demand("mount", ["-t", "tmpfs", "-o", options, "mdtest", tray(guest)])
      }
      try demand(
        "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", guest.code, "-f", guest.sshKey])
      try trays(["add", guest.code, guest.sshKey + ".pub"])
    }
    try foundOffice()
    try startDaemon()
  }

  private func foundOffice() throws {
    try must(
      mingdai([
        "init", "--code", Self.officeCode, "--county", "140525", "--name", "泽州县人力资源和社会保障局",
        "--demo",
      ]))
    let settings = URL(fileURLWithPath: office + "/mingdai.json")
    let text = try String(decoding: Data(contentsOf: settings), as: UTF8.self)
    let member = "\"exchange\": "
    let parts = text.components(separatedBy: member + "\"banks\"")
    try #require(parts.count == 2, "\(text)")
    // Written over, not replaced: the file stays the service's.
    let file = try FileHandle(forWritingTo: settings)
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(parts.joined(separator: member + "\"\(banks)\"").utf8))
    try file.close()
    for guest in [first, second] {
      let key = root + "/\(guest.code).pem"
      try demand("install", ["-m", "0644", guest.desk.publicKey, key])
      // The trays are there, so this needs no capability.
      try must(
        mingdai([
          "bank", "add", guest.code, "--name", "示例银行", "--public-key", key, "--approve", "李批",
          "--approve", "张准",
        ]))
    }
  }

  // MARK: The daemon

  /// As Debian's sshd_config has it, with a port and a host key of its own. Without PAM, so that
  /// sshd itself judges whether an account is locked.
  private var daemonSettings: String {
    """
    Include \(root)/rules/*.conf
    ListenAddress 127.0.0.1
    Port \(port)
    HostKey \(root)/host
    PidFile \(root)/sshd.pid
    UsePAM no
    PasswordAuthentication yes
    X11Forwarding yes
    AcceptEnv LANG LC_*
    Subsystem sftp /usr/lib/openssh/sftp-server

    """
  }

  private func startDaemon() throws {
    try demand("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", root + "/host"])
    // sshd's own empty chroot, which the system's service would have made.
    try demand("install", ["-d", "-m", "0755", "/run/sshd"])
    for _ in 0..<5 {
      port = try freePort()
      try daemonSettings.write(toFile: root + "/sshd_config", atomically: true, encoding: .utf8)
      let hostKey = try String(contentsOfFile: root + "/host.pub", encoding: .utf8)
      try "[127.0.0.1]:\(port) \(hostKey)"
        .write(toFile: root + "/known_hosts", atomically: true, encoding: .utf8)
      let started = try Command.start(
        "/usr/sbin/sshd", ["-D", "-f", root + "/sshd_config", "-E", root + "/sshd.log"])
      for _ in 0..<2400 where !FileManager.default.fileExists(atPath: root + "/sshd.pid") {
        usleep(25_000)
      }
      // The number is written once it listens; without one the port was lost to somebody else.
      if FileManager.default.fileExists(atPath: root + "/sshd.pid") {
        daemon = started
        return
      }
      kill(started.number, SIGTERM)
      _ = try started.finish()
    }
    throw CommandFailed(what: "sshd", message: log)
  }

  /// What sshd said, for failures.
  var log: String { (try? String(contentsOfFile: root + "/sshd.log", encoding: .utf8)) ?? "" }

  private func freePort() throws -> UInt16 {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Foundation.close(probe) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(probe, $0, length) == 0 && getsockname(probe, $0, &length) == 0
      }
    }
    try #require(isBound)
    return UInt16(bigEndian: address.sin_port)
  }

  // MARK: The end

  private func close() {
    do {
      if let daemon {
        kill(daemon.number, SIGTERM)
        _ = try daemon.finish()
      }
      try Leftovers.remove(mark: "\(Leftovers.mark)\(getpid())")
    } catch {
      Issue.record("left behind at \(root): \(error)")
    }
  }
}

// MARK: The office

extension SFTPStage {
  var office: String { root + "/home/office" }

  func tray(_ guest: Guest) -> String { "\(banks)/\(guest.code)" }

  /// `deploy/sshd/trays.sh` with this stage's names.
  @discardableResult
  func trays(_ arguments: [String], status: Int32 = 0) throws -> Outcome {
    let package = try #require(PackageRoot.located)
    let outcome = try Command.run(
      "sh", [package.appendingPathComponent("deploy/sshd/trays.sh").path] + arguments,
      environment: [
        "MINGDAI_BANKS": banks, "MINGDAI_SERVICE": service,
        "MINGDAI_SERVICE_HOME": root + "/home", "MINGDAI_BANK_GROUP": prefix + "banks",
        "MINGDAI_BANK_PREFIX": prefix, "MINGDAI_AUTHORIZED_KEYS": root + "/authorized_keys",
        "MINGDAI_SSHD_RULES": root + "/rules/10-mingdai.conf",
      ])
    try #require(
      outcome.status == status, "trays.sh \(arguments): \(outcome.text)\(outcome.message)")
    return outcome
  }

  /// Runs the command as the service's account without any capability or, as
  /// `deploy/mingdai-receive.service` gives it, with CAP_DAC_OVERRIDE and no other.
  func mingdai(_ arguments: [String], overridesModes: Bool = false) throws -> Outcome {
    let set = overridesModes ? "-all,+dac_override" : "-all"
    return try Command.run(
      "setpriv",
      [
        "--reuid", service, "--regid", service, "--clear-groups", "--no-new-privs",
        "--inh-caps", set, "--ambient-caps", set, "--bounding-set", set,
        root + "/bin/mingdai",
      ] + arguments,
      in: URL(fileURLWithPath: root),
      environment: ["MINGDAI_OFFICE": office, "HOME": root + "/home"])
  }

  /// `receive` as the unit runs it.
  func receive(status: Int32 = 0, _ place: SourceLocation = #_sourceLocation) throws -> JSONTree {
    let outcome = try mingdai(["receive", "--format", "json"], overridesModes: true)
    try #require(
      outcome.status == status, "\(outcome.text)\(outcome.message)", sourceLocation: place)
    return try JSONTree(outcome.output)
  }

  /// Everything on the banks' side: names, kinds, owners, modes, numbers of links, contents.
  func everything() throws -> String {
    try must(
      Command.run(
        "sh",
        [
          "-c",
          """
          cd "$1" && find . -printf '%p %y %u:%g %m\\n' | sort
          find . -type f -printf '%p %n %s\\n' | sort
          find . -type f -exec sha256sum {} + | sort
          """, "sh", banks,
        ])
    ).text
  }

  @discardableResult
  func must(_ outcome: Outcome, _ place: SourceLocation = #_sourceLocation) throws -> Outcome {
    try #require(
      outcome.status == 0, "\(outcome.text)\(outcome.message)", sourceLocation: place)
    return outcome
  }

  @discardableResult
  func demand(_ program: String, _ arguments: [String]) throws -> Outcome {
    try must(Command.run(program, arguments))
  }
}
