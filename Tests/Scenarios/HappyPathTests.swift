import Foundation
import TestKit
import Testing

/// From the making of an office to the published site, with two banks that use `openssl` only.
@Suite struct HappyPathTests {
  static let opened = "2025-06-22T09:00:00+08:00"

  /// SUBSIDY §5, the rows whose days lie in a quarter that can be settled from here.
  struct Figure: Sendable {
    let period: String
    let noteNo: String
    let days: Int
    let interest: String
    let subsidy: String
    let borrower: String
  }

  static let figures = [
    Figure(
      period: "2025Q2", noteNo: "B-2", days: 92, interest: "1372.43", subsidy: "686.21",
      borrower: "686.22"),
    Figure(
      period: "2025Q2", noteNo: "B-3", days: 92, interest: "61333.33", subsidy: "20444.44",
      borrower: "40888.89"),
    Figure(
      period: "2025Q4", noteNo: "A-1", days: 91, interest: "3412.50", subsidy: "1706.25",
      borrower: "1706.25"),
    Figure(
      period: "2026Q1", noteNo: "A-2", days: 90, interest: "2575.00", subsidy: "1500.00",
      borrower: "1075.00"),
  ]

  static let a1 = NoteText(
    "A-1", amount: 30_000_000, rate: "4.5000", lpr: "3.4500", on: "2024-03-01", due: "2027-03-01",
    person: 1)
  static let a2 = NoteText(
    "A-2", amount: 20_000_000, rate: "5.1500", lpr: "3.6500", on: "2023-05-10", due: "2026-05-10",
    person: 2)
  static let b2 = NoteText(
    "B-2", amount: 12_345_678, rate: "4.3500", lpr: "3.4500", on: "2024-03-01", due: "2027-03-01",
    person: 3)
  static let b3: NoteText = {
    var note = NoteText(
      "B-3", amount: 600_000_000, rate: "4.0000", lpr: "3.4500", on: "2024-03-01",
      due: "2026-03-01", person: 4)
    note.isEnterprise = true
    return note
  }()

  @Test func fromInitToSite() throws {
    let office = try OfficeDesk()
    let sm2 = try BankDesk("AABANK", .sm2)
    let p256 = try BankDesk("BBBANK", .p256)
    try found(office, sm2, p256)
    try deliver(office, sm2, p256)
    try settle(office)
    try look(office)
    try publish(office)
    try office.checksOut()
    try noSecrets(office)
  }

