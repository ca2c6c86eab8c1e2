import Foundation
import TestKit
import Testing

/// Local rules from the bureau's file to the bank's, the finance bureau's and the citizen's eyes:
/// the worked example of docs/SUBSIDY.md, "Policy data".
@Suite struct PolicyOverrideTests {
  static let now = SettleDesk.days["2026Q1"]

  /// A fenced block of docs/SUBSIDY.md below a passage.
  private static func block(_ language: String, below passage: String) throws -> String {
    let root = try #require(PackageRoot.located)
    let page = try String(
      contentsOf: root.appendingPathComponent("docs/SUBSIDY.md"), encoding: .utf8)
    let rest = try #require(page.components(separatedBy: passage).dropFirst().first)
    let fenced = rest.components(separatedBy: "```\(language)\n")
    return try #require(fenced.dropFirst().first).components(separatedBy: "\n```")[0]
  }

  private static func overrides() throws -> String {
    try block("json", below: "**An override** is")
  }

  /// Two notes of 500 000.00, disbursed on the day before C1 begins and under both, claimed as the
  /// page works them out.
  private func desk(withOverrides: Bool = true) throws -> SettleDesk {
    let desk = try SettleDesk()
    if withOverrides { try put(Self.overrides(), on: desk) }
    let notes = [("2025-03-01", "2250.00"), ("2024-12-31", "1687.50")]
    var records: [RecordText] = []
    for (place, (day, subsidy)) in notes.enumerated() {
      let note = NoteText(
        "N-\(place + 1)", amount: 50_000_000, rate: "4.5000", lpr: "3.1000", on: day,
        due: "2027-03-01", person: place + 1)
      records.append(note.disbursement("R-\(place + 1)"))
      records.append(
        note.claim(
          "K-\(place + 1)", "2026Q1", days: 90, interest: "5625.00", subsidy: subsidy,
          closing: 50_000_000))
    }
    try desk.deliver(records, now: SettleDesk.opened)
    return desk
  }

  private func put(_ text: String, on desk: SettleDesk) throws {
    try text.write(
      toFile: desk.office.path + "/policy/overrides.json", atomically: true, encoding: .utf8)
  }

  // MARK: A run

