import Quantities

extension StatementFolder {
  /// Writes the statements of a run: for all banks together and for each bank a book
  /// (`2026Q1-全部-贴息申请.xlsx`, `2026Q1-CODE-贴息申请.xlsx`), the payment list in a book of its
  /// own, which alone holds account numbers, notices of what is to be paid back where there are
  /// any (`2026Q1-全部-追回通知书.xlsx`), and a CSV file for each sheet.
  ///
  /// All of them are written, or none. A fault `contradiction` or `sumDiffers` says which figures
  /// do not agree.
  public func write(_ run: StatementRun) throws(StatementFault) -> [WrittenFile] {
    let plan = StatementPlan(run, path: path)
    try plan.checkTotals()
    var books = [plan.book(nil)]
    for bank in run.banks { books.append(plan.book(bank)) }
    books.append(
      SheetBook(
        name: "\(run.quarter)-全部-拨付清单", sheets: [plan.paymentSheet()], readers: .owner))
    if let notices = try plan.noticeBook() { books.append(notices) }
    return try write(books)
  }
}

/// What the sheets of a run have in common.
struct StatementPlan: Sendable {
  let run: StatementRun
  let path: String
  /// The names of the banks by code.
  let names: [String: String]

  init(_ run: StatementRun, path: String) {
    self.run = run
    self.path = path
    names = Dictionary(
      run.banks.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    precondition(names.count == run.banks.count, "a bank stands in a run once")
  }

  /// The book of a bank, or of all.
  func book(_ bank: StatementBank?) -> SheetBook {
    var sheets = [
      applicationSheet(bank), detailSheet(bank), differenceSheet(bank), adjustmentSheet(bank),
    ]
    if bank == nil { sheets.append(shareSheet()) }
    return SheetBook(
      name: "\(run.quarter)-\(bank?.code ?? "全部")-贴息申请", sheets: sheets, readers: .group)
  }

  /// A sheet with what all of them say.
  func sheet(
    _ name: String, _ title: String, _ bank: StatementBank?, _ columns: [SheetColumn],
    _ rows: SheetRows
  ) -> Sheet {
    var sheet = Sheet(
      name: name, title: title, office: run.bureau, period: run.quarter.words,
      columns: columns, rows: rows)
    sheet.caption = bank.map { "经办银行：" + $0.name }
    sheet.mark = run.mark
    sheet.imprint = "核算 \(run.quarter)，数据截至 \(run.knownAt.words)"
    return sheet
  }

  /// A column for the bank's name where a sheet holds several.
  func bankColumn(_ bank: StatementBank?, width: Double = 18.5) -> [SheetColumn] {
    bank == nil ? [SheetColumn("经办银行", .text, width: width)] : []
  }

  /// The cell of that column.
  func bankCell(_ bank: StatementBank?, _ code: String) throws(StatementFault) -> [SheetCell] {
    guard let name = names[code] else {
      throw contradiction("a row of \(code), which is not a bank of the run")
    }
    return bank == nil ? [.text(name)] : []
  }

  /// The applications of a bank, or of all.
  func applications(_ bank: StatementBank?) -> [ApplicationRow] {
    run.applications.filter { bank == nil || $0.bank == bank?.code }
  }

  /// A sum over the applications of a bank, or of all.
  func total(_ bank: StatementBank?, _ amount: (ApplicationRow) -> Fen) -> SheetCell {
    .money(applications(bank).reduce(.zero) { $0 + amount($1) })
  }

  /// What must agree before anything is drawn: every application in itself, and each bank's
  /// shares with what it applies for.
  func checkTotals() throws(StatementFault) {
    for row in run.applications {
      _ = try bankCell(nil, row.bank)
      guard row.interest == row.borrower + row.subsidy else {
        throw contradiction("\(row.bank) \(row.kind): interest is not borrower's part and subsidy")
      }
    }
    for row in run.shares { _ = try bankCell(nil, row.bank) }
    guard Set(run.shares.map(\.bank)).count == run.shares.count else {
      throw contradiction("a bank has two rows of shares")
    }
    for bank in run.banks {
      let share = run.shares.first { $0.bank == bank.code }
      let current = share?.current.total ?? .zero
      let adjustment = share?.adjustment.total ?? .zero
      guard total(bank, \.payable) == .money(current),
        total(bank, \.adjustment) == .money(adjustment)
      else { throw contradiction("\(bank.code): shares are not what is applied for") }
    }
  }

  /// What is unconfirmed, as a remark.
  var unconfirmed: [String] {
    run.unconfirmed.isEmpty
      ? [] : [run.unconfirmed.joined(separator: "；") + "。相关数额以确认后的为准。"]
  }

  /// By when what is due, as a remark. SUBSIDY §6.
  var deadlines: [String] {
    guard !run.deadlines.isEmpty else { return [] }
    let words = run.deadlines.map { "\($0.step)应于\($0.by.words)前" }.joined(separator: "，")
    let doubt = run.deadlines.contains(where: \.isUnconfirmed) ? "（期限待确认）" : ""
    return ["办理期限：\(words)\(doubt)。"]
  }

  /// The transparency log's head, as a remark.
  var checkpoint: [String] {
    run.checkpoint.map {
      ["公开网站透明日志的检查点：\($0.origin)，\($0.size) 条，树根 \($0.root)。"]
    } ?? []
  }

  /// Figures that do not agree with each other.
  func contradiction(_ what: String) -> StatementFault {
    StatementFault(operation: "write statements into", path: path, cause: .contradiction(what))
  }
}

extension Quarter {
  /// `2026年第一季度（2025年12月21日至2026年3月20日）`
  var words: String {
    "\(shortWords)（\(days.from.words)至\((days.to - 1).words)）"
  }

  /// `2026年第一季度`
  var shortWords: String { "\(year)年第\(["一", "二", "三", "四"][number - 1])季度" }
}

extension Day {
  /// `2026年3月20日`
  var words: String {
    let (year, month, day) = civil
    return "\(year)年\(month)月\(day)日"
  }
}

extension Instant {
  /// `2026-04-02 09:00` at UTC+08:00.
  var words: String {
    let text = description
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
  }
}
