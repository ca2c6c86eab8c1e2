import Foundation
import TestKit
import Testing

extension SFTPTests {
  /// The bank has the shell kit, openssl and sftp: its own receipt and its next key go the same
  /// way as its batches. EXCHANGE §4, §5.
  @Test("a bank answers a package and announces its next key by sftp with the shell kit")
  func answers() throws {
    try SFTPStage.run { stage in
      for guest in [stage.first, stage.second] {
        let desk = guest.desk
        try stage.must(stage.sftp(guest, stage.upload(desk.seal(batch(1, "N-1", person: 1)))))
        #expect(try stage.receive()["packages"][0]["status"].text == "ACCEPTED")
        try stage.must(
          stage.sftp(guest, ["get -r outbox/ZEZHOU-000000001 .", "get -r keys ours"]))
        try stage.must(
          Command.run(Command.mingdai, ["kit", "files", "--out", "kit"], in: desk.folder.url))
        let suite = desk.suite.rawValue
        let ours = FileManager.default.names(desk.folder.path("ours"))
          .first { $0.contains("-\(suite)-") }
        // The batch went out under the first number.
        try desk.folder.write("counter-\(guest.code)-ZEZHOU", "1\n")

        let reply = try stage.kit(
          guest, ["reply", "ZEZHOU-000000001", "ours/\(ours ?? "")", "key.pem", guest.code, "out"])
        #expect(reply.hasSuffix("\(guest.code)-000000002"))
        try stage.must(stage.sftp(guest, stage.upload(URL(fileURLWithPath: reply))))
        let taken = try stage.receive()["packages"][0]
        #expect(taken["status"].text == "ACCEPTED" && taken["receipt"].text == "", "\(taken)")
        let list = try stage.must(
          stage.mingdai(["receipt", "list", "--bank", guest.code, "--format", "json"]))
        let sent = try JSONTree(list.output)["packages"].elements
        #expect(sent.count == 1 && sent[0]["reply"]["status"].text == "ACCEPTED", "\(sent)")
        #expect(sent[0]["reply"]["packageId"].text == desk.packageId(2))

        _ = try stage.kit(guest, ["keygen", suite, "next"])
        let announced = try stage.kit(
          guest, ["announce", "next/public-\(suite).pem", "key.pem", guest.code, "ZEZHOU", "out"])
        try stage.must(stage.sftp(guest, stage.upload(URL(fileURLWithPath: announced))))
        #expect(try stage.receive()["packages"][0]["status"].text == "ACCEPTED")
        let receipt = try stage.fetchReceipt(guest, "ZEZHOU-000000002")
        #expect(receipt["inReplyTo"]["packageId"].text == desk.packageId(3))
        let banks = try stage.must(stage.mingdai(["bank", "list", "--format", "json"]))
        let keys =
          try JSONTree(banks.output)["banks"].elements
          .first { $0["bank"].text == guest.code }?["keys"].elements ?? []
        #expect(keys.map { $0["state"].text } == ["PENDING", "ACTIVE"], "\(keys)")
        #expect(FileManager.default.names(stage.tray(guest) + "/inbox").isEmpty)
      }
    }
  }
}

extension SFTPStage {
  /// Runs the shell kit on the bank's own disk; gives the last line that it prints, a package as a
  /// whole path.
  fileprivate func kit(_ guest: Guest, _ words: [String]) throws -> String {
    let outcome = try must(
      Command.run("sh", ["kit/mingdai-kit.sh"] + words, in: guest.desk.folder.url))
    let line = outcome.text.split(separator: "\n").last.map(String.init) ?? ""
    return guest.desk.folder.path(line)
  }
}
