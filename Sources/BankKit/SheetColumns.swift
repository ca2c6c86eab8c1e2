/// The long tables.
extension SheetColumn {
  static let disbursement: [SheetColumn] = [
    noteNo,
    SheetColumn("合同号", ["contractNo"], .code, "HT20260001"),
    SheetColumn("担保函编号", ["letterNo"], .code, "", isRequired: false),
    SheetColumn("申请编号", ["applicationNo"], .code, "", isRequired: false),
    SheetColumn(
      "借款人种类", ["borrower", "kind"],
      .word([("个人", "INDIVIDUAL"), ("合伙", "PARTNERSHIP"), ("小微企业", "ENTERPRISE")]), "个人"),
    SheetColumn("借款人姓名或企业名称", ["borrower", "name"], .text, "张示例"),
    SheetColumn(
      "身份证号或统一社会信用代码", ["borrower", "idNumber"], .code, "（18 位，设为文本格式）"),
    SheetColumn("电话", ["borrower", "phone"], .code, "", isRequired: false),
    SheetColumn("人员类别代码", ["borrower", "category"], .digits(2), "01"),
    SheetColumn("合伙人数", ["borrower", "partners"], .count, "", isRequired: false),
    SheetColumn("合伙人身份证号", ["borrower", "partnerIds"], .list, "", isRequired: false),
    SheetColumn("项目名称", ["project", "name"], .text, "示例养殖项目"),
    SheetColumn("经营主体名称", ["project", "entityName"], .text, "", isRequired: false),
    SheetColumn("经营主体统一社会信用代码", ["project", "uscc"], .code, "", isRequired: false),
    SheetColumn("行业代码", ["project", "industry"], .code, "A03"),
    SheetColumn("乡镇代码", ["project", "town"], .digits(12), "140525100000"),
    SheetColumn("经营地址", ["project", "address"], .text, "", isRequired: false),
    SheetColumn("带动就业人数", ["project", "jobs"], .count, "", isRequired: false),
    SheetColumn("放款金额（元）", ["amount"], .money, "200000"),
    day("合同签订日", "signedOn"),
    day("放款日", "disbursedOn"),
    day("到期日", "dueOn", "2028-4-2"),
    SheetColumn("合同利率（%）", ["rate"], .rate, "4.5"),
    SheetColumn("签订日1年期LPR（%）", ["lpr"], .rate, "3"),
    SheetColumn(
      "结息方式", ["settlement"], .word([("按季", "QUARTER_20"), ("按月", "MONTH_20")]), "按季"),
    SheetColumn(
      "还款方式", ["repayment"],
      .word([
        ("到期还本", "BULLET"), ("等额本息", "EQUAL_INSTALMENT"), ("等额本金", "EQUAL_PRINCIPAL"),
        ("按计划", "SCHEDULE"),
      ]), "到期还本"),
    SheetColumn("计息基数（天）", ["dayBasis"], .count, "360"),
    SheetColumn("贴息收款方", ["payee"], .word([("借款人", "BORROWER"), ("银行", "BANK")]), "借款人"),
    SheetColumn("第几次享受", ["useOrdinal"], .count, "1"),
  ]

  static let claim: [SheetColumn] = [
    noteNo,
    SheetColumn("贴息期", ["period"], .quarter, "2026Q1"),
    SheetColumn("计息天数", ["days"], .count, "90"),
    SheetColumn("期末余额（元）", ["closingBalance"], .money, "200000"),
    SheetColumn("利息（元）", ["interest"], .money, "2250"),
    SheetColumn("申请贴息（元）", ["subsidy"], .money, "1500"),
    SheetColumn("付息日期", ["interestPaidOn"], .day, "2026-3-21", isRequired: false),
    SheetColumn("收款户名", ["payeeAccount", "name"], .text, "", isRequired: false),
    SheetColumn("开户行", ["payeeAccount", "bank"], .text, "", isRequired: false),
    SheetColumn("收款账号", ["payeeAccount", "number"], .code, "", isRequired: false),
  ]
}
