import LoanBook
import Quantities

/// Where a number or a name stands in notes of more than one borrower: of a partner, or of the
/// entity that a project belongs to. SUBSIDY "Flags".
struct SharedNumber {
  /// A note in which it stands.
  struct Member {
    /// The row in `note`.
    let note: Int64
    /// The borrower's row; the same number borrowing again is no sharing.
    let person: Int64
    let contract: PersonContract
    /// The days on which it runs.
    let days: DayRange
    /// Whether the entity's code is known, where the note is found by its name.
    let hasCode: Bool
  }

  var members: [Member]

  /// The place of each contract among those in which the number stands, by first disbursement.
  var uses: [(note: Int64, use: Int)] {
    var places: [String: Int] = [:]
    for contract in members.map(\.contract).sorted() where places[contract.name] == nil {
      places[contract.name] = places.count + 1
    }
    return members.compactMap { member in
      places[member.contract.name].map { (member.note, $0) }
    }
  }

  /// Days on which a member runs beside one of another borrower under another contract.
  ///
  /// The days are swept once, so that a code that a bank put into every note costs no square.
  func overlaps() -> [(note: Int64, days: [DayRange])] {
    let crowded = SharedNumber.days(of: members, withAtLeast: 2)
    return members.compactMap { member in
      let days = member.days.parts(in: crowded)
      return days.isEmpty ? nil : (member.note, days)
    }
  }

  /// The same of a name: what tells two entities apart is the code, where both have one.
  func overlapsByName() -> [(note: Int64, days: [DayRange])] {
    let crowded = SharedNumber.days(of: members, withAtLeast: 2)
    let uncoded = members.filter { !$0.hasCode }
    let uncodedDays = SharedNumber.days(of: uncoded, withAtLeast: 1)
    let uncodedCrowd = SharedNumber.days(of: uncoded, withAtLeast: 2)
    let own = Set(uncoded.map(\.person))
    return members.compactMap { member in
      let others =
        !member.hasCode ? crowded : own.contains(member.person) ? uncodedCrowd : uncodedDays
      let days = member.days.parts(in: others)
      return days.isEmpty ? nil : (member.note, days)
    }
  }

  /// The days on which notes of so many borrowers under as many contracts run, in order. Of two and
  /// more of each, two notes differ in both: borrowers of one contract share its cap and are no
  /// overlap (SUBSIDY §4).
  private static func days(of members: [Member], withAtLeast least: Int) -> [DayRange] {
    var changes: [(day: Day, member: Member, step: Int)] = []
    for member in members where !member.days.isEmpty {
      changes.append((member.days.from, member, 1))
      changes.append((member.days.to, member, -1))
    }
    changes.sort { $0.day < $1.day }
    var persons: [Int64: Int] = [:]
    var contracts: [String: Int] = [:]
    var found: [DayRange] = []
    var since: Day?
    for (place, change) in changes.enumerated() {
      persons.step(change.member.person, change.step)
      contracts.step(change.member.contract.name, change.step)
      // Only when the day is whole: one may end and another begin on it.
      if place + 1 < changes.count, changes[place + 1].day == change.day { continue }
      if persons.count >= least, contracts.count >= least {
        since = since ?? change.day
      } else if let first = since {
        found.append(DayRange(from: first, to: change.day))
        since = nil
      }
    }
    return found
  }
}

extension Dictionary where Value == Int {
  /// Counts a key up or down; one that is at zero is gone.
  fileprivate mutating func step(_ key: Key, _ step: Int) {
    let count = (self[key] ?? 0) + step
    self[key] = count == 0 ? nil : count
  }
}

extension PersonContract {
  /// What tells it from all others.
  fileprivate var name: String { "\(bank) \(contractNo)" }
}

extension DayRange {
  /// What of it lies in each of some ranges.
  fileprivate func parts(in ranges: [DayRange]) -> [DayRange] {
    ranges.map(intersection).filter { !$0.isEmpty }
  }
}

extension LedgerSession {
  /// The social credit codes that stand in notes of several borrowers: of their projects, or as
  /// the borrowing enterprise.
  func sharedEntities(known: Instant) throws -> [SharedNumber] {
    try shared(
      """
      WITH entity(code, person, note, has_code) AS (
        SELECT d.uscc, d.person, d.note, 1 FROM disbursement d
        WHERE d.uscc IS NOT NULL AND \(LedgerSession.stands("d", at: 1))
        UNION ALL
        SELECT p.id_number, d.person, d.note, 1
        FROM disbursement d JOIN person p ON p.id = d.person
        WHERE d.kind = 'ENTERPRISE' AND \(LedgerSession.stands("d", at: 1)))
      SELECT DISTINCT code, note, has_code FROM entity
      WHERE code IN (SELECT code FROM entity GROUP BY code HAVING MIN(person) <> MAX(person))
      ORDER BY code, note
      """, known)
  }

