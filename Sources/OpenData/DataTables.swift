import Disclosure
import Quantities

extension DataTable {
  /// One row for each public record.
  public static let records = DataTable(
    name: "records", title: "贷款记录", meaning: "每笔公开的创业担保贷款一行",
    fields: [
      DataField("record", "记录编号", .string, "公开记录的编号，按公开先后编排，永不改变"),
      DataField("revision", "版次", .integer, "从 1 起，记录每更正一次加 1"),
      DataField("published_on", "公开日期", .date, "这一版公开的日期"),
      DataField("applicant", "借款人", .string, "自然人姓名一律隐去部分字；企业按公开页面显示"),
      DataField("masked", "姓名是否隐去", .boolean, "true 表示借款人姓名隐去了部分字"),
      DataField("kind", "借款人类型", .string, "借款人类型代码", values: kinds),
      DataField("entity", "字号", .string, "创业实体的名称，没有的空着", isRequired: false),
      DataField("project", "创业项目", .string, "贷款支持的创业项目"),
      DataField("industry", "行业门类", .string, "国民经济行业分类（GB/T 4754）门类代码"),
      DataField("industry_name", "行业名称", .string, "行业门类的名称"),
      DataField("town", "乡镇代码", .string, "统计用区划代码，12 位"),
      DataField("town_name", "乡镇", .string, "项目所在乡镇"),
      DataField("bank", "银行代码", .string, "经办银行在本系统的代码"),
      DataField("bank_name", "经办银行", .string, "经办银行的名称"),
      DataField("amount", "贷款金额", .amount, unit: "元", "放款金额"),
      DataField("term_months", "期限", .integer, unit: "个月", "从放款到原到期日，不足一个月算一个月"),
      DataField("disbursed_month", "放款月份", .yearmonth, "放款所在月份"),
      DataField("disbursed_on", "放款日期", .date, "放款的日期；只公开到月份的空着", isRequired: false),
      DataField("state", "状态", .string, "发布时的状态", values: states),
      DataField("guarantee", "担保方式", .string, "担保方式"),
      DataField("jobs", "带动就业", .integer, unit: "人", "项目带动就业人数，未填报的空着", isRequired: false),
      DataField("subsidy_quarters", "贴息季度数", .integer, unit: "个", "已核准贴息的季度数"),
      DataField("subsidy", "累计贴息", .amount, unit: "元", "已核准的财政贴息合计，等于贴息明细之和"),
    ], primaryKey: ["record"], references: [])

  /// One row for each record and quarter with an approved subsidy.
  public static let subsidies = DataTable(
    name: "subsidies", title: "贴息明细", meaning: "每笔贷款每个已核准的季度一行",
    fields: [
      DataField("record", "记录编号", .string, "贷款记录的编号"),
      DataField("quarter", "季度", .string, "结息季度，如 2026Q1 为 2025-12-21 至 2026-03-20"),
      DataField("approved_on", "核准日期", .date, "核算批准的日期"),
      DataField("payable", "核准贴息", .amount, unit: "元", "核准支付的财政贴息"),
      DataField("open", "明细是否公开", .boolean, "false 表示明细依法不公开，后四列空着"),
      DataField("days", "计息天数", .integer, unit: "天", "本季度计息的天数", isRequired: false),
      DataField("interest", "利息", .amount, unit: "元", "本季度利息", isRequired: false),
      DataField("computed", "计算贴息", .amount, unit: "元", "按规定计算的财政贴息", isRequired: false),
      DataField("borrower", "个人承担", .amount, unit: "元", "利息减计算贴息", isRequired: false),
      DataField("unconfirmed", "含待确认政策值", .boolean, "true 表示所依据的政策数据有待确认"),
      DataField("basis", "依据", .string, "计算所依据的文件", isRequired: false),
    ], primaryKey: ["record", "quarter"],
    references: [(field: "record", table: "records", key: "record")])

  /// One row for each approved run.
  public static let runs = DataTable(
    name: "runs", title: "季度贴息", meaning: "每个已批准的季度核算一行",
    fields: [
      DataField("run", "核算", .string, "核算的名称，即季度"),
      DataField("quarter", "季度", .string, "结息季度"),
      DataField("approved_on", "批准日期", .date, "核算批准的日期"),
      DataField("paid", "是否已支付", .boolean, "true 表示全部贴息已经支付"),
      DataField("lines", "笔数", .integer, unit: "笔", "本次核算的笔数，含以前季度的调整"),
      DataField("interest", "利息", .amount, unit: "元", "全部笔数的利息合计"),
      DataField("payable", "核准贴息", .amount, unit: "元", "核准支付的财政贴息合计"),
      DataField("adjustments", "其中调整", .amount, unit: "元", "其中以前季度的调整，可以为负"),
    ], primaryKey: ["run"], references: [])

  private static let kinds: [(code: String, title: String)] = [
    (BorrowerKind.individual.rawValue, "个人"), (BorrowerKind.partnership.rawValue, "合伙"),
    (BorrowerKind.enterprise.rawValue, "小微企业"),
  ]

  private static let states: [(code: String, title: String)] = LoanState.allCases.map {
    ($0.rawValue, $0.rawValue)
  }
}
