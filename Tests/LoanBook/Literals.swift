import LoanBook
import Quantities
import Testing

/// A day of a test, which must be a real one.
func day(_ text: String, _ place: SourceLocation = #_sourceLocation) throws -> Day {
  try #require(Day(text), "\(text) is no day", sourceLocation: place)
}

func fen(_ text: String) throws -> Fen { try #require(Fen(text)) }

func rate(_ text: String) throws -> Rate { try #require(Rate(text)) }

/// A note of 1 000.00 from 2024-01-10 to 2026-01-10 at 3.65 %.
func terms(noteNo: String = "N-1") throws -> Disbursement {
  let person = try #require(ResidentID("11010519491231002X"))
  return Disbursement(
    noteNo: try #require(NoteNo(noteNo)), contractNo: try #require(ContractNo("C-1")),
    letterNo: nil, applicationNo: nil,
    borrower: Borrower(
      kind: .individual, name: "测试", idNumber: .resident(person), phone: nil, category: "01",
      partners: 1, partnerIds: []),
    project: Project(
      name: "小店", entityName: nil, socialCreditCode: nil, industry: "F52", town: "140525100000",
      address: nil, jobs: nil),
    amount: try fen("1000.00"), signedOn: try day("2024-01-08"),
    disbursedOn: try day("2024-01-10"), dueOn: try day("2026-01-10"), rate: try rate("3.6500"),
    lpr: try rate("3.4500"), settlement: .quarterly, repayment: .bullet, dayBasis: .actual360,
    payee: .bank, useOrdinal: 1)
}
