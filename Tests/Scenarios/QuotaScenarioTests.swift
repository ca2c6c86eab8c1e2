import Foundation
import TestKit
import Testing

/// A bank that used up its day: what is beyond it waits in its inbox, the others go on.
@Suite struct QuotaScenarioTests {
  static let today = "2026-04-02T09:00:00+08:00"
  static let tomorrow = "2026-04-03T00:00:00+08:00"

  /// An office in which AABANK may deliver `limits` a day.
  private func opened(
    _ limits: String, suite: BankSuite = .p256
  ) throws -> (office: OfficeDesk, bank: BankDesk, other: BankDesk) {
    let office = try OfficeDesk()
    try office.make(now: Self.today)
    let banks = try ["AABANK", "BBBANK"].map { try BankDesk($0, suite) }
    for bank in banks { try office.register(bank, now: Self.today) }
    try office.setQuota("{\"banks\": {\"AABANK\": {\(limits)}}}")
    return (office, banks[0], banks[1])
  }

  /// A package whose notes are nobody else's.
  private func parcel(_ bank: BankDesk, _ number: Int) -> Parcel {
    let note = BadInputTests.note((bank.code == "AABANK" ? 0 : 1_000) + number)
    return BadInputTests.parcel(number, [note.disbursement("R-\(number)")])
  }

  private func answered(_ office: OfficeDesk, _ bank: BankDesk) throws -> [String] {
    try office.receipts(bank).compactMap { $0["inReplyTo"]["packageId"].text }
  }

