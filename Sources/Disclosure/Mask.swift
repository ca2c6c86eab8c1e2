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

  /// The dots that join the parts of a name: 阿卜杜拉·买买提.
  private static let dots: Set<Character> = ["·", "•", "・", "‧", "∙", "⋅", "．", "."]

  /// `张*`, `张*英`, `欧阳*`, `阿***·买**`, `J*** S****`; never a name as it was.
  public static func name(_ name: String) -> String {
    // Blanks part a Latin name; in a Chinese one they only fill a form.
    let isLatin = name.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
    let name = isLatin ? name : name.filter { !$0.isWhitespace }
    let parts = name.split { dots.contains($0) || $0.isWhitespace }
    if parts.count > 1 {
      return String(
        name.split(omittingEmptySubsequences: false) { dots.contains($0) }
          .map { part in
            part.split(whereSeparator: \.isWhitespace).map(leading).joined(separator: " ")
          }
          .joined(separator: "·"))
    }
    let characters = Array(parts.first ?? "")
    guard let first = characters.first, characters.count > 1 else { return "*" }
    if first.isASCII { return leading(parts[0]) }
    let kept =
      characters.count > 2 && compoundSurnames.contains(String(characters[0..<2])) ? 2 : 1
    let given = characters.count - kept
    return String(characters[0..<kept]) + String(repeating: "*", count: max(1, given - 1))
      + (given > 1 ? String(characters.suffix(1)) : "")
  }

  /// The first character of a part and stars for the rest; a part of one character vanishes.
  private static func leading(_ part: Substring) -> String {
    part.count < 2 ? "*" : String(part.prefix(1)) + String(repeating: "*", count: part.count - 1)
  }

  /// An enterprise's name with its middle hidden, for a bureau that decides so: `泽州***公司`.
  public static func entity(_ name: String) -> String {
    name.count < 6 ? leading(Substring(name)) : String(name.prefix(2)) + "***" + name.suffix(2)
  }

  /// `text` with every occurrence of the full name masked, spaces between its characters or not.
  ///
  /// A name of one character is left alone: it would tear any text apart, and the leak scan does
  /// not look for it either.
  public static func text(_ text: String, of name: String) -> String {
    let wanted = name.filter { !$0.isWhitespace }.map { $0 }
    guard wanted.count > 1 else { return text }
    let characters = Array(text)
    let masked = self.name(name)
    var result = ""
    var index = 0
    while index < characters.count {
      if let end = matchEnd(characters, from: index, wanted) {
        result += masked
        index = end
      } else {
        result.append(characters[index])
        index += 1
      }
    }
    return result
  }

  private static func matchEnd(
    _ characters: [Character], from start: Int, _ wanted: [Character]
  ) -> Int? {
    var index = start
    for (position, character) in wanted.enumerated() {
      while position > 0, index < characters.count, characters[index].isWhitespace { index += 1 }
      guard index < characters.count, same(characters[index], character) else { return nil }
      index += 1
    }
    return index
  }

  private static func same(_ a: Character, _ b: Character) -> Bool {
    a == b || (dots.contains(a) && dots.contains(b)) || a.lowercased() == b.lowercased()
  }
}
