public import LoanBook
import Quantities
public import StrictJSON

/// Writes a record as it stands in records.json: the inverse of ``RecordDecoder``.
public enum RecordEncoder {
  /// The record as JSON, personal data included: for a package, never for a log or the site.
  public static func encode(_ record: FactRecord) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("recordId", .string(record.recordId.text)),
      JSONMember("version", .integer(Int64(record.version))),
      JSONMember("action", .string(record.action.rawValue)),
      JSONMember("type", .string(record.fact.type.rawValue)),
    ]
    if !record.attachments.isEmpty {
      members.append(
        JSONMember("attachments", .array(record.attachments.map { .string($0) })))
    }
    switch record.fact {
    case .disbursement(let terms): members += encode(terms)
    case .event(let noteNo, let event):
      members.append(JSONMember("noteNo", .string(noteNo.text)))
      members += encode(event)
    case .claim(let claim): members += encode(claim)
    case .decision(let decision): members += encode(decision)
    }
    return .object(members)
  }

  private static func encode(_ event: NoteEvent) -> [JSONMember] {
    let on = JSONValue.string(event.on.description)
    switch event.kind {
    case .rateChange(let rate):
      return [JSONMember("from", on), JSONMember("rate", .string(rate.description))]
    case .extension(let newDueOn, let basis):
      return [
        JSONMember("on", on), JSONMember("newDueOn", .string(newDueOn.description)),
      ] + optional("subsidisedBasis", basis)
    case .repayment(let principal, let interest, let penalty):
      return [JSONMember("on", on), JSONMember("principal", .string(principal.description))]
        + optional("interest", interest?.description) + optional("penalty", penalty?.description)
    case .compensation(let amount), .recovery(let amount):
      return [JSONMember("on", on), JSONMember("amount", .string(amount.description))]
    case .overdue: return [JSONMember("from", on)]
    case .cure: return [JSONMember("on", on)]
    }
  }

  private static func encode(_ claim: Claim) -> [JSONMember] {
    var members: [JSONMember] = [
      JSONMember("noteNo", .string(claim.noteNo.text)),
      JSONMember("period", .string(claim.period.description)),
      JSONMember("days", .integer(Int64(claim.days))),
      JSONMember("closingBalance", .string(claim.closingBalance.description)),
      JSONMember("interest", .string(claim.interest.description)),
      JSONMember("subsidy", .string(claim.subsidy.description)),
    ]
    members += optional("interestPaidOn", claim.interestPaidOn?.description)
    if let account = claim.payeeAccount {
      members.append(
        JSONMember(
          "payeeAccount",
          .object([
            JSONMember("name", .string(account.name.revealed)),
            JSONMember("bank", .string(account.bank)),
            JSONMember("number", .string(account.number.revealed)),
          ])))
    }
    return members
  }

  private static func encode(_ decision: Decision) -> [JSONMember] {
    [
      JSONMember("applicationNo", .string(decision.applicationNo.text)),
      JSONMember("outcome", .string(decision.outcome.rawValue)),
      JSONMember("on", .string(decision.on.description)),
    ] + optional("reason", decision.reason)
  }

  private static func encode(_ terms: Disbursement) -> [JSONMember] {
    [
      JSONMember("noteNo", .string(terms.noteNo.text)),
      JSONMember("contractNo", .string(terms.contractNo.text)),
    ] + optional("letterNo", terms.letterNo?.text)
      + optional("applicationNo", terms.applicationNo?.text) + [
        JSONMember("borrower", .object(encode(terms.borrower))),
        JSONMember("project", .object(encode(terms.project))),
        JSONMember("amount", .string(terms.amount.description)),
        JSONMember("signedOn", .string(terms.signedOn.description)),
        JSONMember("disbursedOn", .string(terms.disbursedOn.description)),
        JSONMember("dueOn", .string(terms.dueOn.description)),
        JSONMember("rate", .string(terms.rate.description)),
        JSONMember("lpr", .string(terms.lpr.description)),
        JSONMember("settlement", .string(terms.settlement.rawValue)),
        JSONMember("repayment", .string(terms.repayment.rawValue)),
        JSONMember("dayBasis", .integer(Int64(terms.dayBasis.rawValue))),
        JSONMember("payee", .string(terms.payee.rawValue)),
        JSONMember("useOrdinal", .integer(Int64(terms.useOrdinal))),
      ]
  }

  private static func encode(_ borrower: Borrower) -> [JSONMember] {
    var members: [JSONMember] = [
      JSONMember("kind", .string(borrower.kind.rawValue)),
      JSONMember("name", .string(borrower.name)),
      JSONMember("idNumber", .string(borrower.idNumber.text.revealed)),
    ]
    members += optional("phone", borrower.phone?.revealed)
    members.append(JSONMember("category", .string(borrower.category)))
    if borrower.kind == .partnership {
      members.append(JSONMember("partners", .integer(Int64(borrower.partners))))
    }
    if !borrower.partnerIds.isEmpty {
      members.append(
        JSONMember(
          "partnerIds", .array(borrower.partnerIds.map { .string($0.text.revealed) })))
    }
    return members
  }

  private static func encode(_ project: Project) -> [JSONMember] {
    var members = [JSONMember("name", .string(project.name))]
    members += optional("entityName", project.entityName)
    members += optional("uscc", project.socialCreditCode?.text)
    members.append(JSONMember("industry", .string(project.industry)))
    members.append(JSONMember("town", .string(project.town)))
    members += optional("address", project.address?.revealed)
    if let jobs = project.jobs { members.append(JSONMember("jobs", .integer(Int64(jobs)))) }
    return members
  }

  private static func optional(_ name: String, _ text: String?) -> [JSONMember] {
    text.map { [JSONMember(name, .string($0))] } ?? []
  }
}
