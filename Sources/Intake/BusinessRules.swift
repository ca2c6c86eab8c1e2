import BankExchange
import LoanBook
import Policy
import Quantities
import Subsidy

/// The business rules of EXCHANGE §3: refusals R701 (of what only the policy data know) and R707,
/// and the remarks W7xx, with which a record stands all the same.
struct BusinessRules: Sendable {
  private let policy: Policy
  private let today: Day
  private let upperAge: Int
  private let towns: Set<String>
  private let industries: Set<String>
  private let categories: [String: Category]

  /// The rules for what arrives now. The policy's tables are laid out for quick looking up.
  init(context: IntakeContext) {
    policy = context.policy
    today = context.now.day
    upperAge = context.upperAge
    towns = Set(policy.towns.map(\.code))
    industries = Set(policy.industries.flatMap(\.codes))
    categories = Dictionary(uniqueKeysWithValues: policy.categories.map { ($0.code, $0) })
  }

  /// Why a fact cannot be accepted; everything at once.
  func refusals(_ fact: Fact, _ place: Place) -> [Finding] {
    var findings = future(fact, place)
    if case .disbursement(let terms) = fact { findings += refusals(terms, place) }
    return findings
  }

  /// R707: a fact dated after the day of receipt.
  private func future(_ fact: Fact, _ place: Place) -> [Finding] {
    var findings: [Finding] = []
    func refuse(_ member: String, _ what: String, _ day: Day) {
      findings.append(
        place.finding(
          .businessRule, member, "\(what) \(day) 晚于接收日 \(today)，请在事实发生后报送。"))
    }
    switch fact {
    case .disbursement(let terms):
      if terms.disbursedOn > today { refuse("disbursedOn", "放款日", terms.disbursedOn) }
    case .event(_, let event):
      if event.on > today { refuse(event.kind.dayMember, "\(event.kind.type.title)日期", event.on) }
    case .claim(let claim):
      if fact.effectiveOn > today {
        refuse("period", "贴息期 \(claim.period) 的结息日", fact.effectiveOn)
      }
      if let paid = claim.interestPaidOn, paid > today {
        refuse("interestPaidOn", "付息日", paid)
      }
    case .decision(let decision):
      if decision.on > today { refuse("on", "授信结果日期", decision.on) }
    }
    return findings
  }

  private func refusals(_ terms: Disbursement, _ place: Place) -> [Finding] {
    var findings: [Finding] = []
    func refuse(_ code: FindingCode, _ member: String, _ sentence: String) {
      findings.append(place.finding(code, member, sentence))
    }
    if terms.signedOn > terms.disbursedOn {
      refuse(.businessRule, "signedOn", "签订日 \(terms.signedOn) 晚于放款日 \(terms.disbursedOn)，请核对。")
    }
    if terms.dueOn <= terms.disbursedOn {
      refuse(.businessRule, "dueOn", "到期日 \(terms.dueOn) 不晚于放款日 \(terms.disbursedOn)，请核对。")
    }
    if let age = age(terms), age < 18 {
      refuse(.businessRule, "borrower/idNumber", "借款人签订合同时未满 18 周岁，请核对身份号码和签订日。")
    }
    if !towns.contains(terms.project.town) {
      refuse(.field, "project/town", "乡镇代码不在本县区划表中，请核对。")
    }
    if !industries.contains(terms.project.industry) {
      refuse(.field, "project/industry", "行业代码不在国民经济行业分类中，门类与大类应相符，请核对。")
    }
    let kind = terms.borrower.kind
    if let category = categories[terms.borrower.category] {
      if !category.isMeant(for: kind, on: terms.disbursedOn) {
        refuse(.businessRule, "borrower/category", "人员类别不适用于该借款人种类或放款日，请核对。")
      }
    } else {
      refuse(.field, "borrower/category", "人员类别代码不在类别表中，请核对。")
    }
    return findings
  }

  private func age(_ terms: Disbursement) -> Int? {
    guard case .resident(let number) = terms.borrower.idNumber else { return nil }
    return number.age(on: terms.signedOn)
  }

  /// Remarks on a fact; it stands all the same.
  func remarks(_ fact: Fact, _ place: Place) -> [Finding] {
    guard case .disbursement(let terms) = fact else { return [] }
    var findings: [Finding] = []
    if let age = age(terms), age >= upperAge {
      findings.append(
        place.finding(
          .upperAge, "borrower/idNumber", "借款人签订合同时已满 \(upperAge) 周岁，请核对是否符合条件。"))
    }
    if let regime = policy.regime(on: terms.disbursedOn),
      let lpr = policy.lpr.row(on: terms.signedOn)?.oneYear
    {
      findings += remarks(terms, regime, lpr, place)
    } else {
      findings.append(
        place.finding(
          .noPolicy, "disbursedOn", "放款日或签订日没有适用政策，贴息按 0 计算（无适用政策），请核对日期。"))
    }
    return findings
  }

  private func remarks(
    _ terms: Disbursement, _ regime: Regime, _ lpr: Rate, _ place: Place
  ) -> [Finding] {
    var findings: [Finding] = []
    func remark(_ code: FindingCode, _ member: String, _ sentence: String) {
      findings.append(place.finding(code, member, sentence))
    }
    let kind = terms.borrower.kind
    let termMonths = regime[kind].termMonths
    let lastDue = terms.disbursedOn.adding(months: termMonths)
    if terms.dueOn > lastDue {
      remark(.termTooLong, "dueOn", "期限超过政策的 \(termMonths) 个月，\(lastDue) 起的天数不贴息，请核对到期日。")
    }
    let cap = regime.cap(for: kind, partners: terms.borrower.partners)
    if terms.amount > cap {
      remark(.amountOverCap, "amount", "金额超过政策额度上限 \(cap) 元，超出部分不贴息，请核对金额。")
    }
    if let highest = regime.highestRate(lpr: lpr), terms.rate > highest {
      remark(.rateOverCap, "rate", "利率超过政策上限 \(highest)%，请核对。")
    }
    if terms.lpr != lpr {
      remark(.otherLPR, "lpr", "签订日的 1 年期 LPR 应为 \(lpr)%，核算时以此为准，请核对。")
    }
    return findings
  }
}

/// What the business rules find in a fact, whatever is on file.
struct RuleFindings: Sendable {
  let refusals: [Finding]
  let remarks: [Finding]

  init(_ fact: Fact, _ rules: BusinessRules, _ place: Place) {
    refusals = rules.refusals(fact, place)
    remarks = rules.remarks(fact, place)
  }
}

extension IndustrySection {
  /// The codes of the section: its letter with each of its divisions, `A01`.
  fileprivate var codes: [String] {
    divisions.map { $0 < 10 ? "\(section)0\($0)" : "\(section)\($0)" }
  }
}

extension NoteEvent.Kind {
  /// The member of the record that holds the event's day.
  var dayMember: String {
    switch self {
    case .overdue, .rateChange: "from"
    case .extension, .repayment, .compensation, .cure, .recovery: "on"
    }
  }
}
