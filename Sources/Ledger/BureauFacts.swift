import GRDB
public import LoanBook
public import Quantities

/// A fact that only the bureau knows of a note. COMMAND `note …`.
public enum BureauFact: Hashable, Sendable {
  /// 资格丧失, from a day on. SUBSIDY §3.2 c.
  case lostEligibility(from: Day)
  /// Another central-government interest subsidy. SUBSIDY §3.2 e.
  case otherSubsidy(Bool)
  /// The extension to this due day is subsidised. SUBSIDY §3.2 a.
  case extensionConfirmed(newDueOn: Day)
  /// A regime by decision.
  case regime(String)
}

extension LedgerSession {
  /// Keeps a fact of the bureau, with its reason.
  public func keep(
    _ fact: BureauFact, of noteNo: NoteNo, bank: Bank, reason: String, by: String, at: Instant
  ) throws {
    let (kind, day, text): (String, Int32?, String?) =
      switch fact {
      case .lostEligibility(let from): ("LOST_ELIGIBILITY", from.number, nil)
      case .otherSubsidy(let receives): ("OTHER_SUBSIDY", nil, receives ? "yes" : "no")
      case .extensionConfirmed(let newDueOn): ("EXTENSION_CONFIRMED", newDueOn.number, nil)
      case .regime(let regime): ("REGIME", nil, regime)
      }
    try run(
      """
      INSERT INTO bureau_fact (bank, note_no, kind, day, text, reason, made_by, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [bank.id, noteNo.text, kind, day, text, reason, by, at.seconds])
    desk[Desk.Address(bank: bank.id, noteNo: noteNo)] = nil
  }

  /// What the bureau knew of a note; of two facts of one kind the later holds.
  func bureauKnowledge(
    of noteNo: NoteNo, bankId: Int64, knownAt: Instant
  ) throws -> BureauKnowledge {
    let query = try Query(
      db,
      """
      SELECT kind, day, text FROM bureau_fact
      WHERE bank = ? AND note_no = ? AND known_from <= ? ORDER BY seq
      """)
    query.bind(bankId)
    query.bind(noteNo.text)
    query.bind(knownAt.seconds)
    var knowledge = BureauKnowledge()
    while var row = try query.row() {
      let (kind, day, text) = (row.text(), row.day(), row.textIfThere())
      switch kind {
      case "LOST_ELIGIBILITY": knowledge.lostEligibilityOn = day
      case "OTHER_SUBSIDY": knowledge.otherSubsidy = text == "yes"
      case "EXTENSION_CONFIRMED": knowledge.confirmedExtensions.insert(day)
      case "REGIME": knowledge.regimeOverride = text
      default: throw DamagedColumn(column: "bureau_fact.kind")
      }
    }
    return knowledge
  }
}
