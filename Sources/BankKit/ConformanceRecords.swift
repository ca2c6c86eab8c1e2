import BankExchange
import LoanBook
import Quantities
import StrictJSON

/// The synthetic records of the conformance pack; nobody of these exists. Each is the text that a
/// bank's program would write, so that cases can spoil it.
enum ConformanceRecords {
  /// A loan to a person on 10 June 2025, fully lawful unless `change` makes it otherwise.
  static func loan(
    _ recordId: String, _ noteNo: String, person: Int, version: Int = 1,
    action: RecordAction = .create, attachments: [String] = [],
    _ change: (inout Disbursement) -> Void = { _ in }
  ) -> String {
    var terms = Disbursement(
      noteNo: id(noteNo), contractNo: id("HT-" + noteNo), letterNo: nil, applicationNo: nil,
      borrower: Borrower(
        kind: .individual, name: "示例人员\(person)", idNumber: .resident(resident(person)),
        phone: nil, category: "01", partners: 1, partnerIds: []),
      project: Project(
        name: "示例项目\(person)", entityName: nil, socialCreditCode: nil, industry: "F52",
        town: "140525100000", address: nil, jobs: 2),
      amount: Fen(20_000_000), signedOn: day("2025-06-10"), disbursedOn: day("2025-06-10"),
      dueOn: day("2028-06-10"), rate: rate("4.0000"), lpr: rate("3.0000"),
      settlement: .quarterly, repayment: .bullet, dayBasis: .actual360, payee: .bank, useOrdinal: 1)
    change(&terms)
    return text(recordId, version, action, .disbursement(terms), attachments)
  }

  /// Something that happened to a note.
  static func event(
    _ recordId: String, _ noteNo: String, on: String, _ kind: NoteEvent.Kind, version: Int = 1,
    action: RecordAction = .create
  ) -> String {
    text(recordId, version, action, .event(id(noteNo), NoteEvent(on: day(on), kind)))
  }

  /// A claim for the third quarter of 2025.
  static func claim(_ recordId: String, _ noteNo: String) -> String {
    text(
      recordId, 1, .create,
      .claim(
        Claim(
          noteNo: id(noteNo), period: quarter("2025Q3"), days: 92,
          closingBalance: Fen(20_000_000), interest: Fen(204_444), subsidy: Fen(102_222),
          interestPaidOn: nil, payeeAccount: nil)))
  }

  /// A bank's answer to an application that nobody made.
  static func decision(_ recordId: String) -> String {
    text(
      recordId, 1, .create,
      .decision(
        Decision(
          applicationNo: id("SQ-0"), outcome: .declined, on: day("2025-06-10"), reason: nil)))
  }

  private static func text(
    _ recordId: String, _ version: Int, _ action: RecordAction, _ fact: Fact,
    _ attachments: [String] = []
  ) -> String {
    let record = FactRecord(
      recordId: id(recordId), version: version, action: action, fact: fact,
      attachments: attachments)
    return String(decoding: RecordEncoder.encode(record).canonical(), as: UTF8.self)
  }

  /// A resident number with a right check character; nobody has the sequence it bears.
  static func resident(_ index: Int, born: String = "19850101") -> ResidentID {
    let digits = "140525\(born)\(100 + index)"
    return parsed(digits, ResidentID.checkCharacter, ResidentID.init)
  }

  /// A social credit code with a right check character.
  static func entity(_ index: Int) -> SocialCreditCode {
    parsed("91140525MA\(1_000_000 + index)", SocialCreditCode.checkCharacter, SocialCreditCode.init)
  }

  private static func parsed<Number>(
    _ body: String, _ check: (String.UTF8View) -> UInt8?, _ number: (String) -> Number?
  ) -> Number {
    guard let last = check(body.utf8),
      let parsed = number(body + String(decoding: [last], as: UTF8.self))
    else { preconditionFailure("\(body) is the body of a number") }
    return parsed
  }

  static func id<Kind>(_ text: String) -> Identifier<Kind> { known(Identifier(text), text) }
  static func day(_ text: String) -> Day { known(Day(text), text) }
  static func rate(_ text: String) -> Rate { known(Rate(text), text) }
  private static func quarter(_ text: String) -> Quarter { known(Quarter(text), text) }

  /// The texts here are our own.
  private static func known<Value>(_ value: Value?, _ text: String) -> Value {
    guard let value else { preconditionFailure("\(text) does not follow its grammar") }
    return value
  }
}
