import LoanBook
import Quantities
import Testing

@testable import DemoCounty

@Suite struct PeopleTests {
  private let day = Day(number: 19_000)

  @Test func identityNumbersAreRightAndNeverShared() throws {
    let people = SyntheticPeople(seed: 4)
    var seen: Set<String> = []
    for index in 0..<30_000 {
      let text = people.person(index, age: 22 + index % 30, on: day).id.text.revealed
      #expect(ResidentID(text) != nil, "index \(index)")
      #expect(seen.insert(text).inserted, "index \(index): number given twice")
    }
  }

  /// Sequence, month, day and area alone tell persons apart, whatever the year of birth and sex:
  /// checked where the digits of the index roll over.
  @Test(arguments: [490, 490 * 12, 490 * 12 * 28])
  func identityNumbersDifferWhereTheIndexRollsOver(step: Int) {
    let people = SyntheticPeople(seed: 9)
    for index in 0..<200 {
      let a = people.person(index, age: 30, on: day).id.text.revealed
      let b = people.person(index + step, age: 30, on: day).id.text.revealed
      #expect(a.prefix(14) != b.prefix(14) || a.prefix(16).suffix(2) != b.prefix(16).suffix(2))
    }
  }

  @Test func namesAreOfEveryForm() {
    let people = SyntheticPeople(seed: 1)
    let names = (0..<4000).map { people.person($0, age: 30 + $0 % 25, on: day).name }
    #expect(names.contains { $0.count == 2 })
    #expect(names.contains { $0.count == 4 && !$0.contains("·") }, "compound surname")
    #expect(names.contains { $0.contains("·") }, "minority name")
    let distinct = Set(names).count
    #expect(distinct > 2500, "\(distinct) distinct names among 4000")
    let commonest = Dictionary(grouping: names, by: \.self).mapValues(\.count).values.max() ?? 0
    #expect(commonest < 20, "one name \(commonest) times")
  }

  @Test func phonesBeginAsNoOperatorNumbers() {
    let people = SyntheticPeople(seed: 1)
    for index in 0..<100 {
      let person = people.person(index, age: 30, on: day)
      #expect(person.phone.revealed.hasPrefix("1000") && person.phone.revealed.count == 11)
      #expect(person.account.revealed.hasPrefix("000062"))
    }
  }

  @Test func ageIsThatOfTheYear() {
    let people = SyntheticPeople(seed: 2)
    for age in 18...55 {
      let person = people.person(age, age: age, on: day)
      #expect((age - 1...age).contains(person.id.age(on: day)))
    }
  }

  @Test func creditCodesAreRight() {
    let catalogue = ProjectCatalogue()
    var random = SeededDraws(seed: 3)
    var seen: Set<String> = []
    for _ in 0..<2000 {
      let code = catalogue.socialCreditCode("91", &random)
      #expect(SocialCreditCode(code.text) != nil)
      #expect(code.text.hasPrefix("91140525MA"))
      seen.insert(code.text)
    }
    #expect(seen.count == 2000)
  }

  /// The inner check of GB 11714 on the published code of a well-known standard example:
  /// D2143569-X.
  @Test func organisationCheckCharacter() {
    #expect(ProjectCatalogue.organisationCheck(Array("D2143569".utf8)) == UInt8(ascii: "X"))
  }

  /// A person whose name a text spells would stop the county's own site (DISCLOSURE §1).
  @Test(arguments: [1, 3] as [UInt64])
  func noTextOfTheCountySpellsAPersonsName(seed: UInt64) throws {
    let people = SyntheticPeople(seed: seed)
    let day = try #require(Day(year: 2026, month: 1, day: 1))
    let names = Set((0..<20_000).map { people.person($0, age: 25 + $0 % 35, on: day).name })
    var random = SeededDraws(seed: seed, 77)
    let texts = Set(
      (0..<20_000).flatMap { index -> [String] in
        let project = ProjectCatalogue().small(owner: "王", &random)
        let firm = ProjectCatalogue().enterprise(&random)
        return [project.name, project.entityName ?? "", firm.name, firm.1.name]
      })
    var windows: Set<String> = []
    for text in texts {
      let characters = Array(text)
      for length in 2...4 where characters.count >= length {
        for start in 0...characters.count - length {
          windows.insert(String(characters[start..<start + length]))
        }
      }
    }
    #expect(names.isDisjoint(with: windows), "\(names.intersection(windows)), seed \(seed)")
    #expect(names.count > 2_000)
  }
}
