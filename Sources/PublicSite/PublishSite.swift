public import Disclosure

/// Builds the next release of the site beside the live one and switches to it.
///
/// DISCLOSURE §5.
///
/// Steps, in order: project → plan → render → scan → verify → switch. Records are taken one at a
/// time and written as they come; what stays in memory is one short row per record.
public struct PublishSite {
  /// A named step, for progress and timing.
  ///
  /// The caller owns the clock.
  public enum Step: String, Sendable, CaseIterable {
    /// Reads what is live and takes the records one by one, writing their pages.
    case project
    /// Sorts the records into lists and lays out all other pages.
    case plan
    /// Writes the pages of the plan.
    case render
    /// Closes the leak scan; a hit stops here.
    ///
    /// Every page was scanned before it was written.
    case scan
    /// Checks that every link leads to a file, and writes the manifest.
    case verify
    /// Makes the release the live one.
    case `switch`
  }

  /// What is told while it works.
  public enum Progress: Sendable {
    case began(Step)
    case wrote(pages: Int)
    case ended(Step, items: Int)
  }

  /// What a build came to.
  public struct Result: Sendable {
    /// The release's folder name, `000007`.
    public var release: String
    /// Files in the release.
    public var pages: Int
    /// Files that are new or changed.
    public var written: Int
    /// Files taken over from the release before.
    public var unchanged: Int
    /// Bytes of all files.
    public var bytes: Int
    /// Hits of the leak scan: when there is one, nothing was switched.
    public var leaks: [Leak]
    /// Whether the release is now live.
    public var isLive: Bool
  }

  /// Everything but the records.
  public var input: SiteInput
  /// The folder `site`, holding `releases/` and `current`.
  public var site: String
  /// What must not be seen.
  public var secrets: Secrets
  /// The office's code, which begins every record number: `ZEZHOU`.
  public var office: String
  /// Hexadecimal SHA-256 of bytes, such as Sealing's.
  public var digest: @Sendable ([UInt8]) -> String
  /// Whether to write every file anew instead of taking unchanged ones over.
  public var full: Bool

  /// Prepares a build into the folder `site`.
  public init(
    input: SiteInput, office: String, site: String, secrets: Secrets, full: Bool = false,
    digest: @escaping @Sendable ([UInt8]) -> String
  ) {
    self.input = input
    self.office = office
    self.site = site
    self.secrets = secrets
    self.full = full
    self.digest = digest
  }
}

extension PublishSite {
  /// Builds, scans and, when nothing leaks, switches.
  ///
  /// `next` gives the records in ascending order of their number, then nil. With a leak the result
  /// names it, `isLive` is false, the old site stays and the unfinished release is removed.
  public func callAsFunction(
    next: () throws -> PublicRecord?, progress: (Progress) -> Void = { _ in }
  ) throws(PublishFault) -> Result {
    try checkInput()
    let site = try SiteFolder(site)
    try site.clear()
    let release = try site.nextRelease()
    do {
      let result = try build(release, in: site, next: next, progress: progress)
      if !result.isLive { try site.discard(release) }
      return result
    } catch {
      // The first fault is the one to tell; what could not be removed is removed next time.
      do { try site.discard(release) } catch {}
      throw error
    }
  }

  /// The same from a sequence of records.
  public func callAsFunction(
    _ records: some Sequence<PublicRecord>, progress: (Progress) -> Void = { _ in }
  ) throws(PublishFault) -> Result {
    var iterator = records.makeIterator()
    return try self(next: { iterator.next() }, progress: progress)
  }

  private func checkInput() throws(PublishFault) {
    let missing = input.identity.missing
    if !input.identity.demo, !missing.isEmpty { throw .identityIncomplete(members: missing) }
    for code in input.towns.map(\.code) + input.runs.map(\.run)
    where !SiteAddress.isSafe(code) {
      throw .unsafeCode(code)
    }
  }

  private func build(
    _ release: String, in site: SiteFolder, next: () throws -> PublicRecord?,
    progress: (Progress) -> Void
  ) throws(PublishFault) -> Result {
    let context = SiteContext(input: input)
    progress(.began(.project))
    var build = ReleaseBuild(
      folder: try ReleaseFolder(creating: site.path(of: release)),
      scan: scanBesideOwnWording(),
      live: full ? nil : try site.live(), digest: digest)
    let catalogue = try addRecords(to: &build, context, next: next, progress: progress)
    progress(.ended(.project, items: catalogue.rows.count))

    progress(.began(.plan))
    let plan = SitePlan(catalogue: catalogue, input: input)
    progress(.ended(.plan, items: plan.count))

    progress(.began(.render))
    for asset in SiteAsset.allCases { try build.add(asset.bytes, at: .asset(asset)) }
    for page in plan { try build.add(page, context) }
    progress(.ended(.render, items: plan.count + SiteAsset.allCases.count))

    progress(.began(.scan))
    progress(.ended(.scan, items: build.leaks.count))
    var result = Result(
      release: release, pages: build.manifest.entries.count, written: build.written,
      unchanged: build.unchanged, bytes: build.bytes, leaks: build.leaks, isLive: false)
    guard build.leaks.isEmpty else { return result }

    progress(.began(.verify))
    try build.checkLinks()
    try site.keep(build.manifest, of: release)
    progress(.ended(.verify, items: result.pages))

    progress(.began(.switch))
    try site.makeLive(release)
    result.isLive = true
    progress(.ended(.switch, items: 1))
    return result
  }

  /// The scan, told what the site says without any record: a common name may be part of that.
  private func scanBesideOwnWording() -> LeakScan {
    var scan = LeakScan(secrets: secrets, identity: input.identity, office: office)
    var bare = input
    bare.runs = []
    let context = SiteContext(input: bare)
    for page in SitePlan(catalogue: Catalogue(), input: bare) {
      scan.permit(wording: page.render(context).bytes)
    }
    return scan
  }

  /// Takes the records one by one: their pages are written at once, a row of each stays.
  private func addRecords(
    to build: inout ReleaseBuild, _ context: SiteContext, next: () throws -> PublicRecord?,
    progress: (Progress) -> Void
  ) throws(PublishFault) -> Catalogue {
    var catalogue = Catalogue()
    var last: RecordNumber?
    while let record = try take(next) {
      if let last, record.number <= last { throw .recordOutOfOrder(record.number) }
      last = record.number
      for label in [record.town, record.bank, record.industry]
      where !SiteAddress.isSafe(label.code) {
        throw .unsafeCode(label.code)
      }
      catalogue.add(record)
      try build.add(RecordPage(record: record), context)
      if catalogue.rows.count % 1000 == 0 { progress(.wrote(pages: catalogue.rows.count)) }
    }
    return catalogue
  }

  private func take(_ next: () throws -> PublicRecord?) throws(PublishFault) -> PublicRecord? {
    do { return try next() } catch { throw .source(error) }
  }
}
