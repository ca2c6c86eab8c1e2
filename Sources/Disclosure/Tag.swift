/// What a `<` begins.
enum Tag {
  /// Names do not run across it.
  case block
  /// `<b>`, `<a>`, `<span>`: names run across it.
  case inline
  /// Names run across it, and it ends at `-->`.
  case comment

  /// Nil when it begins nothing.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == 0x21 {
      // What stands in a CDATA section is text.
      if index + 1 < bytes.count, bytes[index + 1] == 0x5B { return nil }
      let isComment =
        index + 2 < bytes.count && bytes[index + 1] == 0x2D && bytes[index + 2] == 0x2D
      self = isComment ? .comment : .block
      return
    }
    if bytes[index] == 0x2F || bytes[index] == 0x3F { index += 1 }
    var name: UInt64 = 0
    let end = min(bytes.count, index + 8)
    let first = index
    while index < end, (0x61...0x7A).contains(bytes[index] | 0x20) {
      name = name << 8 | UInt64(bytes[index] | 0x20)
      index += 1
    }
    guard index > first else { return nil }
    self = Tag.inlineNames.contains(name) ? .inline : .block
  }

  private static let inlineNames: NumberTable<UInt64> = {
    var names = NumberTable<UInt64>()
    let words = """
      a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span \
      strong sub sup time tspan tt u var wbr
      """
    for word in words.split(separator: " ") {
      names.insert(word.utf8.reduce(0) { $0 << 8 | UInt64($1) })
    }
    return names
  }()
}
