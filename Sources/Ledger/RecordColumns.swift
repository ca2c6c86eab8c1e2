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
}

extension RecordedEvent {
  static let columns =
    "e.record, e.record_id, e.day, e.kind, e.amount, e.interest, e.penalty, e.rate, "
    + "e.new_due_on, e.basis"

  /// Reads ``columns``.
  init(_ row: inout Columns) throws {
    let arrival = row.int64()
    let recordId = try row.parsed("event.record_id", RecordId.init)
    let day = row.day()
    self.init(
      recordId: recordId, event: NoteEvent(on: day, try RecordedEvent.kind(&row)),
      arrival: arrival)
  }

  private static func kind(_ row: inout Columns) throws -> NoteEvent.Kind {
    let type: FactType = try row.word("event.kind")
    let (amount, interest, penalty) = (row.fen(), row.fenIfThere(), row.fenIfThere())
    let (rate, newDueOn, basis) = (row.rate(), row.day(), row.textIfThere())
    switch type {
    case .rateChange: return .rateChange(rate)
    case .extension: return .extension(newDueOn: newDueOn, subsidisedBasis: basis)
    case .repayment:
      return .repayment(principal: amount, interest: interest, penalty: penalty)
    case .compensation: return .compensation(amount)
    case .recovery: return .recovery(amount)
    case .overdue: return .overdue
    case .cure: return .cure
    case .disbursement, .claim, .decision: throw DamagedColumn(column: "event.kind")
    }
  }
}

extension Disbursement {
  static let insert: StaticString = """
    INSERT INTO disbursement
      (record, note, bank, person, known_from, contract_no, letter_no, application_no, kind,
       borrower_name, phone, category, partners, partner_ids, project_name, entity_name, uscc,
       industry, town, address, jobs, amount, signed_on, disbursed_on, due_on, rate, lpr,
       settlement, repayment, day_basis, payee, use_ordinal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      ?, ?, ?, ?)
    """

  /// Binds the terms to ``insert``, after the first five columns.
  func bind(to query: Query) {
    query.bind(contractNo.text)
    query.bind(letterNo?.text)
    query.bind(applicationNo?.text)
    query.bind(borrower.kind.rawValue)
    query.bind(borrower.name)
    query.bind(borrower.phone?.revealed)
    query.bind(borrower.category)
    query.bind(borrower.partners)
    query.bind(
      borrower.partnerIds.isEmpty
        ? nil : borrower.partnerIds.map(\.text.revealed).joined(separator: " "))
    query.bind(project.name)
    query.bind(project.entityName)
    query.bind(project.socialCreditCode?.text)
    query.bind(project.industry)
    query.bind(project.town)
    query.bind(project.address?.revealed)
    query.bind(project.jobs)
    query.bind(amount.value)
    query.bind(signedOn.number)
    query.bind(disbursedOn.number)
    query.bind(dueOn.number)
    query.bind(rate.ppm)
    query.bind(lpr.ppm)
    query.bind(settlement.rawValue)
    query.bind(repayment.rawValue)
    query.bind(dayBasis.rawValue)
    query.bind(payee.rawValue)
    query.bind(useOrdinal)
  }

  /// The terms in the order in which `init(_:)` reads them.
  static let columns = """
    n.note_no, d.contract_no, d.letter_no, d.application_no, d.kind, d.borrower_name, p.id_number,
    d.phone, d.category, d.partners, d.partner_ids, d.project_name, d.entity_name, d.uscc,
    d.industry, d.town, d.address, d.jobs, d.amount, d.signed_on, d.disbursed_on, d.due_on,
    d.rate, d.lpr, d.settlement, d.repayment, d.day_basis, d.payee, d.use_ordinal
    """

  /// Reads ``columns``. Swift takes arguments from left to right, so they stand in that order.
  init(_ row: inout Columns) throws {
    self.init(
      noteNo: try row.parsed("note.note_no", NoteNo.init),
      contractNo: try row.parsed("disbursement.contract_no", ContractNo.init),
      letterNo: try row.parsedIfThere("disbursement.letter_no", LetterNo.init),
      applicationNo: try row.parsedIfThere("disbursement.application_no", ApplicationNo.init),
      borrower: try Borrower(&row), project: try Project(&row), amount: row.fen(),
      signedOn: row.day(), disbursedOn: row.day(), dueOn: row.day(), rate: row.rate(),
      lpr: row.rate(), settlement: try row.word("disbursement.settlement"),
      repayment: try row.word("disbursement.repayment"),
      dayBasis: try Disbursement.dayBasis(row.int32()),
      payee: try row.word("disbursement.payee"), useOrdinal: row.int())
  }

  private static func dayBasis(_ days: Int32) throws -> DayBasis {
    guard let basis = DayBasis(rawValue: days) else {
      throw DamagedColumn(column: "disbursement.day_basis")
    }
    return basis
  }
}

extension Borrower {
  init(_ row: inout Columns) throws {
    let kind: BorrowerKind = try row.word("disbursement.kind")
    self.init(
      kind: kind, name: row.text(),
      idNumber: try row.parsed("person.id_number") { IdentityNumber($0, of: kind) },
      phone: row.personal(), category: row.text(), partners: row.int(),
      partnerIds: try Borrower.partnerIds(row.textIfThere()))
  }

  private static func partnerIds(_ list: String?) throws -> [ResidentID] {
    guard let list else { return [] }
    return try list.split(separator: " ").map { text in
      guard let number = ResidentID(String(text)) else {
        throw DamagedColumn(column: "disbursement.partner_ids")
      }
      return number
    }
  }
}

extension IdentityNumber {
  /// A person's number or, of an enterprise, its social credit code.
  fileprivate init?(_ text: String, of kind: BorrowerKind) {
    let number: IdentityNumber? =
      kind == .enterprise
      ? SocialCreditCode(text).map { .entity($0) } : ResidentID(text).map { .resident($0) }
    guard let number else { return nil }
    self = number
  }
}

extension Project {
  init(_ row: inout Columns) throws {
    self.init(
      name: row.text(), entityName: row.textIfThere(),
      socialCreditCode: try row.parsedIfThere("disbursement.uscc", SocialCreditCode.init),
      industry: row.text(), town: row.text(), address: row.personal(),
      jobs: row.int64IfThere().map(Int.init))
  }
}
