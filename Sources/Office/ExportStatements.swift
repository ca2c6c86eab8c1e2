import DropBox
import Glibc
import Ledger
import Policy
public import Quantities
import Sealing
public import Statements
import StrictJSON

/// The statements of a run, written. COMMAND `settle export`.
public struct ExportedStatements: Sendable {
  /// The run as it stood.
  public let run: RunSummary
  /// The files, in the order in which they were made.
  public let files: [WrittenFile]
}

extension Office {
  /// Writes the statements of a run into a folder: spreadsheets and CSV of SUBSIDY §6, from the
  /// stored lines and the notes as known at the run's known-at. All files appear, or none.
  ///
  /// A run that is not approved is marked. The only time in the files is that of the run's last
  /// step, so that the same run gives the same bytes.
  ///
  /// - Throws: ``OfficeRefusal`` when there is no such run, or the folder cannot take the files.
  public func export(
    _ period: Quarter, to folder: String, replacing: Bool,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> ExportedStatements {
    try requireFolder(folder)
    let (entry, statements) = try ledger.read { session -> (RunEntry, StatementRun) in
      let entry = try run(of: period, in: session)
      return (entry, try self.statements(of: entry, in: session, progress))
    }
    progress("写出 \(period) 表册", 0, nil)
    let made = entry.approvedAt ?? entry.reviewedAt ?? entry.madeAt
    return ExportedStatements(
      run: try summary(entry),
      files: try write(
        statements, into: StatementFolder(folder, created: made, replacing: replacing)))
  }

  private func write(
    _ statements: StatementRun, into folder: StatementFolder
  ) throws -> [WrittenFile] {
    do {
      return try folder.write(statements)
    } catch {
      throw error.refusal
    }
  }

  /// Everything that the statements say. Sums are in memory, rows are read from the ledger when
  /// they are written.
  private func statements(
    of run: RunEntry, in session: LedgerSession, _ progress: ProgressReport
  ) throws -> StatementRun {
    var tally = try StatementTally(run, in: session)
    var payments = try PaymentSheets(run, in: session)
    var done = 0
    try session.forEachLine(of: run) { line in
      let settled = try SettledLine(line)
      try tally.count(settled, at: line.position)
      try payments.count(settled, at: line.position)
      done += 1
      if done % 500 == 0 { progress("汇总 \(run.period)", done, nil) }
    }
    try session.forEachNote(knownAt: run.knownAt) { note in
      tally.count(note)
      done += 1
      if done % 500 == 0 { progress("汇总 \(run.period)", done, nil) }
    }
    try requireSameTotal(tally, run)
    let banks = tally.statementBanks
    let places = StatementPlaces(run: run, ledger: ledger, banks: banks.map(\.code))
    var statements = StatementRun(
      bureau: settings.name, quarter: run.period, knownAt: run.knownAt, banks: banks)
    statements.mark = run.state.statementMark
    statements.applications = tally.applicationRows
    statements.details = places.rows(tally.details) { try $0.detail($1) }
    statements.differences = places.rows(tally.differences) { try $0.difference($1) }
    statements.adjustments = places.rows(tally.adjustments) { try $0.adjustment($1) }
    statements.payments = StatementRows(try payments.rows())
    statements.notices = try payments.notices()
    statements.shares = tally.shareRows
    statements.unconfirmed = tally.unconfirmed
    // By the run's own policy version, so that the same run gives the same bytes.
    let policy = try policy(run.policy, in: session).policy
    let due = policy.deadlines?.due(run.period, calendar: policy.workingDays) ?? []
    statements.deadlines = due.map {
      StatementDeadline(step: $0.step.title, by: $0.by, isUnconfirmed: $0.isUnconfirmed)
    }
    // Of the run's approval, not of today, for the same reason.
    let head = try run.approvedAt.flatMap { try session.lastLogHead(publishedBy: $0) }
    statements.checkpoint = head.map {
      StatementCheckpoint(
        origin: $0.origin, size: $0.size,
        root: String(decoding: Base64.encode($0.root), as: UTF8.self))
    }
    return statements
  }

  /// What is applied for is what the run makes payable. SUBSIDY §4 "Totals".
  private func requireSameTotal(_ tally: StatementTally, _ run: RunEntry) throws {
    let applied = tally.applicationRows.reduce(Fen.zero) { $0 + $1.applied }
    let totals = try JSONNode.parse(Array(run.totals.utf8), limits: .exchange).value
    guard totals.fen("payable") == applied else {
      throw OfficeRefusal(
        .fault, "\(run.period)", "逐笔应付合计 \(applied) 元与核算合计不符", "请运行 mingdai check，并从备份恢复账本")
    }
  }

  /// The folder is there, and is none that others read: statements name people.
  private func requireFolder(_ folder: String) throws {
    guard let real = realPath(folder), access(real + "/.", F_OK) == 0 else {
      throw OfficeRefusal(.usage, folder, "没有这个目录", "请先建立目录，或用 --out 指明已有的目录")
    }
    let exchange = settings.exchange
    let open = [
      self.folder + "/site", exchange.hasPrefix("/") ? exchange : self.folder + "/" + exchange,
    ]
    for place in open.compactMap(realPath) where real == place || real.hasPrefix(place + "/") {
      throw OfficeRefusal(
        .usage, folder, "表册含个人信息，不能写到公开网站或银行交换目录", "请换一个只有经办人能读的目录")
    }
  }

  private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// Rows by their places in a run, read from the ledger a portion at a time.
private struct StatementPlaces: Sendable {
  let run: RunEntry
  let ledger: Ledger
  let banks: [String]

  func rows<Row: BankRow>(
    _ places: StatementTally.Places,
    _ make: @escaping @Sendable (StatementLines, SettledLine) throws -> Row
  ) -> StatementRows<Row> {
    StatementRows { bank in
      let wanted = (bank.map { [$0] } ?? banks).flatMap { places[$0] ?? [] }
      var next = 0
      var portion: [Row] = []
      return {
        if portion.isEmpty {
          guard next < wanted.count else { return nil }
          let end = min(next + 500, wanted.count)
          portion = try read(wanted[next..<end], isForBank: bank != nil, make).reversed()
          next = end
        }
        return portion.removeLast()
      }
    }
  }

  private func read<Row>(
    _ places: ArraySlice<Int>, isForBank: Bool,
    _ make: (StatementLines, SettledLine) throws -> Row
  ) throws -> [Row] {
    try ledger.read { session in
      let lines = try StatementLines(run, in: session, isForBank: isForBank)
      let now = try session.run(of: run.period)
      guard now?.id == run.id, now?.archivedAs == run.archivedAs else { throw lines.changed }
      return try places.map { try make(lines, lines.line(at: $0)) }
    }
  }
}

extension RunState {
  /// What stands behind the titles while a run is not approved.
  fileprivate var statementMark: String? {
    switch self {
    case .draft: "草稿"
    case .reviewed: "已复核，未批准"
    case .approved, .paid: nil
    }
  }
}

extension StatementFault {
  /// The fault as people are told.
  var refusal: any Error {
    switch cause {
    case .rows(let error): return error
    case .system(let code) where code == ENOSPC || code == EDQUOT:
      return OfficeRefusal(.fault, path, "磁盘已满或超出配额", "请腾出空间后再试；没有写出任何表册")
    case .system(let code) where [EACCES, EPERM, EROFS].contains(code):
      return OfficeRefusal(
        .fault, path, "没有写入权限或磁盘只读", "请检查目录权限，或换一个目录；没有写出任何表册")
    case .system, .library, .incomplete:
      return OfficeRefusal(
        .fault, path, "表册写不出去（\(description)）", "请检查磁盘和目录后再试；没有写出任何表册")
    case .exists(let names):
      return OfficeRefusal(
        .usage, path, "已有同名而内容不同的文件：\(names.joined(separator: "、"))",
        "请换一个目录，或加 --replace 覆盖它们；没有写出任何表册")
    case .busy:
      return OfficeRefusal(.fault, path, "另一个程序正在向这个目录写表册", "请等它结束后再试")
    case .sumDiffers, .linesDiffer, .contradiction, .unwritable:
      return OfficeRefusal(
        .fault, path, "表册的数字互相不符（\(description)），属程序缺陷", "请保留现场并报告；没有写出任何表册")
    }
  }
}
