import Foundation
import TestKit
import Testing

/// Of a record that was withdrawn, redacted or whose time is over, only commitments stay: neither
/// name nor project, neither salt nor content, in no file that can be downloaded and in no
/// publication that is kept. DISCLOSURE §1, §2.
@Suite struct PrivacyErasureTests {
  private static let first = "2026-04-02T09:00:00+08:00"
  private static let second = "2026-04-03T09:00:00+08:00"
  private static let project = "独一无二作坊"

  enum Fate: String, CaseIterable, Sendable {
    case withdrawal, redaction, expiry
  }

  /// An office that shows full names on pages, with four notes, the third of which is to go, and
  /// three releases that hold it.
  private func published(expiring: Bool) throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.first)
    let settings = office.path + "/mingdai.json"
    let text = try String(contentsOfFile: settings, encoding: .utf8)
    let open =
      text.replacingOccurrences(of: "\"masked\"", with: "\"full\"")
      .replacingOccurrences(
        of: "\"expireAfterYears\": 0", with: "\"expireAfterYears\": \(expiring ? 3 : 0)")
    try #require(open.contains("\"full\"") && (!expiring || open.contains("Years\": 3")))
    try open.write(toFile: settings, atomically: true, encoding: .utf8)
    try office.register(bank, now: Self.first)
    let records = (1...4).map { index in
      let record = BadInputTests.note(index).disbursement("D-\(index)")
      return index == 3 ? record.replacing("示例项目N-3", Self.project) : record
    }
    try bank.send(BadInputTests.parcel(1, records), to: office.inbox(bank))
    _ = try office.receive(now: Self.first)
    try office.json(["publish"], now: Self.first)
    // A correction, so that an old content is kept too, and a release for each.
    try bank.send(
      BadInputTests.parcel(
        2,
        [
          BadInputTests.note(3).disbursement("D-3", version: 2, action: "AMEND")
            .replacing("示例项目N-3", Self.project + "二号")
        ]), to: office.inbox(bank))
    _ = try office.receive(now: Self.second)
    for _ in 0..<2 { try office.json(["publish"], now: Self.second) }
    return (office, bank)
  }

  @Test(arguments: Fate.allCases)
  func onlyCommitmentsStay(_ fate: Fate) throws {
    let (office, bank) = try published(expiring: fate == .expiry)
    let note = BadInputTests.note(3)
    let name = Synthetic.name(note.person)
    let number = "ZEZHOU-2026-000003"
    let page = office.path + "/site/current/record/2026/0000xx/\(number).html"
    let before = try String(contentsOfFile: page, encoding: .utf8)
    #expect(before.contains(name) && before.contains(Self.project))
    let salts = before.components(separatedBy: "\"salt\":\"").dropFirst().map {
      String($0.prefix(32))
    }
    #expect(salts.count == 3 || salts.count == 2, "\(salts.count)")
    let wanted = [name, Self.project].map { Data($0.utf8) } + salts.map { Data($0.utf8) }
    try bulkIsMasked(name, office)
    switch fate {
    case .withdrawal:
      try office.json(
        ["publish", "withdraw", number, "--reason", "本人申请", "--by", "王建"], now: Self.second)
    case .redaction:
      try bank.send(
        BadInputTests.parcel(
          3,
          [
            note.disbursement("D-3", version: 3, action: "AMEND").replacing("示例项目N-3", "别的项目")
              .replacing("\"name\": \"\(name)\"", "\"name\": \"秦三百\"")
          ]), to: office.inbox(bank))
      _ = try office.receive(now: Self.second)
      try office.json(["publish", "redact", number, "--reason", "姓名有误"], now: Self.second)
    case .expiry:
      try bank.send(
        BadInputTests.parcel(3, [note.repayment("R-3", on: "2026-03-30", note.amount)]),
        to: office.inbox(bank))
      _ = try office.receive(now: Self.second)
      try office.json(["publish"], now: Self.second)
      #expect(try !places(of: wanted, below: "site", office).isEmpty)
      try office.json(["publish"], now: "2029-03-29T09:00:00+08:00")
      #expect(try String(contentsOfFile: page, encoding: .utf8).contains(name))
      try office.json(["publish"], now: "2029-03-31T09:00:00+08:00")
    }
    // Everything that is served or was, and what the archive keeps of publications.
    #expect(try places(of: wanted, below: "site", office) == [])
    #expect(try places(of: wanted, below: "archive/publications", office) == [])
    // The ledger knows the loan; of what was published of it, salts and contents are gone, from
    // its file, its log of writes and its free pages.
    let raw = salts.map { salt in
      Data(
        stride(from: 0, to: 32, by: 2).compactMap { start in
          UInt8(salt.dropFirst(start).prefix(2), radix: 16)
        })
    }
    let content = Data("\"project\":\"\(Self.project)".utf8)
    let ledger = FileManager.default.names(office.path).filter { $0.hasPrefix("ledger") }
    #expect(!ledger.isEmpty)
    for file in ledger where !file.hasSuffix("/") {
      guard let bytes = FileManager.default.contents(atPath: office.path + "/" + file) else {
        continue
      }
      for piece in raw + salts.map({ Data($0.utf8) }) + [content] {
        #expect(bytes.range(of: piece) == nil, "\(fate): in \(file)")
      }
    }
    try office.checksOut()
  }

  /// Pages carry the full name, files in bulk and the search do not.
  private func bulkIsMasked(_ name: String, _ office: OfficeDesk) throws {
    let named = try places(of: [Data(name.utf8)], below: "site/current", office)
    #expect(named.contains { $0.hasPrefix("record/") })
    #expect(
      !named.contains { path in ["data/", "search/", "feed/"].contains(where: path.hasPrefix) },
      "\(named)")
    let told = try places(of: [Data(Self.project.utf8)], below: "site/current", office)
    #expect(["data/", "search/"].allSatisfy { part in told.contains { $0.hasPrefix(part) } })
  }

  /// Files below a folder of the office that hold one of some texts, in themselves or their names.
  private func places(
    of wanted: [Data], below folder: String, _ office: OfficeDesk
  ) throws -> [String] {
    let place = office.path + "/" + folder
    return try FileManager.default.files(below: place).filter { file in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: place + "/" + file))
      return wanted.contains { piece in
        bytes.range(of: piece) != nil || Data(file.utf8).range(of: piece) != nil
      }
    }
  }
}
