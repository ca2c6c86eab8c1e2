import Foundation
import TestKit
import Testing

extension SFTPTests {
  /// A small disk for each tray stands for the quota, since quotas proper need a file system and
  /// a kernel made for them.
  @Test(
    "a bank that fills its quota stops itself and nobody else",
    .enabled(if: SFTPStage.canMount))
  func quota() throws {
    try SFTPStage.run(disk: "size=1m,nr_inodes=64") { stage in
      let (full, other) = (stage.first, stage.second)
      try stage.must(stage.sftp(full, stage.upload(full.desk.seal(batch(1, "N-1", person: 1)))))
      try full.desk.folder.write("big", [UInt8](repeating: 7, count: 2 << 20))
      try full.desk.folder.write("small", [UInt8](repeating: 7, count: 8 << 10))
      let big = try stage.sftp(full, ["mkdir inbox/big.part", "put big inbox/big.part/big"])
      #expect(big.status == 1 && big.message.contains("write remote"), "\(big.message)")
      let small = try stage.sftp(full, ["put small inbox/big.part/small"])
      #expect(small.status == 1 && small.message.contains(Attempt.failure), "\(small.message)")

      // Its package is taken, but its receipt has no room; the other bank has both.
      try stage.must(
        stage.sftp(other, stage.upload(other.desk.seal(batch(1, "N-2", person: 2)))))
      let first = try stage.receive(status: 70)
      #expect(first["packages"].elements.map { $0["bank"].text } == [other.code])
      #expect(first["packages"][0]["status"].text == "ACCEPTED")
      #expect(first["faults"].elements.map { $0["bank"].text } == [full.code])
      let receipt = try stage.fetchReceipt(other, "ZEZHOU-000000001")
      #expect(receipt["receipt"]["status"].text == "ACCEPTED")
      #expect(FileManager.default.names(stage.tray(full) + "/outbox").isEmpty)

      // The bank makes room, and gets the answer that was waiting, once.
      try stage.must(
        stage.sftp(full, ["rm inbox/big.part/*", "rmdir inbox/big.part"]))
      #expect(try stage.receive()["faults"].elements.isEmpty)
      let late = try stage.fetchReceipt(full, "ZEZHOU-000000001")
      #expect(late["receipt"]["status"].text == "ACCEPTED")
      let notes = try stage.must(stage.mingdai(["note", "list", "--format", "json"]))
      #expect(try JSONTree(notes.output)["notes"].elements.count == 2)
      #expect(FileManager.default.names(stage.tray(full) + "/outbox") == ["ZEZHOU-000000001"])
      #expect(FileManager.default.names(stage.tray(full) + "/work").isEmpty)
    }
  }

  @Test(
    "a bank that fills its quota with empty folders stops itself and nobody else",
    .enabled(if: SFTPStage.canMount))
  func inodes() throws {
    try SFTPStage.run(disk: "size=1m,nr_inodes=64") { stage in
      let (full, other) = (stage.first, stage.second)
      let folders = try stage.sftp(full, (1...64).map { "mkdir inbox/\($0).part" })
      #expect(folders.status == 1 && folders.message.contains(Attempt.failure))
      try stage.must(
        stage.sftp(other, stage.upload(other.desk.seal(batch(1, "N-2", person: 2)))))
      let reception = try stage.receive()
      #expect(reception["packages"].elements.map { $0["bank"].text } == [other.code])
      _ = try stage.fetchReceipt(other, "ZEZHOU-000000001")
    }
  }
}