  @Test(arguments: BankSuite.allCases)
  func threeToday(_ suite: BankSuite) throws {
    let (office, bank, other) = try opened("\"packagesPerDay\": 3", suite: suite)
    for number in 1...5 {
      for bank in [bank, other] {
        try bank.send(parcel(bank, number), to: office.inbox(bank))
      }
    }
    let first = try office.receive(now: Self.today, status: 1)
    #expect(first["packages"].elements.count == 8)
    #expect(first["faults"] == .list([]))
    #expect(first["waiting"].elements.count == 1)
    let waiting = first["waiting"][0]
    #expect(
      waiting.names == ["bank", "packages", "malformed", "quota", "limit", "until", "message"])
    #expect(waiting["bank"].text == "AABANK" && waiting["packages"].int == 2)
    #expect(waiting["quota"].text == "packagesPerDay" && waiting["limit"].int == 3)
    #expect(waiting["until"].text == Self.tomorrow)
    #expect(try answered(office, bank) == (1...3).map { bank.packageId($0) })
    #expect(try answered(office, other) == (1...5).map { other.packageId($0) })
    #expect(
      FileManager.default.names(office.inbox(bank)) == (4...5).map { bank.packageId($0) })
    // The same day again: nothing moves, in words this time.
    let again = try office.run(["receive"], now: "2026-04-02T23:59:59+08:00")
    #expect(again.status == 1)
    #expect(
      again.text.contains("AABANK：今日已收满限额（每日 3 个包），2 个包留在收件箱，2026-04-03 零点起继续接收"),
      "\(again.text)")
    #expect(again.text.contains("办法：") && again.text.contains("packagesPerDay"))
    #expect(try answered(office, bank).count == 3)
    let second = try office.receive(now: Self.tomorrow)
    #expect(
      second["packages"].elements.compactMap { $0["packageId"].text }
        == (4...5).map { bank.packageId($0) })
    #expect(second["waiting"] == .list([]))
    #expect(try answered(office, bank) == (1...5).map { bank.packageId($0) })
    #expect(FileManager.default.names(office.inbox(bank)) == [])
    #expect(try office.noteCount() == 10)
    try office.checksOut()
  }

  /// Unsigned noise uses up the day like anything else: a stolen login floods its own bank only.
  @Test func aFloodOfNoise() throws {
    let (office, bank, other) = try opened("\"packagesPerDay\": 4")
    let noise = try bank.seal(parcel(bank, 1))
    try Data("rubbish".utf8).write(to: noise.appendingPathComponent("manifest.sig"))
    for number in 1...20 {
      try bank.upload(noise, to: office.inbox(bank), as: bank.packageId(number))
    }
    for number in 1...3 {
      try other.send(parcel(other, number), to: office.inbox(other))
    }
    let taken = try office.receive(now: Self.today, status: 1)
    #expect(taken["waiting"].elements.map { $0["packages"].int } == [16])
    let statuses = taken["packages"].elements.map {
      "\($0["bank"].text ?? "") \($0["status"].text ?? "")"
    }
    #expect(statuses.filter { $0 == "AABANK REJECTED" }.count == 4)
    #expect(statuses.filter { $0 == "BBBANK ACCEPTED" }.count == 3)
  }

  /// Names that no package has: counted as files, each, and left lying when the day is over.
  @Test func aFloodOfRubbish() throws {
    let (office, bank, other) = try opened("\"filesPerDay\": 50")
    for index in 0..<200 {
      #expect(mkdir(office.inbox(bank) + "/rubbish-\(index)", 0o755) == 0)
    }
    try bank.send(parcel(bank, 1), to: office.inbox(bank))
    try other.send(parcel(other, 1), to: office.inbox(other))
    let taken = try office.receive(now: Self.today, status: 1)
    #expect(taken["quarantined"].int == 64)
    #expect(
      taken["packages"].elements.compactMap { $0["status"].text } == ["ACCEPTED", "ACCEPTED"])
    #expect(taken["waiting"][0]["quota"].text == "filesPerDay")
    #expect(taken["waiting"][0]["malformed"].int == 136)
    let again = try office.receive(now: Self.today, status: 1)
    #expect(again["quarantined"].int == 0)
    #expect(FileManager.default.names(office.inbox(bank)).count == 136)
    try office.checksOut()
  }

  /// One package may be larger than all that is left; the next one waits.
  @Test func largerThanWhatIsLeft() throws {
    let (office, bank, _) = try opened("\"bytesPerDay\": 10000")
    for number in 1...3 {
      var large = parcel(bank, number)
      large.attachments = [("paper.pdf", Array("%PDF-".utf8) + [UInt8](repeating: 7, count: 8_000))]
      try bank.send(large, to: office.inbox(bank))
    }
    let taken = try office.receive(now: Self.today, status: 1)
    #expect(taken["packages"].elements.count == 2, "the second goes over and is received")
    #expect(taken["waiting"][0]["quota"].text == "bytesPerDay")
    #expect(taken["waiting"][0]["packages"].int == 1)
    try office.checksOut()
  }

  /// The watcher tells it once and leaves the rest alone, while the other bank is served.
  @Test func theWatcherTellsItOnce() throws {
    let (office, bank, other) = try opened("\"packagesPerDay\": 1")
    for number in 1...3 { try bank.send(parcel(bank, number), to: office.inbox(bank)) }
    let watch = try Watch(office, poll: 1)
    try watch.tells("waiting")
    for number in 1...3 {
      try other.send(parcel(other, number), to: office.inbox(other))
      try eventually("receipt \(number)") {
        FileManager.default.names(office.outbox(other)).count >= number
      }
      sleep(1)
    }
    let (end, lines) = try watch.stop()
    #expect(end.status == 0, "\(end.message)")
    let told = lines.filter { $0["event"].text == "waiting" }
    #expect(told.count == 1 && told.first?["packages"].int == 2)
    #expect(told.first?["message"].text?.contains("重新启动") == true)
    #expect(FileManager.default.names(office.inbox(bank)).count == 2)
    let next = try office.receive(now: Self.tomorrow, status: 1)
    #expect(next["packages"].elements.map { $0["packageId"].text } == [bank.packageId(2)])
  }

  @Test func wrongSettings() throws {
    let (office, _, _) = try opened("\"packagesPerDay\": 1")
    try office.setQuota("{\"packagesPerDay\": 0, \"perHour\": 1, \"banks\": {\"x\": {}}}")
    let outcome = try office.run(["receive"], now: Self.today)
    #expect(outcome.status == 64)
    for problem in ["quota.packagesPerDay", "quota.perHour", "quota.banks.x"] {
      #expect(outcome.message.contains(problem), "\(outcome.message)")
    }
  }
}

extension OfficeDesk {
  /// Puts a quota into `mingdai.json`, as an official would.
  fileprivate func setQuota(_ json: String) throws {
    let file = URL(fileURLWithPath: path + "/mingdai.json")
    let all = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    var settings = try #require(all as? [String: Any])
    settings["quota"] = try JSONSerialization.jsonObject(with: Data(json.utf8))
    try JSONSerialization.data(withJSONObject: settings).write(to: file)
  }
}
