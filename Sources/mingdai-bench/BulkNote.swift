import LoanBook
import Policy
import Quantities

/// A note of a large batch with all its records, as a pure function of its number: lawful in
/// file order and without remarks. All people are invented.
struct BulkNote {
  private let number: Int
  private let today: Day
  private let lpr: Rate
  private let towns: [String]
  private let disbursedOn: Day
  private let amount: Fen

  /// The note of a number, from 0.
  init(_ number: Int, today: Day, policy: Policy) {
    self.number = number
    self.today = today
    disbursedOn = today - (700 + number % 200)
    amount = .yuan(100_000 + Int64(number % 11) * 10_000)
    lpr = policy.lpr.rate(on: disbursedOn - number % 9) ?? Rate(ppm: 0)
    towns = policy.towns.map(\.code)
  }

  /// What the bank has to say of the note, in its order: the disbursement, repayments and what
  /// else happened, and a claim for each quarter.
  var facts: [Fact] {
    [.disbursement(terms)] + events.map { .event(noteNo, $0) } + claims.map { .claim($0) }
  }

  private var noteNo: NoteNo { identifier("JD\(padded(number, 9))") }

  /// Every eighth borrower is the one before, with another contract.
  private var isSecondLoan: Bool { number % 8 == 7 }

  private var terms: Disbursement {
    let person = isSecondLoan ? number - 1 : number
    let signedOn = disbursedOn - number % 9
    return Disbursement(
      noteNo: noteNo, contractNo: identifier("HT-2024-\(padded(number, 9))"),
      letterNo: identifier("ZZDB-2024-\(padded(number, 9))"), applicationNo: nil,
      borrower: Borrower(
        kind: .individual, name: Self.name(person), idNumber: Self.idNumber(person),
        phone: PersonalText("130\(padded(person, 8))"), category: ["05", "07", "10"][person % 3],
        partners: 1, partnerIds: []),
      project: Project(
        name: "\(Self.name(person))\(Self.trades[number % 4])创业项目",
        entityName: "泽州县\(Self.name(person))\(Self.trades[number % 4])",
        socialCreditCode: Self.socialCreditCode(person),
        industry: ["F52", "H62", "A03", "O80"][number % 4],
        town: towns[number % towns.count],
        address: PersonalText("山西省晋城市泽州县虚构街\(number % 900 + 1)号"), jobs: number % 5 + 1),
      amount: amount, signedOn: signedOn, disbursedOn: disbursedOn,
      dueOn: disbursedOn.adding(months: 24), rate: lpr, lpr: lpr,
      settlement: number % 7 == 0 ? .monthly : .quarterly,
      repayment: number % 3 == 0 ? .equalPrincipal : .bullet, dayBasis: .actual360,
      payee: number % 2 == 0 ? .bank : .borrower, useOrdinal: isSecondLoan ? 2 : 1)
  }

  private var events: [NoteEvent] {
    var events = (1...2).map { time in
      NoteEvent(
        on: disbursedOn + 182 * time,
        .repayment(
          principal: .yuan(5000), interest: Fen(86_250 - Int64(time) * 4312), penalty: nil))
    }
    if number % 6 == 0 {
      events.append(NoteEvent(on: disbursedOn + 300, .overdue))
      events.append(NoteEvent(on: disbursedOn + 317, .cure))
    }
    if number % 9 == 0 {
      events.append(NoteEvent(on: disbursedOn + 366, .rateChange(lpr - Rate(ppm: 1000))))
    }
    if number % 20 == 0 {
      events.append(
        NoteEvent(
          on: disbursedOn + 600,
          .extension(newDueOn: disbursedOn.adding(months: 30), subsidisedBasis: "晋人社〔2025〕18号")))
    }
    if number % 50 == 0 {
      events.append(NoteEvent(on: disbursedOn + 640, .compensation(.yuan(20_000))))
      events.append(NoteEvent(on: disbursedOn + 660, .recovery(.yuan(1500))))
    }
    return events
  }

  private var claims: [Claim] {
    var quarter = Quarter(containing: disbursedOn)
    var claims: [Claim] = []
    while claims.count < 4, quarter.days.to + 3 <= today {
      claims.append(
        Claim(
          noteNo: noteNo, period: quarter, days: 92, closingBalance: amount - .yuan(5000),
          interest: Fen(86_250), subsidy: Fen(43_125), interestPaidOn: quarter.days.to,
          payeeAccount: PayeeAccount(
            name: PersonalText(Self.name(isSecondLoan ? number - 1 : number)), bank: "虚构农村商业银行泽州支行",
            number: PersonalText("621700\(padded(number, 13))"))))
      quarter = quarter.next
    }
    return claims
  }

  private static let trades = ["百货店", "小吃店", "养殖场", "汽车修理部"]

  private static func name(_ person: Int) -> String {
    let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")
    let given = Array("文武清明海山春秋永安志远思齐若水嘉言")
    return String([surnames[person % 16], given[person / 16 % 18], given[person / 288 % 18]])
  }

  private static func idNumber(_ person: Int) -> IdentityNumber {
    let (year, month, day) = Day(number: Int32(1000 + person % 9000)).civil
    let digits =
      "140525\(year)\(padded(month, 2))\(padded(day, 2))\(padded(person / 9000 % 1000, 3))"
    let check = ResidentID.checkCharacter(Array(digits.utf8)).map { Character(Unicode.Scalar($0)) }
    guard let number = ResidentID(digits + String(check ?? "?")) else {
      preconditionFailure("a birth date and a check character")
    }
    return .resident(number)
  }

  private static func socialCreditCode(_ person: Int) -> SocialCreditCode? {
    let characters = "92140525MA\(padded(person, 7))"
    return SocialCreditCode.checkCharacter(Array(characters.utf8)).flatMap {
      SocialCreditCode(characters + String(Character(Unicode.Scalar($0))))
    }
  }
}

/// A number with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
