import Ledger
import LoanBook
import Opening
import Policy
import Quantities
@_spi(Trial) import Settlement
import StrictJSON
import Subsidy

/// Makes of payments from before this system what they count as: settled, with the figure and the
/// claims of their note and quarter as known when they are taken in. SUBSIDY §4.
struct OpeningSettlement {
  private let session: LedgerSession
  private let policy: PolicyInUse
  private let office: Office
  private let now: Instant
  /// The quarters that reviewed or approved runs looked at: what they hold stays as it is.
  private let closed: [ClosedRange<Quarter>]
  private var payments: [Quarter: [NoteKey: OpeningPayment]] = [:]

  init(_ office: Office, _ session: LedgerSession, _ policy: PolicyInUse, now: Instant) throws {
    self.session = session
    self.policy = policy
    self.office = office
    self.now = now
    closed = try session.runs().filter { $0.state != .draft }
      .map { $0.basis.periods(of: $0.period) }
  }

  /// Takes a payment, or says why it cannot stand beside what is on file.
  mutating func take(_ payment: OpeningPayment) throws -> OpeningObjection? {
    guard let bank = try session.bank(payment.key.bank),
      let note = try session.note(payment.key.noteNo, of: bank)
    else { return .unknownNote }
    if payment.period.days.to <= note.terms.disbursedOn { return .beforeDisbursement }
    if closed.contains(where: { $0.contains(payment.period) }) { return .quarterSettled }
    let isPaid = try session.openingPayments(of: note.key).contains {
      $0.period == payment.period
    }
    if isPaid { return .paymentOnFile }
    payments[payment.period, default: [:]][payment.key] = payment
    return nil
  }

  /// Gives out what was taken as what it counts as, quarter by quarter, with its figure by both
  /// engines. The portfolio is read once for each quarter.
  ///
  /// - Throws: `EnginesDisagree`, or what `emit` throws.
  func settle(_ progress: ProgressReport, emit: (JSONValue) throws -> Void) throws {
    let total = payments.values.reduce(0) { $0 + $1.count }
    var done = 0
    for (period, payments) in payments.sorted(by: { $0.key < $1.key }) {
      var settler = Settler(
        period: period, policy: policy.policy,
        settings: SettlementSettings(tolerance: office.settings.tolerance))
      settler.secondEngine = office.secondEngine
      try session.forEachContract(settling: period, knownAt: now) { contract in
        guard contract.contains(where: { payments[$0.history.key] != nil }) else { return }
        try settler.judge(contract.map(NoteOnFile.init)) { line in
          guard let payment = payments[line.key] else { return }
          try emit(json(payment, line))
          done += 1
          if done % 1000 == 0 || done == total { progress("核算已付贴息", done, total) }
        }
      }
    }
  }

  /// As a line of a run says it, so that both are read alike.
  private func json(_ payment: OpeningPayment, _ line: SettlementLine) -> JSONValue {
    let settled = EarlierSettlement(
      paidBefore: line, national: payment.national, local: payment.local)
    return .object(
      [
        JSONMember("bank", .string(settled.key.bank.text)),
        JSONMember("noteNo", .string(settled.key.noteNo.text)),
        JSONMember("period", .string(settled.period.description)),
        JSONMember("paidOn", .string(payment.paidOn.description)),
        JSONMember("policy", .string(policy.digest)),
        JSONMember("limited", .bool(settled.figure.limited)),
      ] + CorrectionJSON.figure(settled.figure)
        + CorrectionJSON.payable(
          settled.payable, settled.payableLocal, settled.shares, settled.payableShares)
        + (line.note.map(LineJSON.note) ?? []) + LineJSON.claims(line))
  }
}

extension OpeningPaymentEntry {
  /// Who bore it, as it counts as settled.
  ///
  /// - Throws: ``OfficeRefusal`` when it is not as it was written.
  func payableShares() throws -> Shares {
    let json = try JSONNode.parse(Array(detail.utf8), limits: .exchange).value
    guard let shares = json["payableShares"].flatMap(Shares.init) else {
      throw OfficeRefusal(
        .fault, "\(period) \(noteNo)", "账本中的已付贴息无法读出", "请运行 mingdai check，并从备份恢复账本")
    }
    return shares
  }

  /// Reads a payment back from what is kept of it; nil when it is not one.
  static func read(_ json: JSONValue, at knownFrom: Instant) -> (PartyCode, OpeningPaymentEntry)? {
    guard let bank = json.text("bank").flatMap({ PartyCode($0) }),
      let noteNo = json.text("noteNo").flatMap({ NoteNo($0) }),
      let period = json.text("period").flatMap({ Quarter($0) }),
      let payable = json.fen("payable"), let local = json.fen("localPayable"),
      let paidOn = json.text("paidOn").flatMap({ Day($0) }),
      let record = json.text("disbursementRecord").flatMap({ RecordId($0) }),
      let computed = json.fen("subsidy")
    else { return nil }
    return (
      bank,
      OpeningPaymentEntry(
        noteNo: noteNo, period: period, national: payable - local, local: local, paidOn: paidOn,
        disbursementRecord: record, computed: computed, claimed: json.claimed,
        detail: String(decoding: json.canonical(), as: UTF8.self), knownFrom: knownFrom)
    )
  }
}
