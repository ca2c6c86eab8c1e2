import LoanBook
import Policy
import Quantities

@testable import Settlement

// Synthetic notes, written as a table row would read.

/// A bank's note as a test states it; what a test does not name is plain.
struct NoteRow {
  var noteNo = "JD-1"
  var contractNo = "HT-1"
  var kind = BorrowerKind.individual
  var partners = 1
  var category = "01"
  var town = "140525100000"
  var amount = "200000.00"
  /// signedOn too, unless named.
  var disbursedOn = "2024-03-01"
  var signedOn: String?
  var dueOn = "2027-03-01"
  var rate = "4.5000"
  var statedLPR = "3.4500"
  var settlement = SettlementRhythm.quarterly
  var dayBasis = DayBasis.actual360
  var payee = Payee.bank
  var statedUse = 1
  var countedUse = 1
  var events: [NoteEvent] = []
  var bureau = BureauKnowledge()

  /// The note's history; the rows of a test must be well formed.
  func history(bank: String = "ZZRCB") throws -> NoteHistory {
    let terms = Disbursement(
      noteNo: try known(NoteNo(noteNo)), contractNo: try known(ContractNo(contractNo)),
      letterNo: nil, applicationNo: nil,
      borrower: Borrower(
        kind: kind, name: "测试借款人",
        idNumber: .resident(try known(ResidentID("11010519491231002X"))), phone: nil,
        category: category, partners: partners, partnerIds: []),
      project: Project(
        name: "测试项目", entityName: nil, socialCreditCode: nil, industry: "A03", town: town,
        address: nil, jobs: nil),
      amount: try known(Fen(amount)), signedOn: try day(signedOn ?? disbursedOn),
      disbursedOn: try day(disbursedOn), dueOn: try day(dueOn), rate: try known(Rate(rate)),
      lpr: try known(Rate(statedLPR)), settlement: settlement, repayment: .bullet,
      dayBasis: dayBasis, payee: payee, useOrdinal: statedUse)
    let recorded = try events.enumerated().map { index, event in
      RecordedEvent(
        recordId: try known(RecordId("E-\(index)")), event: event, arrival: Int64(index))
    }
    return NoteHistory(
      key: NoteKey(bank: try known(PartyCode(bank)), noteNo: terms.noteNo),
      disbursementRecord: try known(RecordId("D-\(noteNo)")), terms: terms, events: recorded,
      bureau: bureau, countedUse: countedUse)
  }
}

/// A test's own data are wrong.
struct Malformed: Error {}

func known<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Malformed() }
  return value
}

func day(_ text: String) throws -> Day { try known(Day(text)) }
func quarter(_ text: String) throws -> Quarter { try known(Quarter(text)) }
func yuan(_ text: String) throws -> Fen { try known(Fen(text)) }

func repayment(_ on: String, _ principal: String) throws -> NoteEvent {
  NoteEvent(
    on: try day(on), .repayment(principal: try yuan(principal), interest: nil, penalty: nil))
}

/// A claim of `subsidy` for a quarter.
func claim(
  _ subsidy: String, interest: String = "0.00", days: Int = 0, period: String,
  noteNo: String = "JD-1", paidOn: String? = nil, arrival: Int64 = 1
) throws -> ClaimOnFile {
  ClaimOnFile(
    recordId: try known(RecordId("C-\(arrival)")), arrival: arrival,
    claim: Claim(
      noteNo: try known(NoteNo(noteNo)), period: try quarter(period), days: days,
      closingBalance: .zero, interest: try yuan(interest), subsidy: try yuan(subsidy),
      interestPaidOn: try paidOn.map(day), payeeAccount: nil))
}

/// The lines of one contract.
func lines(
  _ notes: [NoteOnFile], _ period: String, settings: SettlementSettings = SettlementSettings(),
  policy: Policy? = nil
) throws -> [SettlementLine] {
  var settler = Settler(
    period: try quarter(period), policy: try policy ?? TestPolicy.policy(), settings: settings)
  var lines: [SettlementLine] = []
  settler.settle(contract: notes) { lines.append($0) }
  return lines
}

/// The one line of one note.
func settled(
  _ row: NoteRow, _ period: String, claims: [ClaimOnFile] = [], overlaps: Bool = false,
  policy: Policy? = nil
) throws -> SettlementLine {
  let note = NoteOnFile(
    history: try row.history(), claims: claims, overlapsOtherContract: overlaps)
  let found = try lines([note], period, policy: policy)
  guard found.count == 1 else { throw Malformed() }
  return found[0]
}
