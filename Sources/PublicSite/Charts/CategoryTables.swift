import Disclosure
import Markup

/// People by town and category of each closed year; what could tell of somebody is left out.
struct CategoryTables {
  /// The newest first.
  let tables: [CategoryTable]

  func write(_ w: inout PageWriter) {
    w.raw(
      """
      <p class="small">自然人按当年第一笔贷款计一次。每年的数字在次年 3 月底定稿，以后不再变动。\
      不足 5 人的不公布；能由合计推算出来的也不公布，所以有的大数也是“–”。不足 5 人的类别并入其他。</p>
      """)
    guard let newest = tables.first else {
      return w.element("p", .class("empty"), text: "还没有定稿的年份，或人数太少，不能公布。")
    }
    table(&w, newest)
    for older in tables.dropFirst() {
      w.element("details", .class("data")) { w in
        w.element("summary", text: "\(older.year) 年")
        table(&w, older)
      }
    }
  }

  private func table(_ w: inout PageWriter, _ table: CategoryTable) {
    w.table(
      caption: "\(table.year) 年各乡镇首次取得贷款的人数，按人员类别",
      columns: ["乡镇"] + table.categories.map(\.name) + ["合计"]
    ) { w in
      for (town, row) in zip(table.towns.indices, table.people) {
        w.row(
          table.towns[town].name,
          row.map { $0.map(Written.count) ?? "–" } + [Written.count(table.ofTown[town])])
      }
      w.row("全县", table.ofCategory.map(Written.count) + [Written.count(table.total)])
    }
  }
}
