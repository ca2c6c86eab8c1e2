import BankExchange
import LoanBook
import Policy
import Quantities

/// The business rules of EXCHANGE §3: refusals R701 (of what only the policy data know) and R707,
/// and the remarks W7xx, with which a record stands all the same.
struct BusinessRules: Sendable {
  private let loans: LoanRules
  private let today: Day

  /// The rules for what arrives now.
  init(context: IntakeContext) {
    loans = LoanRules(context.policy, upperAge: context.upperAge)
    today = context.now.day
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
    loans.refusals(StatedTerms(of: terms)).map { refusal in
      let (code, member, sentence): (FindingCode, String, String) =
        switch refusal {
        case .signedAfterDisbursed:
          (
            .businessRule, "signedOn",
            "签订日 \(terms.signedOn) 晚于放款日 \(terms.disbursedOn)，请核对。"
          )
        case .dueNotAfterDisbursed:
          (.businessRule, "dueOn", "到期日 \(terms.dueOn) 不晚于放款日 \(terms.disbursedOn)，请核对。")
        case .underAge:
          (.businessRule, "borrower/idNumber", "借款人签订合同时未满 18 周岁，请核对身份号码和签订日。")
        case .unknownTown: (.field, "project/town", "乡镇代码不在本县区划表中，请核对。")
        case .unknownIndustry:
          (.field, "project/industry", "行业代码不在国民经济行业分类中，门类与大类应相符，请核对。")
        case .unknownCategory: (.field, "borrower/category", "人员类别代码不在类别表中，请核对。")
        case .categoryNotMeant:
          (.businessRule, "borrower/category", "人员类别不适用于该借款人种类或放款日，请核对。")
        }
      return place.finding(code, member, sentence)
    }
  }

  /// Remarks on a fact; it stands all the same.
  func remarks(_ fact: Fact, _ place: Place) -> [Finding] {
    guard case .disbursement(let terms) = fact else { return [] }
    return loans.remarks(StatedTerms(of: terms)).map { remark in
      let (code, member, sentence): (FindingCode, String, String) =
        switch remark {
        case .overAge(let age):
          (.upperAge, "borrower/idNumber", "借款人签订合同时已满 \(age) 周岁，请核对是否符合条件。")
        case .noPolicy:
          (.noPolicy, "disbursedOn", "放款日或签订日没有适用政策，贴息按 0 计算（无适用政策），请核对日期。")
        case .termTooLong(let months, let lastDue):
          (.termTooLong, "dueOn", "期限超过政策的 \(months) 个月，\(lastDue) 起的天数不贴息，请核对到期日。")
        case .amountOverCap(let cap):
          (.amountOverCap, "amount", "金额超过政策额度上限 \(cap) 元，超出部分不贴息，请核对金额。")
        case .rateOverCap(let highest):
          (.rateOverCap, "rate", "利率超过政策上限 \(highest)%，请核对。")
        case .otherLPR(let official):
          (.otherLPR, "lpr", "签订日的 1 年期 LPR 应为 \(official)%，核算时以此为准，请核对。")
        }
      return place.finding(code, member, sentence)
    }
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

extension StatedTerms {
  fileprivate init(of terms: Disbursement) {
    self.init(
      kind: terms.borrower.kind, partners: terms.borrower.partners,
      category: terms.borrower.category, town: terms.project.town,
      industry: terms.project.industry, amount: terms.amount, rate: terms.rate, lpr: terms.lpr,
      signedOn: terms.signedOn, disbursedOn: terms.disbursedOn, dueOn: terms.dueOn,
      age: terms.borrower.age(on: terms.signedOn))
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
