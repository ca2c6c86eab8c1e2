public import Markup

/// What the government's portal gives to frame the column with. DISCLOSURE §4.
public struct Portal: Sendable {
  /// Stands above our navigation, in place of our name.
  public var header: Fragment?
  /// Stands under our own links, in place of our foot.
  public var footer: Fragment?
  /// 党政机关网站标识.
  public var mark: SiteMark?

  var isThere: Bool { header != nil || footer != nil || mark != nil }

  /// A column without a portal around it.
  public init() {}
}

/// 党政机关网站标识: a picture kept here, and a plain link to the registration; the registry's own
/// script is not used.
public struct SiteMark: Sendable {
  /// A PNG picture.
  public let picture: [UInt8]
  /// Its size in pixels.
  public let size: (width: Int, height: Int)
  /// Where the registration can be seen.
  public let link: String

  /// The largest picture in bytes: every page shows it.
  public static let most = 65_536

  /// A mark; nil when the picture is no PNG of at most 400 pixels a side.
  public init?(picture: [UInt8], link: String) {
    let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard picture.count <= SiteMark.most, picture.count > 24, picture.starts(with: start),
      picture[12..<16].elementsEqual("IHDR".utf8)
    else { return nil }
    func number(_ at: Int) -> Int { picture[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let size = (number(16), number(20))
    guard (1...400).contains(size.0), (1...400).contains(size.1) else { return nil }
    self.picture = picture
    self.size = size
    self.link = link
  }
}
