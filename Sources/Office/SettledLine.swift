import Ledger
import LoanBook
import Quantities
import Settlement
import StrictJSON
import Subsidy

/// A stored line of a run, as statements and banks are told of it. SUBSIDY §3.7, §6.
struct SettledLine {
  let bank: PartyCode
  let noteNo: NoteNo
  /// The quarter settled; of an adjustment an earlier one than the run's.
  let period: Quarter
  let isAdjustment: Bool
  /// What the line adds: days, amounts.
  let days: Int
  let interest: Fen
  let subsidy: Fen
  let borrower: Fen
  let payable: Fen
  let payableShares: Shares
  /// What is claimed; nil without a claim.
  let claimed: Fen?
  let comparison: ComparisonClass
  let cause: DifferenceCause?
  let withheld: [WithheldReason]
  /// The record that disbursed the loan; nil for a claim without a note.
  let disbursementRecord: RecordId?
  private let json: JSONValue

  /// Reads a line of the ledger.
  ///
  /// - Throws: ``OfficeRefusal`` when it is not as it was written.
  init(_ line: RunLine) throws {
    json = try JSONNode.parse(Array(line.detail.utf8), limits: .exchange).value
    guard let bank = PartyCode(line.bank), let noteNo = NoteNo(line.noteNo),
      let period = json.text("period").flatMap({ Quarter($0) }),
      let borrower = json.fen("borrower"),
      let comparison = ComparisonClass(rawValue: line.comparison),
      let shares = json["payableShares"].flatMap(Shares.init)
    else {
      throw OfficeRefusal(
        .fault, "\(line.bank) \(line.noteNo)", "账本中的这条核算明细无法辨认",
        "请运行 mingdai check，并从备份恢复账本")
    }
    self.bank = bank
    self.noteNo = noteNo
    self.period = period
    isAdjustment = json.text("kind") == LineKind.adjustment.rawValue
    days = json.count("days")
    interest = line.interest
    subsidy = line.subsidy
    self.borrower = borrower
    payable = line.payable
    payableShares = shares
    claimed = json.fen("claimed")
    self.comparison = comparison
    cause = json.text("cause").flatMap(DifferenceCause.init)
    withheld = (json["withheld"]?.elements ?? []).compactMap {
      $0.asText.flatMap(WithheldReason.init)
    }
    disbursementRecord = json.text("disbursementRecord").flatMap { RecordId($0) }
  }

  /// Whether claim and figure differ or something holds the line back.
  var isDifference: Bool { !comparison.paysUnasked || !withheld.isEmpty }

  /// The kind of borrower, where the line says it.
  var borrowerKind: BorrowerKind? { json.text("borrowerKind").flatMap(BorrowerKind.init) }

  /// Whom the subsidy is paid to; nil for a claim without a note.
  var payee: Payee? { json.text("payee").flatMap(Payee.init) }

  /// What was known by then tells from whom the line takes back; nil where it pays.
  var payeeKnownAt: Instant? { json.text("payeeKnownAt").flatMap { Instant($0) } }

  /// What of the subsidy is local money above the national cap. SUBSIDY §3.3.
  var localSubsidy: Fen { json.fen("localSubsidy") ?? .zero }

  /// What an official must look at, in words. SUBSIDY "Flags".
  var flags: [String] { FlagsJSON.titles(json) }

  /// The same by their codes.
  var flagCodes: [String] { (json["flags"]?.elements ?? []).compactMap { $0.text("code") } }

  /// What of the policy data is unconfirmed.
  var unconfirmed: [String] { (json["unconfirmed"]?.elements ?? []).compactMap(\.asText) }

  /// The official LPR of the day of signing.
  var lpr: Rate? { json["rule"]?.text("lpr").flatMap { Rate($0) } }

  /// The subsidy as now known: of an adjustment the whole figure of its quarter.
  var computedSubsidy: Fen { json["now"]?.fen("subsidy") ?? subsidy }

  /// What is payable as now known: P′ of SUBSIDY §4.
  var payableNow: Fen { json["now"]?.fen("payable") ?? payable }

  /// Why an earlier quarter is corrected, in words.
  var adjustmentCauses: [String] {
    (json["causes"]?.elements ?? []).compactMap { $0.text("title") }
  }

  /// Why, by code.
  var adjustmentCodes: [String] {
    (json["causes"]?.elements ?? []).compactMap { $0.text("code") }
  }

  /// The reason of a resolution that holds.
  var resolution: String? {
    guard let resolution = json["resolution"], resolution.text("state") != "LAPSED" else {
      return nil
    }
    return resolution.text("reason")
  }

  /// The stretches of days on which the note bears interest.
  var interestSegments: [JSONValue] {
    (json["segments"]?.elements ?? []).filter { $0["bearsInterest"] != .bool(false) }
  }
}

extension Shares {
  /// Reads `shares` of a line; nil when one is none.
  init?(_ json: JSONValue) {
    self.init()
    for member in json.members {
      guard let amount = json.fen(member.name) else { return nil }
      switch Payer(rawValue: member.name) {
      case .central: central = amount
      case .province: province = amount
      case .city: city = amount
      case .county: county = amount
      case nil: return nil
      }
    }
  }
}

extension JSONValue {
  /// An amount in yuan, as we write it, below nought too; nil where there is none.
  func fen(_ name: String) -> Fen? {
    guard let text = text(name) else { return nil }
    return text.hasPrefix("-") ? Fen(text.dropFirst()).map { -$0 } : Fen(text)
  }
}
