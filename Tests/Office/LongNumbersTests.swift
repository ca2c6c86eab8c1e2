import Testing

@testable import Office

/// What is cut out of the free text of an answer.
@Suite struct LongNumbersTests {
  static let table: [(text: String, cut: String)] = [
    ("账号6222700112345678已销户", "账号****5678已销户"),
    ("账号 6222 7001 1234 5678 已销户", "账号 ****5678 已销户"),
    ("6222-7001-1234-5678", "****5678"),
    ("６２２２７００１１２３４５６７８", "****５６７８"),
    ("６２２２－７００１　１２３４－５６７８，户名不符", "****５６７８，户名不符"),
    ("6222 – 7001\u{A0}1234\u{200B}5678", "****5678"),
    ("12345678", "12345678"), ("123456789", "****6789"),
    ("2026-04-08 退回，联行号 1234", "2026-04-08 退回，联行号 1234"),
    ("1 - 2、3", "1 - 2、3"), ("户名不符", "户名不符"), ("", ""),
  ]

  @Test(arguments: table) func longNumbersAreCut(text: String, cut: String) {
    #expect(LongNumbers.cut(text) == cut)
  }
}
