import Foundation
import TestKit
import Testing

/// Banks as witnesses of the transparency log, a new key of the log, and going back: with the
/// commands that officials and banks call. DISCLOSURE §3, EXCHANGE §4.
@Suite struct LogWitnessTests {
  fileprivate static let days = [
    "2026-04-02T09:00:00+08:00", "2026-04-03T09:00:00+08:00", "2026-04-07T09:00:00+08:00",
  ]

  /// A county with a bank, three notes, published once.
  private struct County {
    let office: OfficeDesk
    let bank: BankDesk
    var site: String { "\(office.path)/site/current" }
    var kept: String { office.scratch.path("kept") }
    var bureauKey: String {
      "\(office.keys(bank))/"
        + (FileManager.default.names(office.keys(bank)).first { $0.contains("-p256-") } ?? "")
    }

    init() throws {
      office = try OfficeDesk()
      bank = try BankDesk("AABANK", .p256)
      try office.make(now: LogWitnessTests.days[0])
      try office.register(bank, now: LogWitnessTests.days[0])
      try deliver(
        1, (1...3).map { BadInputTests.note($0).disbursement("D-\($0)") }, LogWitnessTests.days[0])
      try office.json(["publish"], now: LogWitnessTests.days[0])
    }

    /// Sends a package of records and gives the folder of its receipt.
    @discardableResult
    func deliver(_ number: Int, _ records: [RecordText], _ now: String) throws -> String {
      try bank.send(BadInputTests.parcel(number, records), to: office.inbox(bank))
      _ = try office.receive(now: now)
      let name = try #require(FileManager.default.names(office.outbox(bank)).max())
      return "\(office.outbox(bank))/\(name)"
    }

    /// One more repayment, so that the next publication grows the log.
    @discardableResult
    func repay(_ number: Int, note: Int, _ now: String) throws -> String {
      let fact = BadInputTests.note(note)
        .repayment("R-\(number)", on: "2026-03-30", 10_000_000 + note)
      return try deliver(number, [fact], now)
    }

    func keep(_ receipt: String) throws -> Outcome {
      try Command.run(
        Command.mingdai,
        ["kit", "open", receipt, "--public-key", bureauKey, "--checkpoints", kept])
    }

    func copy(_ name: String) throws -> String {
      let copy = office.scratch.path(name)
      #expect(try Command.run("cp", ["-RL", site, copy]).status == 0)
      return copy
    }

    func rebuildsTheSame(_ now: String) throws {
      try office.checksOut()
      #expect(try office.json(["rebuild", "--compare"], now: now)["differences"] == .list([]))
    }
  }

  private func kit(_ script: String) throws -> String {
    try #require(PackageRoot.located).appendingPathComponent("Resources/kit/\(script)").path
  }

  /// What the command and the Python example make of the kept checkpoints: they must agree.
  private func witness(_ kept: String, _ site: String?) throws -> Outcome {
    let words = [kept] + (site.map { ["--site", $0] } ?? [])
    let mine = try Command.run(Command.mingdai, ["kit", "witness"] + words)
    if let python = PythonTools.python(having: "hashlib") {
      let theirs = try Command.run(python, [try kit("mingdai_witness.py")] + words)
      #expect(theirs.status == mine.status, "\(theirs.text)\(theirs.message)\(mine.text)")
    }
    return mine
  }

