import LoanBook
import Policy
import Quantities

/// Judges a note whose cells are all well formed.
extension RowReader where Column == NoteColumn {
  mutating func judge(
    _ note: OpeningNote, hasBasis: Bool, _ context: OpeningContext, _ rules: LoanRules
  ) {
    for refusal in rules.refusals(StatedTerms(of: note.terms)) { report(refusal) }
    judgeDays(note, hasBasis: hasBasis, today: context.today)
    if note.balance == .zero, note.overdueSince != nil {
      refuse(.overdueSince, .rule, "余额为零，借据已结清，不会逾期", "请留空，或核对余额")
    } else if note.balance > note.terms.amount {
      refuse(.balance, .rule, "余额大于放款金额", "请核对余额和放款金额")
    }
    guard !isRefused else { return }
    // Whatever the rules above leave out, the life of a note decides as it does for every package.
    if !NoteLife.fold(note.terms, note.events).refusals.isEmpty {
      refuse(.balance, .rule, "余额、展期和逾期不能同时成立", "请核对本行的日期和金额")
      return
    }
    remark(note, context, rules)
  }

  private mutating func judgeDays(_ note: OpeningNote, hasBasis: Bool, today: Day) {
    let terms = note.terms
    if terms.disbursedOn > today {
      refuse(.disbursedOn, .rule, "放款日 \(terms.disbursedOn) 晚于今天 \(today)", "请核对日期")
    }
    if note.balanceOn > today {
      refuse(.balanceOn, .rule, "余额截止日 \(note.balanceOn) 晚于今天 \(today)", "请核对日期")
    }
    if note.balanceOn < terms.disbursedOn {
      refuse(
        .balanceOn, .rule, "余额截止日 \(note.balanceOn) 早于放款日 \(terms.disbursedOn)", "请核对日期")
    }
    if let since = note.overdueSince {
      if since < terms.disbursedOn || since > note.balanceOn {
        refuse(
          .overdueSince, .rule, "逾期起始日 \(since) 不在放款日与余额截止日之间", "请核对日期")
      }
    }
    if let extended = note.extension, extended.newDueOn <= terms.dueOn {
      refuse(
        .extendedTo, .rule, "展期后到期日 \(extended.newDueOn) 不晚于原到期日 \(terms.dueOn)",
        "请核对日期，到期日应填原到期日")
    }
    if hasBasis, note.extension == nil {
      refuse(.extensionBasis, .rule, "填写了展期文号，没有填写展期后到期日", "请补上展期后到期日")
    }
  }

  private mutating func report(_ refusal: LoanRefusal) {
    switch refusal {
    case .signedAfterDisbursed: refuse(.signedOn, .rule, "合同签订日晚于放款日", "请核对日期")
    case .dueNotAfterDisbursed: refuse(.dueOn, .rule, "到期日不晚于放款日", "请核对日期")
    case .underAge:
      refuse(.idNumber, .rule, "借款人签订合同时未满 18 周岁", "请核对身份证号和合同签订日")
    case .unknownTown: refuse(.town, .unknownCode, "乡镇代码不在本县区划表中", "请核对代码")
    case .unknownIndustry:
      refuse(.industry, .unknownCode, "行业代码不在国民经济行业分类中，门类与大类应相符", "请核对代码")
    case .unknownCategory:
      refuse(.category, .unknownCode, "人员类别代码不在类别表中", "请核对代码")
    case .categoryNotMeant:
      refuse(.category, .rule, "人员类别不适用于该借款人种类或放款日", "请核对类别、种类和放款日")
    }
  }

  private mutating func remark(
    _ note: OpeningNote, _ context: OpeningContext, _ rules: LoanRules
  ) {
    let terms = StatedTerms(of: note.terms)
    for remark in rules.remarks(terms) { report(remark) }
    if let first = context.firstPeriod?.days.from, note.balanceOn >= first,
      note.balance < note.terms.amount
    {
      remark(
        .balanceOn, "余额截止日 \(note.balanceOn) 不早于首个核算期的起始日 \(first)，其间的还款日期无从得知",
        note.balance > .zero
          ? "请改用 \(first - 1) 日终的余额，否则首期利息会多算"
          : "结清前分次还款的，请改用 \(first - 1) 日终的余额，其后的还款由银行报送")
    }
    let due = note.extension?.newDueOn ?? note.terms.dueOn
    if due < note.balanceOn, note.overdueSince == nil, note.balance > .zero {
      remark(.overdueSince, "到期日 \(due) 已过仍有余额，没有填写逾期起始日", "请核对是否逾期或展期")
    }
  }

  private mutating func report(_ remark: LoanRemark) {
    switch remark {
    case .overAge(let age):
      self.remark(.idNumber, "借款人签订合同时已满 \(age) 周岁", "请核对是否符合条件")
    case .noPolicy:
      self.remark(.disbursedOn, "放款日或签订日没有适用政策，贴息按 0 计算（无适用政策）", "请核对日期")
    case .termTooLong(let months, let lastDue):
      self.remark(.dueOn, "期限超过政策的 \(months) 个月，\(lastDue) 起的天数不贴息", "请核对到期日")
    case .amountOverCap(let cap):
      self.remark(.amount, "金额超过政策额度上限 \(cap) 元，超出部分不贴息", "请核对金额")
    case .rateOverCap(let highest):
      self.remark(.rate, "利率超过政策上限 \(highest)%", "请核对利率")
    case .otherLPR: preconditionFailure("a table states no LPR")
    }
  }
}

extension StatedTerms {
  /// The table states no LPR.
  init(of terms: Disbursement) {
    self.init(
      kind: terms.borrower.kind, partners: terms.borrower.partners,
      category: terms.borrower.category, town: terms.project.town,
      industry: terms.project.industry, amount: terms.amount, rate: terms.rate, lpr: nil,
      signedOn: terms.signedOn, disbursedOn: terms.disbursedOn, dueOn: terms.dueOn,
      age: terms.borrower.age(on: terms.signedOn))
  }
}
