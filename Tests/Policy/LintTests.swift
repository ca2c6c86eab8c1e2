import Policy
import Testing

/// One passage of the shipped data replaced, and the one finding that must come of it.
struct PlantedFault: Sendable, CustomTestStringConvertible {
  var file: PolicyFileName
  var old: String
  var new: String
  var code: PolicyFinding.Code
  var line: Int
  var pointer: String?

  var testDescription: String { "\(code) in \(file.rawValue): \(new)" }

  init(
    _ file: PolicyFileName, _ old: String, _ new: String, _ code: PolicyFinding.Code,
    _ line: Int, _ pointer: String? = nil
  ) {
    self.file = file
    self.old = old
    self.new = new
    self.code = code
    self.line = line
    self.pointer = pointer
  }

  /// In regimes.json a regime has five lines; R1 begins on line 5.
  static let table = [
    // The document
    PlantedFault(.regimes, "\"about\":", "about:", .notJSON, 2, ""),
    PlantedFault(
      .regimes, "{\n  \"about\"", "{\"regimes\": [],\n  \"about\"", .notJSON, 4, "/regimes"),
    PlantedFault(
      .regimes, "\"lprVerifiedUntil\"", "\"lprVerified\"", .unknownMember, 3, "/lprVerified"),
    PlantedFault(
      .regimes, "\"2025-07-21\"", "20250721", .wrongType, 3, "/lprVerifiedUntil"),
    PlantedFault(
      .regimes, "\"2025-07-21\"", "\"2025-02-29\"", .badValue, 3, "/lprVerifiedUntil"),
    // Days of regimes
    PlantedFault(
      .regimes, "\"to\": \"2018-03-26\"", "\"to\": \"2018-03-25\"", .gap, 10, "/regimes/1"),
    PlantedFault(
      .regimes, "\"to\": \"2018-03-26\"", "\"to\": \"2018-03-27\"", .overlap, 10, "/regimes/1"),
    PlantedFault(
      .regimes, "\"from\": \"2018-03-27\", \"to\"", "\"from\": \"2016-09-24\", \"to\"",
      .notAscending, 10, "/regimes/1"),
    PlantedFault(
      .regimes, "\"to\": \"2028-09-30\"", "\"to\": \"2023-09-30\"", .notAscending, 30,
      "/regimes/5"),
    PlantedFault(.regimes, "\"id\": \"R2\"", "\"id\": \"R1\"", .duplicate, 10, "/regimes/1"),
    PlantedFault(.regimes, "\"id\": \"R2\"", "\"id\": \"R 2\"", .badValue, 10, "/regimes/1/id"),
    PlantedFault(
      .regimes, "[\"财金〔2018〕22号\"]", "[]", .empty, 10, "/regimes/1/basis"),
    PlantedFault(
      .regimes, "\"open\": [\"sharing\"]", "\"open\": [\"individual.limit\"]",
      .unknownOpenMember, 10, "/regimes/1/open/0"),
    // Kinds
    PlantedFault(
      .regimes, "{\"cap\": \"100000.00\", \"termMonths\"", "{\"cap\": \"100000\", \"termMonths\"",
      .badValue, 6, "/regimes/0/individual/cap"),
    PlantedFault(
      .regimes, "{\"cap\": \"100000.00\", \"termMonths\"", "{\"termMonths\"", .missingMember, 6,
      "/regimes/0/individual"),
    PlantedFault(
      .regimes, "\"cap\": \"500000.00\"",
      "\"cap\": \"500000.00\", \"capPerPartnerFactor\": \"1.10\"",
      .contradiction, 7, "/regimes/0/partnership"),
    PlantedFault(
      .regimes, "\"cap\": \"500000.00\"", "\"cap\": \"500000.00\", \"capTotal\": \"600000.00\"",
      .contradiction, 7, "/regimes/0/partnership"),
    PlantedFault(
      .regimes, "\"cap\": \"100000.00\"", "\"cap\": \"100000.00\", \"capTotal\": \"600000.00\"",
      .unknownMember, 6, "/regimes/0/individual/capTotal"),
    PlantedFault(
      .regimes, "\"capPerPartnerFactor\": \"1.10\"", "\"capPerPartnerFactor\": \"0.00\"",
      .badValue, 17, "/regimes/2/partnership/capPerPartnerFactor"),
    PlantedFault(
      .regimes, "\"termMonths\": 36", "\"termMonths\": 36.0", .badValue, 6,
      "/regimes/0/individual/termMonths"),
    PlantedFault(
      .regimes, "\"termMonths\": 24", "\"termMonths\": 0", .badValue, 8,
      "/regimes/0/enterprise/termMonths"),
    PlantedFault(
      .regimes, "\"over100\": 15}]", "\"over100\": \"15\"}]", .wrongType, 8,
      "/regimes/0/enterprise/newHirePercent/0/over100"),
    PlantedFault(
      .regimes, "{\"from\": \"2019-12-13\"", "{\"from\": \"2018-11-16\"", .notAscending, 18,
      "/regimes/2/enterprise/newHirePercent/1"),
    PlantedFault(
      .regimes, "{\"from\": \"2019-12-13\"", "{\"from\": \"2020-04-15\"", .badValue, 18,
      "/regimes/2/enterprise/newHirePercent/1"),
    PlantedFault(
      .regimes, "\"termMonths\": 36, \"rule\"",
      "\"local\": {\"cap\": \"100000.00\", \"sharing\": {\"county\": 100}},"
        + " \"termMonths\": 36, \"rule\"",
      .contradiction, 6, "/regimes/0/individual/local"),
    // Rules
    PlantedFault(
      .regimes, "\"kind\": \"steps\"", "\"kind\": \"ladder\"", .badValue, 6,
      "/regimes/0/individual/rule/kind"),
    PlantedFault(
      .regimes, "\"2/3\"", "\"4/3\"", .badValue, 6, "/regimes/0/individual/rule/fractions/1"),
    PlantedFault(
      .regimes, "\"1/3\"", "\"0/3\"", .badValue, 6, "/regimes/0/individual/rule/fractions/2"),
    PlantedFault(
      .regimes, "[\"1\", \"2/3\", \"1/3\"]", "[]", .empty, 6,
      "/regimes/0/individual/rule/fractions"),
    PlantedFault(
      .regimes, "[\"1\", \"2/3\", \"1/3\"]", "[\"1/999983\", \"1/2\"]", .badValue, 6,
      "/regimes/0/individual/rule"),
    PlantedFault(
      .regimes, "\"points\": \"1.5000\"", "\"points\": \"1.5\"", .badValue, 26,
      "/regimes/4/individual/rule/points"),
    PlantedFault(
      .regimes, "\"shareOfRate\", ", "\"shareOfRate\", \"points\": \"1.5000\", ",
      .unknownMember, 31, "/regimes/5/individual/rule/points"),
    // Money of the payers, rate cap, uses
    PlantedFault(
      .regimes, "{\"central\": 50, \"county\": 50}", "{\"central\": 50, \"county\": 49}",
      .sharingNot100, 9, "/regimes/0/sharing"),
    PlantedFault(
      .regimes, "{\"central\": 50, \"county\": 50}", "{\"centre\": 50, \"county\": 100}",
      .unknownMember, 9, "/regimes/0/sharing/centre"),
    PlantedFault(
      .regimes, "\"rateCapOverLPR\": \"1.5000\", \"rateCapEnforced\": true",
      "\"rateCapOverLPR\": null, \"rateCapEnforced\": true", .contradiction, 20, "/regimes/3"),
    PlantedFault(
      .regimes, "\"rateCapEnforced\": false", "\"rateCapEnforced\": 0", .wrongType, 9,
      "/regimes/0/rateCapEnforced"),
    PlantedFault(
      .regimes, "\"maxUses\": null", "\"maxUses\": 0", .badValue, 9, "/regimes/0/maxUses"),
    // Tables
    PlantedFault(.lpr, "from,one_year", "day,one_year", .notTable, 1),
    PlantedFault(.lpr, "4.3000,,medium", "4.3000,medium", .notTable, 2),
    PlantedFault(.lpr, "4.3000,,medium", "\"4.3000,,medium", .notTable, 2),
    PlantedFault(.lpr, "4.3000,,medium", "\"4.3000\"0,,medium", .notTable, 2),
    PlantedFault(.lpr, "4.3000", "4.30", .badValue, 2),
    PlantedFault(.lpr, "4.3000", "0.0000", .badValue, 2),
    PlantedFault(.lpr, "medium", "low", .badValue, 2),
    PlantedFault(.lpr, "2018-04-20", "2015-10-26", .notAscending, 3),
    PlantedFault(.towns, "140525101000", "140525100000", .duplicate, 3),
    PlantedFault(.towns, "140525101000", "14052510100", .badValue, 3),
    PlantedFault(.towns, "下村镇", "", .badValue, 3),
    PlantedFault(.categories, "02,就业", "01,就业", .duplicate, 3),
    PlantedFault(.categories, "PARTNERSHIP,yes", "PARTNERSHIP,是", .badValue, 3),
    PlantedFault(.categories, "INDIVIDUAL PARTNERSHIP", "INDIVIDUAL COMPANY", .badValue, 2),
    PlantedFault(.categories, "INDIVIDUAL PARTNERSHIP", "INDIVIDUAL INDIVIDUAL", .badValue, 2),
    PlantedFault(.categories, "2020-12-31", "2020-01-31", .notAscending, 12),
    PlantedFault(.industries, "B,采矿业", "A,采矿业", .duplicate, 3),
    PlantedFault(.industries, "06,12", "05,12", .overlap, 3),
    PlantedFault(.industries, "06,12", "12,06", .notAscending, 3),
    PlantedFault(.industries, "06,12", "6,12", .badValue, 3),
  ]
}

