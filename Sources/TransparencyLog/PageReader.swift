import Quantities
import Sealing
import StrictJSON

/// What a page says of entries of the log, and the facts on it that are bound to them.
struct PageReader {
  /// The entries that the page carries, the shown one first; nil for one that cannot be read.
  let entries: [PageEntry?]
  /// The marked facts.
  let facts: [Fact]

  /// A text on the page that is bound to the first entry's content.
  struct Fact {
    /// The path into the content.
    let path: String
    /// What is shown, as it is compared.
    let text: String
    /// Whether its element is out of sight, so that another text can stand in its place.
    let isHidden: Bool
  }

  private static let tag = Array(PageEntry.openingTag.utf8)
  private static let mark = Array(" data-is=\"".utf8)

  /// Reads a page.
  init(_ page: [UInt8]) {
    let page = SeenPage.of(page)
    var entries: [PageEntry?] = []
    var facts: [Fact] = []
    var place = 0
    while let found = Self.next(Self.tag, in: page, from: place) {
      let end = Self.next(Array(PageEntry.closingTag.utf8), in: page, from: found) ?? page.count
      entries.append(PageEntry(json: Array(page[(found + Self.tag.count)..<end])))
      place = end
    }
    self.entries = entries
    place = 0
    while !entries.isEmpty, let found = Self.next(Self.mark, in: page, from: place) {
      let start = found + Self.mark.count
      place = start
      guard let quote = page[start...].firstIndex(of: UInt8(ascii: "\"")),
        let open = page[quote...].firstIndex(of: UInt8(ascii: ">")),
        let close = page[open...].firstIndex(of: UInt8(ascii: "<"))
      else { break }
      let tag = page[..<found].lastIndex(of: UInt8(ascii: "<")) ?? found
      facts.append(
        Fact(
          path: String(decoding: page[start..<quote], as: UTF8.self),
          text: Self.plain(String(decoding: page[(open + 1)..<close], as: UTF8.self)),
          isHidden: Self.hides(page[tag..<found]) || Self.hides(page[quote..<open])))
      place = close
    }
    self.facts = facts
  }

  /// Whether attributes take an element out of sight.
  private static func hides(_ attributes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: attributes, as: UTF8.self).lowercased()
    return text.contains(" hidden") || text.contains("style=")
  }

  private static func next(_ needle: [UInt8], in page: [UInt8], from: Int) -> Int? {
    page.withUnsafeBufferPointer { bytes in
      var place = from
      while place + needle.count <= bytes.count {
        guard let first = bytes[place...].firstIndex(of: needle[0]) else { return nil }
        if bytes[first...].starts(with: needle) { return first }
        place = first + 1
      }
      return nil
    }
  }

  /// A text as it is compared: entities resolved, without blanks and commas, which only help the
  /// eye.
  static func plain(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      plain += rest[..<ampersand]
      rest = rest[ampersand...]
      guard let end = rest.firstIndex(of: ";"), let character = entity(rest[..<end].dropFirst())
      else {
        plain += "&"
        rest = rest.dropFirst()
        continue
      }
      plain.append(character)
      rest = rest[rest.index(after: end)...]
    }
    plain += rest
    return String(
      String.UnicodeScalarView(
        plain.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "," }))
  }

  private static func entity(_ name: Substring) -> Character? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    case "nbsp": " "
    default: number(name).flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }

  private static func number(_ name: Substring) -> UInt32? {
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    return digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
  }
}

extension PageEntry {
  /// Reads the JSON of an element; nil when it is none.
  init?(json: [UInt8]) {
    guard let node = LogEntry.json(json), let content = node["content"]?.value,
      case .object = content, let salt = node.text("salt").flatMap(Hex.decode),
      salt.count == LogEntry.saltCount, let index = node.integer("index"), index >= 0,
      let kind = node.text("kind").flatMap(LogEntry.Kind.init), let record = node.text("record"),
      let revision = node.integer("revision").flatMap(Int.init(exactly:)),
      let day = node.text("day").flatMap({ Day($0) })
    else { return nil }
    do {
      guard
        let entry = try LogEntry(
          kind: kind, record: record, revision: revision, day: day, content: content, salt: salt)
      else { return nil }
      self.init(entry, index: index, content: content, salt: salt)
    } catch {
      return nil
    }
  }

  /// The member of the content at a path, as text; nil when there is none that is text.
  func fact(_ path: String) -> String? {
    var value = content
    for name in path.split(separator: "/", omittingEmptySubsequences: false) {
      switch value {
      case .object:
        guard let member = value[String(name)] else { return nil }
        value = member
      case .array(let elements):
        guard let place = Int(name), elements.indices.contains(place) else { return nil }
        value = elements[place]
      default: return nil
      }
    }
    return value.shown
  }

  /// The paths of everything in the content that a page can show as it stands.
  var showable: [String] {
    var paths: [String] = []
    func walk(_ value: JSONValue, _ path: String) {
      switch value {
      case .object(let members):
        for member in members { walk(member.value, path + "/" + member.name) }
      case .array(let elements):
        for (place, element) in elements.enumerated() { walk(element, "\(path)/\(place)") }
      default: if value.shown != nil { paths.append(String(path.dropFirst())) }
      }
    }
    walk(content, "")
    return paths
  }
}

extension JSONValue {
  /// A text or integer as it is compared with a page.
  fileprivate var shown: String? {
    switch self {
    case .string(let text): PageReader.plain(text)
    case .number(let number): number.integer.map(String.init)
    default: nil
    }
  }
}
