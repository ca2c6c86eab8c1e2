import LoanBook
import Policy
import Quantities
import Settlement

/// The desk of a bank that files the claims of each quarter (贴息申请), rightly computed from
/// the bank's own facts, with planted errors; and mends earlier ones when facts changed.
struct ClaimDesk {
  private struct Key: Hashable {
    let noteNo: NoteNo
    let period: Quarter
  }

  private struct Filed {
    let recordId: RecordId
    var version: Int
    var claim: Claim
    /// What the right claim was when it was filed.
    var computed: Fen
    let fault: ClaimFault?
  }

  private let bank: DemoBank
  private let policy: Policy
  private let accounts: [NoteNo: PayeeAccount]
  private let turn: Int
  private var random: SeededDraws
  private var filed: [Key: Filed] = [:]
  private var forgotten: [Claim] = []
  private var quarters: [Quarter] = []
  /// Errors planted so far.
  private(set) var planted: [PlantedError] = []

  /// A desk; `turn` shifts which errors it makes in which quarter.
  init(
    bank: DemoBank, policy: Policy, accounts: [NoteNo: PayeeAccount],
    seed: UInt64, turn: Int
  ) {
    self.bank = bank
    self.policy = policy
    self.accounts = accounts
    self.turn = turn
    random = SeededDraws(seed: seed, 30, UInt64(turn))
  }

  /// The records of a quarter's claims. `changed` are the contracts of which records came since
  /// the quarter before was claimed.
  mutating func file(
    _ quarter: Quarter, _ book: BankBook, changed: Set<ContractNo>
  ) -> [FactRecord] {
    var records = mendEarlier(book, changed)
    records += fileForgotten()
    let lines = lines(of: quarter, in: book, contracts: book.contractNumbers)
    let faults = plant(lines, quarter, book)
    for line in lines {
      records += fileClaim(line, faults[line.key.noteNo], book)
    }
    quarters.append(quarter)
    return records
  }

  private func lines(
    of quarter: Quarter, in book: BankBook, contracts: [ContractNo]
  ) -> [SettlementLine] {
    var settler = Settler(period: quarter, policy: policy)
    var lines: [SettlementLine] = []
    for contract in contracts {
      let notes = book.histories(contract).map { NoteOnFile(history: $0) }
      if !notes.isEmpty { settler.settle(contract: notes) { lines.append($0) } }
    }
    return lines
  }

  // MARK: Planting

  private typealias Planted = (fault: ClaimFault, figures: WrongFigures.Figures)

  /// Which notes are claimed wrongly, and how. Each quarter plants half of the kinds of error,
  /// in turn, so that not every tenth claim is wrong; those for which few notes give room come
  /// first and whenever they can.
  private mutating func plant(
    _ lines: [SettlementLine], _ quarter: Quarter, _ book: BankBook
  ) -> [NoteNo: Planted] {
    guard !lines.isEmpty else { return [:] }
    var faults: [NoteNo: Planted] = [:]
    let each = max(1, lines.count / 250)
    let inTurn = ClaimFault.allCases.enumerated().filter { index, _ in
      (index + turn + quarters.count) % 2 == 0
    }.map(\.element)
    let rare: [ClaimFault] = [.overdueCounted, .repaymentMissed]
    for fault in rare + inTurn.filter({ !rare.contains($0) }) {
      var place = random.below(lines.count)
      var left = each
      for _ in 0..<lines.count where left > 0 {
        place = (place + 1) % lines.count
        let line = lines[place]
        guard faults[line.key.noteNo] == nil, suits(line, fault) else { continue }
        let contract = line.note.map { book.histories($0.contractNo) } ?? []
        let wrong = WrongFigures(policy: policy, line: line, contract: contract)
        guard let figures = wrong.figures(fault, &random) else { continue }
        faults[line.key.noteNo] = (fault, figures)
        left -= 1
      }
    }
    return faults
  }

  private func suits(_ line: SettlementLine, _ fault: ClaimFault) -> Bool {
    switch fault {
    case .interestDayMissing: line.note?.payee == .borrower
    default: true
    }
  }

  private mutating func remember(
    _ fault: ClaimFault, _ noteNo: NoteNo, _ line: SettlementLine, claimed: Fen
  ) {
    planted.append(
      PlantedError(
        bank: bank.code, noteNo: noteNo, period: line.period, fault: fault,
        expected: fault.expectedClass(claimed: claimed, computed: line.subsidy)))
  }

  // MARK: Filing