@Suite("Policy files: every lint has a planted fault")
struct LintTests {
  @Test(arguments: PlantedFault.table)
  func planted(_ fault: PlantedFault) throws {
    let files = try ShippedPolicy.files(fault.file, fault.old, fault.new)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    let hit = refusal.findings.first { $0.code == fault.code && $0.pointer == fault.pointer }
    let finding = try #require(hit, "found only:\n\(refusal)")
    #expect(finding.file == fault.file)
    #expect(finding.line == fault.line)
    #expect(finding.pointer == fault.pointer)
    #expect(!finding.message.isEmpty && !finding.remedy.isEmpty)
    // A misspelt member is also a missing one; all else is one finding.
    #expect(refusal.findings.count <= 2, "\(refusal)")
  }

  @Test("every kind of finding is planted at least once")
  func everyCode() {
    let planted = Set(PlantedFault.table.map(\.code) + OverrideLintTests.table.map(\.code))
    #expect(planted == Set(PolicyFinding.Code.allCases))
  }

  @Test("all findings of all files at once, in the order of the files")
  func together() throws {
    var files = try ShippedPolicy.files(.regimes, "\"county\": 50", "\"county\": 40")
    files.lpr = Array("from,one_year,five_year,confidence\n2020-01-01,x,y,z\n".utf8)
    files.towns = [0xFF]
    files.holidays = Array("day,kind,name,document\n".utf8)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(
      refusal.findings.map(\.code) == [
        .sharingNot100, .badValue, .badValue, .badValue, .notTable, .empty,
      ])
    #expect(
      refusal.findings.map(\.file) == [
        .regimes, .lpr, .lpr, .lpr, .towns, .holidays,
      ])
    #expect(
      refusal.findings[0].description
        == "regimes.json 第 9 行第 88 列（/regimes/0/sharing）：各级分担比例合计 90，应为 100。请核对分担比例。")
    #expect(
      refusal.findings[1].description
        == "lpr.csv 第 2 行：第 2 格“x”不是大于零的百分数（四位小数，如 3.4500）。请改为大于零的百分数（四位小数，如 3.4500）。")
  }

  @Test("spreadsheets' tables are read: byte order mark, CRLF, quoted cells")
  func spreadsheet() throws {
    var files = try ShippedPolicy.files()
    let text =
      "\u{FEFF}code,name\r\n140525100000,\"南村,\"\"镇\"\"\"\r\n\r\n140525101000,\"下村\r\n镇\"\r\n"
    files.towns = Array(text.utf8)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(refusal.findings.map(\.code) == [.badValue])
    #expect(refusal.findings.map(\.line) == [4])
    files.towns = Array(text.replacing("下村\r\n镇", with: "下村镇").utf8)
    let policy = try Policy(files)
    #expect(policy.towns.map(\.name) == ["南村,\"镇\"", "下村镇"])
  }
}
