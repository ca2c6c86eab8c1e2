/// Rules about what the code says. Those about `Sources` leave tests alone.
enum CodeRules {
  /// Rooms that compute with fen, ppm and civil days only.
  static let core: Set<String> = [
    "Quantities", "Subsidy", "LoanBook", "Policy", "Settlement", "BankExchange",
  ]
  static let inexact: Set<String> = [
    "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "Decimal",
  ]
  static let vagueEndings = ["Manager", "Helper", "Util", "Utils", "Base", "Impl"]
  static let typeKeywords: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
  ]
  /// In two halves, so that this file does not hold them.
  static let notes = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

  static func check(_ file: TidyFile) -> [Violation] {
    guard file.room != nil else { return [] }
    return unsafeTokens(file) + inexactTypes(file) + vagueNames(file) + notes(file)
      + undocumented(file)
  }

  /// `try?`, `try!`, `as!`, force unwraps (implicitly unwrapped types too) and `fatalError`.
  static func unsafeTokens(_ file: TidyFile) -> [Violation] {
    let tokens = file.tokens
    var found: [Violation] = []
    for (index, token) in tokens.enumerated() {
      if token.text == "fatalError" {
        found.append(file.violation(token.line, "fatalError: use a typed fault or precondition"))
      }
      guard index > 0, token.isGlued, token.text == "!" || token.text == "?" else { continue }
      let before = tokens[index - 1]
      let isCompared =
        index + 1 < tokens.count && tokens[index + 1].isGlued && tokens[index + 1].text == "="
      switch (before.text, token.text) {
      case ("try", _), ("as", "!"):
        found.append(file.violation(token.line, "\(before.text)\(token.text)"))
      case (_, "!") where !isCompared && (before.isWord || [")", "]", "}"].contains(before.text)):
        found.append(file.violation(token.line, "force unwrap of \(before.text)"))
      default: break
      }
    }
    return found
  }

  static func inexactTypes(_ file: TidyFile) -> [Violation] {
    guard let room = file.room, core.contains(room) else { return [] }
    var found: [Violation] = []
    for (index, token) in file.tokens.enumerated() {
      if inexact.contains(token.text) {
        found.append(file.violation(token.line, "\(token.text) in the core"))
      }
      if token.text == "Date", index + 1 < file.tokens.count, file.tokens[index + 1].text == "(" {
        found.append(file.violation(token.line, "Date( in the core"))
      }
    }
    return found
  }

  static func vagueNames(_ file: TidyFile) -> [Violation] {
    var found: [Violation] = []
    for (keyword, name) in zip(file.tokens, file.tokens.dropFirst())
    where typeKeywords.contains(keyword.text) && name.isWord {
      if vagueEndings.contains(where: name.text.hasSuffix) {
        found.append(file.violation(name.line, "\(name.text): name what it is or does"))
      }
    }
    return found
  }

  /// Notes to oneself, in comments and elsewhere.
  static func notes(_ file: TidyFile) -> [Violation] {
    guard notes.contains(where: file.text.contains) else { return [] }
    var found: [Violation] = []
    for (index, line) in file.lines.enumerated() {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      for note in notes where words.contains(where: { $0 == note }) {
        found.append(file.violation(index + 1, "\(note): do it or write it into docs"))
      }
    }
    return found
  }

  static let declarations: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "typealias", "func", "var", "let", "init",
    "subscript", "macro",
  ]

  static let modifiers: Set<String> = [
    "static", "final", "mutating", "nonmutating", "private", "internal", "fileprivate",
    "(", "set", ")", "convenience", "required", "override", "indirect", "lazy", "nonisolated",
    "consuming", "borrowing", "weak", "unowned", "unsafe", "prefix", "postfix", "infix",
  ]

  /// Public declarations without a documentation comment above them or their attributes.
  static func undocumented(_ file: TidyFile) -> [Violation] {
    var found: [Violation] = []
    for (index, token) in file.tokens.enumerated()
    where token.text == "public" || token.text == "open" {
      // A call of `something.open()` is no declaration.
      if index > 0, file.tokens[index - 1].text == "." { continue }
      // `open` is a name too; between the modifier and the keyword stand modifiers only.
      let rest = file.tokens[(index + 1)...].drop { modifiers.contains($0.text) }
      guard let keyword = rest.first, declarations.contains(keyword.text) else { continue }
      var above = token.line - 2
      while above >= 0, trimmed(file.lines[above]).hasPrefix("@") { above -= 1 }
      let comment = above >= 0 ? trimmed(file.lines[above]) : ""
      if !comment.hasPrefix("///") && !comment.hasSuffix("*/") {
        found.append(
          file.violation(token.line, "public \(keyword.text) without a documentation comment"))
      }
    }
    return found
  }

  private static func trimmed(_ line: Substring) -> Substring {
    line.drop { $0 == " " }
  }
}
