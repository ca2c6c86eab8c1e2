import Foundation
import TestKit
import Testing

/// `receive --watch` as a service runs it: the real command, signals, and banks that send while it
/// is at work. Nothing here depends on time but the patience of ``eventually(_:_:)``.
@Suite struct WatchTests {
  static let now = InterruptionTests.now
  private static let names = ["AABANK", "BBBANK"]

  private func opened(
    banks: Int = 1, suite: BankSuite = .p256
  ) throws -> (office: OfficeDesk, banks: [BankDesk]) {
    let office = try OfficeDesk()
    let desks = try Self.names.prefix(banks).map { try BankDesk($0, suite) }
    try office.make(now: Self.now)
    for desk in desks { try office.register(desk, now: Self.now) }
    return (office, desks)
  }

  /// A package whose notes are nobody else's.
  private func parcel(_ bank: BankDesk, _ number: Int, notes: Int = 1) -> Parcel {
    let base = (bank.code == "AABANK" ? 0 : 100_000) + number * 2_000
    return BadInputTests.parcel(
      number,
      (0..<notes).map { BadInputTests.note(base + $0).disbursement("R-\(number)-\($0)") })
  }

  private func receiptCount(_ office: OfficeDesk, _ bank: BankDesk) -> Int {
    FileManager.default.names(office.outbox(bank)).filter { !$0.hasPrefix(".") }.count
  }

  private func answered(_ office: OfficeDesk, _ bank: BankDesk, _ count: Int) throws {
    try eventually("\(count) receipts of \(bank.code)") { receiptCount(office, bank) >= count }
  }

