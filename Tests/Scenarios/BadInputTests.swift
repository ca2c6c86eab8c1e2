import Foundation
import TestKit
import Testing

/// What a careless or hostile sender may put into an inbox: refused with its code in a signed
/// receipt, nothing recorded, the other packages go on.
@Suite struct BadInputTests {
  static let now = "2026-04-02T09:00:00+08:00"
  static let moment = Date(timeIntervalSince1970: 1_775_091_600)

  static func note(_ index: Int) -> NoteText {
    NoteText(
      "N-\(index)", amount: 10_000_000 + index, rate: "4.5000", lpr: "3.0000", on: "2025-06-10",
      due: "2028-06-10", person: 100 + index)
  }

  static func parcel(_ number: Int, _ records: [RecordText]? = nil) -> Parcel {
    Parcel(number, now, records ?? [note(number).disbursement("R-\(number)")])
  }

  /// One spoilt package: what is done to it, and what must be answered.
  struct Row: Sendable, CustomTestStringConvertible {
    let code: String
    let what: String
    var edit: @Sendable (String) -> String = { $0 }
    var spoil: @Sendable (_ package: URL, _ bank: BankDesk, _ other: BankDesk) throws -> Void = {
      _, _, _ in
    }
    var records: (@Sendable (Int) -> String)?
    var testDescription: String { "\(code) \(what)" }
  }

  /// A row whose manifest is spoilt before it is signed: `old` becomes `new`.
  static func manifest(_ code: String, _ what: String, _ old: String, _ new: String) -> Row {
    Row(
      code: code, what: what,
      edit: {
        precondition($0.contains(old), "\(what): nothing to spoil")
        return $0.replacingOccurrences(of: old, with: new)
      })
  }

  static let manifestRows = [
    manifest("M301", "a member twice", "\"format\": ", "\"format\": \"mingdai/1\", \"format\": "),
    manifest("M301", "a comma too many", "}\n}", "},\n}"),
    manifest("M302", "an unknown member", "\"format\": ", "\"note\": 1, \"format\": "),
    manifest("M303", "another sender", "\"sender\": \"AABANK\"", "\"sender\": \"BBBANK\""),
    manifest("M304", "another system", "\"ZEZHOU\"", "\"ZEZHOUTEST\""),
    manifest("M305", "another number", "\"packageId\": \"AABANK-", "\"packageId\": \"AABANK-9"),
    manifest("M306", "from last year", "\"createdAt\": \"2026", "\"createdAt\": \"2025"),
    manifest("M306", "from tomorrow", "2026-04-02T", "2026-04-03T"),
    manifest("M307", "a type of ours", "\"BATCH\"", "\"SETTLEMENT\""),
    manifest("M308", "an unknown format", "mingdai/1", "mingdai/2"),
    manifest("P106", "a path in a name", "\"records.json\"", "\"../records.json\""),
    manifest("P106", "an absolute path", "\"records.json\"", "\"/etc/passwd\""),
    manifest("S203", "another key id", "\"keyId\": \"", "\"keyId\": \"0"),
    manifest("S204", "another algorithm", "\"SM2-SM3\"", "\"ECDSA-P256-SHA256\""),
    manifest("C601", "a wrong total", "\"totalAmount\": \"", "\"totalAmount\": \"1"),
    manifest("C601", "a wrong count", "\"recordCount\": 1", "\"recordCount\": 2"),
    manifest("F502", "a wrong size", "\"size\": ", "\"size\": 9"),
  ]

