/// A text file of the package as the rules see it.
struct TidyFile {
  /// Path from the package's folder, with slashes.
  let path: String
  let text: String
  let lines: [Substring]
  /// Empty unless it is Swift.
  let tokens: [SwiftToken]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    tokens = path.hasSuffix(".swift") ? SwiftLexer.tokens(of: text) : []
  }

  var isSwift: Bool { path.hasSuffix(".swift") }

  /// The folder below Sources, for a Swift file there.
  var room: String? {
    let parts = path.split(separator: "/")
    return isSwift && parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  func violation(_ line: Int, _ message: String) -> Violation {
    Violation(path: path, line: line, message: message)
  }
}

/// A place where the house style is broken.
struct Violation: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}
