import Foundation
import TestKit
import Testing

/// EXCHANGE §1 and §6 against a real OpenSSH daemon with what `deploy/sshd` installs. Needs root;
/// without it, or without sshd, one line says so and nothing runs.
@Suite("SFTP", .serialized, .enabled(if: SFTPStage.isPossible))
struct SFTPTests {
  @Test("a package goes up by sftp, its receipt comes down and verifies")
  func roundTrip() throws {
    try SFTPStage.run { stage in
      for (guest, number) in [(stage.first, 1), (stage.second, 2)] {
        let package = try guest.desk.seal(batch(1, "N-\(number)", person: number))
        // EXCHANGE §6: a client's 0600 stays 0600.
        try stage.demand("chmod", ["-R", "go-rwx", package.path])
        try stage.must(stage.sftp(guest, stage.upload(package)))
        let kept = "\(stage.tray(guest))/inbox/\(package.lastPathComponent)/records.json"
        #expect(try stage.demand("stat", ["-c", "%U %a", kept]).text == "\(guest.user) 600\n")
      }

      let powerless = try stage.mingdai(["receive", "--format", "json"])
      #expect(powerless.status == 70, "\(powerless.message)")
      let faults = try JSONTree(powerless.output)["faults"].elements
      #expect(faults.compactMap { $0["bank"].text } == ["AABANK", "BBBANK"])

      let packages = try stage.receive()["packages"].elements
      #expect(packages.map { $0["status"].text } == ["ACCEPTED", "ACCEPTED"], "\(packages)")
      for guest in [stage.first, stage.second] {
        let receipt = try stage.fetchReceipt(guest, "ZEZHOU-000000001")
        #expect(receipt["receiver"].text == guest.code)
        #expect(receipt["inReplyTo"]["packageId"].text == guest.desk.packageId(1))
        #expect(receipt["receipt"]["status"].text == "ACCEPTED")
        #expect(FileManager.default.names(stage.tray(guest) + "/inbox").isEmpty)
        #expect(FileManager.default.names(stage.tray(guest) + "/work").isEmpty)
      }
    }
  }

  @Test("what a login must not do is refused and leaves everything as it was")
  func refusals() throws {
    try SFTPStage.run { stage in
      let guest = stage.first
      try stage.must(
        stage.sftp(guest, stage.upload(guest.desk.seal(batch(1, "N-1", person: 1)))))
      _ = try stage.receive()
      let waiting = try guest.desk.seal(batch(2, "N-2", person: 2))
      try stage.must(stage.sftp(guest, stage.upload(waiting)))
      try guest.desk.folder.write("own", "own")
      let name = waiting.lastPathComponent
      let listing = try stage.must(stage.sftp(guest, ["ls -1a /"])).text
      #expect(
        Set(listing.split(separator: "\n").dropFirst())
          == ["/.", "/..", "/dev", "/inbox", "/keys", "/outbox", "/quarantine", "/work"])

      var picture = try stage.everything()
      let attempts = Attempt.all(
        other: stage.tray(stage.second), receipt: "ZEZHOU-000000001", waiting: name,
        file: guest.desk.folder.path("own"))
      for attempt in attempts {
        let outcome = try stage.sftp(guest, attempt.lines)
        #expect(outcome.status == 1, "\(attempt.name): \(outcome.text)")
        #expect(outcome.message.contains(attempt.says), "\(attempt.name): \(outcome.message)")
        try? FileManager.default.removeItem(atPath: "\(stage.tray(guest))/inbox/\(name).part")
        let after = try stage.everything()
        #expect(after == picture, "\(attempt.name) changed something")
        picture = after
      }
      try rawRequests(stage)
      try otherWays(stage)
      #expect(try stage.everything() == picture)
    }
  }

  /// Requests that are not on the allow-list, whatever the client would say of them.
  private func rawRequests(_ stage: SFTPStage) throws {
    let text = RawRequest.text
    #expect(try stage.answer(stage.first, .realpath("inbox")) == .name)
    let refused: [RawRequest] = [
      .opendir("work"), .opendir("quarantine"),
      .symlink("/", "inbox/root"), .readlink("inbox"),
      .extended("hardlink@openssh.com", [text("keys"), text("inbox/own")]),
      .extended("posix-rename@openssh.com", [text("inbox"), text("own")]),
      .extended("lsetstat@openssh.com", [text("inbox"), RawRequest.number(UInt32(0))]),
      .extended("statvfs@openssh.com", [text("/")]),
      .extended("expand-path@openssh.com", [text("~")]),
      .extended("home-directory", [text("root")]),
      .extended(
        "users-groups-by-id@openssh.com", [text("\u{0}\u{0}\u{0}\u{0}"), text("")]),
    ]
    for request in refused {
      // SSH_FX_PERMISSION_DENIED
      #expect(try stage.answer(stage.first, request) == .status(3), "\(request.name)")
    }
  }

  /// Everything that is not sftp with its own key.
  private func otherWays(_ stage: SFTPStage) throws {
    let guest = stage.first
    let port = String(stage.port)
    for words in [[], ["id"], ["sh", "-c", "id"], ["/usr/lib/openssh/sftp-server"]] {
      let outcome = try stage.ssh(guest, ["-T"], words)
      #expect(outcome.status == 1, "\(words)")
      #expect(outcome.text == "This service allows sftp connections only.\n", "\(words)")
    }
    let terminal = try stage.ssh(guest, ["-tt"])
    #expect(terminal.message.contains("PTY allocation request failed"), "\(terminal.message)")
    let strictly = ["-N", "-o", "ExitOnForwardFailure=yes", "-R"]
    let refused: [(String, [String], String)] = [
      (
        "forwarding to the machine", ["-o", "LogLevel=INFO", "-W", "127.0.0.1:" + port],
        "administratively prohibited"
      ),
      ("forwarding back", strictly + ["0:127.0.0.1:" + port], "forwarding failed"),
      ("the same, by a socket", strictly + ["/inbox/own:127.0.0.1:" + port], "forwarding failed"),
      (
        "a password",
        [
          "-o", "PubkeyAuthentication=no",
          "-o", "PreferredAuthentications=password,keyboard-interactive",
        ], "Permission denied (publickey)"
      ),
    ]
    for (name, options, says) in refused {
      let outcome = try stage.ssh(guest, options)
      #expect(outcome.status == 255, "\(name): \(outcome.status) \(outcome.message)")
      #expect(outcome.message.contains(says), "\(name): \(outcome.message)")
    }
    let stranger = try stage.sftp(guest, key: stage.second.sshKey, ["ls"])
    #expect(stranger.status == 255)
    #expect(stranger.message.contains("Permission denied (publickey)"), "\(stranger.message)")
    try copies(stage)
  }

  /// `scp`: the old protocol finds nobody to talk to; the new one is sftp and has its rights.
  private func copies(_ stage: SFTPStage) throws {
    let guest = stage.first
    let there = "\(guest.user)@127.0.0.1:"
    #expect(try stage.scp(guest, ["-O"], "own", there + "inbox/own").status != 0)
    #expect(
      try stage.scp(guest, ["-O"], there + "outbox/ZEZHOU-000000001/manifest.json", "got").status
        != 0)
    #expect(!FileManager.default.fileExists(atPath: guest.desk.folder.path("got")))
    let denied = try stage.scp(guest, ["-s"], "own", there + "outbox/own")
    #expect(denied.status == 1 && denied.message.contains(Attempt.denied), "\(denied.message)")
    try stage.must(stage.scp(guest, ["-s"], "own", there + "inbox/own.part"))
    try stage.must(stage.sftp(guest, ["rm inbox/own.part"]))
  }
}