  private func found(_ office: OfficeDesk, _ sm2: BankDesk, _ p256: BankDesk) throws {
    let made = try office.make(now: Self.opened)
    #expect(made.names.isSuperset(of: ["office", "code", "keys"]))
    #expect(made["keys"].elements.compactMap { $0["suite"].text }.count == 3)
    for key in made["keys"].elements {
      let file = try #require(key["publicKeyFile"].text)
      #expect(FileManager.default.fileExists(atPath: file))
    }
    let first = try office.register(sm2, now: Self.opened)
    #expect(first["keyId"].text == sm2.keyId)
    #expect(first["suite"].text == "SM2-SM3")
    #expect(first["state"].text == "ACTIVE")
    let second = try office.register(p256, byCertificate: true, now: Self.opened)
    #expect(second["keyId"].text == p256.keyId)
    #expect(second["suite"].text == "ECDSA-P256-SHA256")
    let banks = try office.json(["bank", "list"])["banks"].elements
    #expect(banks.compactMap { $0["bank"].text } == ["AABANK", "BBBANK"])
    #expect(
      banks.allSatisfy {
        $0["keys"][0].names.isSuperset(of: ["keyId", "suite", "state", "from", "to"])
      })
  }

  private func deliver(_ office: OfficeDesk, _ sm2: BankDesk, _ p256: BankDesk) throws {
    try sm2.send(
      Parcel(1, Self.opened, [Self.a1.disbursement("A1"), Self.a2.disbursement("A2")]),
      to: office.inbox(sm2))
    try p256.send(
      Parcel(
        1, Self.opened,
        [
          Self.b2.disbursement("B2"), Self.b3.disbursement("B3"),
          Self.b2.claim("K1", "2025Q2", days: 92, interest: "1372.43", subsidy: "686.21"),
          Self.b3.claim("K2", "2025Q2", days: 92, interest: "61333.33", subsidy: "20444.40"),
        ]), to: office.inbox(p256))
    // B-3 is above the cap: accepted with a remark (W703), which is no refusal: exit code 0.
    let taken = try office.receive(now: Self.opened)["packages"].elements
    #expect(taken.compactMap { $0["packageId"].text } == ["AABANK-000000001", "BBBANK-000000001"])
    #expect(taken.compactMap { $0["status"].text } == ["ACCEPTED", "ACCEPTED"])
    #expect(taken.compactMap { $0["accepted"].int } == [2, 4])
    #expect(taken[1]["codes"] == .list([.text("W703")]))
    for (bank, package) in zip([sm2, p256], taken) {
      let name = try #require(package["receipt"].text)
      let receipt = try office.receipt(name, bank)
      #expect(receipt["messageType"].text == "RECEIPT")
      #expect(receipt["sender"].text == OfficeDesk.code)
      #expect(receipt["receiver"].text == bank.code)
      #expect(receipt["inReplyTo"]["packageId"].text == package["packageId"].text)
      #expect(receipt["receipt"]["stage"].text == "BUSINESS")
      #expect(receipt["receipt"]["ledgerHead"].text?.count == 64)
    }
    let day = "2026-03-22T09:00:00+08:00"
    try sm2.send(
      Parcel(
        2, day,
        [
          Self.a1.claim("K1", "2025Q4", days: 91, interest: "3412.50", subsidy: "1706.25"),
          Self.a2.claim("K2", "2026Q1", days: 90, interest: "2575.00", subsidy: "1700.00"),
        ]), to: office.inbox(sm2))
    #expect(try office.receive(now: day)["packages"][0]["status"].text == "ACCEPTED")
  }

  private func settle(_ office: OfficeDesk) throws {
    let now = "2026-03-23T09:00:00+08:00"
    for period in ["2025Q2", "2025Q4", "2026Q1"] {
      let run = try office.json(["settle", "run", period, "--by", "王建"], now: now, status: 1)
      #expect(run["run"].text == period)
      #expect(run["state"].text == "DRAFT")
      try figures(of: run, period)
    }
    let q2 = try office.json(["settle", "show", "2025Q2"])["lines"].elements
    let classes = Dictionary(
      uniqueKeysWithValues: q2.map { ($0["noteNo"].text ?? "", $0["class"].text ?? "") })
    #expect(
      classes == [
        "A-1": "NOT_CLAIMED", "A-2": "NOT_CLAIMED", "B-2": "AGREED", "B-3": "WITHIN_TOLERANCE",
      ])
    // Within the tolerance the smaller figure is payable. SUBSIDY §4.
    #expect(q2.first { $0["noteNo"].text == "B-3" }?["payable"].text == "20444.40")
    let q1 = try office.json(["settle", "show", "2026Q1", "--differences"])["lines"].elements
    let more = q1.first { $0["noteNo"].text == "A-2" }
    #expect(more?["class"].text == "CLAIMED_MORE")
    #expect(more?["payable"].text == "0.00")
    for period in ["2025Q2", "2025Q4", "2026Q1"] {
      // Made anew with what was approved since: quarters that no run settled come out there.
      try office.json(["settle", "run", period, "--by", "王建"], now: now, status: 1)
      let reviewed = try office.json(["settle", "review", period, "--by", "李审"], now: now)
      #expect(reviewed["state"].text == "REVIEWED")
      let same = try office.run(["settle", "approve", period, "--by", "李审"], now: now)
      #expect(same.status == 1)
      #expect(same.output.isEmpty)
      #expect(same.message.contains("批准人不能是复核人"))
      let approved = try office.json(["settle", "approve", period, "--by", "赵批"], now: now)
      #expect(approved["state"].text == "APPROVED")
    }
    let again = try office.run(["settle", "run", "2025Q2"], now: now)
    #expect(again.status == 1, "an approved run never changes")
  }

  private func figures(of run: JSONTree, _ period: String) throws {
    for figure in Self.figures where figure.period == period {
      let line = try #require(
        run["lines"].elements.first { $0["noteNo"].text == figure.noteNo }, "\(figure)")
      #expect(line["kind"].text == "REGULAR")
      #expect(line["days"].int == figure.days)
      #expect(line["interest"].text == figure.interest)
      #expect(line["subsidy"].text == figure.subsidy)
      #expect(line["borrower"].text == figure.borrower)
      #expect(
        line.names.isSuperset(of: ["bank", "period", "claimed", "shares", "segments", "payable"]))
      #expect(
        line["segments"][0].names.isSuperset(
          of: [
            "from", "to", "days", "balance", "subsidisedBalance", "rate", "loanYear", "factor",
            "subsidisedRate", "interestNumerator", "subsidyNumerator", "dayBasis", "group",
            "eligible",
          ]))
    }
    let totals = run["totals"]
    #expect(totals.names.isSuperset(of: ["interest", "subsidy", "borrower", "payable"]))
    for column in ["interest", "subsidy", "borrower", "payable"] {
      let sum = run["lines"].elements.reduce(0) { $0 + (fen($1[column].text) ?? 0) }
      #expect(totals[column].text == yuan(sum), "\(period) \(column)")
    }
  }

  private func look(_ office: OfficeDesk) throws {
    let notes = try office.json(["note", "list"])["notes"].elements
    #expect(notes.compactMap { $0["noteNo"].text } == ["A-1", "A-2", "B-2", "B-3"])
    let note = try office.json(["note", "show", "AABANK", "A-1"])
    #expect(note.names.isSuperset(of: ["noteNo", "events", "balance", "state", "amount"]))
    #expect(note["subsidySoFar"].text == "1706.25")
    #expect(note["borrower"]["idNumber"] == .null)
    let line = try office.json(["settle", "explain", "AABANK", "A-1", "2025Q4"])
    #expect(line["subsidy"].text == "1706.25")
    let words = try office.run(["settle", "explain", "AABANK", "A-1", "2025Q4"])
    #expect(words.status == 0)
    for figure in ["300,000.00", "4.50", "91", "360", "1,706.25"] {
      #expect(words.text.contains(figure), "\(figure) in \(words.text)")
    }
  }

  private func publish(_ office: OfficeDesk) throws {
    let now = "2026-03-24T09:00:00+08:00"
    let site = try office.json(["publish", "--by", "王建"], now: now)
    #expect(
      site.names.isSuperset(
        of: ["release", "pages", "written", "unchanged", "bytes", "seconds", "leaks"]))
    #expect(site["records"].int == 4)
    #expect(site["leaks"] == .list([]))
    let folder = try #require(site["site"].text)
    let files = FileManager.default.files(below: folder)
    #expect(files.contains("index.html"))
    #expect(files.count >= site["pages"].int ?? .max)
    try linksResolve(folder, files)
    let again = try office.json(["publish"], now: now)
    #expect(again["written"].int == 0)
    #expect(again["unchanged"].int == site["pages"].int)
  }

  /// Every relative link of every page leads to a file.
  private func linksResolve(_ folder: String, _ files: [String]) throws {
    let known = Set(files)
    let links = /(?:href|src)="([^"#?]+)/
    var count = 0
    for file in files where file.hasSuffix(".html") {
      let page = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      for match in page.matches(of: links) {
        let link = String(match.1)
        if link.contains(":") { continue }
        let base = URL(fileURLWithPath: "/" + file).deletingLastPathComponent()
        var path = String(
          URL(fileURLWithPath: link, relativeTo: base).standardizedFileURL.path.dropFirst())
        if link.hasSuffix("/") { path += (path.isEmpty ? "" : "/") + "index.html" }
        #expect(known.contains(path), "\(file): \(link)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  private func noSecrets(_ office: OfficeDesk) throws {
    let secrets = [Self.a1, Self.a2, Self.b2, Self.b3].flatMap { note in
      (note.isEnterprise ? [] : [note.idNumber])
        + [Synthetic.phone(note.person), Synthetic.account(note.person)]
    }
    try Privacy(secrets).holds(in: office)
  }
}

/// Yuan with two decimals as fen.
func fen(_ text: String?) -> Int? {
  text.flatMap { Int($0.replacingOccurrences(of: ".", with: "")) }
}
