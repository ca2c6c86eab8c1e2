import Quantities
import Statements
import TestKit

/// A made-up settlement run whose figures agree with each other. All people are synthetic.
struct SampleRun {
  static let banks = [
    StatementBank(code: "ZZRCB", name: "泽州农村商业银行"),
    StatementBank(code: "PSBC", name: "邮储银行泽州县支行"),
    StatementBank(code: "ZZVB", name: "泽州浦发村镇银行"),
  ]
  /// 2026-04-02T09:00:00+08:00, in the quarter after the settled one.
  static let created = Instant(seconds: 1_775_091_600)
  static let quarter = Quarter(containing: created.day).previous

  private(set) var details: [DetailRow] = []
  private(set) var differences: [DifferenceRow] = []
  private(set) var adjustments: [AdjustmentRow] = []
  private(set) var payments: [PaymentRow] = []
  private(set) var shares: [ShareRow] = []
  private(set) var applications: [ApplicationRow] = []

  /// A run of so many notes.
  init(notes: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let perBank = notes / SampleRun.banks.count
    for (index, bank) in SampleRun.banks.enumerated() {
      let count = index == 0 ? notes - perBank * (SampleRun.banks.count - 1) : perBank
      add(bank, count, &random)
    }
  }

  /// The run as the room takes it.
  var run: StatementRun {
    var run = StatementRun(
      bureau: "泽州县人力资源和社会保障局", quarter: SampleRun.quarter, knownAt: SampleRun.created,
      banks: SampleRun.banks)
    run.applications = applications
    run.details = StatementRows(details)
    run.differences = StatementRows(differences)
    run.adjustments = StatementRows(adjustments)
    run.payments = StatementRows(payments)
    run.shares = shares
    run.unconfirmed = ["个人贷款额度上限（晋财规金〔2024〕1号）待确认", "省级与市级分担比例待确认"]
    run.deadlines = [
      StatementDeadline(step: "银行申报", by: SampleRun.created.day),
      StatementDeadline(step: "财政部门拨付", by: SampleRun.created.day + 8, isUnconfirmed: true),
    ]
    run.checkpoint = StatementCheckpoint(
      origin: "www.example.gov.cn/ZEZHOU", size: 604, root: String(repeating: "a", count: 43) + "=")
    return run
  }

  private mutating func add(
    _ bank: StatementBank, _ count: Int, _ random: inout SeededRandom
  ) {
    var rows = ["个人", "合伙创业", "小微企业"].map { ApplicationRow(bank: bank.code, kind: $0) }
    for number in 1...max(1, count) {
      let kind = number % 9 == 0 ? 2 : number % 7 == 0 ? 1 : 0
      let row = SampleRun.detail(bank.code, number, kind, &random)
      details.append(row)
      rows[kind].count(row)
      if row.remark.contains("多申报") {
        rows[kind].claimed += Fen(1500)
        differences.append(
          DifferenceRow(
            bank: bank.code, borrower: row.borrower, noteNo: row.noteNo, comparison: "多申报",
            cause: "多算一天", claimed: row.subsidy + Fen(1500), computed: row.subsidy,
            difference: Fen(1500), payable: .zero, action: "请银行核对计息天数后重新申报，或由人社部门作出处理。"))
      }
    }
    let adjustment = AdjustmentRow(
      bank: bank.code, borrower: "王小明", noteNo: bank.code + "-JJ-000007",
      period: SampleRun.quarter.previous, cause: "还款记录（2025-11-30）于 2026-01-12 补报",
      before: Fen(150_000), after: Fen(120_000), difference: Fen(-30_000))
    adjustments.append(adjustment)
    rows[0].adjustment += adjustment.difference
    applications += rows
    addPayment(bank, rows)
  }

