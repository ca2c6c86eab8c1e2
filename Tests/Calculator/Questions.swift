import Quantities
import TestKit

/// Random questions to the calculator: loans as people type them, stretches as pages publish them,
/// and words without sense.
struct Questions {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func next() -> [Int64] {
    switch number(0...9) {
    case 0...4: loan()
    case 5...7: stretches()
    case 8: broken()
    default: (0..<number(1...40)).map { _ in number(-3...400) }
    }
  }

  private mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &random)
  }

  private mutating func money() -> Int64 {
    number(0...3) == 0 ? number(1...1_000_000_000) : number(1...600) * 1_000_000
  }

  /// Rule, LPR and highest rate counted.
  private mutating func rule() -> [Int64] {
    let rule: [Int64] =
      switch number(1...4) {
      case 1: [1, 3, 1, 1, 2, 3, 1, 3]
      case 2: [2, 1, number(1...3)]
      case 3: [3, number(0...300) * 100]
      default: [4, 1, number(1...4)]
      }
    return rule + [number(300...700) * 100, number(0...1) == 0 ? -1 : number(300...900) * 100]
  }

  mutating func loan() -> [Int64] {
    let from = number(15_000...20_500)
    let to = from + number(1...1_200)
    var words = [1, from, to, number(0...5) == 0 ? 365 : 360, number(1...1500) * 100]
    words += rule() + [number(0...40), money()]
    var balances: [(Int64, Int64)] = [(from, money())]
    for _ in 0..<number(0...12) {
      balances.append(
        ((balances.last?.0 ?? from) + number(1...200), number(0...2) == 0 ? 0 : money()))
    }
    words.append(Int64(balances.count))
    for balance in balances { words += [balance.0, balance.1] }
    let periods = number(1...6)
    words.append(periods)
    var start = from - number(0...60)
    for _ in 0..<periods {
      let groups = number(0...3) == 0 ? 3 : 1 as Int64
      words.append(groups)
      for _ in 0..<groups {
        let end = start + number(20...100)
        words += [start, end]
        start = end
      }
    }
    return words
  }

  private mutating func stretches() -> [Int64] {
    let count = number(0...6)
    var words = [2, count]
    var (start, group) = (number(15_000...20_500), 0 as Int64)
    for _ in 0..<count {
      let end = start + number(0...90)
      let balance = money()
      words += [
        start, end, group, balance, min(balance, money()),
        number(0...4) == 0 ? min(balance, money()) : -1, number(1...1500) * 100, 360,
        number(0...9) == 0 ? 0 : 1, number(0...4) == 0 ? 0 : 1,
      ]
      words += rule()
      start = end
      if number(0...2) == 0, group < 2 { group += 1 }
    }
    return words
  }

  /// A good question with one word changed, or cut off.
  private mutating func broken() -> [Int64] {
    var words = number(0...1) == 0 ? loan() : stretches()
    let place = Int.random(in: words.indices, using: &random)
    if number(0...1) == 0 { return Array(words[...place]) }
    words[place] = [-1, 0, .max, .min, words[place] + 1][Int(number(0...4))]
    return words
  }
}
