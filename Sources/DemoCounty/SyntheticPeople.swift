import LoanBook
import Quantities

/// A person who does not exist.
///
/// The identity number has a right check digit and a real birth date, because the bureau refuses
/// any other; that somebody bears the same number is chance. Phones begin with 1000 and accounts
/// with 0000, which no operator and no bank gives out.
struct SyntheticPerson {
  let name: String
  let id: ResidentID
  let phone: PersonalText
  let account: PersonalText
}

/// People by their index: the same seed and index give the same person, and two indexes never
/// share an identity number.
struct SyntheticPeople {
  let seed: UInt64

  /// The person with an index, who turns `age` in the year of `day`.
  func person(_ index: Int, age: Int, on day: Day) -> SyntheticPerson {
    var random = SeededDraws(seed: seed, 1, UInt64(index))
    let isFemale = random.chance(perMille: 420)
    let (year, _, _) = day.civil
    let id = identity(index, birthYear: year - age, isFemale: isFemale)
    let isOlder = year - age < 1985
    let number = String(index % 10_000_000)
    let digits = String(repeating: "0", count: 7 - number.count) + number
    return SyntheticPerson(
      name: name(isFemale: isFemale, isOlder: isOlder, &random),
      id: id,
      phone: PersonalText("1000" + digits),
      account: PersonalText("000062" + digits + String(1000 + random.below(9000))))
  }

  /// Counties of Shanxi, most of all Zezhou itself; people who settled there from elsewhere
  /// keep the code of their first registration.
  private static let areas = [
    "140525", "140502", "140521", "140522", "140524", "140581", "140421", "140426", "140105",
  ]

  /// Sequence, month, day and area are taken from the index like the digits of a mixed base,
  /// each turned by the lower ones so that they look drawn: no two indexes below a million
  /// agree in all of them, whatever the year and the sex.
  private func identity(_ index: Int, birthYear: Int, isFemale: Bool) -> ResidentID {
    let pairs = 490
    let months = pairs * 12
    let dates = months * 28
    let sequence = (index % pairs) * 2 + (isFemale ? 2 : 1)
    let month = (index / pairs + turn(2, index % pairs, 12)) % 12 + 1
    let date = (index / months + turn(3, index % months, 28)) % 28 + 1
    let home = turn(4, index % dates, 18)
    let areas = SyntheticPeople.areas
    let area = (index / dates + (home < areas.count ? home : 0)) % areas.count
    let body =
      areas[area] + String(birthYear) + padded(month, 2) + padded(date, 2)
      + padded(sequence, 3)
    guard let check = ResidentID.checkCharacter(Array(body.utf8)),
      let id = ResidentID(body + String(decoding: [check], as: UTF8.self))
    else { preconditionFailure("a synthetic identity number is well formed") }
    return id
  }

  private func turn(_ digit: UInt64, _ lower: Int, _ bound: Int) -> Int {
    var random = SeededDraws(seed: seed, digit, UInt64(lower))
    return random.below(bound)
  }

  private func name(
    isFemale: Bool, isOlder: Bool, _ random: inout SeededDraws
  ) -> String {
    if random.chance(perMille: 4) {
      return random.pick(isFemale ? ChineseNames.minorityWomen : ChineseNames.minorityMen)
    }
    let surname = random.weighted(ChineseNames.surnames)
    let pool =
      isFemale
      ? (isOlder ? ChineseNames.womenOlder : ChineseNames.womenYounger)
      : (isOlder ? ChineseNames.menOlder : ChineseNames.menYounger)
    let first = random.pick(pool)
    let isShort = random.chance(perMille: isOlder ? 180 : 260)
    var name = surname + String(first)
    if !isShort { name.append(random.pick(pool)) }
    // Of this surname and length there is always one that no text spells.
    while CountyWords.all.spell(name) {
      name = surname + String(random.pick(pool)) + (isShort ? "" : String(random.pick(pool)))
    }
    return name
  }
}

/// A number with leading zeros.
func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
