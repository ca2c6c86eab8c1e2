import Disclosure
import Markup
import Quantities

/// The computation of a quarter: the newest with every figure named, the others in short, so that a
/// page of three years stays light.
struct OpenQuarter {
  typealias Told = (formulas: [String], quarter: Quarter)

  let quarter: PublicRecord.Quarter
  let detail: PublicRecord.Detail
  /// The place among the record's quarters.
  let place: Int
  let isNewest: Bool
  /// The place of the quarter whose content names the documents, where they are to be shown: the
  /// rule is the note's for its whole life, and stands under the newest quarter alone.
  let basis: Int?

  func write(_ w: inout PageWriter, _ told: inout Told?) {
    let words = DerivationWords(
      segments: detail.segments, interest: detail.interest, subsidy: detail.subsidy,
      citation: quarter.citation)
    if isNewest {
      QuarterStrip(
        quarter: quarter.quarter, segments: detail.segments, place: place, days: detail.days
      ).write(&w)
    }
    var earlier: Quarter?
    let table = DerivationTable(segments: detail.segments)
    if let table {
      earlier = tabulate(&w, table, &told)
      if isNewest, Set(detail.segments.map(\.group)).count > 1 {
        w.element("p", .class("remark"), text: "按月结息，每月各自四舍五入到分，再相加。")
      }
      if isNewest { ownPart(&w, words.own) }
    } else {
      for (part, remarks) in newRemarks(words.parts) {
        if isNewest { spelledOut(&w, part, remarks) } else { brief(&w, part, remarks) }
      }
      if isNewest { ownPart(&w, words.own) }
    }
    close(&w, words, isTable: table != nil, formulasOf: earlier)
  }

  /// Each part with what was not just said of the one before.
  private func newRemarks(
    _ parts: [DerivationWords.Part]
  ) -> [(DerivationWords.Part, [String])] {
    zip(parts, [[]] + parts.map(\.remarks)).map { part, said in
      (part, part.remarks == said ? [] : part.remarks)
    }
  }

  private func close(
    _ w: inout PageWriter, _ words: DerivationWords, isTable: Bool, formulasOf earlier: Quarter?
  ) {
    if quarter.payable != detail.subsidy {
      w.element(
        "p", .class("remark"),
        text: "银行申报数与计算数不同，核准 \(Written.money(quarter.payable)) 元。")
    }
    if let basis {
      w.element("p", .class("basis")) { w in
        w.text("依据：")
        w.marked(basis, "/basis", quarter.citation)
        w.text(words.rule)
      }
    }
    w.element("p", .class("basis")) { w in
      if !isNewest {
        if !isTable { sums(&w) }
        w.text("自己承担 \(Written.money(detail.borrower)) 元。")
      }
      let day = quarter.approvedOn.description
      w.element("time", PageWriter.mark(place, "/approved"), text: day)
      w.text(" 核准")
      if let earlier { w.text("，算式同\(Written.quarter(earlier))") }
      if words.agrees {
        w.raw(isNewest ? "。<span class=\"chip ok\">按上式重算，一致</span>" : "，按式重算，一致。")
      } else {
        w.raw("。")
      }
      if quarter.unconfirmed { w.raw(" <span class=\"chip warn\">政策参数待确认</span>") }
    }
  }
}

// MARK: - Stretches as a table

extension OpenQuarter {
  /// - Returns: the quarter above that has the same formulas, where they are not said again.
  private func tabulate(
    _ w: inout PageWriter, _ table: DerivationTable, _ told: inout Told?
  ) -> Quarter? {
    let formulas = table.runs.flatMap { $0.remarks + $0.formulas }
    let earlier = told?.formulas == formulas ? told?.quarter : nil
    if earlier == nil {
      told = (formulas, quarter.quarter)
      // One is spelled out; the others differ from it in a figure.
      for (place, run) in table.runs.enumerated() {
        formula(&w, run, isAlone: table.runs.count == 1, isSpelledOut: isNewest && place == 0)
      }
    }
    rows(&w, table)
    return earlier
  }

