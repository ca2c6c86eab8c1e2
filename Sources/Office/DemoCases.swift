import DemoCounty
import Disclosure
import DropBox
import Ledger
import LoanBook
import Markup
import Opening
import Quantities

/// The notices and objections of a demonstration: a notice that is over, with one applicant taken
/// out, and one on show; objections that were upheld, not upheld, and that are still open.
struct DemoCases {
  private enum Event {
    case openNotice(Int, applicants: Int)
    case refuseApplicant
    case objectToNotice
    case objectToRecord(Int, String, ObjectionEntry.Channel)
    case answer(Int, upheld: Bool, String)
    case publish
  }

  private let office: Office
  private let options: DemoOptions
  private let actor: Actor
  /// What is still to happen, in the order of time.
  private var waiting: [(at: Instant, event: Event)] = []

  /// - Parameter end: when the demonstration publishes for the last time.
  init(office: Office, plan: DemoPlan, actor: Actor, until end: Instant) {
    self.office = office
    options = plan.options
    self.actor = actor
    func days(_ count: Int64) -> Instant { end + -count * 86_400 }
    waiting = [
      (days(14), .openNotice(1, applicants: 9)), (days(14), .publish),
      (days(12), .refuseApplicant), (days(11), .objectToNotice),
      (days(10), .objectToRecord(12, "登记的行业和店铺实际做的不一样。", .web)),
      (days(8), .answer(1, upheld: false, "经到店查看并核对审核材料，申请人符合规定的条件，所报项目属实。异议不成立，按程序办理。")),
      (
        days(5),
        .answer(2, upheld: true, "经核对营业执照，登记的行业确实有误。已请经办银行补报更正，更正的内容和日期会写在这条记录的修改记录里。")
      ),
      (days(3), .objectToRecord(40, "想知道贴息为什么比邻居少。", .desk)),
      (end, .openNotice(2, applicants: 12)),
    ]
  }

  /// Does what happens before the clock of the demonstration goes on to `now`.
  mutating func catchUp(with now: Instant) throws {
    while let next = waiting.first, next.at <= now {
      waiting.removeFirst()
      try happen(next.event, next.at)
    }
  }

  private func happen(_ event: Event, _ now: Instant) throws {
    switch event {
    case .openNotice(let number, let applicants):
      try open(number, DemoApplicant.list(options, notice: number, count: applicants), now)
    case .publish:
      _ = try office.publish(out: nil, full: false, by: actor, now: now)
    case .refuseApplicant:
      let notice = try office.notice(number(.notice, 1, now), now: now)
      _ = try office.refuse(
        line: 3, of: notice.number, reason: "复核时发现正在享受同类贷款（演示）", by: actor, now: now)
    case .objectToNotice:
      try object(number(.notice, 1, now), "名单里有一户没有开店。", .phone, now)
    case .objectToRecord(let place, let words, let channel):
      guard let record = try record(at: place) else { return }
      try object(record, words, channel, now)
    case .answer(let serial, let isUpheld, let words):
      _ = try office.answerObjection(
        number(.objection, serial, now), text: Array(words.utf8), isUpheld: isUpheld, on: now.day,
        by: actor, now: now)
    }
  }

  private func number(_ series: CaseNumber.Series, _ serial: Int, _ now: Instant) -> String {
    office.caseNumber(series, now.day.civil.year, serial).description
  }

  /// A record that stands; a small county has fewer.
  private func record(at place: Int) throws -> String? {
    try office.ledger.read { session in
      var seen: [RecordNumber] = []
      try session.forEachPublicRow { row in
        let number = RecordNumber(
          office: office.settings.code.text, year: row.year, serial: row.number)
        if seen.count <= place, let number { seen.append(number) }
      }
      return seen.last?.description
    }
  }

  private func object(
    _ subject: String, _ words: String, _ channel: ObjectionEntry.Channel, _ now: Instant
  ) throws {
    _ = try office.addObjection(
      to: subject, text: Array(words.utf8), receivedOn: now.day, channel: channel, by: actor,
      now: now)
  }

  private func open(_ number: Int, _ applicants: [DemoApplicant], _ now: Instant) throws {
    let file = "\(office.folder)/公示名单\(number).csv"
    try DurableFile.write(Self.table(applicants), to: file)
    let title = "\(now.day.civil.year)年第\(["一", "二"][number - 1])批创业担保贷款贷前公示"
    let opening = try office.openNotice(
      file, title: title, days: 5, from: nil, by: actor, now: now)
    try DurableFile.remove(file)
    guard opening.notice != nil else {
      preconditionFailure("a list without mistakes: \(opening.summary.findings)")
    }
  }

  private static func table(_ applicants: [DemoApplicant]) -> [UInt8] {
    var csv = CSV(header: OpeningTemplate.headings(.applicants))
    for one in applicants {
      csv.row([
        .text(one.name), .text(one.kind == .enterprise ? "小微企业" : "个人"), .text(one.entity),
        .text(one.project),
        .text(one.town), .text(one.bank.text), .text(one.amount.description),
        .text(String(one.termMonths)),
      ])
    }
    return csv.bytes
  }
}
