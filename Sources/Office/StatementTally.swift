import Ledger
import LoanBook
import Quantities
import Settlement
import Statements

/// What one pass over a run's lines and one over the notes leave for its statements: every sum, and
/// where the rows of each sheet lie. SUBSIDY §6.
struct StatementTally {
  /// Places of lines in the run, by bank.
  typealias Places = [String: [Int]]

  let session: LedgerSession
  let run: RunEntry
  let banks: [PartyCode: Bank]
  private(set) var details: Places = [:]
  private(set) var differences: Places = [:]
  private(set) var adjustments: Places = [:]
  private(set) var unconfirmed: [String] = []
  private var applications: [ApplicationKey: ApplicationRow] = [:]
  private var shares: [PartyCode: (current: Shares, adjustment: Shares)] = [:]

  private struct ApplicationKey: Hashable {
    let bank: PartyCode
    let kind: BorrowerKind
  }

  init(_ run: RunEntry, in session: LedgerSession) throws {
    self.run = run
    self.session = session
    banks = Dictionary(uniqueKeysWithValues: try session.banks().map { ($0.code, $0) })
  }

  // MARK: Counting

  /// Counts the line at a place of the run.
  mutating func count(_ line: SettledLine, at place: Int) throws {
    let code = line.bank.text
    guard let bank = banks[line.bank] else {
      throw OfficeRefusal(
        .fault, code, "账本中没有这家银行", "请运行 mingdai check，并从备份恢复账本")
    }
    for title in line.unconfirmed where !unconfirmed.contains(title) { unconfirmed.append(title) }
    if line.isDifference { differences[code, default: []].append(place) }
    // A claim without a note is told among the differences alone.
    guard line.disbursementRecord != nil else { return }
    let key = ApplicationKey(bank: line.bank, kind: try kind(of: line, bank))
    var application = applications[key] ?? newApplication(key)
    if line.isAdjustment {
      adjustments[code, default: []].append(place)
      application.adjustment += line.payable
    } else {
      details[code, default: []].append(place)
      application.notes += 1
      application.interest += line.interest
      application.borrower += line.borrower
      application.subsidy += line.subsidy
      application.claimed += line.claimed ?? .zero
      application.payable += line.payable
    }
    applications[key] = application
    share(line)
  }

  /// Counts a note that stood at the run's known-at: what was disbursed, and both balances. From
  /// the day of COMPENSATION on a note has no balance with the bank.
  mutating func count(_ note: NoteHistory) {
    let quarter = run.period.days
    guard note.terms.disbursedOn < quarter.to else { return }
    let key = ApplicationKey(bank: note.key.bank, kind: note.terms.borrower.kind)
    let isNew = note.terms.disbursedOn >= quarter.from
    let opening = isNew ? .zero : note.bankBalance(on: quarter.from - 1)
    let closing = note.bankBalance(on: quarter.to - 1)
    guard isNew || opening != .zero || closing != .zero else { return }
    var application = applications[key] ?? newApplication(key)
    if isNew {
      application.disbursedNotes += 1
      application.disbursed += note.terms.amount
    }
    application.openingBalance += opening
    application.closingBalance += closing
    applications[key] = application
  }

  private func newApplication(_ key: ApplicationKey) -> ApplicationRow {
    ApplicationRow(bank: key.bank.text, kind: key.kind.title)
  }

  /// A note that does not stand any more is told under the kind that its line names.
  private func kind(of line: SettledLine, _ bank: Bank) throws -> BorrowerKind {
    try line.borrowerKind
      ?? session.borrowerKind(line.noteNo, of: bank, knownAt: run.knownAt) ?? .individual
  }

  private mutating func share(_ line: SettledLine) {
    var sum = shares[line.bank] ?? (Shares(), Shares())
    if line.isAdjustment {
      sum.adjustment = sum.adjustment + line.payableShares
    } else {
      sum.current = sum.current + line.payableShares
    }
    shares[line.bank] = sum
  }

  // MARK: What came of it

  /// The banks that have a row, in the order in which they were registered.
  var statementBanks: [StatementBank] {
    let present = Set(applications.keys.map(\.bank.text))
      .union(differences.keys)
    return banks.values.sorted { $0.id < $1.id }.filter { present.contains($0.code.text) }
      .map { StatementBank(code: $0.code.text, name: $0.name) }
  }

  /// 申请表, by bank and kind of borrower.
  var applicationRows: [ApplicationRow] {
    byBank { bank in
      BorrowerKind.allCases.compactMap { applications[ApplicationKey(bank: bank, kind: $0)] }
    }
  }

  /// 分担汇总, by bank.
  var shareRows: [ShareRow] {
    byBank { bank in
      shares[bank].map {
        [
          ShareRow(
            bank: bank.text, current: $0.current,
            adjustment: $0.adjustment)
        ]
      } ?? []
    }
  }

  private func byBank<Row>(_ rows: (PartyCode) -> [Row]) -> [Row] {
    banks.values.sorted { $0.id < $1.id }.flatMap { rows($0.code) }
  }
}

extension NoteHistory {
  /// What the borrower owes the bank at the end of a day.
  fileprivate func bankBalance(on day: Day) -> Fen {
    let state = state(on: day)
    return state.compensatedOn == nil ? state.balance : .zero
  }
}
