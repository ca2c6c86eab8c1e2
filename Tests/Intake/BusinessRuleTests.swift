import LoanBook
import PlainBook
import Policy
import Quantities
import TestKit
import Testing

/// What the policy and the calendar say of a record: R701 of codes, R707, W701 to W709.
/// EXCHANGE §3, "Business rules". The day of receipt is 2026-05-29.
@Suite struct BusinessRuleTests {
  @Test(
    arguments: [
      // Codes that only the policy data know
      ("DISBURSEMENT project/town=140525999999", "R701 /project/town"),
      ("DISBURSEMENT project/industry=A99", "R701 /project/industry"),
      ("DISBURSEMENT project/industry=F13", "R701 /project/industry"),
      ("DISBURSEMENT borrower/category=00", "R701 /borrower/category"),
      // Categories are meant for kinds of borrowers
      (
        "DISBURSEMENT borrower/kind=ENTERPRISE borrower/idNumber=91350100M000100Y43",
        "R707 /borrower/category"
      ),
      // Days
      ("DISBURSEMENT signedOn=2024-01-11", "R707 /signedOn"),
      ("DISBURSEMENT dueOn=2024-01-10", "R707 /dueOn"),
      ("DISBURSEMENT dueOn=2024-01-09", "R707 /dueOn"),
      ("DISBURSEMENT signedOn=2024-01-10", ""),
      ("DISBURSEMENT disbursedOn=2026-05-30 dueOn=2027-01-10 lpr=3.4500", "R707 /disbursedOn"),
      ("REPAYMENT on=2026-05-30", "R707 /on"), ("REPAYMENT on=2026-05-29", ""),
      ("CURE on=2026-05-30", "R705, R707 /on"), ("OVERDUE from=2026-05-30", "R707 /from"),
      ("RATE_CHANGE from=2026-05-30", "R707 /from"), ("COMPENSATION on=2026-05-30", "R707 /on"),
      ("RECOVERY on=2026-05-30", "R707 /on"),
      ("EXTENSION on=2026-05-30 newDueOn=2026-12-10", "R707 /on"),
      ("EXTENSION newDueOn=2099-12-10", ""),
      ("CLAIM period=2026Q1", ""), ("CLAIM period=2026Q2", "R707 /period"),
      ("CLAIM interestPaidOn=2026-05-30", "R707 /interestPaidOn"),
      // Remarks
      ("DISBURSEMENT dueOn=2027-01-10", ""), ("DISBURSEMENT dueOn=2027-01-11", "W702 /dueOn"),
      ("DISBURSEMENT amount=300000.00", ""), ("DISBURSEMENT amount=300000.01", "W703 /amount"),
      ("DISBURSEMENT lpr=3.4600", "W708 /lpr"),
      ("DISBURSEMENT useOrdinal=2", ""),
      (
        "DISBURSEMENT signedOn=1999-01-08 disbursedOn=1999-01-10 dueOn=2001-01-10 "
          + "borrower/idNumber=11010519491231002X", "W706 /disbursedOn"
      ),
    ] as [(String, String)])
  func rule(record: String, found: String) throws {
    var delivery = try Delivery()
    if !record.hasPrefix("DISBURSEMENT") {
      _ = try delivery.deliver("D-0 1 CREATE DISBURSEMENT")
    }
    let answer = try delivery.deliver("X-1 1 CREATE \(record)").split(separator: "\n")
    let codes = answer.dropFirst().map { $0.dropFirst(2) }.filter { !$0.isEmpty }
    #expect(codes.joined(separator: ", ") == found)
    #expect(answer.first == (found.contains("R70") ? "0 in, 1 out" : "1 in, 0 out"))
  }

  @Test func everyCodeOfTheTablesIsTaken() throws {
    let policy = try TestPolicy.book()
    var delivery = try Delivery()
    for section in policy.industries {
      for division in section.divisions {
        let code = section.section + (division < 10 ? "0\(division)" : "\(division)")
        #expect(policy.industry(code) != nil)
        let line = "D-\(code) 1 CREATE DISBURSEMENT noteNo=N-\(code) project/industry=\(code)"
        #expect(try delivery.deliver(line) == "1 in, 0 out")
      }
    }
    for town in policy.towns {
      let line =
        "D-\(town.code) 1 CREATE DISBURSEMENT noteNo=N-\(town.code) project/town=\(town.code)"
      #expect(try delivery.deliver(line) == "1 in, 0 out")
    }
  }

  /// Full years on the day of signing, 2024-01-08; the limit of these tests is 60.
  @Test(arguments: [
    ("20060108", ""), ("20060109", "R707 /borrower/idNumber"), ("19640109", ""),
    ("19640108", "W701 /borrower/idNumber"), ("20230101", "R707 /borrower/idNumber"),
  ])
  func age(birth: String, found: String) throws {
    let digits = "140525\(birth)001"
    let check = try #require(ResidentID.checkCharacter(Array(digits.utf8)))
    let number = digits + String(decoding: [check], as: UTF8.self)
    var delivery = try Delivery()
    let answer = try delivery.deliver("D-1 1 CREATE DISBURSEMENT borrower/idNumber=\(number)")
    #expect(answer.split(separator: "\n").dropFirst().map { $0.dropFirst(2) }.joined() == found)
  }

  /// Only a count lower than the bank's own loans can be told to be wrong without telling what
  /// another bank lent.
  @Test(arguments: [(1, 1, ""), (2, 1, "0 W709 /useOrdinal"), (2, 2, ""), (2, 3, "")])
  func useOrdinal(counted: Int, stated: Int, found: String) throws {
    var delivery = try Delivery()
    delivery.book.countedUse = counted
    let answer = try delivery.deliver("D-1 1 CREATE DISBURSEMENT useOrdinal=\(stated)")
    #expect(answer == (["1 in, 0 out", found].filter { !$0.isEmpty }).joined(separator: "\n"))
  }

  /// Who cancels need not answer for what is cancelled.
  @Test func cancellingIsNotJudgedByThePolicy() throws {
    var delivery = try Delivery()
    _ = try delivery.deliver("D-1 1 CREATE DISBURSEMENT")
    let answer = try delivery.deliver(
      "D-1 2 CANCEL DISBURSEMENT project/town=140525999999 dueOn=2020-01-01 attachments=[x.pdf]")
    #expect(answer == "1 in, 0 out")
  }
}
