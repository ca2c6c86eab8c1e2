import Foundation
import TestKit
import Testing

/// Uses and duplicates over two banks, other subsidies, closed projects: each planted case is found
/// exactly, and nothing else. SUBSIDY "Flags".
@Suite struct FlagTests {
  static let now = "2026-03-23T09:00:00+08:00"

  /// A note at a bank with what must be flagged of it in 2026Q1.
  struct Planted {
    var bank = "AABANK"
    let note: NoteText
    var edits: [(String, String)] = []
    /// The day on which it was repaid; then it has no line in the quarter.
    var repaidOn: String?
    var flags: [String] = []

    /// 300 000.00 at 4.5000 %, half subsidised: 90 days are 3 375.00 and 1 687.50.
    init(
      _ noteNo: String, person: Int, on: String = "2024-03-01", bank: String = "AABANK",
      enterprise: Bool = false, edits: [(String, String)] = [], repaidOn: String? = nil,
      flags: [String] = []
    ) {
      var note = NoteText(
        noteNo, amount: 30_000_000, rate: "4.5000",
        lpr: on.hasPrefix("2025") ? "3.0000" : "3.4500", on: on,
        due: on.hasPrefix("2023") ? "2026-10-01" : "2027-01-10", person: person)
      note.isEnterprise = enterprise
      self.note = note
      (self.bank, self.edits, self.repaidOn, self.flags) = (bank, edits, repaidOn, flags)
    }

    func records() -> [RecordText] {
      var records = [
        edits.reduce(note.disbursement("D-\(note.noteNo)")) { $0.replacing($1.0, $1.1) }
      ]
      if let repaidOn {
        records.append(note.repayment("P-\(note.noteNo)", on: repaidOn, note.amount))
      } else {
        records.append(
          note.claim(
            "K-\(note.noteNo)", "2026Q1", days: 90, interest: "3375.00", subsidy: "1687.50"))
      }
      return records
    }

    var isWithheld: Bool {
      !Set(flags).isDisjoint(with: ["OVERLAP", "PARTNER_OVERLAP", "ENTITY_OVERLAP"])
    }
  }

  private static func partners(_ persons: [Int]) -> (String, String) {
    let numbers = persons.map { "\"\(Synthetic.residentID($0))\"" }.joined(separator: ", ")
    return (
      "\"category\": \"01\"",
      "\"category\": \"01\", \"partners\": \(persons.count + 1), \"partnerIds\": [\(numbers)]"
    )
  }
  private static let partnership = ("\"INDIVIDUAL\"", "\"PARTNERSHIP\"")
  private static func uses(_ ordinal: Int) -> (String, String) {
    ("\"useOrdinal\": 1", "\"useOrdinal\": \(ordinal)")
  }
  private static func entity(_ name: String?, code: Int?) -> (String, String) {
    let members =
      [name.map { "\"entityName\": \"\($0)\"" }]
      + [code.map { "\"uscc\": \"\(Synthetic.socialCreditCode($0))\"" }]
    return (
      "\"industry\"",
      (members.compactMap { $0 } + ["\"industry\""]).joined(separator: ", ")
    )
  }

