/// The codes of the interface in officials' words, for tables. JSON keeps the codes.
enum Words {
  /// The word of a code; a code without a word stays as it is.
  static func of(_ code: String) -> String { words[code] ?? code }

  private static let words = [
    // A note's state.
    "RUNNING": "在贷", "DUE": "已到期", "REPAID": "已结清", "OVERDUE": "逾期", "COMPENSATED": "已代偿",
    // A key's state.
    "PENDING": "待批准", "ACTIVE": "启用", "RETIRED": "停用", "REVOKED": "吊销",
    // The classes of a comparison. SUBSIDY §4.
    "CLAIM_WITHOUT_NOTE": "查无借据", "DUPLICATE_CLAIM": "重复申报", "CLAIM_NOT_ELIGIBLE": "不符合贴息条件",
    "NOT_CLAIMED": "银行未申报", "AGREED": "一致", "WITHIN_TOLERANCE": "容差以内",
    "CLAIMED_MORE": "多申报", "CLAIMED_LESS": "少申报",
    // The kind of a line. SUBSIDY §4.
    "REGULAR": "本期", "ADJUSTMENT": "调整",
    // Facts of a note and their members. EXCHANGE §3.
    "REPAYMENT": "还款", "EXTENSION": "展期", "CURE": "逾期解除", "RATE_CHANGE": "利率调整",
    "COMPENSATION": "代偿", "RECOVERY": "追偿",
    "principal": "本金", "interest": "利息", "penalty": "罚息", "amount": "金额", "rate": "利率",
    "newDueOn": "新到期日",
    // The state of a project.
    "DEREGISTERED": "已注销", "CLOSED": "已停业",
  ]
}
