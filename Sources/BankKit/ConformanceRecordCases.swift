import BankExchange
import LoanBook
import Quantities

extension ConformanceCase {
  static let records: [ConformanceCase] = [
    ConformanceCase(
      "金额写成数字、校验码错、多余的成员：一次全部告知", .partial,
      [
        Expected(.field, "/records/0/borrower/idNumber"), Expected(.field, "/records/0/amount"),
        Expected(.field, "/records/0"),
      ],
      [
        ConformanceRecords.loan("R-1", "N11", person: 11)
          .replacing("\"amount\":\"200000.00\"", with: "\"amount\":200000.00,\"note\":\"\"")
          .replacing(
            ConformanceRecords.resident(11).text.revealed, with: "140525198501010000"),
        ConformanceRecords.loan("R-2", "N12", person: 12),
      ]),
    ConformanceCase(
      "同一包内记录编号重复", .partial, [Expected(.recordIdTwice, "/records/1/recordId")],
      [
        ConformanceRecords.loan("R-3", "N13", person: 13),
        ConformanceRecords.loan("R-3", "N14", person: 14),
      ]),
    ConformanceCase(
      "版本不是现有版本加一", .partial, [Expected(.version, "/records/0/version")],
      [
        ConformanceRecords.event(
          "E-3", "N1", on: "2025-09-02", .overdue, version: 3, action: .amend)
      ]),
    ConformanceCase(
      "没有这张借据；没有这份申请", .partial,
      [
        Expected(.unknownReference, "/records/0/noteNo"),
        Expected(.unknownReference, "/records/1/applicationNo"),
      ],
      [
        ConformanceRecords.event("R-4", "NX", on: "2025-09-02", .overdue),
        ConformanceRecords.decision("R-5"),
      ]),
    ConformanceCase(
      "还本超过余额；没有逾期却解除", .partial,
      [Expected(.stateForbids, "/records/0"), Expected(.stateForbids, "/records/1")],
      [
        ConformanceRecords.event(
          "R-6", "N3", on: "2025-12-01",
          .repayment(principal: Fen(90_000_000), interest: nil, penalty: nil)),
        ConformanceRecords.event("R-7", "N3", on: "2025-12-01", .cure),
      ]),
    ConformanceCase(
      "附件不在包中", .partial, [Expected(.attachment, "/records/0/attachments/0")],
      [ConformanceRecords.loan("R-8", "N15", person: 15, attachments: ["a0009.pdf"])]),
    ConformanceCase(
      "签订日晚于放款日；未满 18 周岁", .partial,
      [
        Expected(.businessRule, "/records/0/signedOn"),
        Expected(.businessRule, "/records/1/borrower/idNumber"),
      ],
      [
        ConformanceRecords.loan("R-9", "N16", person: 16) {
          $0.signedOn = ConformanceRecords.day("2025-06-11")
        },
        ConformanceRecords.loan("R-10", "N17", person: 17) {
          $0.borrower.idNumber = .resident(ConformanceRecords.resident(17, born: "20100101"))
        },
      ]),
    ConformanceCase(
      "借据号已被另一条放款使用", .partial, [Expected(.noteNoUsed, "/records/0/noteNo")],
      [ConformanceRecords.loan("R-11", "N1", person: 18)]),
  ]

  static let remarks: [ConformanceCase] = [
    ConformanceCase(
      "照收并提示：年龄、期限、额度、LPR", .accepted,
      [
        Expected(.upperAge, "/records/0/borrower/idNumber"),
        Expected(.termTooLong, "/records/1/dueOn"),
        Expected(.amountOverCap, "/records/2/amount"), Expected(.otherLPR, "/records/3/lpr"),
      ],
      [
        ConformanceRecords.loan("W-1", "N21", person: 21) {
          $0.borrower.idNumber = .resident(ConformanceRecords.resident(21, born: "19600101"))
        },
        ConformanceRecords.loan("W-2", "N22", person: 22) {
          $0.dueOn = ConformanceRecords.day("2029-06-10")
        },
        ConformanceRecords.loan("W-3", "N23", person: 23) { $0.amount = Fen(40_000_000) },
        ConformanceRecords.loan("W-4", "N24", person: 24) {
          $0.lpr = ConformanceRecords.rate("3.1000")
        },
      ]),
    ConformanceCase(
      "照收并提示：没有这张借据的贴息申请、重复的贴息申请", .accepted,
      [
        Expected(.claimWithoutNote, "/records/0/noteNo"),
        Expected(.secondClaim, "/records/1/period"),
      ],
      [ConformanceRecords.claim("W-5", "NX"), ConformanceRecords.claim("W-6", "N3")]),
    ConformanceCase(
      "照收并提示：没有适用政策、利率超过上限、次数少于已有借据", .accepted,
      [
        Expected(.noPolicy, "/records/0/disbursedOn"), Expected(.rateOverCap, "/records/1/rate"),
        Expected(.useOrdinal, "/records/2/useOrdinal"),
      ],
      [
        ConformanceRecords.loan("W-7", "N25", person: 25) {
          $0.signedOn = ConformanceRecords.day("2014-06-10")
          $0.disbursedOn = ConformanceRecords.day("2014-06-10")
          $0.dueOn = ConformanceRecords.day("2016-06-10")
        },
        ConformanceRecords.loan("W-8", "N26", person: 26) {
          $0.signedOn = ConformanceRecords.day("2023-09-11")
          $0.disbursedOn = ConformanceRecords.day("2023-09-11")
          $0.dueOn = ConformanceRecords.day("2026-09-11")
          $0.amount = Fen(10_000_000)
          $0.rate = ConformanceRecords.rate("6.0000")
          $0.lpr = ConformanceRecords.rate("3.4500")
        },
        ConformanceRecords.loan("W-9", "N27", person: 26),
      ]),
  ]
}