  private func rows(_ w: inout PageWriter, _ table: DerivationTable) {
    w.element("table") { w in
      w.raw("<tr><th>起止<th>天数<th>利息<th>贴息")
      for row in table.rows {
        w.raw(row.range == nil ? "<tr class=\"sub\"><th>" : "<tr><th>")
        w.text(row.range.map(OpenQuarter.short) ?? "当月合计")
        for cell in [String(row.days), row.interest, row.subsidy] {
          w.raw("<td>")
          w.text(cell)
        }
      }
      w.raw("<tr><th>合计")
      w.element("td", PageWriter.mark(place, "/days"), text: String(detail.days))
      w.element("td", PageWriter.mark(place, "/interest"), text: Written.money(detail.interest))
      w.raw("<td>")
      w.text(Written.money(detail.subsidy))
    }
  }

  /// `12-21 至 01-20`: the year stands above.
  private static func short(_ days: DayRange) -> String {
    "\(days.from.description.dropFirst(5)) 至 \((days.to - 1).description.dropFirst(5))"
  }

  /// A formula: spelled out with the figures of its first stretch, or in a line for any days.
  private func formula(
    _ w: inout PageWriter, _ run: DerivationTable.Run, isAlone: Bool, isSpelledOut: Bool
  ) {
    if isSpelledOut {
      w.element("div", .class("part")) { w in
        let days = "\(OpenQuarter.short(run.days))，\(run.days.count) 天"
        w.element("h3", text: isAlone ? "\(days)（其余各段同样算）" : days)
        for remark in run.remarks { w.element("p", .class("remark"), text: remark) }
        for each in run.example { equation(&w, each) }
      }
    } else {
      let from = isAlone ? [] : ["\(run.days.from) 起："]
      lines(&w, from + run.remarks + run.formulas)
    }
  }
}

// MARK: - Sums

extension OpenQuarter {
  /// What no table below says.
  private func sums(_ w: inout PageWriter) {
    w.marked(place, "/days", String(detail.days))
    w.text(" 天，利息 ")
    w.marked(place, "/interest", Written.money(detail.interest))
    w.text(" 元，")
  }

  /// Interest less subsidy is what the borrower bears.
  private func ownPart(_ w: inout PageWriter, _ own: DerivationWords.Equation) {
    w.element("div", .class("part sum")) { w in
      w.element("p", .class("eq")) { w in
        w.element("span") { w in
          w.element("b") { w in
            w.marked(place, "/interest", Written.money(detail.interest))
            w.text(" 元")
          }
          w.element("small", text: "利息")
        }
        for term in own.terms.dropFirst() + [own.result] { w.term(term) }
      }
    }
  }
}

// MARK: - Stretches as equations

extension OpenQuarter {
  /// Every figure with its name below it, so that it can be followed with a finger.
  private func spelledOut(
    _ w: inout PageWriter, _ part: DerivationWords.Part, _ remarks: [String]
  ) {
    w.element("div", .class(part.title.isEmpty ? "part sum" : "part")) { w in
      if !part.title.isEmpty { w.element("h3", text: part.title) }
      for remark in remarks { w.element("p", .class("remark"), text: remark) }
      for each in part.equations { equation(&w, each) }
    }
  }

  private func equation(_ w: inout PageWriter, _ equation: DerivationWords.Equation) {
    w.element("p", .class("eq")) { w in
      for term in equation.terms + [equation.result] { w.term(term) }
    }
  }

  /// The same in lines of text.
  private func brief(
    _ w: inout PageWriter, _ part: DerivationWords.Part, _ remarks: [String]
  ) {
    lines(
      &w,
      (part.title.isEmpty ? [] : [part.title]) + remarks + part.equations.map(\.text))
  }

  private func lines(_ w: inout PageWriter, _ lines: [String]) {
    w.element("p") { w in
      for (index, line) in lines.enumerated() {
        if index > 0 { w.raw("<br>") }
        w.text(line)
      }
    }
  }
}

extension PageWriter {
  /// Which member of a quarter (`/days`) the entry of the log answers for. LOG "What a page
  /// carries".
  static func mark(_ place: Int, _ member: StaticString) -> Attribute {
    Attribute("data-is", "quarters/", place, member)
  }

  /// A figure of a quarter that the entry of the log answers for.
  mutating func marked(_ place: Int, _ member: StaticString, _ text: String) {
    element("span", PageWriter.mark(place, member), text: text)
  }

  /// A figure of a computation with its sign before it and its name below it.
  fileprivate mutating func term(_ term: DerivationWords.Term) {
    element("span") { w in
      if !term.sign.isEmpty { w.element("i", text: term.sign) }
      w.element("b", text: term.figure)
      if !term.name.isEmpty { w.element("small", text: term.name) }
    }
  }
}
