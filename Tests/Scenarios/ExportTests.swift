import Foundation
import TestKit
import Testing

/// The statements of a run, and the results that banks get. SUBSIDY §6, COMMAND `settle export`,
/// `settle send`.
@Suite struct ExportTests {
  static let now = "2026-03-24T09:00:00+08:00"
  /// A person whose name a spreadsheet would take for a formula.
  static let formula = "=1+1示例"
  static let bankName = "示例/银行 ..\\支行"

  // MARK: The demonstration county

  @Test func theBooksSayWhatTheRunSays() throws {
    let office = try OfficeDesk()
    try office.json(["demo", office.path, "--notes", "300", "--seed", "7"])
    let out = try ScratchFolder("export")
    let run = try office.json(["settle", "show", "2025Q2"])
    let exported = try office.json(["settle", "export", "2025Q2", "--out", out.path])
    #expect(["APPROVED", "PAID"].contains(exported["state"].text))
    let names = exported["files"].elements.compactMap { $0["name"].text }
    #expect(names.count == Set(names).count && names.count > 12)
    #expect(Set(names) == Set(FileManager.default.names(out.path)), "no file besides these")
    let books = try books(in: out, names)
    try sumsAgree(run, books)
    try isCumulative(run, office.json(["settle", "show", "2025Q1"]), books)
    try bytesStay(office, out, names)
    try hasPrivateAccounts(out, names)
    if Self.hasOffice {
      let pdf = try ScratchFolder("pdf")
      let converted = try Command.run(
        "timeout",
        [
          "-k", "10", "120", "soffice",
          "-env:UserInstallation=\(pdf.url("profile").absoluteString)", "--headless",
          "--norestore", "--convert-to", "pdf", "--outdir", pdf.path,
          out.path("2025Q2-全部-贴息申请.xlsx"),
        ])
      #expect(converted.status == 0, "\(converted.message)")
      #expect(try pdf.bytes("2025Q2-全部-贴息申请.pdf").starts(with: Array("%PDF".utf8)))
    }
  }

