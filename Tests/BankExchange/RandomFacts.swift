import LoanBook
import Quantities
import TestKit

/// Random records that follow the grammar, lawful or not.
struct RandomFacts {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func record() -> FactRecord? {
    guard let recordId: RecordId = identifier(), let fact = fact() else { return nil }
    return FactRecord(
      recordId: recordId, version: number(1...1_000_000), action: pick(RecordAction.allCases),
      fact: fact, attachments: (0..<number(0...2)).map { "scan-\($0).pdf" })
  }

  private mutating func fact() -> Fact? {
    switch pick(FactType.allCases) {
    case .disbursement: disbursement().map(Fact.disbursement)
    case .claim: claim().map(Fact.claim)
    case .decision:
      (identifier() as ApplicationNo?).map {
        .decision(
          Decision(
            applicationNo: $0, outcome: pick(Decision.Outcome.allCases), on: day(),
            reason: perhaps { $0.name() }))
      }
    case let type:
      (identifier() as NoteNo?).map { .event($0, NoteEvent(on: day(), event(type))) }
    }
  }

  private mutating func event(_ type: FactType) -> NoteEvent.Kind {
    switch type {
    case .extension:
      .extension(newDueOn: day(), subsidisedBasis: perhaps { $0.name() })
    case .overdue: .overdue
    case .cure: .cure
    case .rateChange: .rateChange(rate())
    case .compensation: .compensation(money(0...1 << 40))
    case .recovery: .recovery(money(0...1 << 40))
    default:
      .repayment(
        principal: money(1...1 << 40), interest: perhaps { $0.money(0...999) },
        penalty: perhaps { $0.money(0...999) })
    }
  }

  private mutating func disbursement() -> Disbursement? {
    let kind = pick(BorrowerKind.allCases)
    guard let noteNo: NoteNo = identifier(), let contractNo: ContractNo = identifier(),
      let borrower = borrower(kind)
    else { return nil }
    return Disbursement(
      noteNo: noteNo, contractNo: contractNo, letterNo: perhaps { $0.identifier() } ?? nil,
      applicationNo: perhaps { $0.identifier() } ?? nil, borrower: borrower,
      project: Project(
        name: name(), entityName: perhaps { $0.name() },
        socialCreditCode: perhaps { $0.code() } ?? nil, industry: pick(["A01", "F52", "T97"]),
        town: "140525100000", address: perhaps { PersonalText($0.name()) },
        jobs: perhaps { $0.number(0...1_000_000) }),
      amount: money(1...99_999_999_999_999), signedOn: day(), disbursedOn: day(), dueOn: day(),
      rate: rate(), lpr: rate(), settlement: pick(SettlementRhythm.allCases),
      repayment: pick(RepaymentMethod.allCases), dayBasis: pick(DayBasis.allCases),
      payee: pick(Payee.allCases), useOrdinal: number(1...99))
  }

  private mutating func borrower(_ kind: BorrowerKind) -> Borrower? {
    let number =
      kind == .enterprise
      ? code().map(IdentityNumber.entity) : person().map(IdentityNumber.resident)
    guard let number else { return nil }
    let isPartnership = kind == .partnership
    return Borrower(
      kind: kind, name: name(), idNumber: number,
      phone: perhaps { _ in PersonalText("13800000000") }, category: "01",
      partners: isPartnership ? self.number(2...20) : 1,
      partnerIds: isPartnership ? (0..<self.number(0...3)).compactMap { _ in person() } : [])
  }

  private mutating func claim() -> Claim? {
    guard let noteNo: NoteNo = identifier(),
      let period = Quarter(year: number(1901...9998), number: number(1...4))
    else { return nil }
    return Claim(
      noteNo: noteNo, period: period, days: number(0...366), closingBalance: money(0...1 << 40),
      interest: money(0...1 << 30), subsidy: money(0...1 << 30),
      interestPaidOn: perhaps { $0.day() },
      payeeAccount: perhaps {
        PayeeAccount(
          name: PersonalText($0.name()), bank: $0.name(),
          number: PersonalText("6222\($0.number(0...99_999))"))
      })
  }

  private mutating func perhaps<Value>(_ make: (inout RandomFacts) -> Value) -> Value? {
    Bool.random(using: &random) ? make(&self) : nil
  }
  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[number(0...(values.count - 1))]
  }
  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }
  private mutating func money(_ range: ClosedRange<Int64>) -> Fen {
    Fen(Int64.random(in: range, using: &random))
  }
  private mutating func rate() -> Rate {
    Rate(ppm: Int32.random(in: 0...999_999, using: &random))
  }
  private mutating func day() -> Day {
    Day(number: Int32.random(in: -40_000...80_000, using: &random))
  }
  private mutating func identifier<Kind>() -> Identifier<Kind>? {
    let letters = Array("ABCxyz0189._/-")
    let rest = (0..<number(0...63)).map { _ in letters[number(0...(letters.count - 1))] }
    return Identifier(String(letters[number(0...9)]) + String(rest))
  }
  private mutating func name() -> String {
    let letters = Array("张王李·〔〕 A\"\\/<>&'é𠮷\u{301}")
    return String((0..<number(1...40)).map { _ in letters[number(0...(letters.count - 1))] })
  }
  private mutating func person() -> ResidentID? {
    let birth = day().description.filter { $0 != "-" }
    let digits = "140525\(birth)\(number(100...999))"
    return ResidentID.checkCharacter(Array(digits.utf8)).flatMap {
      ResidentID(digits + String(decoding: [$0], as: UTF8.self))
    }
  }
  private mutating func code() -> SocialCreditCode? {
    let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let body = String((0..<17).map { _ in letters[number(0...30)] })
    return SocialCreditCode.checkCharacter(Array(body.utf8)).flatMap {
      SocialCreditCode(body + String(decoding: [$0], as: UTF8.self))
    }
  }
}
