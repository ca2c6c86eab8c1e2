import LoanBook
import Quantities

// Cells that both tables have.
extension RowReader {
  /// The bank of a row, which must be registered.
  mutating func bank(_ column: Column, _ context: OpeningContext) -> PartyCode? {
    guard let code = required(column, { PartyCode($0.uppercased()) }) else { return nil }
    if context.banks.contains(code) { return code }
    refuse(column, .unknownCode, "该代码的银行没有登记", "请核对代码，或先登记银行（bank add）")
    return nil
  }

  /// 借据号
  mutating func noteNo(_ column: Column) -> NoteNo? { required(column) { NoteNo($0) } }

  /// A day that must be there.
  mutating func day(_ column: Column) -> Day? {
    required(column, as: .day) { CellText.day($0) }
  }

  /// A day that may be absent.
  mutating func optionalDay(_ column: Column) -> Day? {
    optional(column, as: .day) { CellText.day($0) }
  }

  /// A whole number in a range.
  mutating func count(_ column: Column, in range: ClosedRange<Int>) -> Int? {
    required(column, as: .number) { text in
      CellText.count(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

// The words and texts of a cell.
extension CellText {
  /// 1 to 100 characters.
  static func name(_ text: String) -> String? {
    (1...100).contains(text.unicodeScalars.count) ? text : nil
  }

  /// `A03`; whether it exists is for the policy data to say.
  static func industry(_ text: String) -> String? {
    let code = text.uppercased()
    guard code.utf8.count == 3, let section = code.utf8.first, (0x41...0x54).contains(section),
      isDigits(code.dropFirst())
    else { return nil }
    return code
  }

  static func kind(_ text: String) -> BorrowerKind? {
    ["个人": .individual, "合伙": .partnership, "小微企业": .enterprise][text]
      ?? BorrowerKind(rawValue: text)
  }

  static func settlement(_ text: String) -> SettlementRhythm? {
    ["按季": .quarterly, "按月": .monthly][text] ?? SettlementRhythm(rawValue: text)
  }

  static func repayment(_ text: String) -> RepaymentMethod? {
    ["到期还本": .bullet, "等额本息": .equalInstalment, "等额本金": .equalPrincipal, "按计划": .schedule][text]
      ?? RepaymentMethod(rawValue: text)
  }

  static func payee(_ text: String) -> Payee? {
    ["借款人": .borrower, "银行": .bank][text] ?? Payee(rawValue: text)
  }
}
