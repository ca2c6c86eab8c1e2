import Ledger
import LoanBook
import Quantities
import Settlement
import StrictJSON
import Subsidy

extension EarlierSettlement {
  /// What payments from before this system and approved lines of a number settled: one for each
  /// quarter and note that bore it, and one for each quarter of claims without a note. SUBSIDY §4.
  ///
  /// - Throws: ``OfficeRefusal`` when a stored line is not as it was written.
  static func of(_ number: NumberOnFile) throws -> [EarlierSettlement] {
    var settled: [EarlierSettlement] = []
    let details =
      number.payments.map { ($0.period, $0.detail, $0.knownFrom) }
      + number.lines.map { ($0.run.period, $0.line.detail, $0.run.knownAt) }
    for (period, detail, knownAt) in details {
      guard let stored = try AddedAmounts(detail) else {
        throw OfficeRefusal(
          .fault, "\(period) \(number.key)", "已批准的核算明细或已付贴息无法读出",
          "请运行 mingdai check，并从备份恢复账本")
      }
      let place =
        settled.firstIndex {
          $0.period == stored.period
            && $0.note?.disbursementRecord == stored.note?.disbursementRecord
        } ?? settled.count
      if place == settled.count {
        settled.append(EarlierSettlement(key: number.key, period: stored.period))
      }
      settled[place].add(stored)
      settled[place].knownAt = knownAt
    }
    for place in settled.indices {
      settled[place].isOfOtherBorrower = settled[place].hasOtherBorrower(in: number.loans)
    }
    return settled
  }

  private func hasOtherBorrower(in loans: [LoanVersion]) -> Bool {
    let versions = loans.filter { $0.recordId == note?.disbursementRecord }
    let paid = versions.last { version in knownAt.map { version.at <= $0 } ?? false }
    return paid.map { $0.person != versions.last?.person } ?? false
  }

  private mutating func add(_ line: AddedAmounts) {
    note = line.note ?? note
    figure.days += line.figure.days
    figure.eligibleDays += line.figure.eligibleDays
    figure.interest += line.figure.interest
    figure.subsidy += line.figure.subsidy
    figure.localSubsidy += line.figure.localSubsidy
    figure.limited = line.figure.limited
    claimRecord = line.claimRecord
    claimed = line.claimed
    payableNational += line.payable - line.payableLocal
    payableLocal += line.payableLocal
    shares = shares + line.shares
    payableShares = payableShares + line.payableShares
    policyDigest = line.policyDigest
  }
}

/// What a stored line, or a payment from before this system, added to its note and quarter.
private struct AddedAmounts {
  let period: Quarter
  let note: SettledNote?
  let figure: SubsidyFigure
  let claimRecord: RecordId?
  let claimed: [Fen]
  let payable: Fen
  let payableLocal: Fen
  let shares: Shares
  let payableShares: Shares
  /// The policy version by which a payment was judged.
  let policyDigest: String?

  /// Reads it; nil when it is not as it was written.
  init?(_ detail: String) throws {
    let json = try JSONNode.parse(Array(detail.utf8), limits: .exchange).value
    guard let period = json.text("period").flatMap({ Quarter($0) }),
      let interest = json.fen("interest"), let subsidy = json.fen("subsidy"),
      let payable = json.fen("payable"),
      let localSubsidy = json.fen("localSubsidy"), let payableLocal = json.fen("localPayable"),
      let shares = json["shares"].flatMap(Shares.init),
      let payableShares = json["payableShares"].flatMap(Shares.init)
    else { return nil }
    self.period = period
    note = SettledNote(json)
    guard note != nil || json["disbursementRecord"] == nil else { return nil }
    var figure = SubsidyFigure()
    figure.days = json.count("days")
    figure.eligibleDays = json.count("eligibleDays")
    figure.interest = interest
    figure.subsidy = subsidy - localSubsidy
    figure.localSubsidy = localSubsidy
    figure.limited = json["limited"] == .bool(true)
    self.figure = figure
    claimRecord = json.text("claimRecord").flatMap { RecordId($0) }
    claimed = json.claimed
    self.payable = payable
    self.payableLocal = payableLocal
    self.shares = shares
    self.payableShares = payableShares
    policyDigest = json.text("policy")
  }
}

extension SettledNote {
  /// The note of a stored line; nil for a claim without a note.
  fileprivate init?(_ json: JSONValue) {
    guard let record = json.text("disbursementRecord").flatMap({ RecordId($0) }),
      let contractNo = json.text("contractNo").flatMap({ ContractNo($0) }),
      let kind = json.text("borrowerKind").flatMap({ BorrowerKind(rawValue: $0) }),
      let town = json.text("town"), let category = json.text("category"),
      let payee = json.text("payee").flatMap({ Payee(rawValue: $0) })
    else { return nil }
    self.init(
      disbursementRecord: record, contractNo: contractNo, kind: kind, town: town,
      category: category, payee: payee)
  }
}
