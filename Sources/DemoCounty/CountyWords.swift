/// What the county's texts are made of, so that nobody is given a name that a project, a place or
/// two words side by side would spell: a scan for full names takes such a text for the person, and
/// an official would have to look at each.
struct CountyWords {
  private let pairs: Set<String>
  private let triples: Set<String>

  /// The words of this demonstration.
  static let all: CountyWords = {
    var words = ["泽州县", "个体工商户", "有限公司", "个人创业", "合伙创业", "小微企业", "老家"]
    for place in Place.all { words += [place.name] + place.villages }
    for brand in Business.brands { words += Business.tails.map { brand + $0 } }
    for business in Business.small + Business.enterprise { words += business.words }
    return CountyWords(words)
  }()

  /// Every two and three characters in a row of the words and of any two of them together.
  init(_ words: [String]) {
    var (pairs, triples): (Set<String>, Set<String>) = ([], [])
    func keep(_ text: [Character]) {
      for start in text.indices {
        if start + 2 <= text.count { pairs.insert(String(text[start..<start + 2])) }
        if start + 3 <= text.count { triples.insert(String(text[start..<start + 3])) }
      }
    }
    let ends = Set(words.map { String($0.suffix(2)) })
    let starts = Set(words.map { String($0.prefix(2)) })
    for word in words { keep(Array(word)) }
    for end in ends {
      for start in starts { keep(Array(end + start)) }
    }
    self.pairs = pairs
    self.triples = triples
  }

  /// Whether some text of the county may hold the name.
  func spell(_ name: String) -> Bool {
    let characters = Array(name)
    guard characters.count > 2 else { return pairs.contains(name) }
    return (0...characters.count - 3).allSatisfy {
      triples.contains(String(characters[$0..<$0 + 3]))
    }
  }
}