  @Test func everyReceiptCarriesTheNewestCheckpoint() throws {
    let county = try County()
    let office = county.office
    // Before the first publication there was none.
    let first = "\(office.outbox(county.bank))/ZEZHOU-000000001"
    #expect(!FileManager.default.names(first).contains("checkpoint.json"))
    var notes: [String] = []
    for (number, now) in [(2, Self.days[0]), (3, Self.days[1])] {
      notes.append(try String(contentsOfFile: county.site + "/log/checkpoint", encoding: .utf8))
      let receipt = try county.repay(number, note: number - 1, now)
      let carried = try JSONTree(
        Array(Data(contentsOf: URL(fileURLWithPath: receipt + "/checkpoint.json"))))
      #expect(carried["checkpoint"].text == notes.last)
      let opened = try county.keep(receipt)
      #expect(opened.status == 0 && opened.text.contains("检查点已保存"), "\(opened)")
      try office.json(["publish"], now: now)
    }
    #expect(notes[0] != notes[1])
    let names = FileManager.default.names(county.kept)
    #expect(names.count == 2 && names.allSatisfy { $0.hasPrefix("checkpoint-0000000000") })
    let texts = try names.map {
      try String(contentsOfFile: "\(county.kept)/\($0)", encoding: .utf8)
    }
    #expect(texts == notes)
    // Issued again, the same bytes.
    let again = try office.json(
      ["receipt", "reissue", "AABANK", county.bank.packageId(2)], now: Self.days[2])
    let copy = "\(office.outbox(county.bank))/\(try #require(again["receipt"].text))"
    let original = "\(office.outbox(county.bank))/ZEZHOU-000000002"
    #expect(
      FileManager.default.contentsEqual(
        atPath: copy + "/checkpoint.json", andPath: original + "/checkpoint.json"))
    try county.rebuildsTheSame(Self.days[2])
    #expect(try office.json(["log", "show"])["size"].int == 5)
  }

  @Test func theScriptsKeepTheSameFiles() throws {
    let county = try County()
    let receipt = try county.repay(2, note: 1, Self.days[0])
    #expect(try county.keep(receipt).status == 0)
    let names = FileManager.default.names(county.kept)
    let python = PythonTools.python(having: "hashlib")
    for (program, script) in [("sh", "mingdai-kit.sh"), (python, "mingdai_kit.py")] {
      guard let program else { continue }
      let key = county.office.scratch.path("\(script).d/bureau.pem")
      let folder = URL(fileURLWithPath: key).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: county.bureauKey, toPath: key)
      let words = script.hasSuffix(".sh") ? [receipt, key] : [receipt, "--public-key", key]
      for _ in 0..<2 {
        let outcome = try Command.run(program, [try kit(script), "verify"] + words)
        #expect(outcome.status == 0 && outcome.text.contains("检查点已保存"), "\(outcome)")
      }
      let kept = folder.path + "/checkpoints"
      #expect(FileManager.default.names(kept).filter { !$0.hasPrefix(".") } == names)
      #expect(
        FileManager.default.contentsEqual(
          atPath: "\(kept)/\(names[0])", andPath: "\(county.kept)/\(names[0])"))
    }
  }

  @Test func aBankFindsThatTheLogWasWrittenAnew() throws {
    let county = try County()
    #expect(try county.keep(county.repay(2, note: 1, Self.days[0])).status == 0)
    try county.office.json(["publish"], now: Self.days[1])
    #expect(try county.keep(county.repay(3, note: 2, Self.days[1])).status == 0)
    let good = try witness(county.kept, county.site)
    #expect(good.status == 0 && good.text.contains("延续手中的每一个检查点"), "\(good)")
    #expect(try witness(county.kept, nil).status == 0)
    #expect(try witness(county.office.scratch.path("nowhere"), nil).status == 64)
    // The same key and name over other salts is another log; so is a shorter one.
    let other = try County()
    let key = "/keys/signing-log.pem"
    try FileManager.default.removeItem(atPath: other.office.path + key)
    try FileManager.default.copyItem(
      atPath: county.office.path + key, toPath: other.office.path + key)
    try other.office.json(["publish", "--full"], now: Self.days[1])
    let forged = try witness(county.kept, other.site)
    #expect(forged.status == 1 && forged.text.contains("被改写"), "\(forged)")
    #expect(forged.text.contains("被截短"), "\(forged)")
    // A head of the other log beside ours is a second root for one size: no site is needed.
    let foreign = try String(contentsOfFile: other.site + "/log/checkpoint", encoding: .utf8)
    try foreign.write(
      toFile: county.kept + "/checkpoint-000000000003-ffffffffffffffff", atomically: false,
      encoding: .utf8)
    let forked = try witness(county.kept, nil)
    #expect(forked.status == 1 && forked.text.contains("两本不同的日志"), "\(forked)")
  }

  @Test(arguments: [false, true])
  func theLogGetsANewKey(isLost: Bool) throws {
    let county = try County()
    let office = county.office
    let held = office.scratch.path("held")
    try FileManager.default.copyItem(atPath: county.site + "/log/checkpoint", toPath: held)
    let people = ["--approve", "李批", "--approve", "张准"]
    #expect(try office.run(["log", "rotate", "--approve", "李批"], now: Self.days[1]).status == 64)
    let key = office.path + "/keys/signing-log.pem"
    let old = try String(contentsOfFile: key, encoding: .utf8)
    let lost = isLost ? ["--lost"] : []
    if isLost {
      // As long as it is there, it signs.
      #expect(
        try office.run(["log", "rotate", "--lost"] + people, now: Self.days[1]).status == 64)
      try FileManager.default.removeItem(atPath: key)
      #expect(try office.run(["log", "rotate"] + people, now: Self.days[1]).status == 1)
    }
    let rotation = try office.json(["log", "rotate"] + lost + people, now: Self.days[1])
    #expect(rotation["size"].int == 3)
    #expect(rotation["declaredBy"].elements.map(\.text) == (isLost ? ["李批", "张准"] : []))
    #expect(try String(contentsOfFile: key, encoding: .utf8) != old)
    try county.repay(2, note: 1, Self.days[1])
    try office.json(["publish"], now: Self.days[1])
    let checked = try Command.run(
      Command.mingdai, ["check", "--site", county.site, "--against", held])
    #expect(checked.status == 0, "\(checked)")
    #expect(checked.text.contains(isLost ? "由李批、张准两人声明" : "由前一把签名确认"), "\(checked)")
    if let python = PythonTools.python(having: "hashlib") {
      let checker = try #require(PackageRoot.located).appendingPathComponent("docs/check_site.py")
      let theirs = try Command.run(python, [checker.path, county.site, held])
      #expect(theirs.status == 0, "\(theirs)")
      #expect(theirs.text.contains(isLost ? "由两人声明" : "由前一把签名确认"), "\(theirs)")
    }
    // The bank holds heads of both keys.
    #expect(try county.keep(county.repay(3, note: 2, Self.days[2])).status == 0)
    try FileManager.default.copyItem(
      atPath: held, toPath: county.kept + "/checkpoint-000000000003-0000000000000000")
    #expect(try witness(county.kept, county.site).status == 0)
    try county.rebuildsTheSame(Self.days[2])
    // Without the note, the new key is nobody's.
    let forged = try county.copy("forged")
    let keys = try String(contentsOfFile: forged + "/log/keys.json", encoding: .utf8)
    try keys.replacing("mingdai log key change", with: "mingdai log key chance")
      .write(toFile: forged + "/log/keys.json", atomically: false, encoding: .utf8)
    #expect(try Command.run(Command.mingdai, ["check", "--site", forged]).status == 1)
    #expect(try witness(county.kept, forged).status == 1)
  }

  @Test func anInterruptedChangeIsFinished() throws {
    let county = try County()
    let office = county.office
    let key = office.path + "/keys/signing-log.pem"
    let rotate = ["log", "rotate", "--approve", "李批", "--approve", "张准"]
    let old = try String(contentsOfFile: key, encoding: .utf8)
    let first = try office.json(rotate, now: Self.days[1])
    // As if the power had gone between the ledger and the last two files.
    let new = try String(contentsOfFile: key, encoding: .utf8)
    try old.write(toFile: key, atomically: false, encoding: .utf8)
    try new.write(
      toFile: office.path + "/keys/next-log.pem", atomically: false, encoding: .utf8)
    let refused = try office.run(["publish"], now: Self.days[1])
    #expect(refused.status == 70 && refused.message.contains("log rotate"), "\(refused.message)")
    #expect(try office.json(rotate, now: Self.days[1])["new"] == first["new"])
    #expect(try String(contentsOfFile: key, encoding: .utf8) == new)
    try office.json(["publish"], now: Self.days[1])
    let checked = try Command.run(Command.mingdai, ["check", "--site", county.site])
    #expect(checked.status == 0 && checked.text.contains("第 2 把由前一把签名确认"), "\(checked)")
    #expect(!checked.text.contains("第 3 把"))
    try county.rebuildsTheSame(Self.days[1])
  }

  @Test func goingBackKeepsTheNewestLog() throws {
    let county = try County()
    try county.repay(2, note: 1, Self.days[1])
    try county.office.json(["publish"], now: Self.days[1])
    let held = county.office.scratch.path("held")
    try FileManager.default.copyItem(atPath: county.site + "/log/checkpoint", toPath: held)
    try county.office.json(["publish", "--rollback"], now: Self.days[2])
    #expect(
      FileManager.default.contentsEqual(atPath: county.site + "/log/checkpoint", andPath: held))
    let outcome = try Command.run(
      Command.mingdai,
      ["check", "--site", county.site, "--against", held, "--format", "json"])
    #expect(outcome.status == 1)
    let findings = try JSONTree(outcome.output)["findings"].elements
    // The log goes on; only the page that is older than it is told.
    #expect(findings.map { $0["kind"].text } == ["outdated"], "\(findings)")
    try county.rebuildsTheSame(Self.days[2])
    try county.office.json(["publish"], now: Self.days[2])
    #expect(
      try Command.run(Command.mingdai, ["check", "--site", county.site, "--against", held])
        .status == 0)
  }
}