  /// One receipt for each package, in order, and nothing left lying.
  private func isWhole(
    _ office: OfficeDesk, _ bank: BankDesk, packages: Int, notes: Int = 1
  ) throws {
    let receipts = try office.receipts(bank)
    #expect(
      receipts.map { $0["inReplyTo"]["packageId"].text }
        == (1...packages).map { bank.packageId($0) })
    #expect(receipts.allSatisfy { $0["receipt"]["accepted"].int == notes })
    #expect(FileManager.default.names(office.inbox(bank)).isEmpty)
    #expect(FileManager.default.names(office.work(bank)).isEmpty)
    try office.checksOut()
  }

  // MARK: Receiving

  /// The poll is an hour away: what comes after the first look is noticed or never received.
  @Test func receivesAtOnce() throws {
    let (office, banks) = try opened(banks: 2, suite: .sm2)
    let watch = try Watch(office, poll: 3600)
    try watch.begun()
    for number in 1...3 {
      for bank in banks {
        try bank.send(parcel(bank, number), to: office.inbox(bank))
        try answered(office, bank, number)
      }
    }
    let (end, lines) = try watch.stop()
    #expect(end.status == 0 && end.message.contains("--now"), "\(end.message)")
    #expect(lines.first == .object(["event": .text("begun"), "banks": .int(2)]))
    #expect(lines.last == .object(["event": .text("stopped")]))
    #expect(
      lines.packages.map { $0["packageId"].text }
        == (1...3).flatMap { number in banks.map { $0.packageId(number) } })
    #expect(
      lines.packages.first
        == .object([
          "event": .text("package"), "bank": .text("AABANK"), "codes": .list([]),
          "packageId": .text("AABANK-000000001"), "status": .text("ACCEPTED"),
          "accepted": .int(1), "refused": .int(0), "receipt": .text("ZEZHOU-000000001"),
        ]))
    for bank in banks { try isWhole(office, bank, packages: 3) }
  }

  @Test func textIsALineForEachPackage() throws {
    let (office, banks) = try opened()
    let watch = try Watch(office, poll: 3600, format: "text")
    try banks[0].send(parcel(banks[0], 1), to: office.inbox(banks[0]))
    let spoilt = try banks[0].seal(parcel(banks[0], 2))
    try BadInputTests.alter(spoilt, "records.json") { $0 + " " }
    try banks[0].upload(spoilt, to: office.inbox(banks[0]))
    #expect(mkdir(office.inbox(banks[0]) + "/rubbish", 0o755) == 0)
    try answered(office, banks[0], 2)
    let end = try watch.stop(SIGINT).end
    #expect(end.status == 0, "refusals do not change the exit code")
    let lines = end.text.split(separator: "\n")
    #expect(lines.first == "开始值守 1 家银行的收件箱。" && lines.last == "已停止值守。")
    #expect(
      lines.contains(
        "AABANK AABANK-000000001：全部接收，接收 1 笔，退回 0 笔，回执 ZEZHOU-000000001。"), "\(lines)")
    #expect(lines.contains { $0.contains("整包退回") && $0.contains("，代码 F502，") }, "\(lines)")
    #expect(lines.contains("AABANK：1 个名称不合规定的条目已移入 quarantine。"), "\(lines)")
  }

  /// A bank sends two hundred packages; the other's two come through long before the end.
  @Test func aFloodKeepsNobodyWaiting() throws {
    let (office, banks) = try opened(banks: 2)
    let (flood, other) = (banks[0], banks[1])
    for number in 1...200 {
      try flood.send(parcel(flood, number), to: office.inbox(flood))
    }
    let late = try other.seal(parcel(other, 2))
    try other.send(parcel(other, 1), to: office.inbox(other))
    let watch = try Watch(office, poll: 3600)
    try answered(office, other, 1)
    // In the middle of the flood: it is noticed although there is enough to do.
    try other.upload(late, to: office.inbox(other))
    // A machine that kept this test waiting may have had the time for all of them.
    let inTheMiddle = FileManager.default.names(office.inbox(flood)).count > 50
    try answered(office, other, 2)
    try answered(office, flood, 200)
    let lines = try watch.stop().lines
    let order = lines.packages.compactMap { $0["packageId"].text }
    #expect(Array(order.prefix(2)) == [flood.packageId(1), other.packageId(1)])
    let second = try #require(order.firstIndex(of: other.packageId(2)))
    #expect(!inTheMiddle || second < 200, "before the end of the flood: place \(second)")
    #expect(
      order.filter { $0.hasPrefix("AABANK") } == (1...200).map { flood.packageId($0) })
    for (bank, packages) in [(flood, 200), (other, 2)] {
      try isWhole(office, bank, packages: packages)
    }
  }

  /// The same turns without `--watch`.
  @Test func banksTakeTurns() throws {
    let (office, banks) = try opened(banks: 2)
    for (bank, packages) in [(banks[0], 4), (banks[1], 2)] {
      for number in 1...packages { try bank.send(parcel(bank, number), to: office.inbox(bank)) }
    }
    let order = try office.receive(now: Self.now)["packages"].elements.map { $0["packageId"].text }
    #expect(
      order
        == [(0, 1), (1, 1), (0, 2), (1, 2), (0, 3), (0, 4)].map { banks[$0].packageId($1) })
  }

  // MARK: Ending

  /// The package in hand is finished, the next one stays where it is.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func endsCleanly(_ signal: Int32) throws {
    let (office, banks) = try opened()
    let bank = banks[0]
    for number in 1...4 {
      try bank.send(parcel(bank, number, notes: 400), to: office.inbox(bank))
    }
    let watch = try Watch(office, poll: 3600)
    try answered(office, bank, 1)
    let (end, lines) = try watch.stop(signal)
    #expect(end.status == 0, "\(end.message)")
    #expect(lines.last?["event"].text == "stopped")
    #expect(FileManager.default.names(office.work(bank)).isEmpty)
    let done = receiptCount(office, bank)
    #expect(lines.packages.count == done)
    #expect(FileManager.default.names(office.inbox(bank)).count == 4 - done)
    #expect(try office.noteCount() == done * 400)
    try office.checksOut()
    let next = try Watch(office, poll: 3600)
    try answered(office, bank, 4)
    #expect(try next.stop().lines.packages.count == 4 - done)
    try isWhole(office, bank, packages: 4, notes: 400)
  }

  @Test func killedAtRandomMoments() throws {
    let seed: UInt64 = 20_260_404
    var random = SeededRandom(seed: seed)
    let (office, banks) = try opened(banks: 2)
    for bank in banks {
      for number in 1...6 {
        try bank.send(parcel(bank, number, notes: 200), to: office.inbox(bank))
      }
    }
    for turn in 0..<8 {
      let watch = try Watch(office, poll: 3600)
      usleep(UInt32.random(in: 20_000...600_000, using: &random))
      try watch.kill()
      let inside = try office.noteCount()
      #expect(inside % 200 == 0, "seed \(seed), turn \(turn): \(inside) notes")
    }
    let watch = try Watch(office, poll: 3600)
    try watch.begun()
    for bank in banks { try answered(office, bank, 6) }
    #expect(try watch.stop().end.status == 0, "the lock of a killed watcher binds nobody")
    for bank in banks { try isWhole(office, bank, packages: 6, notes: 200) }
  }

  // MARK: Beside others

  @Test func aSecondWatcherIsRefused() throws {
    let (office, banks) = try opened()
    let watch = try Watch(office, poll: 3600)
    try watch.begun()
    let second = try office.run(["receive", "--watch"], now: Self.now)
    #expect(second.status == 70 && second.output.isEmpty)
    #expect(
      second.message.contains("另一个 receive --watch（进程 \(watch.number)）"), "\(second.message)")
    // A single reception, a new bank and a look into the book go on beside it.
    try banks[0].send(parcel(banks[0], 1), to: office.inbox(banks[0]))
    #expect([0, 1].contains(try office.run(["receive"], now: Self.now).status))
    let other = try BankDesk("BBBANK", .p256)
    try office.register(other, now: Self.now)
    try answered(office, banks[0], 1)
    #expect(try office.noteCount() == 1)
    #expect(try watch.stop().end.status == 0)
    try isWhole(office, banks[0], packages: 1)
  }

  /// Commands get the lock while a flood is being received.
  @Test func aCommandGetsItsTurn() throws {
    let (office, banks) = try opened()
    let bank = banks[0]
    for number in 1...60 { try bank.send(parcel(bank, number), to: office.inbox(bank)) }
    let watch = try Watch(office, poll: 3600)
    try answered(office, bank, 1)
    let other = try BankDesk("BBBANK", .p256)
    try office.register(other, now: Self.now)
    try answered(office, bank, 60)
    #expect(try watch.stop().end.status == 0)
    try isWhole(office, bank, packages: 60)
  }

  @Test func aBankIsRegisteredMeanwhile() throws {
    let (office, _) = try opened()
    let watch = try Watch(office, poll: 1)
    try watch.begun()
    let other = try BankDesk("BBBANK", .p256)
    try office.register(other, now: Self.now)
    try other.send(parcel(other, 1), to: office.inbox(other))
    try answered(office, other, 1)
    #expect(try watch.stop().lines.packages.map { $0["bank"].text } == ["BBBANK"])
  }

  @Test func onlyOneBank() throws {
    let (office, banks) = try opened(banks: 2)
    for bank in banks { try bank.send(parcel(bank, 1), to: office.inbox(bank)) }
    let watch = try Watch(office, poll: 3600, ["--bank", "BBBANK"])
    try answered(office, banks[1], 1)
    #expect(try watch.stop().lines.packages.map { $0["bank"].text } == ["BBBANK"])
    #expect(receiptCount(office, banks[0]) == 0)
  }

  @Test func wrongUsage() throws {
    let (office, _) = try opened()
    for arguments in [
      ["--poll", "5"], ["--watch", "--poll", "0"], ["--watch", "--poll", "3601"],
      ["--watch", "--bank", "NOBODY"],
    ] {
      #expect(try office.run(["receive"] + arguments, now: Self.now).status == 64, "\(arguments)")
    }
  }

  // MARK: Faults

  /// Told once, the other bank goes on, and the bank is back as soon as its inbox is.
  @Test func anInboxGoesAndComesBack() throws {
    let (office, banks) = try opened(banks: 2)
    let (lost, other) = (banks[0], banks[1])
    let watch = try Watch(office, poll: 1)
    try lost.send(parcel(lost, 1), to: office.inbox(lost))
    try answered(office, lost, 1)
    let aside = office.scratch.path("aside")
    try FileManager.default.moveItem(atPath: office.inbox(lost), toPath: aside)
    try watch.tells("fault")
    for number in 1...3 {
      try other.send(parcel(other, number), to: office.inbox(other))
      try answered(office, other, number)
      sleep(1)
    }
    // Another folder in its place.
    #expect(mkdir(office.inbox(lost), 0o755) == 0)
    try lost.send(parcel(lost, 2), to: office.inbox(lost))
    try answered(office, lost, 2)
    try lost.send(parcel(lost, 3), to: office.inbox(lost))
    try answered(office, lost, 3)
    let (end, lines) = try watch.stop()
    #expect(lines.events("fault").map { $0["bank"].text } == ["AABANK"], "once")
    #expect(lines.events("resumed").map { $0["bank"].text } == ["AABANK"])
    #expect(end.message.contains("文件或目录不存在"), "\(end.message)")
    for bank in banks { try isWhole(office, bank, packages: 3) }
  }

  /// While a receipt cannot be put out nothing more is taken from that bank; it is in the ledger,
  /// and what is told later carries its codes.
  @Test func anOutboxThatTakesNothing() throws {
    let (office, banks) = try opened(banks: 2)
    let (full, other) = (banks[0], banks[1])
    let aside = office.scratch.path("aside")
    try FileManager.default.moveItem(atPath: office.outbox(full), toPath: aside)
    var remarked = parcel(full, 1)
    remarked.records[0] = remarked.records[0].replacing(
      "\"lpr\": \"3.0000\"", "\"lpr\": \"3.0100\"")
    try full.send(remarked, to: office.inbox(full))
    for number in 2...3 { try full.send(parcel(full, number), to: office.inbox(full)) }
    try other.send(parcel(other, 1), to: office.inbox(other))
    let watch = try Watch(office, poll: 1)
    try answered(office, other, 1)
    try watch.tells("fault")
    try other.send(parcel(other, 2), to: office.inbox(other))
    try answered(office, other, 2)
    sleep(3)
    #expect(
      FileManager.default.names(office.inbox(full)) == [full.packageId(2), full.packageId(3)])
    #expect(FileManager.default.names(office.work(full)).count == 1)
    try FileManager.default.moveItem(atPath: aside, toPath: office.outbox(full))
    try answered(office, full, 3)
    let lines = try watch.stop().lines
    #expect(lines.events("fault").map { $0["bank"].text } == ["AABANK"], "once")
    let first = try #require(lines.packages.first { $0["packageId"].text == full.packageId(1) })
    #expect(first["codes"] == .list([.text("W708")]) && first["accepted"].int == 1)
    #expect(first["receipt"].text == "ZEZHOU-000000001")
    try isWhole(office, full, packages: 3)
  }

  /// What meets all banks halts everything, with nothing taken, until it is mended.
  @Test func brokenPolicyFiles() throws {
    let (office, banks) = try opened()
    let bank = banks[0]
    let watch = try Watch(office, poll: 1)
    try bank.send(parcel(bank, 1), to: office.inbox(bank))
    try answered(office, bank, 1)
    let file = URL(fileURLWithPath: office.path + "/policy/lpr.csv")
    let good = try Data(contentsOf: file)
    try Data("rubbish\n".utf8).write(to: file)
    try bank.send(parcel(bank, 2), to: office.inbox(bank))
    try watch.tells("fault")
    sleep(2)
    #expect(FileManager.default.names(office.inbox(bank)) == [bank.packageId(2)])
    try good.write(to: file)
    try answered(office, bank, 2)
    let lines = try watch.stop().lines
    #expect(lines.events("fault").map { $0["bank"] } == [.null], "once")
    #expect(lines.events("resumed").map { $0["bank"] } == [.null])
    try isWhole(office, bank, packages: 2)
  }

  /// Another process holds the lock for longer than the watcher has patience: it waits, takes
  /// nothing, can be ended meanwhile, and goes on afterwards.
  @Test func aLongHeldLock() throws {
    let (office, banks) = try opened()
    let bank = banks[0]
    let holder = try Command.start(
      "sh",
      ["-c", "exec 9> \"$1\"; flock 9; exec sleep 300", "sh", office.path + "/lock"])
    try eventually("held") {
      try Command.run("flock", ["-n", office.path + "/lock", "true"]).status == 1
    }
    try bank.send(parcel(bank, 1), to: office.inbox(bank))
    let first = try Watch(office, poll: 3600)
    try first.tells("fault")
    let (end, lines) = try first.stop()
    #expect(end.status == 0 && lines.events("fault").count == 1)
    #expect(end.message.contains("另一个进程"), "\(end.message)")
    #expect(FileManager.default.names(office.inbox(bank)) == [bank.packageId(1)])
    let second = try Watch(office, poll: 3600)
    try second.tells("fault")
    holder.kill()
    _ = try holder.finish()
    try answered(office, bank, 1)
    try second.tells("resumed")
    #expect(try second.stop().end.status == 0)
    try isWhole(office, bank, packages: 1)
  }

  @Test(.enabled(if: SmallDisk.isPossible)) func aFullDisk() throws {
    let disk = try SmallDisk(mebibytes: 24)
    let office = try OfficeDesk(on: disk.folder.url)
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    for number in 1...5 {
      try bank.send(parcel(bank, number, notes: 60), to: office.inbox(bank))
    }
    try disk.fill(leaving: 60)
    let watch = try Watch(office, poll: 1)
    try watch.tells("fault")
    let taken = FileManager.default.names(office.inbox(bank)).count
    sleep(3)
    #expect(FileManager.default.names(office.inbox(bank)).count == taken, "nothing more is taken")
    try disk.free()
    try answered(office, bank, 5)
    let (end, _) = try watch.stop()
    #expect(end.status == 0 && end.message.contains("已满"), "\(end.message)")
    try isWhole(office, bank, packages: 5, notes: 60)
  }
}

extension [JSONTree] {
  fileprivate func events(_ event: String) -> [JSONTree] { filter { $0["event"].text == event } }
  fileprivate var packages: [JSONTree] { events("package") }
}
