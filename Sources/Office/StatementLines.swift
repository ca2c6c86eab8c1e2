import Ledger
import LoanBook
import Quantities
import Settlement
import Statements
import StrictJSON

/// Makes the rows of the sheets from a run's lines and the notes as known at the run's known-at.
/// SUBSIDY §6.
struct StatementLines {
  let session: LedgerSession
  let run: RunEntry
  /// Whether a bank reads them. What rests on other banks' data is for the bureau alone. SUBSIDY
  /// "Flags".
  let isForBank: Bool
  private let banks: [PartyCode: Bank]

  init(_ run: RunEntry, in session: LedgerSession, isForBank: Bool = false) throws {
    self.run = run
    self.session = session
    self.isForBank = isForBank
    banks = Dictionary(uniqueKeysWithValues: try session.banks().map { ($0.code, $0) })
  }

  /// The line at a place of the run.
  func line(at place: Int) throws -> SettledLine {
    guard let row = try session.line(at: place, of: run) else { throw changed }
    return try SettledLine(row)
  }

  /// 贴息明细表.
  func detail(_ line: SettledLine) throws -> DetailRow {
    guard let bank = banks[line.bank], let record = line.disbursementRecord,
      let note = try note(line), note.disbursementRecord == record
    else {
      throw OfficeRefusal(
        .fault, "\(line.bank) \(line.noteNo)", "账本中没有这条核算明细的借据",
        "请运行 mingdai check，并从备份恢复账本")
    }
    let terms = note.terms
    let bearing = line.interestSegments
    let first = bearing.first?.text("from").flatMap { Day($0) }
    let last = bearing.last?.text("to").flatMap { Day($0) }
    let days = first.flatMap { first in last.map { DayRange(from: first, to: $0) } }
    return DetailRow(
      bank: line.bank.text, borrower: terms.borrower.name, project: terms.project.name,
      contractNo: terms.contractNo.text, noteNo: line.noteNo.text, amount: terms.amount,
      disbursedOn: terms.disbursedOn, dueOn: terms.dueOn,
      rate: bearing.last?.text("rate").flatMap { Rate($0) } ?? terms.rate, lpr: line.lpr,
      days: days, dayCount: line.days, principal: bearing.first?.fen("balance") ?? .zero,
      interest: line.interest, borrowerPart: line.borrower, subsidy: line.subsidy,
      payable: line.payable,
      cumulative: try cumulative(line, of: bank, disbursedBy: record),
      ordinal: max(terms.useOrdinal, note.countedUse), isUnconfirmed: !line.unconfirmed.isEmpty,
      remark: remark(line))
  }

  /// 差异表.
  func difference(_ line: SettledLine) throws -> DifferenceRow {
    let computed = line.computedSubsidy
    return DifferenceRow(
      bank: line.bank.text, borrower: try borrower(line), noteNo: line.noteNo.text,
      comparison: line.comparison.title, cause: line.cause?.title ?? "", claimed: line.claimed,
      computed: computed, difference: (line.claimed ?? .zero) - computed,
      payable: line.payableNow, action: action(line))
  }

  /// 调整表.
  func adjustment(_ line: SettledLine) throws -> AdjustmentRow {
    AdjustmentRow(
      bank: line.bank.text, borrower: try borrower(line), noteNo: line.noteNo.text,
      period: line.period, cause: causes(line),
      before: line.payableNow - line.payable, after: line.payableNow, difference: line.payable)
  }

  /// The draft was made anew while its rows were read.
  var changed: OfficeRefusal {
    OfficeRefusal(.state, "\(run.period)", "本期核算在导出时被重新生成", "请再导出一次")
  }

  /// 累计贴息: what was paid before this system began, and what runs made payable.
  private func cumulative(
    _ line: SettledLine, of bank: Bank, disbursedBy record: RecordId
  ) throws -> Fen {
    let key = NoteKey(bank: line.bank, noteNo: line.noteNo)
    let before = try session.openingPayments(
      of: key, disbursedBy: record, knownAt: run.knownAt
    ).filter { $0.period < run.period }
    return try before.reduce(
      session.payableSoFar(line.noteNo, of: bank, disbursedBy: record, upTo: run)
    ) { $0 + $1.national + $1.local }
  }

  private func note(_ line: SettledLine) throws -> StatementNote? {
    try banks[line.bank].flatMap {
      try session.statementNote(line.noteNo, of: $0, knownAt: run.knownAt)
    }
  }

  /// The name of who borrowed, of a cancelled loan too; empty for a claim without a note.
  private func borrower(_ line: SettledLine) throws -> String {
    guard let bank = banks[line.bank], let record = line.disbursementRecord else { return "" }
    return try session.borrowerName(disbursedBy: record, of: bank, knownAt: run.knownAt) ?? ""
  }

  /// The causes of an adjustment; of many the first, since a cell has its limits.
  private func causes(_ line: SettledLine) -> String {
    let all = line.adjustmentCauses
    guard all.count > Self.causesShown else { return all.joined(separator: "；") }
    return all.prefix(Self.causesShown).joined(separator: "；") + "；等 \(all.count) 项"
  }

  private static let causesShown = 6

  private func remark(_ line: SettledLine) -> String {
    var remarks: [String] = []
    if !line.comparison.paysUnasked {
      remarks.append(line.comparison.title + "，见差异表")
    } else if line.isDifference {
      remarks.append(withheld(line).joined(separator: "，") + "，见差异表")
    }
    if line.payee == .borrower { remarks.append("先付后贴") }
    if !isForBank { remarks += line.flags }
    if line.localSubsidy != .zero { remarks.append("含地方贴息 \(line.localSubsidy) 元") }
    return remarks.joined(separator: "；")
  }

  /// 处理意见: what was decided, else what is to be done.
  private func action(_ line: SettledLine) -> String {
    var words = line.isAdjustment ? ["\(line.period.year)年第\(line.period.number)季度"] : []
    if let reason = line.resolution {
      words.append("已作处理：" + reason)
    } else if let request = line.comparison.request {
      words.append(request)
    }
    words += withheld(line)
    return words.joined(separator: "；")
  }

  private func withheld(_ line: SettledLine) -> [String] {
    line.withheld.map { isForBank ? $0.titleForBank : $0.title }
  }
}

extension ComparisonClass {
  /// What the bank is asked to do; nil where nothing is to be done.
  fileprivate var request: String? {
    switch self {
    case .claimWithoutNote: "请银行核对借据号，补报发放记录或撤回申请"
    case .duplicateClaim: "请银行撤回多报的申请"
    case .claimNotEligible: "请银行核对撤回，或由人社部门处理"
    case .notClaimed: "请银行补报贴息申请"
    case .claimedMore, .claimedLess: "请银行核对更正，或由人社部门处理"
    case .agreed, .withinTolerance: nil
    }
  }
}
