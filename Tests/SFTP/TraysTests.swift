import Foundation
import TestKit
import Testing

/// What `deploy/sshd/trays.sh` makes, and what sshd makes of the rules.
extension SFTPTests {
  @Test("trays.sh makes the owners and modes of EXCHANGE §1, and makes them again")
  func trays() throws {
    try SFTPStage.run { stage in
      let (guest, service) = (stage.first, stage.service)
      let expected = [
        ("", "root:root 755"), ("/dev", "root:root 755"),
        ("/inbox", "\(guest.user):\(guest.user) 700"),
        ("/outbox", "\(service):\(guest.user) 750"), ("/keys", "\(service):\(guest.user) 750"),
        ("/work", "\(service):\(service) 700"), ("/quarantine", "\(service):\(service) 700"),
      ]
      func check(_ when: String) throws {
        for (name, found) in expected {
          let path = stage.tray(guest) + name
          let seen = try stage.demand("stat", ["-c", "%U:%G %a", path]).text
          #expect(seen == found + "\n", "\(when): \(name)")
        }
        try stage.must(stage.sftp(guest, ["ls outbox"]))
      }
      try check("made")
      let before = try stage.everything()
      let key = guest.sshKey + ".pub"
      try stage.trays(["setup"])
      try stage.trays(["add", guest.code, key])
      #expect(try stage.everything() == before)

      // What somebody bent is put right.
      for name in ["", "/inbox", "/work"] {
        try stage.demand("chmod", ["777", stage.tray(guest) + name])
      }
      try stage.demand("chown", [guest.user, stage.tray(guest), stage.tray(guest) + "/outbox"])
      try stage.demand("usermod", ["-p", "!", guest.user])
      #expect(try stage.sftp(guest, ["ls outbox"]).status == 255)
      try stage.trays(["add", guest.code, key])
      try check("mended")

      // A link in a tray's place is never followed.
      let quarantine = stage.tray(guest) + "/quarantine"
      try stage.demand("rmdir", [quarantine])
      try stage.demand("ln", ["-s", "/etc", quarantine])
      #expect(try stage.trays(["add", guest.code, key], status: 70).message.contains("符号链接"))

      try stage.trays(["lock", guest.code])
      #expect(try stage.sftp(guest, ["ls"]).status == 255)
      try stage.must(stage.sftp(stage.second, ["ls outbox"]))
    }
  }

  @Test("trays.sh takes nothing but a code and plain, strong keys")
  func refusedArguments() throws {
    try SFTPStage.run { stage in
      let scratch = try ScratchFolder("keys")
      let good = try String(contentsOfFile: stage.first.sshKey + ".pub", encoding: .utf8)
      try stage.demand(
        "ssh-keygen",
        ["-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", scratch.path("short")])
      try scratch.write("good", good)
      try scratch.write("option", "command=\"id\" \(good)")
      try scratch.write("torn", String(good.prefix(40)) + "\n")
      try scratch.write("second line", good + "port-forwarding \(good)")
      try scratch.write("empty", "\n")
      let before = try stage.everything()
      for (code, file, says) in [
        ("aabank", "good", "银行代码"), ("ABC", "good", "银行代码"), ("../../ETC", "good", "银行代码"),
        ("CCBANK", "option", "行首不得有选项"), ("CCBANK", "second line", "行首不得有选项"),
        ("CCBANK", "torn", "不是完整的公钥"), ("CCBANK", "empty", "没有公钥"),
        ("CCBANK", "short.pub", "短于 3072 位"), ("CCBANK", "none", "读不到"),
      ] {
        let outcome = try stage.trays(["add", code, scratch.path(file)], status: 64)
        #expect(outcome.message.contains(says), "\(code) \(file): \(outcome.message)")
      }
      let bad = try stage.trays(["add", "CCBANK", scratch.path("good"), "any\" x=\""], status: 64)
      #expect(bad.message.contains("来源地址"))
      #expect(try stage.everything() == before)

      // A login from elsewhere than the bank's network, then from there.
      let key = stage.first.sshKey + ".pub"
      try stage.trays(["add", stage.first.code, key, "192.0.2.0/24"])
      #expect(try stage.sftp(stage.first, ["ls"]).status == 255)
      try stage.trays(["add", stage.first.code, key, "192.0.2.0/24,127.0.0.1"])
      try stage.must(stage.sftp(stage.first, ["ls outbox"]))
    }
  }

  @Test("sshd reads the rules as they are meant, for banks and for nobody else")
  func rules() throws {
    try SFTPStage.run { stage in
      func settings(_ user: String) throws -> [String: String] {
        let text = try stage.demand(
          "/usr/sbin/sshd",
          [
            "-T", "-f", stage.root + "/sshd_config", "-C",
            "user=\(user),host=localhost,addr=127.0.0.1",
          ]
        ).text
        let pairs = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
        return Dictionary(
          pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") },
          uniquingKeysWith: { first, _ in first })
      }
      let bank = try settings(stage.first.user)
      for (name, value) in [
        "chrootdirectory": "%h", "authenticationmethods": "publickey",
        "passwordauthentication": "no", "kbdinteractiveauthentication": "no",
        "hostbasedauthentication": "no", "permitemptypasswords": "no",
        "authorizedkeysfile": stage.root + "/authorized_keys/%u", "disableforwarding": "yes",
        "allowtcpforwarding": "no", "allowstreamlocalforwarding": "no",
        "allowagentforwarding": "no", "x11forwarding": "no", "permittunnel": "no",
        "permitlisten": "none", "permitopen": "none", "gatewayports": "no", "permittty": "no",
        "permituserrc": "no", "maxauthtries": "3", "maxsessions": "2",
      ] {
        #expect(bank[name] == value, "\(name)")
      }
      // EXCHANGE §6: what follows the ninth word would be dropped.
      let command = try #require(bank["forcecommand"]).split(separator: " ")
      #expect(command.first == "internal-sftp" && command.count <= 9)
      let allowed = try #require(command.first { $0.hasPrefix("-p") }).dropFirst(2)
      #expect(
        Set(allowed.split(separator: ",")).isDisjoint(with: [
          "symlink", "hardlink", "readlink", "lsetstat", "posix-rename", "copy-data",
        ]))
      let official = try settings("root")
      #expect(official["forcecommand"] == "none" && official["chrootdirectory"] == "none")
      #expect(official["passwordauthentication"] == "yes")
    }
  }
}