  static let fileRows = [
    Row(
      code: "F501", what: "the records altered after sealing",
      spoil: { package, _, _ in
        try alter(package, "records.json") { $0.replacingOccurrences(of: "示例项目", with: "改动项目") }
      }),
    Row(
      code: "S201", what: "the manifest altered after signing",
      spoil: { package, _, _ in
        try alter(package, "manifest.json") { $0.replacingOccurrences(of: "BATCH", with: "BATCE") }
      }),
    Row(
      code: "S201", what: "signed by another bank",
      spoil: { package, _, other in try other.sign(package) }),
    Row(
      code: "P102", what: "unsigned for an hour",
      spoil: { package, _, _ in try remove(package, "manifest.sig") }),
    Row(
      code: "P102", what: "no records file",
      spoil: { package, _, _ in try remove(package, "records.json") }),
    Row(
      code: "P103", what: "a file that is not listed",
      spoil: { package, _, _ in try Data("x".utf8).write(to: package.appending(path: "more.csv")) }
    ),
    Row(
      code: "P104", what: "a link to our ledger",
      spoil: { package, _, _ in
        try remove(package, "records.json")
        try FileManager.default.createSymbolicLink(
          atPath: package.path + "/records.json", withDestinationPath: "/etc/passwd")
      }),
    Row(
      code: "P104", what: "a pipe that never ends",
      spoil: { package, _, _ in
        try remove(package, "records.json")
        #expect(mkfifo(package.path + "/records.json", 0o644) == 0)
      }),
    Row(
      code: "P104", what: "the manifest is a folder",
      spoil: { package, _, _ in
        try remove(package, "manifest.json")
        try FileManager.default.createDirectory(
          atPath: package.path + "/manifest.json", withIntermediateDirectories: false)
      }),
    Row(
      code: "C602", what: "a member twice in the records",
      records: { number in
        let record = note(number).disbursement("R-\(number)").json
        return "{\"records\": ["
          + record.replacingOccurrences(
            of: "\"version\": 1", with: "\"version\": 1, \"version\": 1") + "]}"
      }),
    Row(
      code: "C602", what: "half a records file", records: { _ in "{\"records\": [{\"recordId\"" }),
    Row(code: "C602", what: "another shape", records: { _ in "[]" }),
  ]