  static let planted: [Planted] = [
    // Clean: alone, an enterprise, a partnership, one after the other with the right ordinal.
    Planted("A-1", person: 1), Planted("B-1", person: 2, bank: "BBBANK"),
    Planted("A-2", person: 3, on: "2025-06-01", enterprise: true),
    Planted("B-2", person: 4, bank: "BBBANK", edits: [partnership, partners([5, 6])]),
    Planted("A-3", person: 7, on: "2023-11-01", repaidOn: "2025-05-06"),
    Planted("B-3", person: 7, on: "2025-06-01", bank: "BBBANK", edits: [uses(2)]),
    // Two entities of one name, each with a code of its own.
    Planted("A-4", person: 8, edits: [entity("示例商行", code: 108)]),
    Planted("B-4", person: 9, bank: "BBBANK", edits: [entity("示例商行", code: 109)]),
    // The same entity one after the other, and the same person again for it.
    Planted(
      "A-5", person: 10, on: "2023-11-01", edits: [entity(nil, code: 110)],
      repaidOn: "2025-05-06"),
    Planted(
      "B-5", person: 11, on: "2025-06-01", bank: "BBBANK",
      edits: [entity(nil, code: 110), uses(2)]),

    // The second bank does not know of the first loan.
    Planted("A-10", person: 20, on: "2023-11-01", repaidOn: "2025-05-06"),
    Planted("B-10", person: 20, on: "2025-06-01", bank: "BBBANK", flags: ["MORE_USES"]),
    // The same person at once.
    Planted("A-11", person: 21, flags: ["OVERLAP"]),
    Planted("B-11", person: 21, bank: "BBBANK", edits: [uses(2)], flags: ["OVERLAP"]),
    // A partner who borrows alone too.
    Planted(
      "A-12", person: 22, edits: [partnership, partners([23])], flags: ["PARTNER_OVERLAP"]),
    Planted(
      "B-12", person: 23, on: "2024-03-02", bank: "BBBANK", edits: [uses(2)],
      flags: ["PARTNER_OVERLAP"]),
    // Two partnerships with one partner.
    Planted(
      "A-13", person: 24, edits: [partnership, partners([25])], flags: ["PARTNER_OVERLAP"]),
    Planted(
      "B-13", person: 26, on: "2024-03-02", bank: "BBBANK",
      edits: [partnership, partners([25]), uses(2)], flags: ["PARTNER_OVERLAP"]),
    // An individual who is later a partner; a person whose entity later borrows itself.
    Planted("B-14", person: 27, on: "2023-11-01", bank: "BBBANK", repaidOn: "2025-05-06"),
    Planted(
      "A-14", person: 28, on: "2025-06-01", edits: [partnership, partners([27])],
      flags: ["USES_ACROSS_KINDS"]),
    Planted(
      "A-15", person: 29, on: "2023-11-01", edits: [entity(nil, code: 30)],
      repaidOn: "2025-05-06"),
    Planted(
      "B-15", person: 30, on: "2025-06-01", bank: "BBBANK", enterprise: true,
      flags: ["USES_ACROSS_KINDS"]),
    // One entity with two borrowers at once.
    Planted("A-16", person: 31, edits: [entity("甲店", code: 131)], flags: ["ENTITY_OVERLAP"]),
    Planted(
      "B-16", person: 32, on: "2024-03-02", bank: "BBBANK",
      edits: [entity("乙店", code: 131), uses(2)], flags: ["ENTITY_OVERLAP"]),
    // The same name, one of them without a code.
    Planted("A-17", person: 33, edits: [entity("丙店", code: nil)], flags: ["ENTITY_NAME_OVERLAP"]),
    Planted(
      "B-17", person: 34, bank: "BBBANK", edits: [entity("丙店", code: 134)],
      flags: ["ENTITY_NAME_OVERLAP"]),
    // What the bureau records below.
    Planted("A-20", person: 40, flags: ["OTHER_SUBSIDY"]),
    Planted("A-21", person: 41, flags: ["PROJECT_CLOSED"]),
    Planted("A-22", person: 42),
    Planted(
      "A-23", person: 43, edits: [entity(nil, code: 143)], flags: ["PROJECT_DEREGISTERED"]),
    Planted(
      "B-23", person: 44, on: "2025-06-01", bank: "BBBANK", enterprise: true,
      flags: ["PROJECT_DEREGISTERED"]),
    Planted("A-24", person: 45, edits: [entity(nil, code: 145)]),
    Planted("A-25", person: 46, edits: [entity(nil, code: 146)]),
  ]

