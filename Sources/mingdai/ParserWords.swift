import Foundation

/// The argument parser's own sentences in Chinese; one that is not known stays as it is.
enum ParserWords {
  private static let sentences: [(english: String, chinese: String)] = [
    ("^Unknown option '(.*?)'.*$", "没有选项 $1"),
    ("^Unexpected argument '(.*)'$", "多余的参数 $1"),
    ("^\\d+ unexpected arguments: (.*)$", "多余的参数 $1"),
    ("^Missing expected argument '(.*)'$", "缺少参数 $1"),
    ("^Missing value for '(.*)'$", "选项 $1 缺少值"),
    ("^The value '(.*)' is invalid for '(.*?)'.*$", "$2 的值 $1 不合规定"),
    ("^Missing one of: (.*)$", "缺少 $1 之一"),
  ]

  static func chinese(_ message: String) -> String {
    let line = message.split(separator: "\n").first.map(String.init) ?? message
    for (english, chinese) in sentences {
      if line.range(of: english, options: .regularExpression) != nil {
        return line.replacingOccurrences(
          of: english, with: chinese, options: .regularExpression)
      }
    }
    return line
  }
}
