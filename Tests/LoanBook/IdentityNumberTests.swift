import LoanBook
import Quantities
import TestKit
import Testing

/// GB 11643 and GB 32100. The numbers are the examples of the standards, or synthetic.
@Suite struct IdentityNumberTests {
  @Test(arguments: [
    ("11010519491231002X", "1949-12-31", true), ("440524188001010014", "1880-01-01", false),
  ])
  func standardsExamplesOfPersons(number: String, birth: String, isFemale: Bool) throws {
    let id = try #require(ResidentID(number))
    #expect(id.birthDay == (try day(birth)) && id.isFemale == isFemale)
    #expect(id.text.revealed == number)
  }

  @Test(arguments: ["91350100M000100Y43"])
  func standardsExampleOfAnEntity(code: String) {
    #expect(SocialCreditCode(code)?.text == code)
  }

  @Test(arguments: [
    ("11010519491231002x", "small x"), ("1101051949123100", "16 digits"), ("", "empty"),
    ("11010519491231002X0", "19 characters"), ("１1010519491231002X", "full-width digit"),
    ("110105 9491231002X", "space"), ("110105491231002", "15 digits, the old form"),
  ])
  func noPersonsNumber(text: String, why: String) {
    #expect(ResidentID(text) == nil, "\(why)")
  }

  /// The check character may be right and the day of birth unreal all the same.
  @Test(arguments: ["19490230", "19491301", "19490100", "19490001", "00000101", "19000229"])
  func birthDayMustBeReal(birth: String) throws {
    let digits = "110105" + birth + "002"
    let check = try #require(ResidentID.checkCharacter(Array(digits.utf8)))
    #expect(ResidentID(digits + String(decoding: [check], as: UTF8.self)) == nil)
  }

  /// ISO 7064 promises it: every wrong digit and every swap of neighbours is noticed.
  @Test func everyWrongDigitOfAPersonIsNoticed() throws {
    try expectErrorsNoticed(
      "11010519491231002X", alphabet: "0123456789", last: "0123456789X",
      isValid: { ResidentID($0) != nil })
    try expectErrorsNoticed(
      "440524188001010014", alphabet: "0123456789", last: "0123456789X",
      isValid: { ResidentID($0) != nil })
  }

  @Test func everyWrongCharacterOfAnEntityIsNoticed() throws {
    let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    try expectErrorsNoticed(
      "91350100M000100Y43", alphabet: alphabet, last: alphabet,
      isValid: { SocialCreditCode($0) != nil })
  }

  private func expectErrorsNoticed(
    _ number: String, alphabet: String, last: String, isValid: (String) -> Bool
  ) throws {
    let right = Array(number)
    try #require(isValid(number))
    for place in right.indices {
      for wrong in place == right.count - 1 ? last : alphabet where wrong != right[place] {
        var changed = right
        changed[place] = wrong
        #expect(!isValid(String(changed)), "\(wrong) at \(place)")
      }
    }
    for place in right.indices.dropLast() where right[place] != right[place + 1] {
      var swapped = right
      swapped.swapAt(place, place + 1)
      #expect(!isValid(String(swapped)), "swapped at \(place)")
    }
  }

  /// Letters that look like digits are not of the alphabet.
  @Test(arguments: ["I", "O", "S", "V", "Z", "a", "中"])
  func lettersOutsideTheAlphabet(letter: String) {
    #expect(SocialCreditCode.checkCharacter(Array("9135010\(letter)M000100Y4".utf8)) == nil)
    #expect(SocialCreditCode("9135010\(letter)M000100Y43") == nil)
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func whatTheCheckCharacterCompletesIsRead(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    for _ in 0..<300 {
      let birth = Day(number: Int32.random(in: -20_000...20_000, using: &random))
      let place = String(Int.random(in: 110_000...659_999, using: &random))
      let rest = String(Int.random(in: 100...999, using: &random))
      let digits = place + birth.description.filter { $0 != "-" } + rest
      let check = try #require(ResidentID.checkCharacter(Array(digits.utf8)), "seed \(seed)")
      let id = ResidentID(digits + String(decoding: [check], as: UTF8.self))
      #expect(id?.birthDay == birth, "seed \(seed): \(digits)")

      let code = String((0..<17).map { _ in alphabet.randomElement(using: &random) ?? "0" })
      let last = try #require(SocialCreditCode.checkCharacter(Array(code.utf8)))
      #expect(SocialCreditCode(code + String(decoding: [last], as: UTF8.self)) != nil)
    }
  }

  /// Born on 31 December 1949.
  @Test(arguments: [
    ("1967-12-30", 17), ("1967-12-31", 18), ("1968-01-01", 18), ("2009-12-30", 59),
    ("2009-12-31", 60),
  ])
  func age(on: String, years: Int) throws {
    #expect(try #require(ResidentID("11010519491231002X")).age(on: try day(on)) == years)
  }

  /// Born on 29 February 2000: a year older on 1 March, or on the 29th where there is one.
  @Test(arguments: [
    ("2018-02-28", 17), ("2018-03-01", 18), ("2020-02-28", 19), ("2020-02-29", 20),
  ])
  func ageOfWhoWasBornOnLeapDay(on: String, years: Int) throws {
    let digits = "11010520000229002"
    let check = try #require(ResidentID.checkCharacter(Array(digits.utf8)))
    let id = try #require(ResidentID(digits + String(decoding: [check], as: UTF8.self)))
    #expect(id.age(on: try day(on)) == years)
  }

  /// A personal text cannot slip into a message, however it is printed.
  @Test func personalTextNeverShowsItself() throws {
    let secret = "11010519491231002X"
    let id = try #require(ResidentID(secret))
    var dumped = ""
    dump(try terms(), to: &dumped)
    for shown in ["\(id.text)", String(reflecting: id.text), "\(id)", "\(try terms())", dumped] {
      #expect(!shown.contains(secret))
    }
    #expect("\(id.text)" == "***")
  }
}
