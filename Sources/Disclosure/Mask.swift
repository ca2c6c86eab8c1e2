/// Masks names: enough is left for the person to know it is meant, and too little for others.
///
/// DISCLOSURE §1.
public enum Mask {
  /// Two-character surnames; only when at least one more character follows.
  static let compoundSurnames: Set<String> = Set(
    """
    欧阳 司马 诸葛 上官 皇甫 尉迟 公孙 慕容 司徒 司空 夏侯 东方 令狐 宇文 长孙 赫连 呼延 端木 \
    澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 轩辕 钟离 闾丘 鲜于 亓官 司寇 子车 颛孙 巫马 \
    公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 羊舌 微生 梁丘 左丘 西门 \
    第五 南宫 独孤 万俟 闻人 完颜 纳兰 叶赫 那拉 乌雅
    """.split(separator: " ").map(String.init))

  /// `张*`, `张*英`, `欧阳*`, `阿***·买**`, `J*** S****`; never a name as it was.
  public static func name(_ name: String) -> String {
    // Blanks part a name in letters; in a Chinese one they only fill a form, seen or not.
    let isChinese = name.contains(where: isIdeograph)
    let clean = name.filter { !isBlank($0) || !isChinese && $0.isWhitespace }
    let parts = clean.split(omittingEmptySubsequences: false, whereSeparator: isDot).map { part in
      part.split(whereSeparator: \.isWhitespace)
    }
    guard parts.joined().count == 1, let whole = parts.joined().first,
      whole.first.map(isIdeograph) == true
    else {
      let masked = parts.map { $0.map(leading).joined(separator: " ") }
      return parts.joined().isEmpty
        ? "*" : masked.map { $0.isEmpty ? "*" : $0 }.joined(separator: "·")
    }
    let characters = Array(whole)
    guard characters.count > 1 else { return "*" }
    let kept =
      characters.count > 2 && compoundSurnames.contains(String(characters[0..<2])) ? 2 : 1
    let given = characters.count - kept
    return String(characters[0..<kept]) + String(repeating: "*", count: max(1, given - 1))
      + (given > 1 ? String(characters.suffix(1)) : "")
  }

  private static func isDot(_ character: Character) -> Bool {
    words(character) == [0xB7]
  }

  /// Nothing that is seen: blanks, dashes apart, and characters without width.
  private static func isBlank(_ character: Character) -> Bool {
    words(character).isEmpty && !character.unicodeScalars.contains { $0.properties.isDash }
  }

  private static func isIdeograph(_ character: Character) -> Bool {
    character.unicodeScalars.first?.properties.isIdeographic == true
  }

  /// A character as the leak scan compares it: nothing for a blank.
  private static func words(_ character: Character) -> [UInt32] {
    character.unicodeScalars.compactMap { scalar in
      let word = Folding.word(scalar.value)
      return word & Folding.blank != 0 ? nil : word & Folding.letter
    }
  }

  /// The first character of a part and stars for the rest; a part of one character vanishes.
  private static func leading(_ part: Substring) -> String {
    part.count < 2 ? "*" : String(part.prefix(1)) + String(repeating: "*", count: part.count - 1)
  }

  /// An enterprise's name with its middle hidden, for a bureau that decides so: `泽州***公司`.
  public static func entity(_ name: String) -> String {
    name.count < 6 ? leading(Substring(name)) : String(name.prefix(2)) + "***" + name.suffix(2)
  }

  /// `text` with every occurrence of the full name masked, however the leak scan would know it:
  /// blanks between its characters, other dots or none, other letters of the same form.
  ///
  /// A name of one character is left alone: it would tear any text apart, and the leak scan does
  /// not look for it either.
  public static func text(_ text: String, of name: String) -> String {
    let forms = SecretNames.forms(of: name, shortest: 2)
    guard !forms.isEmpty, mayHold(text, forms) else { return text }
    let characters = Array(text)
    let words = characters.enumerated().flatMap { place, character in
      self.words(character).map { (word: $0, place: place) }
    }
    let masked = self.name(name)
    var result = ""
    var (index, next) = (0, 0)
    while index < words.count {
      guard let form = forms.first(where: { words[index...].map(\.word).starts(with: $0) }) else {
        index += 1
        continue
      }
      let last = words[index + form.count - 1].place
      result += characters[min(next, words[index].place)..<words[index].place]
      result += masked
      next = last + 1
      while index < words.count, words[index].place <= last { index += 1 }
    }
    return result + characters[next...]
  }

  /// Whether some form begins somewhere in a text with its first two characters: few texts hold
  /// the name at all, and to take one apart into characters costs most.
  private static func mayHold(_ text: String, _ forms: [[UInt32]]) -> Bool {
    var last: UInt32 = 0
    for scalar in text.unicodeScalars {
      let word = Folding.word(scalar.value)
      if word & Folding.blank != 0 { continue }
      let letter = word & Folding.letter
      if forms.contains(where: { $0.count < 2 || $0[0] == last && $0[1] == letter }) {
        return true
      }
      last = letter
    }
    return false
  }
}