  /// The names of entities that stand in notes of several borrowers, of which one has no code.
  func sharedEntityNames(known: Instant) throws -> [SharedNumber] {
    try shared(
      """
      WITH entity(name, person, note, code) AS (
        SELECT d.entity_name, d.person, d.note,
          ifnull(d.uscc, iif(d.kind = 'ENTERPRISE', p.id_number, NULL))
        FROM disbursement d JOIN person p ON p.id = d.person
        WHERE d.entity_name IS NOT NULL AND \(LedgerSession.stands("d", at: 1))
        UNION ALL
        SELECT d.borrower_name, d.person, d.note, p.id_number
        FROM disbursement d JOIN person p ON p.id = d.person
        WHERE d.kind = 'ENTERPRISE' AND \(LedgerSession.stands("d", at: 1)))
      SELECT DISTINCT name, note, code IS NOT NULL FROM entity
      WHERE name IN (SELECT name FROM entity GROUP BY name
        HAVING MIN(person) <> MAX(person) AND COUNT(code) < COUNT(*))
      ORDER BY name, note
      """, known)
  }

  /// The partners of partnerships that also borrow themselves, or with others.
  func sharedPartners(known: Instant) throws -> [SharedNumber] {
    let query = try Query(
      own: """
        SELECT d.note, d.partner_ids FROM disbursement d
        WHERE d.partner_ids IS NOT NULL AND \(LedgerSession.stands("d", at: 1)) ORDER BY d.note
        """, db)
    query.bind(known.seconds)
    var notes: [Substring: [Int64]] = [:]
    while var row = try query.row() {
      let note = row.int64()
      for number in row.text().split(separator: " ") { notes[number, default: []].append(note) }
    }
    return try notes.keys.sorted().compactMap { number in
      let borrowed = try borrowedNotes(of: String(number), known: known)
      let all = Set(borrowed + (notes[number] ?? []))
      // Most partners stand in the notes of one partnership.
      guard all.count > 1 else { return nil }
      return try shared(all.sorted().map { ($0, true) }, known)
    }
  }

  private func borrowedNotes(of number: String, known: Instant) throws -> [Int64] {
    let query = try Query(db, LedgerSession.notesOfNumber)
    query.bind(known.seconds)
    query.bind(number)
    var notes: [Int64] = []
    while var row = try query.row() { notes.append(row.int64()) }
    return notes
  }

  private static let notesOfNumber = """
    SELECT d.note FROM person p JOIN disbursement d ON d.person = p.id
    WHERE p.id_number = ?2 AND \(stands("d", at: 1))
    """

  private static let noteWithKeys =
    select + tables + " WHERE d.note = ?1 AND \(stands("d", at: 2))"

  /// Rows of number, note and whether the code is known, number by number.
  private func shared(_ sql: String, _ known: Instant) throws -> [SharedNumber] {
    let query = try Query(own: sql, db)
    query.bind(known.seconds)
    var found: [SharedNumber] = []
    var number: String?
    var notes: [(note: Int64, hasCode: Bool)] = []
    while var row = try query.row() {
      let (next, note, hasCode) = (row.text(), row.int64(), row.int64() != 0)
      if let number, number != next {
        if let group = try shared(notes, known) { found.append(group) }
        notes.removeAll(keepingCapacity: true)
      }
      number = next
      notes.append((note, hasCode))
    }
    if let group = try shared(notes, known) { found.append(group) }
    return found
  }

  /// Nil when all are notes of one borrower.
  private func shared(
    _ notes: [(note: Int64, hasCode: Bool)], _ known: Instant
  ) throws -> SharedNumber? {
    var members: [SharedNumber.Member] = []
    for (note, hasCode) in notes {
      let query = try Query(db, LedgerSession.noteWithKeys)
      query.bind(note)
      query.bind(known.seconds)
      guard var row = try query.row() else { continue }
      let (history, keys) = try history(&row, known: known)
      members.append(
        SharedNumber.Member(
          note: note, person: keys.person,
          contract: PersonContract(
            bank: history.key.bank, contractNo: history.terms.contractNo,
            firstDay: history.terms.disbursedOn),
          days: history.runningDays, hasCode: hasCode))
    }
    let isShared = members.contains { $0.person != members.first?.person }
    return isShared ? SharedNumber(members: members) : nil
  }
}
