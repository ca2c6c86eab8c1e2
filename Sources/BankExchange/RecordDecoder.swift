public import LoanBook
import Quantities
public import StrictJSON

/// A record as it stands in records.json: what could be read of it and every finding.
public struct DecodedRecord: Sendable {
  /// Its place in the array, from 0.
  public let index: Int
  /// The record, when nothing is wrong with its form.
  public let record: FactRecord?
  /// The record number, when at least that could be read.
  public let recordId: RecordId?
  /// The version, when at least that could be read.
  public let version: Int?
  /// The amount that counts towards the control total: a well-formed `amount` of a DISBURSEMENT
  /// of any action, in fen; nil otherwise.
  public let controlAmount: Int64?
  /// Everything wrong with its form (R701).
  public let findings: [Finding]
}

/// Reads one record of records.json. Unknown members, wrong types, floats for money and wrong
/// check digits are findings (R701), all at once. EXCHANGE §3.
public enum RecordDecoder {
  /// The name of the file of records.
  public static let file = "records.json"

  /// Decodes the element `index` of the array `records`.
  public static func decode(_ node: JSONNode, index: Int) -> DecodedRecord {
    var reader = ObjectReader(node, file: file, code: .field)
    let recordId: RecordId? = reader.required("recordId", .identifier())
    let version = reader.required("version", .count(1...1_000_000))
    let action: RecordAction? = reader.required("action", .word())
    let type: FactType? = reader.required("type", .word())
    let attachments = reader.list("attachments", .attachmentName)
    var amount: Fen?
    let fact = type.flatMap { decodeFact($0, &reader, amount: &amount) }
    // Members that belong to no known type are not judged when the type itself is wrong.
    var findings = type == nil ? reader.findings : reader.finish()
    var record: FactRecord?
    if !findings.isEmpty {
      let place = "/records/\(index)"
      findings = findings.map { $0.under(place) }
    } else if let recordId, let version, let action, let fact {
      record = FactRecord(
        recordId: recordId, version: version, action: action, fact: fact,
        attachments: attachments ?? [])
    }
    return DecodedRecord(
      index: index, record: record, recordId: recordId, version: version,
      controlAmount: amount?.value, findings: findings)
  }

  /// `amount` gets the well-formed amount of a disbursement, whatever else is wrong with it.
  private static func decodeFact(
    _ type: FactType, _ reader: inout ObjectReader, amount: inout Fen?
  ) -> Fact? {
    switch type {
    case .disbursement:
      return decodeDisbursement(&reader, amount: &amount).map(Fact.disbursement)
    case .claim: return decodeClaim(&reader).map(Fact.claim)
    case .decision: return decodeDecision(&reader).map(Fact.decision)
    default:
      let noteNo: NoteNo? = reader.required("noteNo", .identifier())
      let event = decodeEvent(type, &reader)
      guard let noteNo, let event else { return nil }
      return .event(noteNo, event)
    }
  }

  private static func decodeEvent(_ type: FactType, _ reader: inout ObjectReader) -> NoteEvent? {
    switch type {
    case .repayment: return decodeRepayment(&reader)
    case .extension:
      let on = reader.required("on", .day)
      let newDueOn = reader.required("newDueOn", .day)
      let basis = reader.optional("subsidisedBasis", .name)
      guard let on, let newDueOn else { return nil }
      return NoteEvent(on: on, .extension(newDueOn: newDueOn, subsidisedBasis: basis))
    case .overdue: return reader.required("from", .day).map { NoteEvent(on: $0, .overdue) }
    case .cure: return reader.required("on", .day).map { NoteEvent(on: $0, .cure) }
    case .rateChange:
      let from = reader.required("from", .day)
      let rate = reader.required("rate", .rate)
      guard let from, let rate else { return nil }
      return NoteEvent(on: from, .rateChange(rate))
    case .compensation, .recovery:
      let on = reader.required("on", .day)
      let amount = reader.required("amount", .money)
      guard let on, let amount else { return nil }
      return NoteEvent(on: on, type == .recovery ? .recovery(amount) : .compensation(amount))
    case .disbursement, .claim, .decision: return nil
    }
  }

  private static func decodeRepayment(_ reader: inout ObjectReader) -> NoteEvent? {
    let on = reader.required("on", .day)
    let principal = reader.required("principal", .money)
    let interest = reader.optional("interest", .money)
    let penalty = reader.optional("penalty", .money)
    guard let on, let principal else { return nil }
    if principal == .zero, interest ?? .zero == .zero, penalty ?? .zero == .zero {
      reader.refuse("principal", "本金、利息、罚息不能全部为零")
      return nil
    }
    return NoteEvent(
      on: on, .repayment(principal: principal, interest: interest, penalty: penalty))
  }

  private static func decodeDecision(_ reader: inout ObjectReader) -> Decision? {
    let applicationNo: ApplicationNo? = reader.required("applicationNo", .identifier())
    let outcome: Decision.Outcome? = reader.required("outcome", .word())
    let on = reader.required("on", .day)
    let reason = reader.optional("reason", .name)
    guard let applicationNo, let outcome, let on else { return nil }
    return Decision(applicationNo: applicationNo, outcome: outcome, on: on, reason: reason)
  }

  private static func decodeClaim(_ reader: inout ObjectReader) -> Claim? {
    let noteNo: NoteNo? = reader.required("noteNo", .identifier())
    let period = reader.required("period", .quarter)
    let days = reader.required("days", .count(0...366))
    let closingBalance = reader.required("closingBalance", .money)
    let interest = reader.required("interest", .money)
    let subsidy = reader.required("subsidy", .money)
    let interestPaidOn = reader.optional("interestPaidOn", .day)
    let account = reader.object("payeeAccount", required: false) { account -> PayeeAccount? in
      let name = account.required("name", .name)
      let bank = account.required("bank", .name)
      let number = account.required("number", .account)
      guard let name, let bank, let number else { return nil }
      return PayeeAccount(name: PersonalText(name), bank: bank, number: number)
    }
    guard let noteNo, let period, let days, let closingBalance, let interest, let subsidy
    else { return nil }
    return Claim(
      noteNo: noteNo, period: period, days: days, closingBalance: closingBalance,
      interest: interest, subsidy: subsidy, interestPaidOn: interestPaidOn,
      payeeAccount: account)
  }
}

extension Grammar where Value == String {
  /// The name of a file of the same package; whether it is there is R706.
  static var attachmentName: Grammar { .text("应为本包内附件的文件名") { $0 } }
}
