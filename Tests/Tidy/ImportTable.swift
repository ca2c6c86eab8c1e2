/// Who may import whom (docs/ARCHITECTURE.md, "Rooms"). A new room gets a row here.
enum ImportTable {
  /// Modules of ours and of others that each room may import beside those of `system` and
  /// Quantities.
  static let rows: [String: Set<String>] = {
    var rows: [String: Set<String>] = [
      // Floor 0
      "Quantities": [], "StrictJSON": [], "Markup": ["CQRencode"], "SearchIndex": [],
      "SiteAssets": [],
      // Floor 1
      "Subsidy": [],
      "Sealing": ["COpenSSL"],
      "Calculator": ["Subsidy"],
      // Floor 2
      "DropBox": ["Sealing"],
      "LoanBook": [],
      "Policy": ["Subsidy", "StrictJSON"],
      // Floor 3
      "BankExchange": ["LoanBook", "StrictJSON", "Sealing"],
      "Ledger": ["LoanBook", "GRDB", "GRDBSQLite"],
      "Settlement": ["LoanBook", "Subsidy", "Policy", "StrictJSON"],
      "TransparencyLog": ["StrictJSON", "Sealing"],
      // Floor 4
      "Intake": [
        "BankExchange", "DropBox", "LoanBook", "Policy", "Sealing", "StrictJSON", "Subsidy",
      ],
      "Disclosure": ["LoanBook", "Settlement", "Sealing", "StrictJSON", "CZlib"],
      "OpenData": ["Disclosure", "Markup", "StrictJSON"],
      "Statistics": ["LoanBook", "Subsidy", "Policy", "StrictJSON"],
      "Opening": ["LoanBook", "Policy", "Markup"],
      // Floor 5
      "BankKit": [
        "BankExchange", "DropBox", "Intake", "LoanBook", "Markup", "Policy", "Sealing",
        "SiteAssets", "StrictJSON", "Subsidy",
      ],
      "PublicSite": [
        "Disclosure", "Markup", "OpenData", "SearchIndex", "SiteAssets", "StrictJSON",
      ],
      "Statements": ["Markup", "CXlsxWriter"],
    ]
    // Floor 6 and up
    let belowOffice = Set(rows.keys)
    rows["DemoCounty"] = belowOffice
    rows["Office"] = belowOffice.union(["DemoCounty"])
    // The command names the faults of the rooms below, to tell their remedies, and the figures and
    // tables that it prints.
    rows["mingdai"] = [
      "Office", "BankKit", "BankExchange", "Intake", "Ledger", "LoanBook", "DropBox", "Sealing",
      "PublicSite", "StrictJSON", "Opening", "Statistics", "Statements", "TransparencyLog",
      "ArgumentParser",
    ]
    rows["mingdai-bench"] = belowOffice.union([
      "Office", "DemoCounty", "ArgumentParser", "GRDBSQLite",
    ])
    rows["MingdaiConsole"] = [
      "Office", "Markup", "Hummingbird", "HTTPTypes", "NIOCore", "Logging",
    ]
    return rows
  }()

  /// Parts of the platform.
  static let system: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch",
  ]

  /// Rooms without the platform: floor 0, and Subsidy, which also compiles for WebAssembly.
  static let withoutSystem: Set<String> = [
    "Quantities", "StrictJSON", "Markup", "SearchIndex", "Subsidy", "Calculator",
  ]

  /// Floor 0 imports nothing of ours, not even Quantities.
  static let withoutQuantities: Set<String> = [
    "Quantities", "StrictJSON", "Markup", "SearchIndex", "SiteAssets",
  ]

  /// What a room may import; nil for a room without a row.
  static func allowed(_ room: String) -> Set<String>? {
    guard var allowed = rows[room] else { return nil }
    if !withoutSystem.contains(room) { allowed.formUnion(system) }
    if !withoutQuantities.contains(room) { allowed.insert("Quantities") }
    return allowed
  }

  /// The violations of one file.
  static func check(_ file: TidyFile) -> [Violation] {
    guard let room = file.room else { return [] }
    guard let allowed = allowed(room) else {
      return [file.violation(1, "room \(room) has no row in the import table")]
    }
    return imports(of: file).filter { !allowed.contains($0.module) }
      .map { file.violation($0.line, "\(room) may not import \($0.module)") }
  }

  private static func imports(of file: TidyFile) -> [(module: String, line: Int)] {
    let kinds: Set<String> = [
      "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
    var found: [(String, Int)] = []
    for (index, token) in file.tokens.enumerated() where token.text == "import" {
      let rest = file.tokens[(index + 1)...].prefix { $0.line == token.line }
      let module = rest.first { !kinds.contains($0.text) }
      if let module { found.append((module.text, token.line)) }
    }
    return found
  }
}
