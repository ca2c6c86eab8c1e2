/// A page without what a browser never shows as text: comments, scripts, styles, templates. A mark
/// in there would satisfy a checker while the reader sees something else.
enum SeenPage {
  /// Elements whose content is not shown where it stands.
  private static let unseen = [
    "script", "style", "template", "noscript", "textarea", "title", "svg", "iframe",
  ].map { Array($0.utf8) }
  private static let comment = Array("<!--".utf8)
  private static let entry = Array(PageEntry.openingTag.utf8)

  /// The page without it; the elements with entries of the log stay.
  static func of(_ page: [UInt8]) -> [UInt8] {
    var seen: [UInt8] = []
    seen.reserveCapacity(page.count)
    var place = 0
    while let open = page[place...].firstIndex(of: UInt8(ascii: "<")) {
      seen += page[place..<open]
      if page[open...].starts(with: comment) {
        place = end(of: Array("-->".utf8), in: page, from: open + comment.count)
      } else if page[open...].starts(with: entry) {
        place = end(of: Array(PageEntry.closingTag.utf8), in: page, from: open)
        seen += page[open..<place]
      } else if let name = unseen.first(where: { begins($0, in: page, at: open + 1) }) {
        place = end(of: Array("</".utf8) + name, in: page, from: open)
      } else {
        seen.append(page[open])
        place = open + 1
      }
    }
    return seen + page[place...]
  }

  /// Whether an element of this name begins, in letters of either case.
  private static func begins(_ name: [UInt8], in page: [UInt8], at place: Int) -> Bool {
    let after = place + name.count
    guard after < page.count, zip(page[place...], name).allSatisfy({ $0 | 0x20 == $1 }) else {
      return false
    }
    return [UInt8(ascii: ">"), UInt8(ascii: " "), UInt8(ascii: "/"), 0x0A, 0x09, 0x0D]
      .contains(page[after])
  }

  /// Where a text ends that begins at a place or behind it; the page's end when there is none.
  private static func end(of text: [UInt8], in page: [UInt8], from: Int) -> Int {
    var place = from
    while place + text.count <= page.count,
      let first = page[place...].firstIndex(of: text[0]), first + text.count <= page.count
    {
      if zip(page[first...], text).allSatisfy({
        $0 == $1 || (0x61...0x7A).contains($1) && $0 | 0x20 == $1
      }) {
        return first + text.count
      }
      place = first + 1
    }
    return page.count
  }
}
