/// Rules about the size of things, for Swift files everywhere.
enum LayoutRules {
  static let longestFile = 600
  static let longestBody = 70
  static let longestLine = 100

  static func check(_ file: TidyFile) -> [Violation] {
    file.isSwift ? fileLength(file) + lineLength(file) + bodyLength(file) : []
  }

  static func fileLength(_ file: TidyFile) -> [Violation] {
    let count = file.lines.count - (file.lines.last == "" ? 1 : 0)
    return count <= longestFile
      ? [] : [file.violation(longestFile + 1, "\(count) lines; \(longestFile) is the most")]
  }

  /// Columns are Unicode scalars: a Chinese character is one.
  static func lineLength(_ file: TidyFile) -> [Violation] {
    var found: [Violation] = []
    for (index, line) in file.lines.enumerated() where line.utf8.count > longestLine {
      let columns = line.unicodeScalars.count
      if columns > longestLine {
        found.append(file.violation(index + 1, "\(columns) columns; \(longestLine) is the most"))
      }
    }
    return found
  }

  /// Functions, initializers, subscripts and computed properties.
  static func bodyLength(_ file: TidyFile) -> [Violation] {
    var found: [Violation] = []
    for (index, token) in file.tokens.enumerated() {
      guard let open = body(of: token, at: index, in: file.tokens) else { continue }
      var depth = 0
      for inner in file.tokens[open...] {
        if inner.text == "{" { depth += 1 }
        if inner.text == "}" { depth -= 1 }
        guard depth == 0 else { continue }
        let count = inner.line - file.tokens[open].line - 1
        if count > longestBody {
          found.append(
            file.violation(token.line, "a body of \(count) lines; \(longestBody) is the most"))
        }
        break
      }
    }
    return found
  }

  private static let starters: Set<String> = [
    "func", "init", "deinit", "subscript", "var", "let", "case", "struct", "enum", "class",
    "protocol", "extension", "static", "mutating", "public", "private", "fileprivate", "internal",
  ]

  /// The index of the brace that opens the body of the declaration whose keyword is at `index`.
  private static func body(
    of token: SwiftToken, at index: Int, in tokens: [SwiftToken]
  ) -> Int? {
    guard ["func", "init", "deinit", "subscript", "var"].contains(token.text) else { return nil }
    // `self.init(…)` and `.init(…)` are calls.
    if index > 0, tokens[index - 1].text == "." { return nil }
    var parentheses = 0
    for next in (index + 1)..<max(index + 1, tokens.count) {
      switch tokens[next].text {
      case "(", "[": parentheses += 1
      case ")", "]": parentheses -= 1
      case "{" where parentheses == 0: return next
      case "}" where parentheses == 0: return nil
      // A stored property has no body; the closure that fills it is one, and counts.
      case let text where parentheses == 0 && starters.contains(text): return nil
      default: break
      }
      if parentheses < 0 { return nil }
    }
    return nil
  }
}