  private mutating func addPayment(_ bank: StatementBank, _ rows: [ApplicationRow]) {
    let payable = rows.reduce(Fen.zero) { $0 + $1.payable }
    let adjustment = rows.reduce(Fen.zero) { $0 + $1.adjustment }
    shares.append(
      ShareRow(
        bank: bank.code, current: SampleRun.share(payable),
        adjustment: SampleRun.share(adjustment)))
    let due = payable + adjustment
    let offset = due < .zero ? -due : .zero
    payments.append(
      PaymentRow(
        bank: bank.code, payee: bank.name, accountBank: bank.name + "营业部",
        account: "6222" + String(repeating: "0", count: 12) + bank.code.prefix(0) + "017",
        notes: rows.reduce(0) { $0 + $1.notes }, due: due, offset: offset, amount: due + offset,
        shares: SampleRun.share(due + offset)))
  }

  private static func share(_ amount: Fen) -> Shares {
    let central = Fen(amount.value * 7 / 10)
    let province = Fen(amount.value * 15 / 100)
    let city = Fen(amount.value * 75 / 1000)
    return Shares(
      central: central, province: province, city: city,
      county: amount - central - province - city)
  }

  private static func detail(
    _ bank: String, _ number: Int, _ kind: Int, _ random: inout SeededRandom
  ) -> DetailRow {
    let families = ["张", "王", "李", "赵", "陈", "刘", "郭", "司马", "牛", "秦"]
    let given = ["小明", "建国", "秀英", "丽", "强", "志刚", "红梅", "文静"]
    let projects = ["小杂粮加工", "农家乐", "汽车修理铺", "便民超市", "蔬菜大棚种植合作社", "=1+1 电脑维修", "肉牛养殖"]
    let quarter = SampleRun.quarter.days
    let disbursed = quarter.from - Int.random(in: -40...700, using: &random)
    let from = max(disbursed, quarter.from)
    let days = DayRange(from: from, to: quarter.to)
    let amount = Fen(Int64.random(in: 5...300, using: &random) * (kind == 2 ? 10 : 1) * 100_000)
    let rate = Rate(ppm: Int32.random(in: 360...515, using: &random) * 100)
    // Rounded down; the room does not compute figures.
    let interest = Fen(amount.value * Int64(rate.ppm) * Int64(days.count) / 360_000_000)
    let subsidy = Fen(interest.value / 2)
    let differs = number % 11 == 0
    let number6 = String(1_000_000 + number).dropFirst()
    return DetailRow(
      bank: bank,
      borrower: kind == 2
        ? "泽州县" + (families.randomElement(using: &random) ?? "") + "记食品有限公司"
        : (families.randomElement(using: &random) ?? "")
          + (given.randomElement(using: &random) ?? ""),
      project: projects.randomElement(using: &random) ?? "",
      contractNo: bank + "-HT-" + number6, noteNo: bank + "-JJ-" + number6, amount: amount,
      disbursedOn: disbursed, dueOn: disbursed.adding(months: 24), rate: rate,
      lpr: number % 13 == 0 ? nil : Rate(ppm: 31_000), days: days, dayCount: days.count,
      principal: amount, interest: interest, borrowerPart: interest - subsidy, subsidy: subsidy,
      payable: differs ? .zero : subsidy,
      cumulative: subsidy + Fen(Int64.random(in: 0...500_000, using: &random)),
      ordinal: number % 3 + 1, isUnconfirmed: kind == 1,
      remark: differs ? "多申报，见差异表" : number % 17 == 0 ? "@先付后贴" : "")
  }
}

extension ApplicationRow {
  /// Counts a note.
  fileprivate mutating func count(_ row: DetailRow) {
    if SampleRun.quarter.days.contains(row.disbursedOn) {
      disbursedNotes += 1
      disbursed += row.amount
    } else {
      openingBalance += row.amount
    }
    closingBalance += row.amount
    notes += 1
    interest += row.interest
    borrower += row.borrowerPart
    subsidy += row.subsidy
    claimed += row.subsidy
    payable += row.payable
  }
}
