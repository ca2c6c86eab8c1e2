public import Disclosure

/// The ways records are sorted into lists.
///
/// The raw value is the folder.
public enum FacetKind: String, Hashable, Sendable, CaseIterable {
  case town
  case month
  case bank
  case industry
  case kind
}

/// A list of records: all of one town, month, bank, industry or kind of borrower.
public struct FacetKey: Hashable, Sendable {
  /// What the list sorts by.
  public var kind: FacetKind
  /// Its code: `140525106000`, `2026-01`, `C`.
  public var code: String

  /// Names a list.
  public init(kind: FacetKind, code: String) {
    self.kind = kind
    self.code = code
  }
}

/// Every address of the site.
///
/// Pages link to these and never to text, and the build checks that each one linked to is a file.
public enum SiteAddress: Hashable, Sendable {
  case home
  case browse
  /// The newest part of a list.
  case list(FacetKey)
  /// A full page of a list, counted from the oldest record, from 1.
  case listPage(FacetKey, Int)
  case record(RecordNumber)
  case subsidies
  case run(String)
  case policy
  case about
  case notFound
  case asset(SiteAsset)

  /// The path inside a release.
  ///
  /// Records lie in folders of a hundred: more in one folder halves the speed of writing, fewer
  /// too. No address holds a name. DISCLOSURE §4, §5.
  public var path: String {
    switch self {
    case .home: "index.html"
    case .browse: "browse/index.html"
    case .list(let key): "\(key.kind.rawValue)/\(key.code)/index.html"
    case .listPage(let key, let page): "\(key.kind.rawValue)/\(key.code)/p\(page).html"
    case .record(let number):
      "record/\(number.year)/\(SiteAddress.bucket(number.serial))/\(number).html"
    case .subsidies: "subsidy/index.html"
    case .run(let run): "subsidy/\(run).html"
    case .policy: "policy.html"
    case .about: "about.html"
    case .notFound: "404.html"
    case .asset(let asset): "assets/\(asset.rawValue)"
    }
  }

  /// `0001xx` for the numbers 100 to 199.
  private static func bucket(_ serial: Int) -> String {
    let text = String(serial / 100)
    return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text + "xx"
  }

  /// How many folders lie above the file.
  var depth: Int {
    switch self {
    case .home, .policy, .about, .notFound: 0
    case .browse, .subsidies, .run, .asset: 1
    case .list, .listPage: 2
    case .record: 3
    }
  }

  /// The address as seen from another page, always relative, so that the site works under any
  /// base path and from `file://`.
  ///
  /// DISCLOSURE §4.
  public func relative(from page: SiteAddress) -> String {
    String(repeating: "../", count: page.depth) + path
  }

  /// Whether a code can stand in an address: 1…40 letters, digits, `-` and `_`.
  static func isSafe(_ code: String) -> Bool {
    (1...40).contains(code.utf8.count)
      && code.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
      }
  }
}

/// Files that are the same for every site.
public enum SiteAsset: String, Hashable, Sendable, CaseIterable {
  case stylesheet = "site.css"
  /// Styles that records, the most of all pages, do not need.
  case moreStyles = "more.css"
  case script = "site.js"
  case seal = "seal.svg"
}