  @Test func theLineSaysWhatIsLocal() throws {
    let desk = try desk()
    let run = try desk.run("2026Q1")
    let (local, national) = (run["lines"][0], run["lines"][1])
    #expect(local["noteNo"].text == "N-1" && national["noteNo"].text == "N-2")
    #expect(local["class"].text == "AGREED" && national["class"].text == "AGREED")
    #expect(local["subsidy"].text == "2250.00" && local["localSubsidy"].text == "562.50")
    #expect(local["borrower"].text == "3375.00")
    #expect(local["shares"]["city"].text == "731.25")
    #expect(local["shares"]["county"].text == "1518.75")
    let rule = local["rule"]
    #expect(rule["regime"].text == "R5" && rule["local"]["cap"].text == "400000.00")
    #expect(rule["local"]["sharing"]["city"].int == 40)
    #expect(rule["overrides"].elements.compactMap { $0["id"].text } == ["C1", "C2"])
    #expect(
      rule["overrides"].elements.compactMap { $0["document"].text }
        == ["某市财金〔2024〕12号", "某政发〔2024〕3号"])
    #expect(
      local["unconfirmed"].elements.compactMap(\.text) == ["某政发〔2024〕3号 规定的个人地方贴息的分担比例待确认"])
    #expect(national["subsidy"].text == "1687.50" && national["localSubsidy"].text == "0.00")
    #expect(national["rule"]["overrides"] == .null && national["rule"]["local"] == .null)
    #expect(
      national["unconfirmed"].elements.compactMap(\.text) == ["政策阶段 R5 的各级财政分担比例待确认"])
    #expect(national["shares"]["county"].text == "1687.50")
  }

  @Test func aCitizenCanRedoIt() throws {
    let desk = try desk()
    let words = try desk.office.run(
      ["settle", "explain", "AABANK", "N-1", "2026Q1"], now: Self.now)
    for sentence in [
      "地方把上限提高到 400,000.00 元，按 400,000.00 元贴息，多出的部分由地方财政负担（市级财政 40%、县级财政 60%）。",
      // The loan year ends on 2026-02-28.
      "300,000.00 元 × 4.50 % × 70 天 ÷ 360 × 1/2 = 1,312.50 元（国家规定的贴息）",
      "1,312.50 元 + 375.00 元 = 1,687.50 元（国家规定的贴息）",
      "400,000.00 元 × 4.50 % × 20 天 ÷ 360 × 1/2 = 500.00 元（国家与地方合计贴息）",
      "1,750.00 元 + 500.00 元 = 2,250.00 元（国家与地方合计贴息）",
      "2,250.00 元 − 1,687.50 元 = 562.50 元（地方贴息）",
      "依据：财金〔2023〕75号、晋财规金〔2024〕1号、某市财金〔2024〕12号、某政发〔2024〕3号",
      "地方规定：某政发〔2024〕3号（某县人民政府，2024-12-25），规定了个人地方贴息",
      "分担：市级财政 731.25 元，县级财政 1518.75 元",
      "\n某政发〔2024〕3号 规定的个人地方贴息的分担比例待确认。",
    ] { #expect(words.text.contains(sentence), "\(sentence) in \(words.text)") }
    let plain = try desk.office.run(
      ["settle", "explain", "AABANK", "N-2", "2026Q1"], now: Self.now)
    #expect(!plain.text.contains("地方") && plain.text.contains("\n政策阶段 R5"))
    // The program of the page, on the whole run.
    let run = desk.office.scratch.path("run.json")
    let json = try desk.office.run(
      ["settle", "run", "2026Q1", "--preview", "--by", "王建", "--format", "json"], now: Self.now)
    try json.text.write(toFile: run, atomically: true, encoding: .utf8)
    let program = try Self.block("python", below: "**Redoing a line.**")
      .replacingOccurrences(of: "sys.stdin", with: "open(sys.argv[1])")
    let redone = try Command.run("python3", ["-c", program, run])
    #expect(redone.status == 0, "\(redone.message)")
    #expect(redone.text == "N-1 562500 168750 56250\nN-2 562500 168750 0\n")
  }

  @Test func statementsAndSiteShowIt() throws {
    let desk = try desk()
    _ = try desk.run("2026Q1")
    try desk.approve("2026Q1")
    let out = try ScratchFolder("export")
    try desk.office.json(["settle", "export", "2026Q1", "--out", out.path], now: Self.now)
    let details = String(
      decoding: try out.bytes("2026Q1-全部-贴息申请-明细表.csv"), as: UTF8.self)
    let rows = details.split(whereSeparator: \.isNewline)
    #expect(try #require(rows.first { $0.contains("N-1") }).contains("待确认；含地方贴息 562.50 元"))
    let plain = try #require(rows.first { $0.contains("N-2") })
    #expect(plain.contains("待确认") && !plain.contains("地方"), "\(plain)")
    #expect(!details.contains("sharing"), "officials read Chinese")
    _ = try desk.office.json(["publish"], now: Self.now)
    let site = desk.office.path + "/site/current/"
    let pages = FileManager.default.files(below: site).filter { $0.hasSuffix(".html") }
    let policy = try pages.map { try String(contentsOfFile: site + $0, encoding: .utf8) }
      .first { $0.contains("历年政策") && $0.contains("某政发〔2024〕3号") }
    let text = try #require(policy)
    #expect(text.contains("某政发〔2024〕3号（某县人民政府）"))
    #expect(text.contains("30 万元；地方提高到 40 万元，多出的部分由市 40%，县 60%负担"))
    #expect(text.contains("待确认</span> 贷款利率上限；各级财政分担比例<"))
    #expect(text.contains("待确认</span> 贷款利率上限；某政发〔2024〕3号 规定的个人地方贴息的分担比例<"))
  }

  // MARK: Versions

  /// Local rules that come later make a new version; the run that was approved without them is
  /// repeated byte for byte, and what they change comes out as adjustments.
  @Test func oldRunsStayAsTheyWere() throws {
    let desk = try desk(withOverrides: false)
    _ = try desk.run("2026Q1", status: 1)
    try desk.approve("2026Q1")
    let stored = try desk.linesText(["settle", "show", "2026Q1"], now: try #require(Self.now))
    let known = try desk.office.json(["settle", "list"])["runs"][0]["knownAt"].text
    try put(Self.overrides(), on: desk)
    let later = try #require(SettleDesk.days["2026Q2"])
    let again = try desk.linesText(
      ["settle", "run", "2026Q1", "--preview", "--known-at", try #require(known), "--by", "王建"],
      now: later)
    #expect(again.prefix { $0 != "]" } == stored.prefix { $0 != "]" })
    let next = try desk.run("2026Q2", status: 1)
    let adjusted = lines(next, "ADJUSTMENT")
    #expect(adjusted.compactMap { $0["noteNo"].text } == ["N-1"])
    let line = try #require(adjusted.first)
    #expect(line["subsidy"].text == "562.50" && line["localSubsidy"].text == "562.50")
    #expect(line["shares"]["city"].text == "731.25" && line["shares"]["county"].text == "-168.75")
    #expect(line["causes"].elements.compactMap { $0["code"].text } == ["POLICY_CHANGED"])
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
    // Without the file again: the stored draft still knows its documents.
    try FileManager.default.removeItem(atPath: desk.office.path + "/policy/overrides.json")
    let words = try desk.office.run(["settle", "explain", "AABANK", "N-1", "2026Q2"], now: later)
    #expect(words.text.contains("某政发〔2024〕3号（某县人民政府，2024-12-25）"))
  }

  // MARK: lint and try

  @Test func tryPricesOverridesAndTouchesNothing() throws {
    let desk = try desk(withOverrides: false)
    let draft = desk.office.scratch.path("地方规定草稿.json")
    try Self.overrides().write(toFile: draft, atomically: true, encoding: .utf8)
    let before = FileManager.default.files(below: desk.office.path)
    let tried = try desk.office.json(["policy", "try", draft], now: Self.now)["quarters"].elements
    let quarter = try #require(tried.last)
    #expect(quarter["period"].text == "2026Q1")
    #expect(quarter["lines"].int == 2 && quarter["changed"].int == 1)
    func difference(_ payer: String) -> String? { quarter["payers"][payer]["difference"].text }
    #expect(difference("total") == "562.50")
    #expect(difference("city") == "731.25" && difference("county") == "-168.75")
    // A sharing alone moves money between payers, and its lines count as changed.
    let sharing =
      try Self.overrides().replacingOccurrences(of: ", \"maxUses\": 4", with: "")
      .components(separatedBy: ",\n   {\"id\": \"C2\"")[0] + "\n ]}"
    try sharing.write(toFile: draft, atomically: true, encoding: .utf8)
    let moved = try #require(
      try desk.office.json(["policy", "try", draft], now: Self.now)["quarters"].elements.last)
    #expect(moved["changed"].int == 1 && moved["payers"]["total"]["difference"].text == "0.00")
    #expect(moved["payers"]["city"]["difference"].text == "506.25")
    #expect(FileManager.default.files(below: desk.office.path) == before)
    #expect(try desk.office.json(["settle", "list"])["runs"].elements.isEmpty)
  }

  @Test func lintOfADraftAndOfTheFile() throws {
    let desk = try SettleDesk()
    let draft = desk.office.scratch.path("draft.json")
    try Self.overrides().write(toFile: draft, atomically: true, encoding: .utf8)
    let fine = try desk.office.json(["policy", "lint", draft], now: Self.now)
    #expect(fine["ok"] == .bool(true))
    #expect(fine["summary"].elements.contains { $0.text?.contains("地方规定 C2") == true })
    #expect(
      try desk.office.json(["policy", "lint"], now: Self.now)["summary"].elements.allSatisfy {
        $0.text?.contains("地方规定") == false
      }, "a draft is not put into use")
    let wrong = try Self.overrides().replacingOccurrences(
      of: "\"county\": 70", with: "\"county\": 7")
    try wrong.write(toFile: draft, atomically: true, encoding: .utf8)
    let found = try desk.office.json(["policy", "lint", draft], now: Self.now, status: 1)
    #expect(
      found["findings"].elements.compactMap(\.text).first?.hasPrefix("overrides.json 第 5 行") == true
    )
    #expect(try desk.office.run(["policy", "try", draft], now: Self.now).status == 64)
    #expect(try desk.office.run(["policy", "lint", draft + "x"], now: Self.now).status == 64)
    // In use, it stops whatever needs the policy.
    try put(wrong, on: desk)
    let refused = try desk.office.run(["settle", "run", "2026Q1", "--by", "王建"], now: Self.now)
    #expect(refused.status == 64 && refused.message.contains("各级分担比例合计 37，应为 100"))
  }

  // MARK: Gaps

  @Test func aRegimeGapIsNamedAndWarnedOf() throws {
    let desk = try desk(withOverrides: false)
    let file = desk.office.path + "/policy/regimes.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    func change(_ old: String, _ new: String) throws {
      #expect(text.contains(old))
      try text.replacingOccurrences(of: old, with: new)
        .write(toFile: file, atomically: true, encoding: .utf8)
    }
    try change("\"to\": \"2023-09-30\"", "\"to\": \"2023-08-31\"")
    let gap = try desk.office.json(["policy", "lint"], now: Self.now, status: 1)["findings"]
    #expect(
      gap.elements.compactMap(\.text).first?.contains(
        "“R4b”至 2023-08-31 止，“R5”从 2023-10-01 起，中间有空档")
        == true)
    // After the last regime: nothing to refuse, so the run warns.
    try change("\"to\": \"2028-09-30\"", "\"to\": \"2024-12-31\"")
    let summary = try desk.office.json(["policy", "lint"], now: Self.now)["summary"]
    #expect(summary[0].text?.contains("2016-09-24 至 2024-12-31 发放") == true)
    let preview = ["settle", "run", "2026Q1", "--preview", "--by", "王建"]
    let told = try desk.office.run(preview, now: Self.now)
    #expect(told.text.contains("警告：1 笔借据无适用政策") && told.text.contains("AABANK N-1"), "\(told.text)")
    let run = try desk.office.json(preview, now: Self.now, status: 1)
    #expect(run["totals"]["withoutPolicy"].int == 1)
    let line = run["lines"][0]
    #expect(line["subsidy"].text == "0.00" && line["interest"].text == "5625.00")
    #expect(line["segments"][0]["reason"].text == "无适用政策")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let whole = try desk.office.json(preview, now: Self.now, status: 1)
    #expect(whole["totals"]["withoutPolicy"] == .null)
  }
}