  /// Every total of every book is the sum of the run's lines, made here from `settle show`.
  private func sumsAgree(_ run: JSONTree, _ books: [String: [[String]]]) throws {
    let all = run["lines"].elements
    let adjustments = all.filter { $0["kind"].text == "ADJUSTMENT" }
    let regular = all.filter {
      $0["kind"].text == "REGULAR" && $0["disbursementRecord"] != .null
    }
    #expect(all.count > regular.count + adjustments.count, "there are claims without a note")
    #expect(!adjustments.isEmpty)
    let applied = sum(regular, "payable") + sum(adjustments, "payable")
    #expect(run["totals"]["payable"].text == yuan(applied))
    let interest = sum(regular, "interest") + sum(adjustments, "interest")
    #expect(run["totals"]["interest"].text == yuan(interest))
    let application = try total(books, "2025Q2-全部-贴息申请", "申请表")
    #expect(
      Array(application.suffix(8)) == [
        yuan(regular.count * 100), yuan(sum(regular, "interest")), yuan(sum(regular, "borrower")),
        yuan(sum(regular, "subsidy")), yuan(sum(regular, "claimed")), yuan(sum(regular, "payable")),
        yuan(sum(adjustments, "payable")), yuan(applied),
      ])
    #expect(
      try total(books, "2025Q2-全部-贴息申请", "调整表").last == yuan(sum(adjustments, "payable")))
    let adjusted = try #require(books["2025Q2-全部-贴息申请/调整表"])
    for line in adjustments {
      let noteNo = "s:" + (line["noteNo"].text ?? "")
      let row = try #require(adjusted.first { $0.contains(noteNo) })
      let amounts = [line["before"], line["now"], line].compactMap { $0["payable"].text }
      #expect(row.suffix(3).map { String($0.dropFirst(2)) } == amounts)
      #expect(!row[2].isEmpty, "the borrower's name, of a cancelled note too")
    }
    let shares = try total(books, "2025Q2-全部-贴息申请", "分担汇总")
    let payers = ["central", "province", "city", "county"].map {
      run["totals"]["payableByPayer"][$0].text ?? "0.00"
    }
    #expect(shares.suffix(4) == payers[...])
    #expect(shares.first == yuan(sum(regular, "payable")))
    // 笔数, then 应付.
    #expect(try total(books, "2025Q2-全部-拨付清单", "拨付清单")[1] == yuan(applied))
    for bank in Set(all.compactMap { $0["bank"].text }) {
      let own = regular.filter { $0["bank"].text == bank }
      let details = try total(books, "2025Q2-\(bank)-贴息申请", "明细表")
      let amounts = ["interest", "borrower", "subsidy", "payable"].map { yuan(sum(own, $0)) }
      #expect(Array(details.dropFirst().prefix(4)) == amounts, "\(bank)")
      let application = try total(books, "2025Q2-\(bank)-贴息申请", "申请表")
      #expect(application.last == run["totals"]["byBank"][bank]["payable"].text, "\(bank)")
    }
  }

  /// 累计贴息 is what both runs make payable of a loan.
  private func isCumulative(
    _ run: JSONTree, _ earlier: JSONTree, _ books: [String: [[String]]]
  ) throws {
    let details = try #require(books["2025Q2-全部-贴息申请/明细表"])
    let lines = earlier["lines"].elements + run["lines"].elements
    let loans = Dictionary(grouping: lines) { $0["disbursementRecord"] }
    var carried = 0
    for (record, lines) in loans where record != .null {
      let noteNo = "s:" + (lines[0]["noteNo"].text ?? "")
      // A loan that ended in the quarter before has no row.
      guard let row = details.first(where: { $0.contains(noteNo) }) else { continue }
      // 次数 is the last number of a row.
      let numbers = row.filter { $0.hasPrefix("n:") }
      #expect(numbers.dropLast().last == "n:" + yuan(sum(lines, "payable")), "\(noteNo)")
      if lines.count > 1 { carried += 1 }
    }
    #expect(carried > 50)
  }

  /// A second export changes nothing; other content is replaced only when that is said.
  private func bytesStay(_ office: OfficeDesk, _ out: ScratchFolder, _ names: [String]) throws {
    let before = try names.map { try out.bytes($0) }
    let again = try office.json(["settle", "export", "2025Q2", "--out", out.path])
    #expect(again["files"].elements.allSatisfy { $0["unchanged"] == .bool(true) })
    let spoiled = try #require(names.first { $0.hasSuffix("明细表.csv") })
    try Data("mine".utf8).write(to: out.url(spoiled))
    let refused = try office.run(["settle", "export", "2025Q2", "--out", out.path])
    #expect(refused.status == 64)
    #expect(refused.message.contains(spoiled) && refused.message.contains("--replace"))
    #expect(try out.bytes(spoiled) == Array("mine".utf8))
    try office.json(["settle", "export", "2025Q2", "--out", out.path, "--replace"])
    #expect(try names.map { try out.bytes($0) } == before)
  }

  /// Account numbers stand in the payment list alone, and it is for the owner's eyes.
  private func hasPrivateAccounts(_ out: ScratchFolder, _ names: [String]) throws {
    let list = String(decoding: try out.bytes("2025Q2-全部-拨付清单.csv"), as: UTF8.self)
    let accounts = list.matches(of: /0000[0-9]{8,}/).map { String($0.output) }
    #expect(accounts.count > 5)
    for name in names {
      let mode = try FileManager.default.attributesOfItem(atPath: out.path(name))[.posixPermissions]
      #expect(mode as? Int == (name.contains("拨付清单") ? 0o600 : 0o640), "\(name)")
      guard name.hasSuffix(".csv"), !name.contains("拨付清单") else { continue }
      let text = String(decoding: try out.bytes(name), as: UTF8.self)
      #expect(accounts.allSatisfy { !text.contains($0) }, "\(name)")
    }
  }

  // MARK: Two banks that use `openssl` only

  @Test func draftsAreMarkedAndNamesDoNoHarm() throws {
    let (office, _) = try settled()
    let out = try ScratchFolder("export")
    let draft = try office.json(["settle", "export", "2025Q2", "--out", out.path])
    #expect(draft["state"].text == "DRAFT")
    let names = draft["files"].elements.compactMap { $0["name"].text }
    #expect(names.allSatisfy { !$0.contains("\\") && !$0.contains("示例") })
    let books = try books(in: out, names)
    let details = try #require(books["2025Q2-全部-贴息申请/明细表"])
    #expect(details.contains { $0.contains { $0.contains("明细表") && $0.contains("草稿") } })
    #expect(details.contains { $0.contains("s:" + Self.formula) }, "text, and no formula")
    let csv = String(
      decoding: try out.bytes("2025Q2-全部-贴息申请-明细表.csv"), as: UTF8.self)
    #expect(csv.contains("'" + Self.formula) && csv.contains(Self.bankName))
    // 笔数, 发生额, 季初余额, 季末余额, 笔数, 利息.
    let application = try total(books, "2025Q2-AABANK-贴息申请", "申请表")
    #expect(
      Array(application.prefix(5)) == ["0.00", "0.00", "500000.00", "500000.00", "2.00"])
    try approve(office)
    let same = try office.run(["settle", "export", "2025Q2", "--out", out.path])
    #expect(same.status == 64, "the approved run has no mark: other content")
    try office.json(["settle", "export", "2025Q2", "--out", out.path, "--replace"])
    let approved = try self.books(in: out, names)["2025Q2-全部-贴息申请/明细表"]
    #expect(approved?.contains { $0.contains { $0.contains("草稿") } } == false)
  }

  @Test func foldersThatCannotBeWrittenAreRefused() throws {
    let (office, _) = try settled()
    let out = try ScratchFolder("export")
    for (period, folder, status, words) in [
      ("2025Q2", out.path("none"), Int32(64), "没有这个目录"),
      ("2025Q2", office.path + "/mingdai.json", 64, "没有这个目录"),
      ("2025Q2", office.path + "/site", 64, "个人信息"),
      ("2025Q2", office.path + "/banks/AABANK/outbox", 64, "个人信息"),
      ("2025Q2", "/proc", 70, "表册写不出去"),
      ("2019Q4", out.path, 64, "没有这一期的核算"),
      ("2026Q5", out.path, 64, "2026Q5"),
    ] {
      let refused = try office.run(["settle", "export", period, "--out", folder])
      #expect(refused.status == status, "\(folder): \(refused.message)")
      #expect(refused.message.contains(words), "\(folder): \(refused.message)")
      #expect(refused.output.isEmpty)
    }
    #expect(FileManager.default.names(out.path).isEmpty)
    #expect(FileManager.default.names(office.path + "/site").isEmpty)
  }

  @Test func resultsGoToTheBanksAndLeaveOnTheirReceipt() throws {
    let (office, banks) = try settled()
    let early = try office.run(["settle", "send", "2025Q2"], now: Self.now)
    #expect(early.status == 1 && early.message.contains("批准后"))
    try office.json(["publish"], now: Self.now)
    try approve(office)
    let sent = try office.json(["settle", "send", "2025Q2", "--by", "王建"], now: Self.now)
    #expect(sent["packages"].elements.compactMap { $0["bank"].text } == ["AABANK", "BBBANK"])
    for (bank, package) in zip(banks, sent["packages"].elements) {
      try isWhole(office, bank, try #require(package["packageId"].text))
    }
    let again = try office.json(["settle", "send", "2025Q2"], now: Self.now)["packages"]
    #expect(again.elements.allSatisfy { $0["sent"] == .bool(false) })
    #expect(
      again.elements.map { $0["packageId"] } == sent["packages"].elements.map { $0["packageId"] })
    let owed = try office.json(["receipt", "list", "--unanswered"], now: Self.now)["packages"]
    #expect(owed.elements.compactMap { $0["messageType"].text } == ["SETTLEMENT", "SETTLEMENT"])
    try answer(office, banks[0], try #require(sent["packages"][0]["packageId"].text))
    let after = try office.json(["settle", "send", "2025Q2"], now: "2026-12-24T09:00:00+08:00")
    #expect(after["packages"].elements.map { $0["sent"] } == [.bool(false), .bool(true)])
    let rebuilt = try office.run(["rebuild", "--compare"], now: Self.now)
    #expect(rebuilt.status == 0 && rebuilt.text.contains("逐行一致"), "\(rebuilt.text)")
    try office.checksOut()
  }

  @Test func aBrokenOutboxKeepsNobodyElseWaiting() throws {
    let (office, banks) = try settled()
    try approve(office)
    let tray = office.outbox(banks[0])
    try FileManager.default.moveItem(atPath: tray, toPath: tray + "-away")
    try Data().write(to: URL(fileURLWithPath: tray))
    let failed = try office.run(["settle", "send", "2025Q2"], now: Self.now)
    #expect(failed.status == 70 && failed.message.contains(tray), "\(failed.message)")
    // The second number: the first is the receipt of the batch.
    #expect(FileManager.default.names(office.outbox(banks[1])).contains("ZEZHOU-000000002"))
    try FileManager.default.removeItem(atPath: tray)
    try FileManager.default.moveItem(atPath: tray + "-away", toPath: tray)
    let again = try office.json(["settle", "send", "2025Q2"], now: Self.now)["packages"]
    #expect(again.elements.allSatisfy { $0["sent"] == .bool(false) })
    for (bank, package) in zip(banks, again.elements) {
      try isWhole(office, bank, try #require(package["packageId"].text))
    }
    try office.checksOut()
  }

  /// The package verifies, its files are those listed, its lines the bank's own, and it holds no
  /// account.
  private func isWhole(_ office: OfficeDesk, _ bank: BankDesk, _ name: String) throws {
    let manifest = try office.receipt(name, bank)
    #expect(manifest["messageType"].text == "SETTLEMENT")
    #expect(manifest["receiver"].text == bank.code)
    let folder = URL(fileURLWithPath: office.outbox(bank) + "/" + name)
    let listed = manifest["files"].elements
    let isPublic = FileManager.default.fileExists(
      atPath: office.path + "/site/current/log/checkpoint")
    #expect(
      listed.compactMap { $0["name"].text }
        == ["settlement.json", "details.csv"] + (isPublic ? ["checkpoint.json"] : []))
    for file in listed {
      let name = try #require(file["name"].text)
      #expect(try bank.digest(name, in: folder) == file["digest"].text)
      let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
      for person in 1...4 {
        #expect(bytes.range(of: Data(Synthetic.account(person).utf8)) == nil)
      }
    }
    let result = try JSONTree(
      Array(Data(contentsOf: folder.appendingPathComponent("settlement.json"))))
    let shown = try office.json(["settle", "show", "2025Q2"])
    let lines = shown["lines"].elements.filter { $0["bank"].text == bank.code }
    #expect(result["period"].text == "2025Q2" && lines.count == 2)
    #expect(result["totals"]["lines"].int == lines.count)
    for member in ["noteNo", "kind", "interest", "subsidy", "claimed", "class", "payable"] {
      #expect(result["lines"].elements.map { $0[member] } == lines.map { $0[member] }, "\(member)")
    }
    #expect(result["totals"]["payable"].text == yuan(sum(lines, "payable")))
  }

  /// The bank's own RECEIPT. EXCHANGE §4.
  private func answer(_ office: OfficeDesk, _ bank: BankDesk, _ name: String) throws {
    let folder = office.outbox(bank) + "/" + name
    let digest = try bank.digest("manifest.json", in: URL(fileURLWithPath: folder))
    let receipt = try bank.seal(Parcel(2, Self.now, [])) { batch in
      let head = batch.prefix(upTo: batch.range(of: "\"files\"")?.lowerBound ?? batch.endIndex)
      return head.replacingOccurrences(of: "BATCH", with: "RECEIPT") + """
        "files": [],
        "inReplyTo": {"packageId": "\(name)", "manifestDigest": "\(digest)"},
        "receipt": {"stage": "BUSINESS", "status": "ACCEPTED", "receivedAt": "\(Self.now)",
          "accepted": 2, "refused": 0, "codes": [], "records": []}
        }
        """
    }
    try FileManager.default.removeItem(at: receipt.appendingPathComponent("records.json"))
    try bank.upload(receipt, to: office.inbox(bank))
    #expect(try office.receive(now: Self.now)["packages"][0]["status"].text == "ACCEPTED")
    #expect(!FileManager.default.fileExists(atPath: folder), "it left the outbox")
  }

  // MARK: Steps

  /// An office with two banks, one draft and names that could do harm.
  private func settled() throws -> (OfficeDesk, [BankDesk]) {
    let office = try OfficeDesk()
    try office.make(now: HappyPathTests.opened)
    let banks = [try BankDesk("AABANK", .sm2), try BankDesk("BBBANK", .p256)]
    for bank in banks {
      try office.json(
        [
          "bank", "add", bank.code, "--name", Self.bankName, "--public-key", bank.publicKey,
          "--approve", "李批", "--approve", "张准",
        ], now: HappyPathTests.opened)
    }
    let a1 = HappyPathTests.a1.disbursement("A1").replacing(
      "\"name\": \"\(Synthetic.name(1))\"", "\"name\": \"\(Self.formula)\"")
    let claim = HappyPathTests.b2.claim(
      "K1", "2025Q2", days: 92, interest: "1372.43", subsidy: "686.21")
    try banks[0].send(
      Parcel(1, HappyPathTests.opened, [a1, HappyPathTests.a2.disbursement("A2")]),
      to: office.inbox(banks[0]))
    try banks[1].send(
      Parcel(
        1, HappyPathTests.opened,
        [HappyPathTests.b2.disbursement("B2"), HappyPathTests.b3.disbursement("B3"), claim]),
      to: office.inbox(banks[1]))
    _ = try office.receive(now: HappyPathTests.opened)
    try office.json(["settle", "run", "2025Q2", "--by", "王建"], now: Self.now, status: 1)
    return (office, banks)
  }

  private func approve(_ office: OfficeDesk) throws {
    try office.json(["settle", "review", "2025Q2", "--by", "李审"], now: Self.now)
    try office.json(["settle", "approve", "2025Q2", "--by", "赵批"], now: Self.now)
  }

  private func sum(_ lines: [JSONTree], _ member: String) -> Int {
    lines.reduce(0) { $0 + (fen($1[member].text) ?? 0) }
  }

  // MARK: What openpyxl reads

  private static let hasOffice: Bool = {
    let has = (try? Command.run("soffice", ["--version"]))?.status == 0
    if !has { print("export: no LibreOffice (soffice); nothing is converted") }
    return has
  }()

  private static let python: String? = PythonTools.python(having: "openpyxl")

  /// Numbers as `n:` with two decimals, texts as `s:`, by book and sheet.
  private static let script = """
    import json, pathlib, sys, openpyxl
    def word(cell):
        v = cell.value
        if isinstance(v, (int, float)) and not isinstance(v, bool): return "n:%.2f" % v
        return "" if v is None else cell.data_type + ":" + str(v)
    out = {}
    for name in sys.argv[1:]:
        for sheet in openpyxl.load_workbook(name, data_only=True):
            out[pathlib.Path(name).stem + "/" + sheet.title] = [
                [word(c) for c in row] for row in sheet.iter_rows()]
    print(json.dumps(out))
    """

  private func books(in out: ScratchFolder, _ names: [String]) throws -> [String: [[String]]] {
    let books = names.filter { $0.hasSuffix(".xlsx") }.map { out.path($0) }
    let read = try Command.run(try #require(Self.python), ["-c", Self.script] + books)
    try #require(read.status == 0, "\(read.message)")
    return try JSONDecoder().decode([String: [[String]]].self, from: Data(read.output))
  }

  /// The numbers in the row of totals, from left to right.
  private func total(
    _ books: [String: [[String]]], _ book: String, _ sheet: String
  ) throws -> [String] {
    let rows = try #require(books["\(book)/\(sheet)"], "\(book) \(sheet)")
    let row = try #require(rows.last { $0.contains("s:合计") }, "\(book) \(sheet)")
    return row.filter { $0.hasPrefix("n:") }.map { String($0.dropFirst(2)) }
  }
}
