import Foundation
import LoanBook
import Opening
import Quantities
import TestKit
import Testing

/// 在贷借据表: what a right row gives, and what every wrong cell is told.
@Suite struct NotesTests {
  @Test func aRightRow() throws {
    let outcome = try readNotes(SheetText.notes().bytes)
    #expect(outcome.summary.findings == [])
    #expect(outcome.summary.accepted == 1)
    let note = try known(outcome.notes.first)
    #expect(note.row == 2)
    #expect(note.key.description == "ZZRCB JD-7")
    #expect(note.terms.borrower.kind == .individual)
    #expect(note.terms.borrower.name == Synthetic.name(7))
    #expect(note.terms.borrower.idNumber.text.revealed == Synthetic.residentID(7))
    #expect(note.terms.borrower.partners == 1)
    #expect(note.terms.project.industry == "A03")
    #expect(note.terms.project.jobs == 3)
    #expect(note.terms.letterNo == nil)
    #expect(note.terms.amount == (try yuan("200000.00")))
    #expect(note.terms.signedOn == (try day("2024-03-01")))
    #expect(note.terms.disbursedOn == (try day("2024-03-04")))
    #expect(note.terms.dueOn == (try day("2027-03-04")))
    #expect(note.terms.rate == Rate(ppm: 45_000))
    // The official LPR of 2024-03-01.
    #expect(note.terms.lpr == Rate(ppm: 34_500))
    #expect(note.terms.settlement == .quarterly)
    #expect(note.terms.repayment == .bullet)
    #expect(note.terms.dayBasis == .actual360)
    #expect(note.terms.payee == .borrower)
    #expect(note.terms.useOrdinal == 1)
    #expect(
      note.events == [
        NoteEvent(
          on: try day("2025-12-20"),
          .repayment(principal: try yuan("50000.00"), interest: nil, penalty: nil))
      ])
  }

  @Test func theStateAfterItsEventsIsWhatTheRowSays() throws {
    let sheet = SheetText.notes([
      "到期日": "2025-3-4", "展期后到期日": "2026/3/4", "展期贴息依据文号": "泽人社〔2025〕3号",
      "逾期起始日": "2025年11月21日", "余额截止日": "20251220",
    ])
    let note = try known(try readNotes(sheet.bytes).notes.first)
    let (state, refusals) = NoteLife.fold(note.terms, note.events)
    #expect(refusals.isEmpty)
    #expect(state.balance == (try yuan("150000.00")))
    #expect(state.dueOn == (try day("2026-03-04")))
    #expect(state.overdueSince == (try day("2025-11-21")))
    #expect(note.extension?.subsidisedBasis == "泽人社〔2025〕3号")
  }

  /// An extension granted before the due day cannot lie in the future of the balance.
  @Test func anEarlyExtensionIsOfTheDayOfTheBalance() throws {
    let sheet = SheetText.notes([
      "到期日": "2026-2-1", "展期后到期日": "2026-8-1", "贷款余额（元）": "200000",
      "逾期起始日": "2025-12-20",
    ])
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.codes == [])
    let on = try day("2025-12-20")
    let expected = [
      NoteEvent(on: on, .extension(newDueOn: try day("2026-08-01"), subsidisedBasis: nil)),
      NoteEvent(on: on, .overdue),
    ]
    #expect(outcome.notes.first?.events == expected)
  }

  @Test func atTheEdgesNothingIsRemarked() throws {
    // LPR 3.45 + 1.50; 36 months; the cap of an individual.
    let sheet = SheetText.notes([
      "合同利率（%）": "4.95", "放款金额（元）": "300000", "合同签订日": "2024-3-4",
    ])
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.summary.findings == [])
  }

  @Test func aNoteThatOwesAllHasNoEvents() throws {
    let outcome = try readNotes(SheetText.notes(["贷款余额（元）": "¥200,000.00"]).bytes)
    #expect(outcome.notes.first?.events == [])
  }

  /// A repaid note counts in the person's uses and in the figures over all time.
  @Test func aRepaidNoteHasZeroLeft() throws {
    let repaid = ["贷款余额（元）": "0", "余额截止日": "2025-6-30"]
    let outcome = try readNotes(SheetText.notes(repaid).bytes)
    let note = try known(outcome.notes.first)
    #expect(outcome.summary.findings == [])
    let state = NoteLife.fold(note.terms, note.events).state
    #expect(state.repaidOn == (try day("2025-06-30")))
    #expect(state.balance == .zero)
    let overdue = try readNotes(
      SheetText.notes(repaid.merging(["逾期起始日": "2025-6-1"]) { $1 }).bytes)
    #expect(overdue.notes == [])
    #expect(overdue.summary.findings.map(\.heading) == ["逾期起始日"])
  }

  static let wrongCells: [(heading: String, cell: String, code: OpeningFinding.Code)] = [
    ("经办银行代码", "", .missing), ("经办银行代码", "农商行", .value), ("经办银行代码", "XXRCB", .unknownCode),
    ("借据号", "", .missing), ("借据号", "1.2E+15", .scientific), ("借据号", "借据1", .value),
    ("合同号", "-1", .value), ("担保函编号", "担保函", .value),
    ("借款人种类", "企业", .value), ("借款人种类", "小微企业", .value),
    ("借款人姓名或企业名称", "", .missing),
    ("借款人姓名或企业名称", String(repeating: "长", count: 101), .value),
    ("借款人姓名或企业名称", "张\u{0}三", .control), ("借款人姓名或企业名称", "张\n三", .control),
    ("借款人姓名或企业名称", "张\u{202E}三", .control), ("借款人姓名或企业名称", "张\u{FFFE}三", .control),
    ("身份证号或统一社会信用代码", "1.40525E+17", .scientific), ("身份证号或统一社会信用代码", "1.5E+17", .scientific),
    ("身份证号或统一社会信用代码", "14052519850101", .value),
    ("身份证号或统一社会信用代码", "140525198501011000", .value),
    ("身份证号或统一社会信用代码", "140525198502301237", .value),
    ("合伙人数", "3", .rule), ("合伙人数", "三", .value),
    ("项目名称", "", .missing), ("行业代码", "A99", .unknownCode), ("行业代码", "A3", .value),
    ("行业代码", "农业", .value), ("乡镇代码", "140525999000", .unknownCode),
    ("乡镇代码", "1.40525E+11", .scientific), ("乡镇代码", "140525", .value),
    ("人员类别代码", "98", .unknownCode), ("人员类别代码", "20", .rule), ("人员类别代码", "001", .value),
    ("带动就业人数", "-1", .value), ("带动就业人数", "三人", .value),
    ("放款金额（元）", "0", .value), ("放款金额（元）", "200000.001", .value),
    ("放款金额（元）", "2E+05", .scientific), ("放款金额（元）", "20万", .value),
    ("放款金额（元）", "20,0000", .value), ("放款金额（元）", "-1", .value),
    ("合同签订日", "2024-3-5", .rule), ("合同签订日", "45352", .value), ("合同签订日", "1/3/2024", .value),
    ("合同签订日", "24-3-1", .value), ("合同签订日", "2024-2-30", .value),
    ("合同签订日", "2024-3-1 8:30", .value),
    ("放款日", "2026-1-21", .rule), ("到期日", "2024-3-4", .rule),
    ("展期后到期日", "2027-3-4", .rule), ("展期贴息依据文号", "泽人社〔2025〕3号", .rule),
    ("合同利率（%）", "4.50001", .value), ("合同利率（%）", "百分之五", .value),
    ("合同利率（%）", "100", .value),
    ("结息方式", "按年", .value), ("还款方式", "随便", .value), ("计息基数（天）", "366", .value),
    ("贴息收款方", "企业", .value), ("第几次享受", "0", .value), ("第几次享受", "100", .value),
    ("贷款余额（元）", "200000.01", .rule), ("贷款余额（元）", "", .missing),
    ("余额截止日", "2024-3-3", .rule), ("余额截止日", "2026-1-21", .rule),
    ("逾期起始日", "2024-3-3", .rule), ("逾期起始日", "2025-12-21", .rule),
  ]

  @Test(arguments: wrongCells)
  func aWrongCellIsNamed(heading: String, cell: String, code: OpeningFinding.Code) throws {
    let outcome = try readNotes(SheetText.notes([heading: cell]).bytes)
    #expect(outcome.notes == [])
    #expect(outcome.summary.refused == 1)
    let findings = outcome.summary.findings
    // Only the sign of trouble may stand elsewhere: an enterprise's number is another kind's.
    let hit = findings.first { $0.heading == heading || heading == "借款人种类" }
    #expect(hit?.code == code, "\(findings)")
    #expect(hit?.row == 2)
    for finding in findings {
      // `…列（heading）：sentence。remedy。`, and nothing of the cell.
      #expect(finding.description.hasSuffix("。"))
      // A day that was understood may be repeated; nothing else is.
      if cell.count > 5, Day(cell) == nil { #expect(!finding.description.contains(cell)) }
      #expect(!finding.description.contains(Synthetic.residentID(7)))
      #expect(!finding.description.contains(Synthetic.name(7)))
    }
  }

  /// The column is the file's own, as its letter is read on the screen.
  @Test func columnsAreCalledByTheirLetters() throws {
    let finding = try known(
      try readNotes(SheetText.notes(["贷款余额（元）": ""]).bytes).summary.findings.first)
    #expect(finding.description.hasPrefix("在贷借据表 第 2 行 Z 列（贷款余额（元））：没有填写。"))
    let next = try known(
      try readNotes(SheetText.notes(["余额截止日": ""]).bytes).summary.findings.first)
    #expect(next.description.hasPrefix("在贷借据表 第 2 行 AA 列（余额截止日）"))
  }

  @Test func aNumberThatASpreadsheetCutIsToldSo() throws {
    let cut = try readNotes(
      SheetText.notes(["身份证号或统一社会信用代码": "140525198501011000"]).bytes)
    #expect(cut.summary.findings.first?.message.contains("末三位为 000") == true)
    let scientific = try readNotes(
      SheetText.notes(["身份证号或统一社会信用代码": "1.40525E+17"]).bytes)
    #expect(scientific.summary.findings.first?.remedy == "请先把该列设为文本格式，再填写完整号码")
  }

  @Test func aDayThatBecameANumberIsToldSo() throws {
    let outcome = try readNotes(SheetText.notes(["放款日": "45355"]).bytes)
    #expect(outcome.summary.findings.first?.message == "日期成了表格软件的日期序号")
  }

  @Test func everythingWrongInARowIsToldAtOnce() throws {
    let wrong = [
      "经办银行代码": "", "身份证号或统一社会信用代码": "1.4E+17", "放款日": "?", "放款金额（元）": "x",
      "结息方式": "", "逾期起始日": "昨天",
    ]
    let outcome = try readNotes(SheetText.notes(wrong).bytes)
    #expect(Set(outcome.summary.findings.compactMap(\.heading)) == Set(wrong.keys))
    #expect(outcome.summary.findings.count == wrong.count)
  }

  @Test func whoIsTooYoungIsToldAtTheNumber() throws {
    let early = ["合同签订日": "2002-1-1", "放款日": "2002-1-1", "到期日": "2005-1-1"]
    let outcome = try readNotes(SheetText.notes(early).bytes)
    #expect(outcome.codes == [.rule])
    #expect(outcome.summary.findings.first?.heading == "身份证号或统一社会信用代码")
  }

  @Test func partnershipsAndEnterprises() throws {
    let partners = try readNotes(
      SheetText.notes(["借款人种类": "合伙", "合伙人数": "5"]).bytes)
    #expect(partners.notes.first?.terms.borrower.partners == 5)
    for wrong in ["", "1", "21"] {
      let outcome = try readNotes(
        SheetText.notes(["借款人种类": "合伙", "合伙人数": wrong]).bytes)
      #expect(outcome.summary.findings.map(\.heading) == ["合伙人数"], "\(wrong)")
    }
    let firm = try readNotes(
      SheetText.notes([
        "借款人种类": "小微企业", "身份证号或统一社会信用代码": Synthetic.socialCreditCode(3),
        "人员类别代码": "20", "到期日": "2026-3-4",
      ]).bytes)
    #expect(firm.summary.findings == [])
    #expect(firm.notes.first?.terms.borrower.kind == .enterprise)
  }

  @Test(arguments: [
    (["放款金额（元）": "400000"], "放款金额（元）"), (["到期日": "2027-3-5"], "到期日"),
    (["合同利率（%）": "4.9501"], "合同利率（%）"),
    (["合同签订日": "2014-1-1", "放款日": "2014-1-1", "到期日": "2016-1-1"], "放款日"),
    (["余额截止日": "2025-12-21"], "余额截止日"), (["到期日": "2025-12-19"], "逾期起始日"),
  ])
  func remarksDoNotRefuse(changes: [String: String], heading: String) throws {
    let outcome = try readNotes(SheetText.notes(changes).bytes)
    #expect(outcome.summary.accepted == 1)
    #expect(outcome.notes.count == 1)
    #expect(outcome.summary.findings.contains { $0.isRemark && $0.heading == heading })
    #expect(outcome.summary.findings.allSatisfy { $0.isRemark })
  }

  @Test func theSameNoteTwice() throws {
    var sheet = SheetText.notes()
    sheet.rows.append(sheet.rows[0])
    var third = sheet.rows[0]
    third[0] = "ICBCZZ"
    sheet.rows.append(third)
    let outcome = try readNotes(sheet.bytes)
    #expect(outcome.summary.accepted == 2)
    #expect(outcome.summary.refused == 1)
    #expect(outcome.codes == [.duplicateRow])
    #expect(outcome.summary.findings.first?.row == 3)
  }

  @Test func whatIsOnFileIsRefused() throws {
    let outcome = try readNotes(SheetText.notes().bytes, objection: .noteOnFile)
    #expect(outcome.codes == [.onFile])
    #expect(outcome.summary.accepted == 0)
    #expect(outcome.summary.refused == 1)
  }

  @Test func aFaultOfTheCallerComesThrough() throws {
    struct Fault: Error {}
    var reader = OpeningNotesReader(try context())
    let bytes = SheetText.notes().bytes
    #expect(throws: Fault.self) {
      try reader.take(bytes) { (_) throws(Fault) in throw Fault() }
    }
  }

  /// Seeded people in every way a spreadsheet may write them.
  @Test(arguments: [UInt64(11), 4242])
  func whatIsWrittenIsRead(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var sheet = SheetText.notes()
    sheet.rows = []
    var expected: [(name: String, amount: Fen, balance: Fen, due: Day)] = []
    for person in 0..<120 {
      let amount = Int64(pick(2...30_000)) * 1000 + Int64(pick(0...99))
      let balance = Int64(pick(1...Int(amount)))
      let disbursed = try day("2023-10-01") + pick(0...700)
      let due = disbursed.adding(months: pick(1...36))
      let name = Synthetic.name(person) + ["", ",", "\"", "（甲）", "龘"][pick(0...4)]
      expected.append((name, Fen(amount), Fen(balance), due))
      let changes = [
        "借款人姓名或企业名称": name, "放款金额（元）": write(Fen(amount), pick(0...3)),
        "贷款余额（元）": write(Fen(balance), pick(0...3)), "合同签订日": write(disbursed, pick(0...5)),
        "放款日": write(disbursed, pick(0...5)), "到期日": write(due, pick(0...5)),
        "身份证号或统一社会信用代码": ["", "'", "\t"][pick(0...2)] + Synthetic.residentID(person),
      ]
      sheet.rows.append(SheetText.notes(changes, person: person).rows[0])
    }
    let outcomes = [
      try readNotes(sheet.bytes, piece: pick(1...50)),
      try readNotes([0xEF, 0xBB, 0xBF] + sheet.bytes, piece: pick(1...5000)),
      try readNotes(try sheet.text.gb18030(), piece: pick(1...50)),
    ]
    for outcome in outcomes {
      #expect(outcome.summary.refused == 0, "seed \(seed): \(outcome.summary.findings.prefix(3))")
      #expect(outcome.notes.count == 120)
      for (note, expected) in zip(outcome.notes, expected) {
        #expect(note.terms.borrower.name == expected.name, "seed \(seed)")
        #expect(note.terms.amount == expected.amount, "seed \(seed)")
        #expect(note.balance == expected.balance, "seed \(seed)")
        #expect(note.terms.dueOn == expected.due, "seed \(seed)")
      }
    }
  }

  private func write(_ fen: Fen, _ way: Int) -> String {
    let plain = fen.description
    switch way {
    case 0: return plain
    case 1: return "￥" + plain
    case 2: return fen.value % 100 == 0 ? String(plain.dropLast(3)) : plain
    default:
      var whole = Substring(plain.dropLast(3))
      var groups: [Substring] = []
      while whole.count > 3 {
        groups.insert(whole.suffix(3), at: 0)
        whole = whole.dropLast(3)
      }
      return ([whole] + groups).joined(separator: ",") + plain.suffix(3)
    }
  }

  private func write(_ day: Day, _ way: Int) -> String {
    let (year, month, date) = day.civil
    switch way {
    case 0: return day.description
    case 1: return "\(year)/\(month)/\(date)"
    case 2: return "\(year)年\(month)月\(date)日"
    case 3: return day.description.filter { $0 != "-" }
    case 4: return "\(year)-\(month)-\(date) 0:00"
    default: return "\(year).\(month).\(date)"
    }
  }
}
