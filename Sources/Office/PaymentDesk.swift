import Ledger
import Opening
import Quantities

/// Judges what is to be recorded of the payments of a run.
struct PaymentDesk {
  let run: RunEntry
  let payments: [PaymentEntry]
  let document: String?
  let today: Day

  /// The headings of an answer.
  private enum Heading {
    static let all = [number, result, on, reason]
    static let number = "拨付编号"
    static let result = "结果"
    static let on = "日期"
    static let reason = "原因"
  }

  /// Judges an act; a day is that of all its steps but of the rows of an answer.
  func judge(_ act: PaymentAct, on day: Day) throws -> PaymentJudgement {
    switch act {
    case .done: return try judge(payments.filter(\.isWaiting), .done, day, nothing: nil)
    case .sent:
      return try judge(
        payments.filter { $0.net > .zero && [.due, .returned].contains($0.state) }, .sent, day,
        nothing: "没有待送的拨付")
    case .noticed:
      return try judge(
        payments.filter { $0.open > .zero && $0.state == .due }, .sent, day,
        nothing: "没有待发通知的追回款项")
    case .results(let bytes): return try judge(bytes)
    }
  }

  private func judge(
    _ payments: [PaymentEntry], _ state: PaymentState, _ day: Day, nothing: String?
  ) throws -> PaymentJudgement {
    if let nothing, payments.isEmpty {
      throw OfficeRefusal(
        .state, "\(run.period)", nothing, "用 mingdai settle pay \(run.period) --list 查看各笔状态")
    }
    var judgement = PaymentJudgement(run.period)
    for payment in payments {
      let step = PaymentSteps.Step(
        number: payment.number, state: state, on: day, document: document, reason: nil)
      if let (problem, remedy) = objection(to: step, of: payment) {
        judgement.findings.append(
          PaymentFinding(row: nil, number: payment.number, problem: problem, remedy: remedy))
      } else {
        judgement.steps.steps.append(step)
      }
    }
    return judgement
  }

  // MARK: An answer

  private func judge(_ bytes: [UInt8]) throws -> PaymentJudgement {
    let table: SmallTable
    do {
      table = try SmallTable(bytes, headings: Heading.all)
    } catch {
      throw OfficeRefusal(.usage, "结果文件", error.problem, error.remedy)
    }
    let known = Dictionary(uniqueKeysWithValues: payments.map { ($0.number, $0) })
    var judgement = PaymentJudgement(run.period)
    var rows: [String: Int] = [:]
    for row in table.rows {
      let number = row[Heading.number].map(SmallTable.narrow) ?? ""
      let shown = Self.isNumber(number) ? number : ""
      if row[Heading.result] == "" {
        // Sums and remarks of the list have no number.
        if !shown.isEmpty { judgement.unanswered += 1 }
        continue
      }
      // Nor has the line to sign on, which may cross the column.
      if number.isEmpty, row[Heading.result].map({ Self.states[$0] == nil }) ?? false { continue }
      func refuse(_ problem: String, _ remedy: String) {
        judgement.findings.append(
          PaymentFinding(row: row.number, number: shown, problem: problem, remedy: remedy))
      }
      guard let payment = known[number] else {
        refuse(unknown(number), "请核对编号，或删去本行")
        continue
      }
      if let first = rows.updateValue(row.number, forKey: number) {
        refuse("与第 \(first) 行是同一笔", "一个文件中每笔只留一行")
        continue
      }
      switch read(row, of: payment) {
      case .refused(let problem, let remedy): refuse(problem, remedy)
      case .repeated: judgement.repeated += 1
      case .step(let step): judgement.steps.steps.append(step)
      }
    }
    guard !table.rows.isEmpty else {
      throw OfficeRefusal(.usage, "结果文件", "列名之下没有内容", "请填写每笔的结果")
    }
    return judgement
  }

  private enum Reading {
    case step(PaymentSteps.Step)
    /// On file already.
    case repeated
    case refused(String, String)
  }

