// swift-tools-version: 6.2
import PackageDescription

/// Every target is built in Swift 6 mode, with explicit existentials, internal imports and
/// warnings as errors. The rooms and who may import whom: docs/ARCHITECTURE.md.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: ["TestKit"] + dependencies, path: "Tests/" + name,
    exclude: exclude, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "mingdai",
  products: [
    .executable(name: "mingdai", targets: ["mingdai"]),
    .executable(name: "mingdai-bench", targets: ["mingdai-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // Floor 0
    room("Quantities"),
    room("StrictJSON"),
    room("Markup", ["CQRencode"]),
    room("SearchIndex"),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(
      name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    // Floor 1
    room("Subsidy", ["Quantities"]),
    room("Sealing", ["COpenSSL"]),
    .target(
      name: "Calculator", dependencies: ["Quantities", "Subsidy"], exclude: ["wasm"],
      swiftSettings: strict),
    // Floor 2
    room("DropBox", ["Sealing"]),
    room("LoanBook", ["Quantities"]),
    room("Policy", ["Quantities", "Subsidy", "StrictJSON"]),
    // Floor 3
    room("BankExchange", ["Quantities", "LoanBook", "StrictJSON", "Sealing"]),
    room("Ledger", ["Quantities", "LoanBook", grdb, sqlite]),
    room("Settlement", ["Quantities", "LoanBook", "Subsidy", "Policy"]),
    room("TransparencyLog", ["Quantities", "StrictJSON", "Sealing"]),
    // Floor 4
    room(
      "Intake",
      [
        "Quantities", "StrictJSON", "Subsidy", "Sealing", "DropBox", "LoanBook", "Policy",
        "BankExchange",
      ]),
    room("OpenData", ["Quantities", "StrictJSON", "Markup", "Disclosure"]),
    room("Disclosure", ["Quantities", "StrictJSON", "CZlib"]),
    room("Statistics", ["Quantities", "LoanBook", "Subsidy", "Policy", "StrictJSON"]),
    room("Opening", ["Quantities", "LoanBook", "Policy", "Markup"]),
    // Floor 5
    .target(
      name: "SiteAssets", path: "Resources",
      resources: [
        .embedInCode("site"), .embedInCode("policy"), .embedInCode("schema"), .embedInCode("kit"),
      ], swiftSettings: strict),
    room(
      "PublicSite",
      [
        "Quantities", "StrictJSON", "Markup", "Disclosure", "SiteAssets", "SearchIndex", "OpenData",
      ]),
    room("Statements", ["Quantities", "Markup", "CXlsxWriter"]),
    room(
      "BankKit",
      [
        "Quantities", "StrictJSON", "Markup", "Sealing", "DropBox", "LoanBook", "Policy",
        "BankExchange", "Intake", "SiteAssets",
      ]),
    // Floor 6
    room(
      "DemoCounty",
      [
        "Quantities", "StrictJSON", "Subsidy", "Sealing", "LoanBook", "Policy", "BankExchange",
        "Settlement",
      ]),
    room(
      "Office",
      [
        "Quantities", "StrictJSON", "Markup", "Subsidy", "Sealing", "DropBox", "LoanBook",
        "Policy", "BankExchange", "Ledger", "Settlement", "Intake", "Disclosure", "OpenData",
        "Statistics", "Opening", "Statements", "SiteAssets", "PublicSite", "DemoCounty",
        "TransparencyLog",
      ]),
    // Floor 7
    .executableTarget(
      name: "mingdai",
      dependencies: [
        "Quantities", "StrictJSON", "Sealing", "DropBox", "LoanBook", "Ledger", "PublicSite",
        "BankExchange", "Intake", "BankKit", "Office", "Opening", "Statistics",
        "Statements", "TransparencyLog", argumentParser,
      ], swiftSettings: strict),
    .executableTarget(
      name: "mingdai-bench",
      dependencies: [
        "Quantities", "StrictJSON", "Sealing", "DropBox", "LoanBook", "Policy", "BankExchange",
        "Ledger", "Settlement", "SiteAssets", "DemoCounty", "Office", "PublicSite", "SearchIndex",
        sqlite, argumentParser,
      ], swiftSettings: strict),

    // Tests: one folder per room, what they share, whole-office transcripts, the house rules.
    .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: strict),
    .target(
      name: "PlainBook", dependencies: ["LoanBook", "Intake"], path: "Tests/PlainBook",
      swiftSettings: strict),
    tests("Quantities", ["Quantities"]),
    tests("StrictJSON", ["StrictJSON"]),
    tests("Markup", ["Markup"]),
    tests(
      "SearchIndex", ["SearchIndex", "SiteAssets"],
      exclude: ["against_pagefind.py", "search.py"]),
    tests("Subsidy", ["Quantities", "Subsidy"]),
    tests("Calculator", ["Quantities", "Subsidy", "Calculator"], exclude: ["answer.mjs"]),
    tests("Sealing", ["Sealing"]),
    tests("DropBox", ["DropBox", "Sealing"]),
    tests("Policy", ["Quantities", "Subsidy", "Policy"]),
    tests("LoanBook", ["Quantities", "LoanBook"]),
    tests(
      "BankExchange", ["Quantities", "LoanBook", "StrictJSON", "Sealing", "BankExchange"]),
    tests(
      "Intake",
      [
        "Quantities", "StrictJSON", "Subsidy", "Sealing", "DropBox", "LoanBook", "Policy",
        "BankExchange", "Intake", "PlainBook",
      ]),
    tests("Ledger", ["Quantities", "LoanBook", "Ledger", grdb], exclude: ["Golden"]),
    tests("Settlement", ["Quantities", "LoanBook", "Subsidy", "Policy", "Settlement"]),
    tests("Disclosure", ["Quantities", "Disclosure"]),
    tests(
      "TransparencyLog",
      ["Quantities", "StrictJSON", "Sealing", "SiteAssets", "TransparencyLog", "mingdai"],
      exclude: ["crosscheck.py", "look.py", "serve.py"]),
    .target(
      name: "SyntheticCounty",
      dependencies: [
        "Quantities", "StrictJSON", "Disclosure", "OpenData", "PublicSite", "TestKit",
      ],
      path: "Tests/PublicSite/Synthetic", swiftSettings: strict),
    tests(
      "PublicSite",
      [
        "Quantities", "StrictJSON", "Markup", "TransparencyLog", "Disclosure", "OpenData",
        "SiteAssets", "PublicSite", "SyntheticCounty", "CZlib",
      ],
      exclude: ["Synthetic", "Golden"]),
    tests(
      "OpenData",
      ["Quantities", "StrictJSON", "Disclosure", "OpenData", "PublicSite", "SyntheticCounty"]),
    tests(
      "Browser", ["Quantities", "Markup", "Disclosure", "PublicSite", "SyntheticCounty"],
      exclude: [
        "audit.py", "find.py", "full_names.py", "look.py", "offer.py", "pictures.py",
      ]),
    tests(
      "DemoCounty",
      [
        "Quantities", "StrictJSON", "Subsidy", "Sealing", "DropBox", "LoanBook", "Policy",
        "BankExchange", "Settlement", "Intake", "DemoCounty",
      ]),
    tests(
      "Statistics",
      ["Quantities", "LoanBook", "Subsidy", "Policy", "StrictJSON", "Statistics"]),
    tests("Opening", ["Quantities", "LoanBook", "Policy", "Opening"]),
    tests("Statements", ["Quantities", "Statements"], exclude: ["read.py"]),
    tests(
      "Office",
      [
        "Quantities", "StrictJSON", "Subsidy", "Sealing", "DropBox", "LoanBook", "BankExchange",
        "Ledger", "Settlement", "Opening", "Office", "TransparencyLog",
      ]),
    tests("Scenarios", ["mingdai"], exclude: ["breaking-disk.c"]),
    tests(
      "Corpus", ["BankExchange", "mingdai"], exclude: ["README.md", "bank.sh", "cases"]),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Quantities", "StrictJSON", "Subsidy", "Sealing", "DropBox", "LoanBook", "Policy",
        "BankExchange", "Intake", "PlainBook",
      ], path: "Tests/Fuzz/Targets", swiftSettings: strict),
    tests(
      "Fuzz", ["FuzzTargets"],
      exclude: ["README.md", "Targets", "Entry.swift", "corpus", "run.sh", "words.dict"]),
    tests("SFTP", ["mingdai"]),
    tests("Tidy", []),
    tests(
      "BankKit",
      [
        "Quantities", "StrictJSON", "Sealing", "DropBox", "LoanBook", "Policy", "BankExchange",
        "Intake", "BankKit", "SiteAssets", "Office", "mingdai",
      ], exclude: ["validate.py"]),
  ]
)