  static var expected: [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: planted.filter { $0.repaidOn == nil }.map {
        ($0.note.noteNo, $0.flags)
      })
  }

  private func county() throws -> (OfficeDesk, [BankDesk]) {
    let office = try OfficeDesk()
    try office.make(now: Self.now)
    let banks = [try BankDesk("AABANK", .sm2), try BankDesk("BBBANK", .p256)]
    for bank in banks {
      try office.register(bank, now: Self.now)
      let records = Self.planted.filter { $0.bank == bank.code }.flatMap { $0.records() }
      try bank.send(Parcel(1, Self.now, records), to: office.inbox(bank))
    }
    let taken = try office.receive(now: Self.now)["packages"].elements
    #expect(taken.allSatisfy { $0["status"].text == "ACCEPTED" }, "\(taken)")
    try record(office)
    return (office, banks)
  }

  private func record(_ office: OfficeDesk) throws {
    let reason = ["--reason", "示例依据", "--by", "王建"]
    try office.json(["note", "other-subsidy", "AABANK", "A-20"] + reason, now: Self.now)
    let closed = ["note", "project-closed"]
    let shown = try office.json(
      closed + ["AABANK", "A-21", "--state", "停业", "--on", "2026-02-01"] + reason, now: Self.now)
    #expect(shown["bureau"]["project"]["state"].text == "CLOSED")
    #expect(shown["bureau"]["project"]["on"].text == "2026-02-01")
    // Taken back: the project goes on.
    try office.json(
      closed + ["AABANK", "A-22", "--state", "注销", "--on", "2026-02-01"] + reason, now: Self.now)
    try office.json(closed + ["AABANK", "A-22", "--withdraw"] + reason, now: Self.now)
    let list = office.scratch.path("list.csv")
    let codes = [143, 44, 145, 146, 199].map(Synthetic.socialCreditCode)
    // 145 closed after the quarter, 199 is nobody's; 146 is corrected for its one note.
    let rows = [
      "\(codes[0]),注销,2026-01-15", "\(codes[1]),注销,2026/3/1", "\(codes[2]),停业,2026-03-21",
      "\(codes[3]),注销,2026-01-15", "\(codes[4]),注销,2026-01-15",
    ]
    try ("统一社会信用代码,状态,日期\n" + rows.joined(separator: "\n") + "\n")
      .write(toFile: list, atomically: true, encoding: .utf8)
    let taken = try office.json(closed + ["--file", list] + reason, now: Self.now)
    #expect(taken["recorded"].int == 5)
    #expect(
      taken["notes"].elements.compactMap { $0["noteNo"].text } == ["A-23", "A-24", "A-25", "B-23"])
    let again = try office.json(closed + ["--file", list] + reason, now: Self.now)
    #expect(again["recorded"].int == 0 && again["unchanged"].int == 5)
    try office.json(closed + ["AABANK", "A-25", "--withdraw"] + reason, now: Self.now)
  }

  @Test func plantedIsFoundAndNothingElse() throws {
    let (office, banks) = try county()
    for bank in banks { #expect(try office.receipts(bank).flatMap(codes) == []) }
    let found = try office.json(
      ["note", "findings", "--quarter", "2026Q1"], now: Self.now, status: 1)["findings"].elements
    let kinds = Dictionary(
      grouping: found, by: { $0["noteNo"].text ?? "" }
    ).mapValues { $0.compactMap { $0["kind"].text } }
    #expect(kinds == Self.expected.filter { !$0.value.isEmpty })
    let text = try office.run(["note", "findings", "--quarter", "2026Q1"], now: Self.now)
    #expect(text.status == 1 && !text.text.contains(Synthetic.residentID(21)))
    #expect(text.text.contains("经营主体已注销（2026-01-15）"))

    let run = try office.json(
      ["settle", "run", "2026Q1", "--by", "王建"], now: Self.now, status: 1)
    let lines = run["lines"].elements
    #expect(lines.count == Self.expected.count)
    for line in lines {
      let noteNo = line["noteNo"].text ?? ""
      let planted = try #require(Self.planted.first { $0.note.noteNo == noteNo })
      let flags = line["flags"].elements
      #expect(flags.compactMap { $0["code"].text } == planted.flags, "\(noteNo)")
      #expect(flags.allSatisfy { $0["title"].text?.isEmpty == false })
      #expect(line.names.contains("flags") == !planted.flags.isEmpty, "\(noteNo)")
      guard !planted.flags.contains("OTHER_SUBSIDY") else { continue }
      // No flag changes the figure; only overlaps by number wait.
      #expect(line["subsidy"].text == "1687.50", "\(noteNo)")
      #expect(
        line["payable"].text == (planted.isWithheld ? "0.00" : "1687.50"), "\(noteNo)")
    }
    try resolveAndTell(office, banks[0])
    #expect(try office.run(["rebuild", "--compare"]).status == 0)
  }

  /// A person lifts an overlap; the statements tell the flags, the bank is not told.
  private func resolveAndTell(_ office: OfficeDesk, _ bank: BankDesk) throws {
    let resolve = ["settle", "resolve", "2026Q1"]
    try office.json(
      resolve + [
        "AABANK", "A-16", "--pay", "1687.50", "--reason", "已核实为两个经营主体", "--by", "王建",
      ], now: Self.now)
    try office.json(["settle", "run", "2026Q1", "--by", "王建"], now: Self.now, status: 1)
    let lines = try office.json(["settle", "show", "2026Q1"], now: Self.now)["lines"].elements
    let lifted = try #require(lines.first { $0["noteNo"].text == "A-16" })
    #expect(lifted["payable"].text == "1687.50")
    #expect(lifted["flags"][0]["code"].text == "ENTITY_OVERLAP", "the flag stays")
    let told = try office.run(["settle", "explain", "AABANK", "A-21", "2026Q1"], now: Self.now)
    #expect(told.text.contains("提示：项目已停业（2026-02-01）"))

    try office.json(["settle", "review", "2026Q1", "--by", "李审"], now: Self.now)
    try office.json(["settle", "approve", "2026Q1", "--by", "赵批"], now: Self.now)
    let out = try ScratchFolder("export")
    let files = try office.json(["settle", "export", "2026Q1", "--out", out.path])["files"]
    let sheets = try files.elements.compactMap { $0["name"].text }
      .filter { $0.hasSuffix(".csv") && $0.contains("明细") }
      .map { String(decoding: try out.bytes($0), as: UTF8.self) }
    #expect(sheets.contains { $0.contains("项目已停业（2026-02-01）") })
    try office.json(["settle", "send", "2026Q1", "--by", "王建"], now: Self.now)
    let outbox = try Command.run("grep", ["-rl", "项目已停业", office.path + "/banks"])
    #expect(outbox.status == 1, "\(outbox.text)")
    try banksReadNothingOfOthers(office, out)
    try office.checksOut()
  }

  /// Neither results nor the books of one bank say that a loan overlaps another bank's.
  private func banksReadNothingOfOthers(_ office: OfficeDesk, _ out: ScratchFolder) throws {
    let telling = "OVERLAP|重叠|经营主体|合伙人|台账次数"
    let results = try Command.run(
      "grep", ["-rhoE", telling + "|BUREAU_REVIEW|待人社部门核定", office.path + "/banks"])
    #expect(
      Set(results.text.split(separator: "\n")) == ["BUREAU_REVIEW", "待人社部门核定"],
      "\(results.text)")
    for (bank, tells) in [("全部", true), ("AABANK", false), ("BBBANK", false)] {
      for sheet in ["明细表", "差异表"] {
        let name = "2026Q1-\(bank)-贴息申请-\(sheet).csv"
        let text = String(decoding: try out.bytes(name), as: UTF8.self)
        #expect(text.contains("重叠") == tells, "\(name)")
        #expect(text.contains("待人社部门核定") != tells, "\(name)")
        #expect(tells || !text.contains("经营主体"), "\(name)")
      }
    }
  }

  @Test func badInputIsRefusedWhole() throws {
    let office = try OfficeDesk()
    try office.make(now: Self.now)
    let list = office.scratch.path("list.csv")
    let code = Synthetic.socialCreditCode(1)
    for (text, says) in [
      ("代码,状态\n", "缺少列"),
      ("统一社会信用代码,状态,日期\n\(code.dropLast())0,注销,2026-01-01\n", "第 2 行"),
      ("统一社会信用代码,状态,日期\n\(code),注销,2026-01-01\n\(code),注销,\n", "第 3 行"),
      ("统一社会信用代码,状态,日期\n\(code),注销,2026-12-01\n", "第 2 行"),
      ("统一社会信用代码,状态,日期\n\(code),迁出,2026-01-01\n", "第 2 行"),
    ] {
      try text.write(toFile: list, atomically: true, encoding: .utf8)
      let refused = try office.run(
        ["note", "project-closed", "--file", list, "--reason", "示例"], now: Self.now)
      #expect(refused.status == 64 && refused.message.contains(says), "\(refused.message)")
    }
    for words in [
      ["AABANK", "N-1", "--state", "停业", "--on", "2026-02-01"], ["--file", list + "x"],
      ["AABANK", "N-1"], ["AABANK", "N-1", "--state", "停业"], ["--state", "停业"],
      ["AABANK", "N-1", "--withdraw", "--on", "2026-02-01"],
    ] {
      let refused = try office.run(
        ["note", "project-closed", "--reason", "示例"] + words, now: Self.now)
      #expect(refused.status == 64, "\(words)")
    }
  }

  @Test func deadlinesAreTold() throws {
    let desk = try SettleDesk()
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("D-1"), SettleDesk.note(2).disbursement("D-2"),
        SettleDesk.claim("K-1", 1, "2026Q1", days: 90),
      ], now: SettleDesk.opened)
    try desk.run("2026Q1", status: 1)
    func told(_ now: String) throws -> [String] {
      let run = try desk.office.json(["settle", "show", "2026Q1"], now: now)
      let listed = try desk.office.json(["settle", "list"], now: now)["runs"][0]
      #expect(run["deadlines"] == listed["deadlines"])
      return run["deadlines"].elements.map {
        "\($0["step"].text ?? "") \($0["by"].text ?? "") "
          + ($0["late"] == .bool(true) ? "late" : "in time")
      }
    }
    // The 20th was a Friday; Tomb-sweeping Day 2026 takes 04-06 off.
    #expect(
      try told("2026-03-27T09:00:00+08:00") == [
        "CLAIM 2026-03-27 in time", "REVIEW 2026-04-03 in time", "PAYMENT 2026-04-13 in time",
      ])
    #expect(
      try told("2026-04-07T09:00:00+08:00") == [
        "CLAIM 2026-03-27 late", "REVIEW 2026-04-03 late", "PAYMENT 2026-04-13 in time",
      ])
    let text = try desk.office.run(
      ["settle", "show", "2026Q1"], now: "2026-04-07T09:00:00+08:00")
    #expect(text.text.contains("银行申报 应于 2026-03-27 前，未完成，已逾期（期限待确认）"))
    func printed(_ folder: String) throws -> [Bool] {
      let out = try ScratchFolder(folder)
      let files = try desk.office.json(["settle", "export", "2026Q1", "--out", out.path])["files"]
      let books = files.elements.compactMap { $0["name"].text }.filter { $0.hasSuffix(".xlsx") }
      let line = "办理期限：银行申报应于2026年3月27日前，人社部门审核应于2026年4月3日前，财政部门拨付应于2026年4月13日前（期限待确认）。"
      return try ["全部-贴息申请", "AABANK-贴息申请", "全部-拨付清单"].map { name in
        let book = try #require(books.first { $0.contains(name) })
        let words = try Command.run("unzip", ["-p", out.path(book), "xl/*.xml"])
        return words.text.contains(line)
      }
    }
    #expect(try printed("export") == [true, true, true])
    // Of a year without a notice the week decides, and the bureau's own terms count.
    let policy = desk.office.path + "/policy/"
    let terms = ["CLAIM,3", "REVIEW,5", "PAYMENT,5"].map { "\($0),high,示例〔2026〕1号\n" }
    try ("step,working_days,confidence,document\n" + terms.joined())
      .write(toFile: policy + "deadlines.csv", atomically: true, encoding: .utf8)
    try "day,kind,name,document\n2025-10-01,holiday,国庆节,示例\n"
      .write(toFile: policy + "holidays.csv", atomically: true, encoding: .utf8)
    #expect(
      try told("2026-03-27T09:00:00+08:00") == [
        "CLAIM 2026-03-25 late", "REVIEW 2026-04-01 in time", "PAYMENT 2026-04-08 in time",
      ])
    // The statements of a run go by its own version of the policy.
    #expect(try printed("again") == [true, true, true])
  }
}
