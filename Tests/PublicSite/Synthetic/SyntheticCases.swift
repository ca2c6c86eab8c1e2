public import Disclosure
public import PublicSite
import Quantities
import StrictJSON

/// A notice of the county and objections, made up like its loans.
extension SyntheticCounty {
  /// A notice on show, of the applicants that will have the last loans.
  public var notice: PublishedNotice {
    let lines = candidates.suffix(12).enumerated().map { place, loan in
      NoticeCandidate.Line(
        line: place + 1, name: loan.applicantName, kind: loan.kind, entity: loan.entityName,
        project: loan.projectName, town: loan.town, bank: loan.bank, amount: loan.amount,
        termMonths: loan.termMonths)
    }
    let notice = MaskingPolicy().disclose(
      NoticeCandidate(
        number: SyntheticCounty.number(.notice, 7), title: "2026年第七批创业担保贷款贷前公示", days: 5,
        from: builtOn, last: builtOn + 7, lines: lines))
    let content = String(decoding: notice.content.canonical(), as: UTF8.self)
    return PublishedNotice(
      notice: notice, daysLeft: 5,
      entries: [
        PublishedEntry(
          revision: 1, day: builtOn, change: .first, reason: "", position: 100_000,
          secret: (HeldRecords.fixedSalt, content))
      ])
  }

  /// Objections with answers: one upheld, one about a record that was taken back, one not upheld.
  public func objections(
    to record: RecordNumber, _ withdrawn: RecordNumber
  ) -> [PublishedObjection] {
    let answers: [(PublishedObjection.Subject, Bool?, String)] = [
      (.record(record), true, "经核对银行放款凭证，贷款金额登记有误，已经更正，更正前后的内容都在记录页上。"),
      (.record(withdrawn), nil, "本人申请不再公开，已撤回。"),
      (
        .notice(notice.notice.number), false,
        "经到店查看，店铺在公示所写的乡镇正常营业，符合申请条件。\n异议不成立，按程序办理。"
      ),
    ]
    return answers.enumerated().map { place, answer in
      PublishedObjection(
        number: SyntheticCounty.number(.objection, place + 1), subject: answer.0,
        receivedOn: builtOn - 20 + place, answeredOn: builtOn - 9 + place, isUpheld: answer.1,
        answer: answer.2)
    }
  }

  private static func number(_ series: CaseNumber.Series, _ serial: Int) -> CaseNumber {
    guard let number = CaseNumber(office: "ZEZHOU", series: series, year: 2026, serial: serial)
    else { preconditionFailure("a well-formed number") }
    return number
  }
}