  private static let states: [String: PaymentState] = [
    "成功": .done, "退回": .returned, "追回": .recovered,
  ]

  private func read(_ row: SmallTable.Row, of payment: PaymentEntry) -> Reading {
    guard let state = row[Heading.result].flatMap({ Self.states[$0] }) else {
      return .refused("结果无法辨认", "应为 成功、退回、追回 之一")
    }
    guard let day = row.day(Heading.on) else {
      return .refused("没有日期或日期无法辨认", "应为日期，年在前，如 2026-4-8")
    }
    guard let text = row[Heading.reason], text.unicodeScalars.count <= 200 else {
      return .refused("原因超过 200 字或含有不能用的字符", "请缩短后重新填写")
    }
    if state == .returned, text.isEmpty { return .refused("退回没有写明原因", "请填写原因") }
    let step = PaymentSteps.Step(
      number: payment.number, state: state, on: day, document: document,
      reason: text.isEmpty ? nil : LongNumbers.cut(text))
    let objection = objection(to: step, of: payment)
    let alike = payment.steps.filter { $0.state == state && $0.on == day }
    if alike.isEmpty { return objection.map { .refused($0.0, $0.1) } ?? .step(step) }
    if objection != nil { return .repeated }
    // Paid, come back and paid again on one day: only words tell it from the first file come again.
    guard alike.allSatisfy({ $0.reason != step.reason }) else {
      return .refused(
        "本笔 \(day) 已登记过“\(payment.title(of: state))”，其后又有变动，无法判断是否重复",
        "重复的请删去本行；确是再次发生的，请在原因中写明")
    }
    return .step(step)
  }

  private func unknown(_ number: String) -> String {
    if number.isEmpty { return "没有拨付编号" }
    guard Self.isNumber(number), let quarter = Quarter(String(number.prefix(6))) else {
      return "不是拨付编号"
    }
    return quarter == run.period ? "本期没有这个拨付编号" : "这个编号属于 \(quarter)，不是本期"
  }

  /// Whether a text is of the form of our numbers, `2026Q1-0007`. In a file with its columns
  /// shifted an account may stand there, which nothing repeats.
  private static func isNumber(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && Quarter(String(parts[0])) != nil && (4...7).contains(parts[1].count)
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  // MARK: A step

  /// Why a step cannot be taken, and what to do.
  private func objection(
    to step: PaymentSteps.Step, of payment: PaymentEntry
  ) -> (String, String)? {
    if payment.isTakeBack, step.state == .done || step.state == .returned {
      return ("这是应追回的款项", "款项收回后，结果填“追回”")
    }
    if !payment.isTakeBack, step.state == .recovered {
      return ("这是应拨付的款项，不是追回", "结果应为 成功 或 退回")
    }
    if !payment.isTakeBack, payment.net == .zero {
      return ("本笔已全部抵扣，无需拨付", "请删去本行")
    }
    guard payment.state.next(isTakeBack: payment.isTakeBack).contains(step.state) else {
      return (
        "本笔处于“\(payment.stateTitle)”状态，不能改为“\(payment.title(of: step.state))”",
        step.state == .returned ? "只有已送财政或已拨付的才会退回；请先登记送出（--sent）" : "请核对该笔的登记"
      )
    }
    if step.on > today { return ("日期 \(step.on) 晚于今天 \(today)", "请核对日期") }
    if let approved = run.approvedAt?.day, step.on < approved {
      return ("日期 \(step.on) 早于本期批准日 \(approved)", "请核对日期")
    }
    if let last = payment.steps.last, step.on < last.on {
      return ("日期 \(step.on) 早于上一步（\(payment.stateTitle)）的 \(last.on)", "请核对日期")
    }
    return nil
  }
}

extension PaymentEntry {
  fileprivate func title(of state: PaymentState) -> String {
    isTakeBack ? state.takeBackTitle : state.title
  }
}
