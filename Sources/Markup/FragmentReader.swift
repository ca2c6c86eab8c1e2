/// Reads a fragment byte by byte; stricter than any browser, so that there is one way to read it.
struct FragmentReader {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var open: [(name: String, line: Int)] = []
  /// What is left of it without comments.
  private(set) var kept: [UInt8] = []
  private(set) var problems: [Fragment.Problem] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func read() {
    while at < bytes.count {
      let start = at
      if starts("<!--") {
        comment()
        continue
      } else if starts("</") {
        close()
      } else if bytes[at] == UInt8(ascii: "<") {
        tag()
      } else {
        if bytes[at] == UInt8(ascii: "&"), !isReference { complain("& 应写成 &amp;") }
        if bytes[at] < 0x20, !FragmentReader.isBlank(bytes[at]) { complain("有控制字符") }
        step()
      }
      kept += bytes[start..<at]
    }
    for element in open { complain("<\(element.name)> 没有结束标记", on: element.line) }
  }

  private mutating func complain(_ text: String, on line: Int? = nil) {
    problems.append(Fragment.Problem(line: line ?? self.line, text: text))
  }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[at...].starts(with: $0) }
  }

  private mutating func step() {
    if bytes[at] == UInt8(ascii: "\n") { line += 1 }
    at += 1
  }

  private mutating func comment() {
    let first = line
    while at < bytes.count, !starts("-->") { step() }
    guard at < bytes.count else { return complain("注释没有结束", on: first) }
    at += 3
  }

  /// `&amp;` or `&#8226;`.
  private var isReference: Bool {
    guard let end = bytes[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")), end > at + 1 else {
      return false
    }
    return bytes[(at + 1)..<end].enumerated().allSatisfy { place, byte in
      FragmentReader.isLetter(byte) || (0x30...0x39).contains(byte)
        || (place == 0 && byte == UInt8(ascii: "#"))
    }
  }

  private mutating func close() {
    at += 2
    let name = word()
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else {
      return complain("结束标记 </\(name) 不完整")
    }
    at += 1
    if open.last?.name == name {
      open.removeLast()
    } else {
      complain("</\(name)> 与 \(open.last.map { "<\($0.name)>" } ?? "任何开始标记") 不配对")
    }
  }

  private mutating func tag() {
    let first = line
    at += 1
    let name = word()
    guard !name.isEmpty else { return complain("< 应写成 &lt;") }
    if !FragmentRules.elements.contains(name) { complain("不能有 <\(name)>") }
    var names: Set<String> = []
    while true {
      skipBlanks()
      guard at < bytes.count else { return complain("<\(name)> 不完整", on: first) }
      if starts("/>") {
        at += 2
        if !FragmentRules.void.contains(name) { complain("<\(name)/> 应写成 <\(name)></\(name)>") }
        return
      }
      if bytes[at] == UInt8(ascii: ">") {
        at += 1
        break
      }
      guard let attribute = attribute(on: name) else { return }
      if !names.insert(attribute).inserted { complain("属性 \(attribute) 重复") }
    }
    if !FragmentRules.void.contains(name) { open.append((name, first)) }
  }

  /// The attribute's name; nil when the tag cannot be read any further.
  private mutating func attribute(on element: String) -> String? {
    let name = word()
    skipBlanks()
    guard !name.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
      complain(name.isEmpty ? "<\(element)> 里有多余的字符" : "属性 \(name) 应写成 \(name)=\"…\"")
      skipTag()
      return nil
    }
    at += 1
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'")
    else {
      complain("属性 \(name) 的值应加引号")
      skipTag()
      return nil
    }
    let quote = bytes[at]
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != quote {
      if bytes[at] == UInt8(ascii: "<") { complain("属性 \(name) 的值里有 <") }
      step()
    }
    let value = String(decoding: bytes[start..<at], as: UTF8.self)
    guard at < bytes.count else {
      complain("属性 \(name) 的引号没有结束")
      return nil
    }
    at += 1
    if let problem = FragmentRules.problem(name, value, on: element) { complain(problem) }
    return name
  }

  /// Letters, digits and `-`, in lower case.
  private mutating func word() -> String {
    let start = at
    while at < bytes.count,
      FragmentReader.isLetter(bytes[at]) || bytes[at] == UInt8(ascii: "-")
        || (at > start && (0x30...0x39).contains(bytes[at]))
    {
      at += 1
    }
    return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
  }

  private mutating func skipBlanks() {
    while at < bytes.count, FragmentReader.isBlank(bytes[at]) { step() }
  }

  private mutating func skipTag() {
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") { step() }
    if at < bytes.count { at += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
