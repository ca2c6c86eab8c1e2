public import LoanBook
import Quantities

extension LifeRefusal {
  /// Which rule a note's life would break, and how to mend the record. EXCHANGE §3.
  var sentence: String {
    switch self {
    case .beforeDisbursement(let event, let on, let disbursedOn):
      "\(event.title)日期 \(on) 早于放款日 \(disbursedOn)，请核对日期。"
    case .balanceBelowZero(let on, let balance, let principal):
      "\(on) 还本 \(principal) 元超过当时余额 \(balance) 元，请核对还款金额或补报漏报的记录。"
    case .overdueWhileOpen(let on, let since):
      "自 \(since) 起已处于逾期，\(on) 不能再次逾期，请先报逾期解除。"
    case .cureWithoutOverdue(let on): "\(on) 之前没有未解除的逾期，请先报逾期。"
    case .cureNotAfterOverdue(let on, let since):
      "逾期解除日 \(on) 应晚于逾期起始日 \(since)。"
    case .dueNotLater(let newDueOn, let dueOn):
      "展期后的到期日 \(newDueOn) 应晚于原到期日 \(dueOn)。"
    case .noteHasEvents(let count):
      "该借据已有 \(count) 条后续记录，请先撤销这些记录再撤销放款或更改借据号。"
    case .recordCancelled: "该记录已撤销，不能再更改，请用新的记录编号重新报送。"
    }
  }
}

extension FactType {
  /// The type in the words of the bank guide.
  public var title: String {
    switch self {
    case .disbursement: "放款"
    case .repayment: "还款"
    case .extension: "展期"
    case .overdue: "逾期"
    case .cure: "逾期解除"
    case .rateChange: "利率调整"
    case .compensation: "代偿"
    case .recovery: "追偿"
    case .claim: "贴息申请"
    case .decision: "授信结果"
    }
  }
}
