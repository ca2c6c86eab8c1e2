/// A column of a table: its heading, what its cells hold, and what the template says of it.
struct OpeningColumn {
  /// The heading, by which the column is found, in whatever order the file has them.
  let heading: String
  /// Whether the column must be there and its cells filled.
  let isRequired: Bool
  /// What belongs into a cell, in words for people.
  let expectation: String
  /// A cell of the example row.
  let example: String

  init(_ heading: String, _ expectation: String, _ example: String, isRequired: Bool = true) {
    self.heading = heading
    self.isRequired = isRequired
    self.expectation = expectation
    self.example = example
  }
}

/// Names the columns of a table in the template's order; the raw value counts from 0.
protocol OpeningColumns: CaseIterable, Hashable, Sendable, RawRepresentable<Int> {
  static var table: OpeningTable { get }
  var column: OpeningColumn { get }
}

/// 在贷借据表
enum NoteColumn: Int, OpeningColumns {
  case bank, noteNo, contractNo, letterNo, kind, name, idNumber, partners, project, industry, town
  case category, jobs, amount, signedOn, disbursedOn, dueOn, extendedTo, extensionBasis, rate
  case settlement, repayment, dayBasis, payee, useOrdinal, balance, balanceOn, overdueSince

  static var table: OpeningTable { .notes }

  var column: OpeningColumn {
    switch self {
    case .bank: OpeningColumn("经办银行代码", "已登记银行的代码", "ZZRCB")
    case .noteNo: OpeningColumn("借据号", Words.identifier, "JD20240001")
    case .contractNo: OpeningColumn("合同号", Words.identifier, "HT20240001")
    case .letterNo: OpeningColumn("担保函编号", Words.identifier, "", isRequired: false)
    case .kind: OpeningColumn("借款人种类", "个人、合伙、小微企业之一", "个人")
    case .name: OpeningColumn("借款人姓名或企业名称", Words.name, "张示例")
    case .idNumber:
      OpeningColumn("身份证号或统一社会信用代码", "18 位，该列须设为文本格式", "（18 位号码）")
    case .partners: OpeningColumn("合伙人数", "合伙填 2 至 20，其他留空", "", isRequired: false)
    case .project: OpeningColumn("项目名称", Words.name, "示例养殖项目")
    case .industry: OpeningColumn("行业代码", "门类字母加两位大类，如 A03", "A03")
    case .town: OpeningColumn("乡镇代码", "12 位区划代码，须设为文本格式", "140525100000")
    case .category: OpeningColumn("人员类别代码", "两位数字，须设为文本格式", "01")
    case .jobs: OpeningColumn("带动就业人数", "整数", "3", isRequired: false)
    case .amount: OpeningColumn("放款金额（元）", Words.money, "200000")
    case .signedOn: OpeningColumn("合同签订日", Words.day, "2024-3-1")
    case .disbursedOn: OpeningColumn("放款日", Words.day, "2024-3-1")
    case .dueOn: OpeningColumn("到期日", "原到期日，不含展期；" + Words.day, "2027-3-1")
    case .extendedTo: OpeningColumn("展期后到期日", Words.day, "", isRequired: false)
    case .extensionBasis:
      OpeningColumn("展期贴息依据文号", "展期仍贴息的，填批准文号", "", isRequired: false)
    case .rate: OpeningColumn("合同利率（%）", "年利率的百分数，最多四位小数，如 4.5", "4.5")
    case .settlement: OpeningColumn("结息方式", "按季、按月之一", "按季")
    case .repayment: OpeningColumn("还款方式", "到期还本、等额本息、等额本金、按计划之一", "到期还本")
    case .dayBasis: OpeningColumn("计息基数（天）", "360 或 365", "360")
    case .payee: OpeningColumn("贴息收款方", "借款人、银行之一", "借款人")
    case .useOrdinal: OpeningColumn("第几次享受", "1 至 99 的整数", "1")
    case .balance: OpeningColumn("贷款余额（元）", "截止日日终的本金余额，已结清的填 0；" + Words.money, "150000")
    case .balanceOn: OpeningColumn("余额截止日", "已结清的填结清日；" + Words.day, "2025-12-20")
    case .overdueSince: OpeningColumn("逾期起始日", "目前逾期的填写；" + Words.day, "", isRequired: false)
    }
  }
}

/// 已付贴息表
enum PaymentColumn: Int, OpeningColumns {
  case bank, noteNo, period, national, local, paidOn

  static var table: OpeningTable { .payments }

  var column: OpeningColumn {
    switch self {
    case .bank: OpeningColumn("经办银行代码", "已登记银行的代码", "ZZRCB")
    case .noteNo: OpeningColumn("借据号", Words.identifier, "JD20240001")
    case .period: OpeningColumn("贴息期", "季度，如 2025Q4 或 2025年4季度", "2025Q4")
    case .national: OpeningColumn("已付贴息（元）", "按国家标准的部分；" + Words.money, "1125.00")
    case .local:
      OpeningColumn("已付地方贴息（元）", "地方提标的部分，没有可留空；" + Words.money, "", isRequired: false)
    case .paidOn: OpeningColumn("支付日期", Words.day, "2026-1-15")
    }
  }
}

private enum Words {
  static let identifier = "1 至 64 位字母、数字或 . _ / -，以字母或数字开头"
  static let name = "文字，不超过 100 字"
  static let money = "金额（元），最多两位小数，如 200000 或 200000.00"
  static let day = "日期，年在前，如 2026-1-5 或 2026/01/05"
}