  private mutating func fileClaim(
    _ line: SettlementLine, _ planted: Planted?, _ book: BankBook
  ) -> [FactRecord] {
    let noteNo = line.key.noteNo
    guard line.subsidy > .zero || planted != nil else { return [] }
    var claim = claim(line, planted?.figures ?? WrongFigures.Figures(line), book)
    switch planted?.fault {
    case .unknownNote:
      // What is claimed for a mistyped number is missing at the right one.
      remember(.forgotten, noteNo, line, claimed: .zero)
      claim.noteNo = mistyped(noteNo, book)
      remember(.unknownNote, claim.noteNo, line, claimed: claim.subsidy)
    case .forgotten:
      remember(.forgotten, noteNo, line, claimed: .zero)
      forgotten.append(claim)
      return []
    case let fault?:
      if fault == .interestDayMissing { claim.interestPaidOn = nil }
      remember(fault, noteNo, line, claimed: claim.subsidy)
    case nil: break
    }
    let id = recordId("\(noteNo)-C\(line.period)")
    filed[Key(noteNo: claim.noteNo, period: line.period)] = Filed(
      recordId: id, version: 1, claim: claim, computed: line.subsidy, fault: planted?.fault)
    var records = [record(id, claim)]
    if planted?.fault == .claimedTwice {
      records.append(record(recordId("\(noteNo)-C\(line.period)-2"), claim))
    }
    return records
  }

  private func claim(
    _ line: SettlementLine, _ figures: WrongFigures.Figures, _ book: BankBook
  ) -> Claim {
    let last = line.period.days.to - 1
    let state = book.history(line.key.noteNo)?.state(on: last)
    return Claim(
      noteNo: line.key.noteNo, period: line.period, days: figures.days,
      closingBalance: state?.balance ?? .zero, interest: figures.interest,
      subsidy: figures.subsidy,
      interestPaidOn: line.note?.payee == .borrower ? last : nil,
      payeeAccount: line.note?.payee == .borrower ? accounts[line.key.noteNo] : nil)
  }

  /// A note number with a digit mistyped, so that no note bears it.
  private mutating func mistyped(_ noteNo: NoteNo, _ book: BankBook) -> NoteNo {
    var wrong = noteNo
    while wrong == noteNo || book.knows(wrong) {
      var text = Array(noteNo.text.utf8)
      let place = text.count - 2 - random.below(5)
      text[place] = UInt8(0x30 + random.below(10))
      wrong = NoteNo(String(decoding: text, as: UTF8.self)) ?? noteNo
    }
    return wrong
  }

  private func record(
    _ id: RecordId, _ claim: Claim, version: Int = 1, action: RecordAction = .create
  ) -> FactRecord {
    FactRecord(
      recordId: id, version: version, action: action, fact: .claim(claim), attachments: [])
  }

  // MARK: Mending

  /// Half of what was forgotten in the quarter before is claimed late.
  private mutating func fileForgotten() -> [FactRecord] {
    let late = forgotten.filter { _ in random.chance(perMille: 500) }
    forgotten = []
    return late.map { claim in
      let id = recordId("\(claim.noteNo)-C\(claim.period)")
      filed[Key(noteNo: claim.noteNo, period: claim.period)] = Filed(
        recordId: id, version: 1, claim: claim, computed: claim.subsidy, fault: nil)
      return record(id, claim)
    }
  }

  /// Amends or cancels claims of earlier quarters whose facts have changed since. One in four
  /// is overlooked, so that the next run finds a settled claim that no longer holds.
  private mutating func mendEarlier(
    _ book: BankBook, _ changed: Set<ContractNo>
  ) -> [FactRecord] {
    var records: [FactRecord] = []
    for quarter in quarters {
      let lines = lines(of: quarter, in: book, contracts: changed.sorted())
      for line in lines {
        let key = Key(noteNo: line.key.noteNo, period: quarter)
        guard var old = filed[key], old.fault == nil, old.computed != line.subsidy,
          random.chance(perMille: 750)
        else { continue }
        old.version += 1
        old.computed = line.subsidy
        let isGone = line.subsidy == .zero
        if !isGone { old.claim = claim(line, WrongFigures.Figures(line), book) }
        records.append(
          record(
            old.recordId, old.claim, version: old.version, action: isGone ? .cancel : .amend))
        filed[key] = isGone ? nil : old
      }
    }
    return records + cancelOrphans(book)
  }

  /// Cancels claims for notes that were themselves cancelled.
  private mutating func cancelOrphans(_ book: BankBook) -> [FactRecord] {
    let orphans = filed.filter { $0.value.fault != .unknownNote && !book.knows($0.key.noteNo) }
    return orphans.sorted { $0.value.recordId < $1.value.recordId }.map { key, old in
      filed[key] = nil
      return record(old.recordId, old.claim, version: old.version + 1, action: .cancel)
    }
  }
}
