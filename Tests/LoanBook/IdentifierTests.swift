import LoanBook
import Testing

/// `^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$`. EXCHANGE §3.
@Suite struct IdentifierTests {
  @Test(arguments: [
    "A", "0", "z", "JD-2024/0001", "a.b_c-d/e", "9" + String(repeating: "x", count: 63),
  ])
  func takes(text: String) throws {
    #expect(try #require(NoteNo(text)).text == text)
  }

  @Test(arguments: [
    ("", "empty"), (String(repeating: "x", count: 65), "65 characters"),
    ("-A", "leads with a mark"),
    (".A", "leads with a mark"), ("_A", "leads with a mark"), ("/A", "leads with a mark"),
    ("A B", "space"), ("A\n", "line feed"), ("借据1", "Chinese"), ("A１", "full-width digit"),
    ("A\u{212A}", "Kelvin sign, which Swift takes for a K"), ("A\u{0301}", "combining mark"),
    ("A\u{200B}", "zero width"), ("A\\B", "backslash"), ("A:B", "colon"), ("A\0", "NUL"),
  ])
  func refuses(text: String, why: String) {
    #expect(NoteNo(text) == nil, "\(why)")
  }

  /// `^[A-Z0-9]{4,16}$`. EXCHANGE §1.
  @Test func partyCodes() {
    for text in ["ABCD", "0000", "BANK00000000000A"] { #expect(PartyCode(text)?.text == text) }
    for text in ["ABC", "ABCDEFGHIJKLMNOPQ", "abcd", "AB-D", "ABC ", "农商银行", "BAN\u{212A}", ""] {
      #expect(PartyCode(text) == nil, "\(text)")
    }
  }

  @Test func notesSortByBankThenNumber() throws {
    func key(_ bank: String, _ note: String) throws -> NoteKey {
      NoteKey(bank: try #require(PartyCode(bank)), noteNo: try #require(NoteNo(note)))
    }
    let sorted = try [key("BBBB", "1"), key("AAAA", "2"), key("AAAA", "10")].sorted()
    #expect(sorted.map(\.description) == ["AAAA 10", "AAAA 2", "BBBB 1"])
  }
}
