import Disclosure
import Quantities

/// What a record said and says, fact by fact: a correction is to be seen, not only logged.
struct RecordDifference {
  /// A fact with what was said of it before and what is said now.
  struct Line: Equatable {
    let fact: String
    let before: String
    let now: String
  }

  let lines: [Line]

  init(from old: PublicRecord, to new: PublicRecord) {
    var lines: [Line] = []
    func compare(_ fact: String, _ text: (PublicRecord) -> String) {
      let (before, now) = (text(old), text(new))
      if before != now { lines.append(Line(fact: fact, before: before, now: now)) }
    }
    compare("借款人") { $0.applicant }
    compare("借款人类型") { $0.kind.word }
    compare("字号") { $0.entityName ?? "无" }
    compare("创业项目") { $0.project }
    compare("贷款金额") { Written.money($0.amount) + " 元" }
    compare("期限") { "\($0.termMonths) 个月" }
    compare("行业") { $0.industry.name }
    compare("所在乡镇") { $0.town.name }
    compare("经办银行") { $0.bank.name }
    compare("放款") { $0.showsDay ? $0.disbursedOn.description : Written.month($0.disbursedOn) }
    compare("担保方式") { $0.guarantee }
    compare("带动就业") { $0.jobs.map { "\($0) 人" } ?? "未填" }
    let now = Dictionary(
      new.quarters.map { ($0.quarter, $0) }, uniquingKeysWith: { first, _ in first })
    for quarter in old.quarters where now[quarter.quarter] != quarter {
      lines.append(Self.line(quarter, now[quarter.quarter]))
    }
    self.lines = lines
  }

  private static func line(
    _ old: PublicRecord.Quarter, _ new: PublicRecord.Quarter?
  ) -> Line {
    func text(_ quarter: PublicRecord.Quarter?) -> String {
      guard let quarter else { return "无" }
      let days = quarter.detail.map { "（\($0.days) 天）" } ?? "（明细不公开）"
      return Written.money(quarter.payable) + " 元" + days
    }
    return Line(
      fact: Written.quarter(old.quarter) + "贴息", before: text(old), now: text(new))
  }
}
