import BankExchange
import LoanBook
import Quantities
import StrictJSON
import Testing

/// Every type of record as a bank writes it becomes the fact that it states. EXCHANGE §3.
@Suite struct DecodingTests {
  private func record(_ type: FactType) throws -> FactRecord {
    let decoded = try Records.decode(try Records.text(type))
    #expect(decoded.findings == [])
    return try #require(decoded.record)
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }
  private func fen(_ text: String) throws -> Fen { try #require(Fen(text)) }
  private func rate(_ text: String) throws -> Rate { try #require(Rate(text)) }
  private var noteNo: NoteNo { get throws { try #require(NoteNo("JD-2024/0001")) } }

  @Test func disbursement() throws {
    let record = try record(.disbursement)
    #expect(record.recordId.text == "R-1" && record.version == 1 && record.action == .create)
    #expect(record.attachments == ["contract.pdf"])
    let leader = try #require(ResidentID("11010519491231002X"))
    let partner = try #require(ResidentID("440524188001010014"))
    let expected = Disbursement(
      noteNo: try noteNo, contractNo: try #require(ContractNo("HT-1")),
      letterNo: LetterNo("DB-1"),
      applicationNo: ApplicationNo("SQ-1"),
      borrower: Borrower(
        kind: .partnership, name: "张测试", idNumber: .resident(leader),
        phone: PersonalText("+86-13800000000"), category: "01", partners: 3,
        partnerIds: [partner]),
      project: Project(
        name: "测试小店", entityName: "测试商贸行",
        socialCreditCode: SocialCreditCode("91350100M000100Y43"), industry: "F52",
        town: "140525100000", address: PersonalText("测试路 1 号"), jobs: 4),
      amount: try fen("200000.00"), signedOn: try day("2024-01-08"),
      disbursedOn: try day("2024-01-10"), dueOn: try day("2026-01-10"),
      rate: try rate("4.0000"), lpr: try rate("3.4500"), settlement: .quarterly,
      repayment: .bullet, dayBasis: .actual360, payee: .bank, useOrdinal: 1)
    #expect(record.fact == .disbursement(expected))
  }

  @Test func eventsOfANote() throws {
    let expected: [(FactType, String, NoteEvent.Kind)] = [
      (
        .repayment, "2024-06-21",
        .repayment(
          principal: try fen("100.00"), interest: try fen("20.00"), penalty: try fen("0.05"))
      ),
      (
        .extension, "2026-01-09",
        .extension(newDueOn: try day("2026-12-10"), subsidisedBasis: "晋市财金〔2024〕1号")
      ),
      (.overdue, "2024-06-22", .overdue), (.cure, "2024-06-30", .cure),
      (.rateChange, "2025-01-01", .rateChange(try rate("3.1000"))),
      (.compensation, "2026-05-01", .compensation(try fen("199920.00"))),
      (.recovery, "2026-06-01", .recovery(try fen("10.00"))),
    ]
    for (type, on, kind) in expected {
      let fact = try record(type).fact
      #expect(fact == .event(try noteNo, NoteEvent(on: try day(on), kind)), "\(type)")
    }
    let (amended, cancelled) = (try record(.extension), try record(.recovery))
    #expect(amended.version == 2 && amended.action == .amend)
    #expect(cancelled.version == 3 && cancelled.action == .cancel)
  }

  @Test func claim() throws {
    let expected = Claim(
      noteNo: try noteNo, period: try #require(Quarter("2024Q1")), days: 71,
      closingBalance: try fen("200000.00"), interest: try fen("1577.78"),
      subsidy: try fen("788.89"), interestPaidOn: try day("2024-03-20"),
      payeeAccount: PayeeAccount(
        name: PersonalText("张测试"), bank: "测试银行", number: PersonalText("6222-00001111")))
    #expect(try record(.claim).fact == .claim(expected))
  }

  @Test func decision() throws {
    let expected = Decision(
      applicationNo: try #require(ApplicationNo("SQ-1")), outcome: .declined,
      on: try day("2024-01-05"), reason: "征信不符合要求")
    #expect(try record(.decision).fact == .decision(expected))
  }

  /// The order of members and white space say nothing.
  @Test(arguments: FactType.allCases)
  func membersInAnyOrder(type: FactType) throws {
    guard case .object(let members) = try Records.value(type) else { return }
    let turned = try Records.decode(.object(members.reversed()))
    let straight = try record(type)
    #expect(turned.findings == [] && turned.record == straight)
  }

  /// The control total counts the well-formed amounts of disbursements, whatever else is wrong.
  @Test(
    arguments: [
      ("\"name\": \"张测试\"", "\"name\": \"\"", 20_000_000),
      ("\"CREATE\"", "\"DELETE\"", 20_000_000), ("\"CREATE\"", "\"CANCEL\"", 20_000_000),
      ("\"200000.00\"", "\"0.00\"", 0), ("\"200000.00\"", "200000.00", nil),
      ("\"200000.00\"", "\"200000\"", nil), ("\"amount\"", "\"Amount\"", nil),
      ("\"DISBURSEMENT\"", "\"LOAN\"", nil),
    ] as [(String, String, Int64?)])
  func controlAmount(part: String, wrong: String, fen: Int64?) throws {
    let text = try Records.text(.disbursement).replacing(part, with: wrong)
    #expect(try Records.decode(text).controlAmount == fen)
  }

  @Test func onlyDisbursementsCount() throws {
    for type in FactType.allCases where type != .disbursement {
      #expect(try Records.decode(try Records.text(type)).controlAmount == nil, "\(type)")
    }
  }

  /// Number and version are told where they can be read, so that R702 and the receipt can name
  /// the record whatever else is wrong with it.
  @Test func numberOfARecordThatIsOtherwiseWrong() throws {
    let decoded = try Records.decode(#"{"recordId": "R-9", "version": 4, "type": 7}"#)
    #expect(decoded.record == nil && decoded.recordId?.text == "R-9" && decoded.version == 4)
  }
}
