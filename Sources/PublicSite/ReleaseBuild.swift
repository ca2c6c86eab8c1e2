import Disclosure

/// One release while it is built: every file is scanned, compared with the live release, and
/// written or taken over.
struct ReleaseBuild {
  /// After so many hits no more are looked for: the build has failed anyway.
  static let mostLeaks = 100

  private let scan: LeakScan
  private let digest: @Sendable ([UInt8]) -> String
  private let live: (path: String, manifest: Manifest)?
  private(set) var folder: ReleaseFolder
  private(set) var manifest = Manifest()
  private(set) var leaks: [Leak] = []
  private(set) var written = 0
  private(set) var unchanged = 0
  private(set) var bytes = 0
  /// Addresses linked to, each with a page that does so.
  private var linked: [SiteAddress: SiteAddress] = [:]

  init(
    folder: ReleaseFolder, scan: LeakScan, live: (path: String, manifest: Manifest)?,
    digest: @escaping @Sendable ([UInt8]) -> String
  ) {
    self.folder = folder
    self.scan = scan
    self.live = live
    self.digest = digest
  }

  /// Renders a page and adds it.
  mutating func add(_ page: some SitePage, _ site: SiteContext) throws(PublishFault) {
    let (bytes, links) = page.render(site)
    for link in links where linked[link] == nil { linked[link] = page.address }
    try add(bytes, at: page.address)
  }

  /// Adds a file.
  ///
  /// From the first leak on nothing is written any more, only looked at.
  mutating func add(_ content: [UInt8], at address: SiteAddress) throws(PublishFault) {
    let path = address.path
    guard leaks.count < ReleaseBuild.mostLeaks else { return }
    leaks += scan.hits(in: content, file: path)
    guard leaks.isEmpty else { return }
    let entry = Manifest.Entry(digest: digest(content), size: content.count)
    guard manifest.add(path, entry) else { throw .addressTwice(path) }
    bytes += content.count
    if let live, live.manifest.entries[path] == entry, try folder.take(path, from: live.path) {
      unchanged += 1
    } else {
      try folder.write(content, to: path)
      written += 1
    }
  }

  /// Checks that every address linked to is a file of this release.
  func checkLinks() throws(PublishFault) {
    for (target, page) in linked where manifest.entries[target.path] == nil {
      throw .brokenLink(page: page.path, target: target.path)
    }
  }
}