  static func alter(_ package: URL, _ name: String, _ edit: (String) -> String) throws {
    let file = package.appending(path: name)
    try Data(edit(String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
  }

  static func remove(_ package: URL, _ name: String) throws {
    try FileManager.default.removeItem(at: package.appending(path: name))
  }

  @Test func spoiltPackagesAmongGoodOnes() throws {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .sm2)
    let other = try BankDesk("BBBANK", .sm2)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    try office.register(other, now: Self.now)
    let rows = Self.manifestRows + Self.fileRows
    // A good package before, between and after: numbers 1, 3, 5 …; the spoilt ones lie between.
    for (index, row) in rows.enumerated() {
      try bank.send(Self.parcel(2 * index + 1), to: office.inbox(bank))
      let number = 2 * index + 2
      var parcel = Self.parcel(number)
      parcel.recordsFile = row.records?(number)
      let package = try bank.seal(parcel, edit: row.edit)
      try row.spoil(package, bank, other)
      try bank.upload(package, to: office.inbox(bank))
      // An upload without its signature is waited for an hour.
      try FileManager.default.setAttributes(
        [.modificationDate: Self.moment.addingTimeInterval(-7200)],
        ofItemAtPath: office.inbox(bank) + "/" + package.lastPathComponent)
    }
    try bank.send(Self.parcel(2 * rows.count + 1), to: office.inbox(bank))
    let taken = try office.receive(now: Self.now, status: 1)["packages"].elements
    #expect(taken.count == 2 * rows.count + 1)
    let receipts = try office.receipts(bank)
    #expect(receipts.count == taken.count)
    for (index, row) in rows.enumerated() {
      #expect(taken[2 * index]["status"].text == "ACCEPTED", "before \(row)")
      let spoilt = taken[2 * index + 1]
      #expect(spoilt["status"].text == "REJECTED", "\(row)")
      #expect(spoilt["codes"].elements.contains(.text(row.code)), "\(row): \(spoilt["codes"])")
      let receipt = try office.receipt(try #require(spoilt["receipt"].text), bank)
      #expect(receipt["receipt"]["status"].text == "REJECTED", "\(row)")
      #expect(codes(receipt).contains(row.code), "\(row)")
      #expect(receipt["inReplyTo"]["packageId"].text == bank.packageId(2 * index + 2), "\(row)")
    }
    #expect(try office.noteCount() == rows.count + 1)
    #expect(FileManager.default.names(office.inbox(bank)).isEmpty)
    #expect(FileManager.default.names(office.work(bank)).isEmpty)
    try office.checksOut()
  }

  /// A rejected package is not consumed: the same number, mended, is taken. `openssl` signs anew
  /// each time, so the same manifest comes with another signature.
  @Test(arguments: BankSuite.allCases)
  func mendedPackageIsTaken(_ suite: BankSuite) throws {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", suite)
    let other = try BankDesk("BBBANK", suite)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    let package = try bank.seal(Self.parcel(1))
    let inbox = office.inbox(bank)
    try other.sign(package)
    try bank.upload(package, to: inbox)
    #expect(try office.receive(now: Self.now, status: 1)["packages"][0]["codes"][0].text == "S201")
    try other.sign(package)
    try bank.upload(package, to: inbox)
    #expect(try office.receive(now: Self.now, status: 1)["packages"][0]["codes"][0].text == "S201")
    try bank.sign(package)
    let records = try Data(contentsOf: package.appending(path: "records.json"))
    try Self.alter(package, "records.json") { $0.replacingOccurrences(of: "示例", with: "别的") }
    try bank.upload(package, to: inbox)
    #expect(try office.receive(now: Self.now, status: 1)["packages"][0]["codes"][0].text == "F501")
    try records.write(to: package.appending(path: "records.json"))
    try bank.sign(package)
    try bank.upload(package, to: inbox)
    #expect(try office.receive(now: Self.now)["packages"][0]["status"].text == "ACCEPTED")
    try bank.sign(package)
    try bank.upload(package, to: inbox)
    let again = try office.receive(now: Self.now, status: 1)["packages"][0]
    #expect(again["status"].text == "DUPLICATE")
    // The second S201 was identical noise of the same day: EXCHANGE §4.
    #expect(try office.receipts(bank).count == 4)
    try office.checksOut()
    // What verified is what the archive keeps as the signature, whatever came before it.
    let kept = FileManager.default.files(below: office.path + "/archive/packages")
      .filter { $0.hasSuffix("/records.json") }
    #expect(kept.count == 1)
    let folder = office.path + "/archive/packages/" + String(kept[0].dropLast(13))
    let verified = try Command.run(
      "openssl",
      ["dgst", suite == .sm2 ? "-sm3" : "-sha256", "-verify", bank.publicKey]
        + (suite == .sm2 ? ["-sigopt", "distid:1234567812345678"] : [])
        + ["-signature", "manifest.sig", "manifest.json"], in: URL(fileURLWithPath: folder))
    #expect(verified.status == 0)
  }

  /// A record with a float for money: that record is refused, the others are in.
  @Test func oneBadRecord() throws {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    let float = Self.note(2).disbursement("R-2").replacing("\"100000.02\"", "100000.02")
    var parcel = Self.parcel(
      1, [Self.note(1).disbursement("R-1"), float, Self.note(3).disbursement("R-3")])
    parcel.records[1].disbursedFen = 0
    try bank.send(parcel, to: office.inbox(bank))
    let taken = try office.receive(now: Self.now, status: 1)["packages"][0]
    #expect(taken["status"].text == "PARTIAL")
    #expect(taken["accepted"].int == 2)
    #expect(taken["refused"].int == 1)
    let receipt = try office.receipts(bank)[0]
    let verdict = receipt["receipt"]["records"][0]
    #expect(verdict["recordId"].text == "R-2")
    #expect(verdict["status"].text == "REJECTED")
    #expect(verdict["codes"][0]["code"].text == "R701")
    #expect(verdict["codes"][0]["pointer"].text == "/records/1/amount")
    #expect(try office.noteCount() == 2)
    let missing = try office.run(["note", "show", "AABANK", "N-2"])
    #expect(missing.status == 64)
  }
}
