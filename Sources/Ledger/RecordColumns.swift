import GRDB
import LoanBook
import Quantities

/// The columns of an event that depend on its kind.
struct EventColumns {
  var amount: Int64?
  var interest: Int64?
  var penalty: Int64?
  var rate: Int32?
  var newDueOn: Int32?
  var basis: String?

  init(_ kind: NoteEvent.Kind) {
    switch kind {
    case .rateChange(let rate): self.rate = rate.ppm
    case .extension(let newDueOn, let basis):
      self.newDueOn = newDueOn.number
      self.basis = basis
    case .repayment(let principal, let interest, let penalty):
      amount = principal.value
      self.interest = interest?.value
      self.penalty = penalty?.value
    case .compensation(let amount), .recovery(let amount): self.amount = amount.value
    case .overdue, .cure: break
    }
  }

  /// The event that a row of the table `event` states.
  static func event(_ row: Row) throws -> NoteEvent {
    NoteEvent(on: row.day("day"), try kind(row))
  }

  private static func kind(_ row: Row) throws -> NoteEvent.Kind {
    let type: FactType = try row.word("kind")
    switch type {
    case .rateChange: return .rateChange(row.rate("rate"))
    case .extension:
      return .extension(newDueOn: row.day("new_due_on"), subsidisedBasis: row["basis"])
    case .repayment:
      return .repayment(
        principal: row.fen("amount"), interest: row.fenIfThere("interest"),
        penalty: row.fenIfThere("penalty"))
    case .compensation: return .compensation(row.fen("amount"))
    case .recovery: return .recovery(row.fen("amount"))
    case .overdue: return .overdue
    case .cure: return .cure
    case .disbursement, .claim, .decision: throw DamagedColumn(column: "event.kind")
    }
  }
}

extension LedgerSession {
  static let insertDisbursement = """
    INSERT INTO disbursement
      (record, note, bank, contract_no, letter_no, application_no, person, kind, borrower_name,
       phone, category, partners, partner_ids, project_name, entity_name, uscc, industry, town,
       address, jobs, amount, signed_on, disbursed_on, due_on, rate, lpr, settlement, repayment,
       day_basis, payee, use_ordinal, known_from)
    VALUES (?, (SELECT id FROM note WHERE bank = ? AND note_no = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
}

extension Disbursement {
  /// The arguments of ``LedgerSession/insertDisbursement``, in its order.
  func arguments(_ seq: Int64, _ person: Int64, _ bank: Bank, _ at: Instant)
    -> StatementArguments
  {
    let partnerIds =
      borrower.partnerIds.isEmpty
      ? nil : borrower.partnerIds.map(\.text.revealed).joined(separator: " ")
    return [
      seq, bank.id, noteNo.text, bank.id, contractNo.text, letterNo?.text, applicationNo?.text,
      person, borrower.kind.rawValue, borrower.name, borrower.phone?.revealed, borrower.category,
      borrower.partners, partnerIds, project.name, project.entityName,
      project.socialCreditCode?.text, project.industry, project.town, project.address?.revealed,
      project.jobs, amount.value, signedOn.number, disbursedOn.number, dueOn.number, rate.ppm,
      lpr.ppm, settlement.rawValue, repayment.rawValue, dayBasis.rawValue, payee.rawValue,
      useOrdinal, at.seconds,
    ]
  }

  /// The terms that a row of the table `disbursement`, joined with note and person, states.
  init(_ row: Row) throws {
    self.init(
      noteNo: try row.parsed("note_no", NoteNo.init),
      contractNo: try row.parsed("contract_no", ContractNo.init),
      letterNo: try row.parsedIfThere("letter_no", LetterNo.init),
      applicationNo: try row.parsedIfThere("application_no", ApplicationNo.init),
      borrower: try Borrower(row), project: try Project(row), amount: row.fen("amount"),
      signedOn: row.day("signed_on"), disbursedOn: row.day("disbursed_on"),
      dueOn: row.day("due_on"), rate: row.rate("rate"), lpr: row.rate("lpr"),
      settlement: try row.word("settlement"), repayment: try row.word("repayment"),
      dayBasis: try Disbursement.dayBasis(row), payee: try row.word("payee"),
      useOrdinal: row["use_ordinal"])
  }

  private static func dayBasis(_ row: Row) throws -> DayBasis {
    guard let basis = DayBasis(rawValue: row["day_basis"]) else {
      throw DamagedColumn(column: "day_basis")
    }
    return basis
  }
}

extension Borrower {
  init(_ row: Row) throws {
    let kind: BorrowerKind = try row.word("kind")
    let number =
      kind == .enterprise
      ? try row.parsed("id_number", SocialCreditCode.init).asNumber
      : try row.parsed("id_number", ResidentID.init).asNumber
    let partners = (row["partner_ids"] as String?)?.split(separator: " ") ?? []
    self.init(
      kind: kind, name: row["borrower_name"], idNumber: number, phone: row.personal("phone"),
      category: row["category"], partners: row["partners"],
      partnerIds: partners.compactMap { ResidentID(String($0)) })
  }
}

extension SocialCreditCode {
  fileprivate var asNumber: IdentityNumber { .entity(self) }
}

extension ResidentID {
  fileprivate var asNumber: IdentityNumber { .resident(self) }
}

extension Project {
  init(_ row: Row) throws {
    self.init(
      name: row["project_name"], entityName: row["entity_name"],
      socialCreditCode: try row.parsedIfThere("uscc", SocialCreditCode.init),
      industry: row["industry"], town: row["town"], address: row.personal("address"),
      jobs: row["jobs"])
  }
}
