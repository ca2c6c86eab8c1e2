public import Disclosure
public import Quantities
import TestKit

/// An invented county: loans, people, runs and secrets, the same for the same seed. All persons,
/// firms and numbers are made up.
public struct SyntheticCounty: Sendable {
  /// Loans with full names, ascending.
  public private(set) var candidates: [DisclosureCandidate] = []
  /// What must not be seen.
  public private(set) var secrets = Secrets()
  /// The day of the build.
  public let builtOn: Day
  /// Towns of the county.
  public static let towns = zip(
    [
      "南村镇", "下村镇", "大东沟镇", "周村镇", "犁川镇", "晋庙铺镇", "金村镇", "高都镇", "巴公镇", "大阳镇",
      "山河镇", "大箕镇", "柳树口镇", "北义城镇", "川底镇", "南岭镇",
    ], 100...
  ).map { Labelled(code: "140525\($1)000", name: $0) }

  private var random: SeededRandom

  /// Makes `count` loans.
  public init(count: Int, seed: UInt64 = 1) {
    random = SeededRandom(seed: seed)
    builtOn = SyntheticCounty.day(2026, 7, 6)
    var serials: [Int: Int] = [:]
    let first = SyntheticCounty.day(2021, 2, 1)
    let days = SyntheticCounty.day(2026, 6, 28) - first
    // More loans in later years, and no two months alike.
    let disbursed = (0..<count).map { _ in
      let roll = max(
        Int.random(in: 0..<days, using: &random), Int.random(in: 0..<days, using: &random))
      return first + roll
    }
    for day in disbursed.sorted() {
      let published = min(day + 12, builtOn)
      let serial = (serials[published.civil.year] ?? 0) + 1
      serials[published.civil.year] = serial
      candidates.append(loan(on: day, published: published, serial: serial))
    }
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("a day") }
    return day
  }

  private mutating func pick<T>(_ items: [T]) -> T {
    items[Int.random(in: 0..<items.count, using: &random)]
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func loan(on day: Day, published: Day, serial: Int) -> DisclosureCandidate {
    let kind: BorrowerKind = chance(12) ? .enterprise : chance(7) ? .partnership : .individual
    let town = pick(SyntheticCounty.towns)
    let trade = pick(Vocabulary.trades)
    let person = personName()
    let project = projectName(
      trade.word, town: town.name, person: kind == .enterprise ? "太行" : person)
    let firm = "泽州县\(pick(Vocabulary.firmWords))\(trade.firm)有限公司"
    if kind != .enterprise { keepSecrets(of: person) }
    let amount: Fen =
      switch kind {
      case .individual: .yuan(Int64(pick([5, 8, 10, 10, 15, 18, 20, 20, 20, 25, 30, 30])) * 10_000)
      case .partnership: .yuan(Int64(pick([40, 60, 66, 90])) * 10_000)
      case .enterprise: .yuan(Int64(pick([80, 120, 180, 200, 300, 400, 600])) * 10_000)
      }
    let term = kind == .enterprise ? pick([12, 24]) : pick([12, 24, 24, 36, 36])
    guard let number = RecordNumber(office: "ZEZHOU", year: published.civil.year, serial: serial)
    else { preconditionFailure("a record number") }
    let due = day.adding(months: term)
    let settledEarly = chance(6)
    var maker = QuarterMaker(
      kind: kind, amount: amount, disbursedOn: day, due: min(due, builtOn),
      isMonthly: chance(8), random: random)
    let quarters = maker.quarters(through: SyntheticCounty.day(2026, 6, 21))
    random = maker.random
    return DisclosureCandidate(
      number: number, kind: kind, applicantName: kind == .enterprise ? firm : person,
      entityName: kind == .individual && chance(40)
        ? "泽州县\(town.name)\(pick(Vocabulary.firmWords))\(trade.shop)" : nil,
      projectName: project, industry: trade.industry, town: town, bank: pick(Vocabulary.banks),
      amount: amount, termMonths: term, disbursedOn: day,
      state: due <= builtOn ? (chance(85) ? .settled : .due) : settledEarly ? .settled : .running,
      guarantee: kind == .enterprise ? "担保基金保证、企业资产抵押" : "担保基金保证",
      jobs: chance(70) ? Int.random(in: 1...12, using: &random) : nil, publishedOn: published,
      quarters: quarters)
  }

  private mutating func personName() -> String {
    if chance(3) { return pick(["欧阳", "司马", "上官", "诸葛"]) + pick(Vocabulary.given) }
    if chance(2) { return pick(["阿依古丽·买买提", "巴特尔·苏和", "扎西多吉"]) }
    let given = pick(Vocabulary.given)
    return pick(Vocabulary.surnames) + (chance(70) ? pick(Vocabulary.given) + given : given)
  }

  private mutating func projectName(_ word: String, town: String, person: String) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "\(town)\(word)"
    case 1: return "\(pick(Vocabulary.firmWords))\(word)"
    case 2: return "\(person)\(word)"
    case 3: return "\(word)扩建及设备更新"
    default: return "\(pick(Vocabulary.places))\(word)"
    }
  }

  private mutating func keepSecrets(of person: String) {
    var digits = "140525"
    digits += String(Int.random(in: 1966...2003, using: &random))
    digits += String(String(100 + Int.random(in: 1...12, using: &random)).suffix(2))
    digits += String(String(100 + Int.random(in: 1...28, using: &random)).suffix(2))
    digits += String(String(1000 + Int.random(in: 0..<1000, using: &random)).suffix(3))
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(weights, digits.utf8).reduce(0) { $0 + $1.0 * Int($1.1 - 0x30) }
    secrets.identityNumbers.insert(
      digits + ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11])
    secrets.phones.insert(
      "1" + String(Int.random(in: 3_000_000_000...9_999_999_999, using: &random)))
    secrets.accounts.insert(
      "62" + String(Int.random(in: 10_000_000_000_000_000...99_999_999_999_999_999, using: &random))
    )
    secrets.maskedNames.insert(person)
  }
}
