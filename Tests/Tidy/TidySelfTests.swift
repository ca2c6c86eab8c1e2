import Testing

/// Every rule finds what is planted for it, and leaves alone what only looks like it.
@Suite struct TidySelfTests {
  struct Planted: Sendable, CustomStringConvertible {
    let room: String
    let code: String
    let line: Int
    let message: String

    init(_ room: String, _ code: String, _ line: Int, _ message: String) {
      (self.room, self.code, self.line, self.message) = (room, code, line, message)
    }

    var description: String { "\(room): \(message)" }
  }

  static let planted = [
    Planted("Subsidy", "import Foundation\n", 1, "Subsidy may not import Foundation"),
    Planted("Quantities", "\nimport Glibc\n", 2, "Quantities may not import Glibc"),
    Planted("StrictJSON", "public import Quantities\n", 1, "StrictJSON may not import Quantities"),
    Planted("Office", "import GRDB\n", 1, "Office may not import GRDB"),
    Planted("DropBox", "import COpenSSL\n", 1, "DropBox may not import COpenSSL"),
    Planted(
      "LoanBook", "@testable import struct Ledger.Row\n", 1, "LoanBook may not import Ledger"),
    Planted("Attic", "import Foundation\n", 1, "room Attic has no row in the import table"),
    Planted("Office", "let a = try? f()\n", 1, "try?"),
    Planted("Office", "let a =\n  try! f()\n", 2, "try!"),
    Planted("Office", "let a = b as! C\n", 1, "as!"),
    Planted("Office", "let a = b!\n", 1, "force unwrap of b"),
    Planted("Office", "let a = f(1)!.c\n", 1, "force unwrap of )"),
    Planted("Office", "let a = f[1]!.c\n", 1, "force unwrap of ]"),
    Planted("Office", "var a: Int!\n", 1, "force unwrap of Int"),
    Planted("Office", "let a = \"x \\(b!) y\"\n", 1, "force unwrap of b"),
    Planted(
      "Office", "fatalError(\"x\")\n", 1, "fatalError: use a typed fault or precondition"),
    Planted("Office", "// TO" + "DO: later\n", 1, "TO" + "DO: do it or write it into docs"),
    Planted("Office", "\n/* FIX" + "ME */\n", 2, "FIX" + "ME: do it or write it into docs"),
    Planted("Office", "let a = 1  // XX" + "X\n", 1, "XX" + "X: do it or write it into docs"),
    Planted("Settlement", "let a: Double = 1\n", 1, "Double in the core"),
    Planted("Policy", "func f(_ a: Float) {}\n", 1, "Float in the core"),
    Planted("LoanBook", "let a = Decimal(1)\n", 1, "Decimal in the core"),
    Planted("BankExchange", "let a = Date()\n", 1, "Date( in the core"),
    Planted("Office", "class LoanManager {}\n", 1, "LoanManager: name what it is or does"),
    Planted("Office", "enum TextUtils {}\n", 1, "TextUtils: name what it is or does"),
    Planted("Office", "protocol LoanBase {}\n", 1, "LoanBase: name what it is or does"),
    Planted("Office", "struct LoanImpl {}\n", 1, "LoanImpl: name what it is or does"),
    Planted("Office", "actor LoanHelper {}\n", 1, "LoanHelper: name what it is or does"),
    Planted(
      "Office", "/// A.\nenum A {}\n\npublic func f() {}\n", 4,
      "public func without a documentation comment"),
    Planted(
      "Office", "@frozen\npublic struct S {}\n", 2,
      "public struct without a documentation comment"),
    Planted(
      "Office", "open class C {}\n", 1, "public class without a documentation comment"),
    Planted(
      "Office", "// No.\npublic private(set) var a = 1\n", 2,
      "public var without a documentation comment"),
    Planted(
      "Office", "func f() {\n" + String(repeating: "  g()\n", count: 71) + "}\n", 1,
      "a body of 71 lines; 70 is the most"),
    Planted(
      "Office", "init(a: [Int] = []) {\n" + String(repeating: "  g()\n", count: 80) + "}\n", 1,
      "a body of 80 lines; 70 is the most"),
    Planted(
      "Office", "var a: Int {\n" + String(repeating: "  g()\n", count: 99) + "}\n", 1,
      "a body of 99 lines; 70 is the most"),
    Planted(
      "Office", "// 中" + String(repeating: "x", count: 97) + "\n", 1,
      "101 columns; 100 is the most"),
    Planted(
      "Office", String(repeating: "\n", count: 601), 601, "601 lines; 600 is the most"),
    Planted("Office", "// see /wo" + "rk/main\n", 1, "/wo" + "rk/ belongs to a machine"),
    Planted("Office", "let a = \"/ro" + "ot/x\"\n", 1, "/ro" + "ot/ belongs to a machine"),
    Planted("Office", "// /tmp" + "/h-json\n", 1, "/tmp" + "/h- belongs to a machine"),
  ]

  @Test(arguments: planted) func whatIsPlantedIsFound(_ planted: Planted) {
    let file = TidyFile(path: "Sources/\(planted.room)/File.swift", text: planted.code)
    let expected = Violation(path: file.path, line: planted.line, message: planted.message)
    #expect(TidyRules.check(file) == [expected])
  }

  @Test func innocentCodeIsLeftAlone() {
    let code = #"""
      public import Quantities
      import Foundation

      /// A public thing; it never says try? or as! in code.
      @frozen
      public struct Loan {
        /* fatalError /* nested b! */ still a comment */
        let text = "b! try? \(a != b ? "x!" : "y") fatalError("
        let raw = #"a"b!"#
        let long = """
          it said "b!" and fatalError(
          \(call(")")) b!
          """
        var isOpen: Bool { !isClosed && a != b && a!=b && !(c) }
        func f() throws -> Int? { try g()?.h }
        func base(database: Database) {}
        /// Documented.
        @inlinable public static func g() {}
      }

      public extension Loan {}

      let answer = open(&file) { case in a }

      protocol Ledgering {
        func a()
        func b() -> Int
        init(c: Int)
      }
      let doubled = twice  // a Double in a comment
      """#
    let file = TidyFile(path: "Sources/Policy/File.swift", text: code)
    #expect(TidyRules.check(file) == [])
  }

  @Test func testsMayDoWhatSourcesMayNot() {
    let code = "import GRDB\nlet a = try! f() as! Double\nlet b = c!\npublic func g() {}\n"
    #expect(TidyRules.check(TidyFile(path: "Tests/Office/File.swift", text: code)) == [])
  }

  @Test func tracesAreFoundInEveryText() {
    let page = TidyFile(path: "docs/MANUAL.md", text: "run it\nin /ro" + "ot/mingdai\n")
    #expect(
      TidyRules.check(page)
        == [Violation(path: page.path, line: 2, message: "/ro" + "ot/ belongs to a machine")])
    let pins = TidyFile(path: "Tests/Package" + ".resolved", text: "{}\n")
    #expect(TidyRules.check(pins).count == 1)
  }

  @Test func everyRowNamesRoomsThatExist() {
    let foreign: Set<String> = [
      "COpenSSL", "CQRencode", "CXlsxWriter", "CZlib", "GRDB", "GRDBSQLite", "ArgumentParser",
      "Hummingbird", "HTTPTypes", "NIOCore", "Logging",
    ]
    for (room, row) in ImportTable.rows {
      for module in row {
        #expect(ImportTable.rows[module] != nil || foreign.contains(module), "\(room): \(module)")
        #expect(
          ImportTable.rows[module]?.contains(room) != true, "\(room) and \(module): a circle")
      }
    }
  }
}
