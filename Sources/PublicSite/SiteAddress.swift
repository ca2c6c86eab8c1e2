public import Disclosure
public import OpenData

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
  case search
  /// The newest part of a list.
  case list(FacetKey)
  /// A full page of a list, counted from the oldest record, from 1.
  case listPage(FacetKey, Int)
  case record(RecordNumber)
  case subsidies
  case run(String)
  case statistics
  case policy
  /// 贴息试算.
  case trial
  /// How anyone can check that nothing was changed.
  case check
  /// What can be downloaded, with the dictionary.
  case data
  /// The newest corrections and withdrawals.
  case changes
  /// A full page of them, counted from the oldest, from 1.
  case changesPage(Int)
  /// What was published in a month that is over, `2026-03`.
  case archive(String)
  /// Notices on show (贷前公示).
  case notices
  case notice(CaseNumber)
  /// Objections and their answers.
  case objections
  case about
  /// The site map for readers.
  case map
  /// A file of open data.
  case download(DataFile)
  case notFound
  case asset(SiteAsset)
  /// The picture of 党政机关网站标识, where the office gave one.
  case mark

  /// The path inside a release.
  ///
  /// Records lie in folders of a hundred: more in one folder halves the speed of writing, fewer
  /// too. No address holds a name. DISCLOSURE §4, §5.
  public var path: String {
    switch self {
    case .home: "index.html"
    case .browse: "browse/index.html"
    case .search: "search.html"
    case .list(let key): "\(key.kind.rawValue)/\(key.code)/index.html"
    case .listPage(let key, let page):
      "\(key.kind.rawValue)/\(key.code)/\((page - 1) / SiteAddress.listPages + 1)/p\(page).html"
    case .record(let number):
      "\(SiteAddress.folder(ofYear: number.year, number.serial))/\(number).html"
    case .subsidies: "subsidy/index.html"
    case .run(let run): "subsidy/\(run).html"
    case .statistics: "statistics.html"
    case .policy: "policy.html"
    case .trial: "trial.html"
    case .check: "check.html"
    case .data: "data.html"
    case .changes: "changes/index.html"
    case .changesPage(let page): "changes/p\(page).html"
    case .archive(let month): "archive/\(month).html"
    case .notices: "notice/index.html"
    case .notice(let number): "notice/\(number).html"
    case .objections: "objections.html"
    case .map: "sitemap.html"
    case .download(let file): file.path
    case .about: "about.html"
    case .notFound: "404.html"
    case .asset(let asset): "assets/\(asset.rawValue)"
    case .mark: "assets/mark.png"
    }
  }

  /// Full pages of a list in one folder: a folder is made anew when one of them changes.
  static let listPages = 20

  /// `record/2026/0001xx` for the numbers 100 to 199.
  static func folder(ofYear year: Int, _ serial: Int) -> String {
    let hundred = serial / 100
    let zeros = hundred < 10 ? "000" : hundred < 100 ? "00" : hundred < 1000 ? "0" : ""
    return "record/\(year)/\(zeros)\(hundred)xx"
  }

  /// The folder of the file, empty for the top, and its name there.
  var place: (folder: String, name: String) {
    let path = path
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  /// How many folders lie above the file.
  var depth: Int {
    switch self {
    case .home, .search, .statistics, .policy, .trial, .check, .data, .objections, .about, .map,
      .notFound:
      0
    case .browse, .subsidies, .run, .changes, .changesPage, .archive, .notices, .notice, .download,
      .asset, .mark:
      1
    case .list: 2
    case .record, .listPage: 3
    }
  }

  /// The address as seen from another page, always relative, so that the site works under any
  /// base path and from `file://`.
  ///
  /// DISCLOSURE §4.
  public func relative(from page: SiteAddress) -> String {
    SiteAddress.up[page.depth] + path
  }

  /// The way up from a file of each depth.
  private static let up = ["", "../", "../../", "../../../"]

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
  /// Styles of what a portal frames the column with.
  case portalStyles = "portal.css"
  case script = "site.js"
  /// The search page's own.
  case searchScript = "search.js"
  case searchStyles = "search.css"
  /// Makes a list's own CSV and JSON.
  case listScript = "list.js"
  /// Checks a record's page against the log.
  case verifyScript = "verify.js"
  /// The arithmetic in the browser: 贴息试算, and a record's quarters once more.
  case calculatorScript = "calculator.js"
  case seal = "seal.svg"
}
