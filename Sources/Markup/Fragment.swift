/// A piece of somebody else's HTML that may stand in a page of ours: what a portal gives as its
/// header or footer.
///
/// It is well-formed, runs nothing, and asks nothing of another host: elements and attributes are
/// those of a short list, everything else is refused. Comments are left out. DISCLOSURE §4.
public struct Fragment: Hashable, Sendable {
  /// Something wrong with a fragment.
  public struct Problem: Error, Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// What is wrong, in officials' words.
    public let text: String
  }

  /// What is wrong with a fragment, in order.
  public struct Problems: Error, Sendable {
    /// At least one.
    public let all: [Problem]
  }

  /// The HTML, without comments.
  public let html: String

  /// Checks a fragment.
  ///
  /// - Throws: everything that is wrong with it.
  public init(_ text: String) throws(Problems) {
    var reader = FragmentReader(text)
    reader.read()
    guard reader.problems.isEmpty else { throw Problems(all: reader.problems) }
    html = String(decoding: reader.kept, as: UTF8.self)
  }
}

extension HTMLWriting {
  /// A fragment, as it stands.
  public mutating func fragment(_ fragment: Fragment) {
    Array(fragment.html.utf8).withUnsafeBufferPointer { html.append($0) }
  }
}

/// What may stand in a fragment.
enum FragmentRules {
  static let void: Set = ["br", "hr", "img", "link"]

  /// No `header`, `footer` and `main`: the page has its own. No form: what is typed stays here.
  static let elements = void.union([
    "a", "b", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "i", "li", "nav", "ol", "p",
    "section", "small", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
  ])

  /// `style` is refused by the site's own policy of content, `data-` marks what the log answers
  /// for.
  static let attributes: Set = [
    "alt", "class", "colspan", "height", "href", "id", "lang", "rel", "role", "rowspan", "scope",
    "src", "target", "title", "width",
  ]

  /// What is wrong with an attribute; nil when nothing is.
  static func problem(_ name: String, _ value: String, on element: String) -> String? {
    let isARIA = name.hasPrefix("aria-")
    if name.hasPrefix("on") { return "\(name) 是脚本，不能有脚本" }
    guard isARIA || attributes.contains(name) else { return "不能有属性 \(name)" }
    switch name {
    case "id" where !value.hasPrefix("portal-"):
      return "id=\"\(value)\" 应以 portal- 开头，以免与页面的重复"
    case "href" where element == "link", "src":
      return isOwn(value)
        ? nil : "\(name)=\"\(value)\" 应以 / 开头（本网站的文件），不能向其他网站请求内容"
    case "href":
      let isFree = ["https://", "http://", "tel:", "mailto:", "#"].contains {
        value.hasPrefix($0)
      }
      return isOwn(value) || (isFree && isPlain(value))
        ? nil : "href=\"\(value)\" 应为完整网址或以 / 开头：各页所在的目录不同"
    case "rel" where element == "link" && value != "stylesheet":
      return "link 只能用于样式（rel=\"stylesheet\"）"
    default: return nil
    }
  }

  /// Whether an address is a path from the root of the same host.
  private static func isOwn(_ value: String) -> Bool {
    value.hasPrefix("/") && !value.hasPrefix("//") && isPlain(value)
  }

  /// Browsers drop control characters, read `\` as `/` and `&sol;` too.
  private static func isPlain(_ value: String) -> Bool {
    value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x5C && $0 != 0x7F }
      && !value.replacing("&amp;", with: "").contains("&")
  }
}
