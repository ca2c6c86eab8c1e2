public import LoanBook
public import Quantities

/// A note with all that a settlement of one quarter needs of it.
public struct SettlementCandidate: Sendable {
  /// Everything known of the note.
  public let history: NoteHistory
  /// Its claims for the quarter, in order of arrival.
  public let claims: [RecordedClaim]
  /// What an official must look at, of the quarter.
  public let flags: [NoteFlag]
  /// Whether a flag says that a loan runs beside another one, so that nothing is payable unasked.
  public var overlapsOtherContract: Bool { flags.contains { $0.code.withholds } }
  /// What was decided of it for the quarter, in order of time.
  public let resolutions: [Resolution]
}

extension LedgerSession {
  /// Every note known at an instant, contract by contract, in the order of bank, contract, day of
  /// disbursement and note number. SUBSIDY §3.3. With `only`, nothing but the contract that holds
  /// this note.
  public func forEachContract(
    settling period: Quarter, knownAt: Instant, holding only: NoteKey? = nil,
    _ body: ([SettlementCandidate]) throws -> Void
  ) throws {
    let book = try flagBook(known: knownAt)
    try forEachContract(
      knownAt: knownAt, holding: only, history: \.history,
      read: { try candidate(&$0, book, period: period, known: knownAt) }, body)
  }

  /// The same with whatever `read` makes of a note's row; with `changed`, nothing but such.
  func forEachContract<Candidate>(
    knownAt: Instant, holding only: NoteKey? = nil, among changed: ChangedContracts? = nil,
    history: (Candidate) -> NoteHistory,
    read: (inout Columns) throws -> Candidate, _ body: ([Candidate]) throws -> Void
  ) throws {
    let query = try Query(
      own: LedgerSession.select + LedgerSession.tables
        + " WHERE \(LedgerSession.stands("d", at: 1))"
        + (only == nil ? "" : LedgerSession.contractOfNote)
        + (changed == nil ? "" : ChangedContracts.condition)
        // In the order of an index; notes of one day are put in order below.
        + " ORDER BY d.bank, d.contract_no, d.disbursed_on", db)
    query.bind(knownAt.seconds)
    changed?.bind(to: query)
    if let only {
      query.bind(only.bank.text)
      query.bind(only.noteNo.text)
    }
    // SUBSIDY §3.3: in order of disbursedOn, then noteNo.
    func give(_ contract: [Candidate]) throws {
      guard contract.count > 1 else { return try body(contract) }
      try body(
        contract.sorted { a, b in
          let (a, b) = (history(a), history(b))
          return a.terms.disbursedOn == b.terms.disbursedOn
            ? a.key.noteNo < b.key.noteNo : a.terms.disbursedOn < b.terms.disbursedOn
        })
    }
    var contract: [Candidate] = []
    while var row = try query.row() {
      let candidate = try read(&row)
      let note = history(candidate)
      if let first = contract.first.map(history),
        first.key.bank != note.key.bank || first.terms.contractNo != note.terms.contractNo
      {
        try give(contract)
        contract.removeAll(keepingCapacity: true)
      }
      contract.append(candidate)
    }
    if !contract.isEmpty { try give(contract) }
  }

  private static let contractsOfPerson = """
    SELECT b.code, d.contract_no, d.disbursed_on
    FROM disbursement d JOIN bank b ON b.id = d.bank
    WHERE d.person = ?1 AND \(stands("d", at: 2))
    """
  private static let notesOfPerson =
    select + tables + " WHERE d.person = ?1 AND \(stands("d", at: 2))"
  private static let contractOfNote = """
     AND (d.bank, d.contract_no) = (
      SELECT o.bank, o.contract_no FROM bank JOIN note ON note.bank = bank.id
      JOIN disbursement o ON o.note = note.id
      WHERE bank.code = ?2 AND note.note_no = ?3 AND \(stands("o", at: 1)))
    """

  private func candidate(
    _ row: inout Columns, _ book: FlagBook, period: Quarter, known: Instant
  ) throws -> SettlementCandidate {
    let (history, keys, flagged) = try judged(&row, book, known: known)
    return SettlementCandidate(
      history: history,
      claims: try claims(
        for: history.key.noteNo, bankId: keys.bank, period: period, known: known),
      flags: flagged.flags(in: period),
      resolutions: try resolutions(of: history.key, bankId: keys.bank, known: known).filter {
        $0.period == period
      })
  }

  /// A note with its place among the person's contracts, and what must be looked at.
  func judged(
    _ row: inout Columns, _ book: FlagBook, known: Instant
  ) throws -> (history: NoteHistory, keys: Keys, flagged: [FlaggedDays]) {
    var (history, keys) = try history(&row, known: known)
    let contracts = try contracts(of: keys.person, known: known)
    if let own = contracts.first(where: { $0.holds(history) }) {
      history.countedUse = 1 + contracts.count { $0 < own }
    }
    let overlaps =
      contracts.count > 1 ? try overlaps(history, of: keys.person, known: known) : []
    return (history, keys, book.flags(of: history, row: keys.note, own: overlaps))
  }

  /// The contracts of a person over all banks. SUBSIDY §3.2 d.
  func contracts(of person: Int64, known: Instant) throws -> [PersonContract] {
    let query = try Query(db, LedgerSession.contractsOfPerson)
    query.bind(person)
    query.bind(known.seconds)
    var contracts: [PersonContract] = []
    while var row = try query.row() {
      let contract = PersonContract(
        bank: try row.parsed("bank.code", PartyCode.init),
        contractNo: try row.parsed("disbursement.contract_no", ContractNo.init),
        firstDay: row.day())
      if let known = contracts.firstIndex(where: contract.isSame) {
        contracts[known].firstDay = min(contracts[known].firstDay, contract.firstDay)
      } else {
        contracts.append(contract)
      }
    }
    return contracts
  }

  /// The days on which notes of the person's other contracts run too, by what was known then.
  /// SUBSIDY §4.
  private func overlaps(
    _ note: NoteHistory, of person: Int64, known: Instant
  ) throws -> [DayRange] {
    let days = note.runningDays
    let query = try Query(db, LedgerSession.notesOfPerson)
    query.bind(person)
    query.bind(known.seconds)
    var overlaps: [DayRange] = []
    while var row = try query.row() {
      let other = try history(&row, known: known).history
      let isOther =
        other.key.bank != note.key.bank || other.terms.contractNo != note.terms.contractNo
      let common = other.runningDays.intersection(days)
      if isOther, !common.isEmpty { overlaps.append(common) }
    }
    return overlaps
  }
}

/// A contract of a person. The count of those before it is the count of earlier uses.
struct PersonContract: Comparable {
  let bank: PartyCode
  let contractNo: ContractNo
  /// Of the first disbursement.
  var firstDay: Day

  func isSame(_ other: PersonContract) -> Bool {
    bank == other.bank && contractNo == other.contractNo
  }

  func holds(_ note: NoteHistory) -> Bool {
    bank == note.key.bank && contractNo == note.terms.contractNo
  }

  static func < (a: PersonContract, b: PersonContract) -> Bool {
    (a.firstDay, a.bank, a.contractNo) < (b.firstDay, b.bank, b.contractNo)
  }
}

extension NoteHistory {
  /// The days on which it runs: from the disbursement to the day on which the balance became zero,
  /// else to the due day with its extensions.
  public var runningDays: DayRange {
    let end = state()
    return DayRange(from: terms.disbursedOn, to: end.repaidOn ?? end.dueOn)
  }
}
