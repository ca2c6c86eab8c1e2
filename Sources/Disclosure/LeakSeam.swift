// Pieces of a page that are read on their own. DISCLOSURE §1.

extension LeakScan {
  /// What is read in place of a piece that stands apart: across it nothing runs either.
  public static let seam = Array("<p>|</p>".utf8)

  /// Whether no number, name or code can run from a piece of HTML into what stands before or behind
  /// it, so that it may be read once for all pages that have it, and they without it.
  ///
  /// It is so when the piece begins with two tags and ends with one across which no name runs, and
  /// when its text begins and ends with a Chinese character, which ends every number. Two, since a
  /// tag that is left open before the piece swallows the first. A piece with comments or with
  /// anything that stands for another character, so that it could be read in another way, does not
  /// stand apart.
  public static func standsApart(_ piece: [UInt8]) -> Bool {
    let (open, close) = (UInt8(ascii: "<"), UInt8(ascii: ">"))
    guard let first = piece.firstIndex(of: close), let last = piece.lastIndex(of: open),
      piece.last == close, beginsBlock(piece[...]), beginsBlock(piece[(first + 1)...]),
      beginsBlock(piece[last...])
    else { return false }
    var isTag = false
    var text: (first: UInt8, last: UInt8)?
    for (place, byte) in piece.enumerated() {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "&"): return false
      case open:
        guard !isTag, isTagStart(piece[(place + 1)...]) else { return false }
        isTag = true
      case close:
        guard isTag, piece[place - 1] != UInt8(ascii: "-") else { return false }
        isTag = false
      default:
        // The first byte of a character; those that follow it tell nothing.
        if !isTag, byte & 0xC0 != 0x80 { text = (text?.first ?? byte, byte) }
      }
    }
    return text.map { isHan($0.first) && isHan($0.last) } ?? false
  }

  /// Whether a byte begins a character between U+4000 and U+9FFF: letters and nothing else.
  private static func isHan(_ byte: UInt8) -> Bool { (0xE4...0xE9).contains(byte) }

  private static func isTagStart(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.first.map { $0 == UInt8(ascii: "/") || (0x61...0x7A).contains($0) } ?? false
  }

  private static let blocks: Set = ["body", "div", "footer", "header", "html", "link", "main"]

  /// Whether a tag begins here across which no name runs.
  private static func beginsBlock(_ piece: ArraySlice<UInt8>) -> Bool {
    guard piece.first == UInt8(ascii: "<") else { return false }
    let tag = piece.dropFirst().drop { $0 == UInt8(ascii: "/") }
    let name = tag.prefix { (0x61...0x7A).contains($0) }
    return blocks.contains(String(decoding: name, as: UTF8.self))
  }
}
