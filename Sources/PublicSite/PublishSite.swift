public import Disclosure

/// Builds the next release of the site beside the live one and switches to it.
///
/// DISCLOSURE §5. Steps, in order: plan → render → index → data → scan → verify → switch. What was
/// made from the same things before is taken over; everything else is rendered, scanned and
/// written, on all processors. The bytes do not depend on what was there.
public struct PublishSite {
  /// A named step, for progress and timing.
  ///
  /// The caller owns the clock. The first three are the caller's.
  public enum Step: String, Sendable, CaseIterable {
    /// Finds out which public records are different from what was published.
    case project
    /// Opens and ends the notices that are due.
    case notice
    /// Puts new revisions into the log.
    case commit
    /// Reads a short row of every record and lays out the buckets.
    case plan
    /// Makes the pages that are new, scanning each before it is written.
    case render
    /// Makes the search index.
    case index
    /// Makes data files, feeds and the log.
    case data
    /// Looks for secrets that became known since in what was taken over; a hit stops here.
    case scan
    /// Checks that every link leads to a file, builds the tree of links, writes the manifest.
    case verify
    /// Makes the release the live one.
    case `switch`
  }

  /// What is told while it works.
  public enum Progress: Sendable {
    case began(Step)
    case wrote(pages: Int, of: Int)
    case ended(Step, items: Int)
  }

  /// What a build came to.
  public struct Result: Sendable {
    /// The release's folder name, `000007`.
    public var release: String
    /// Files in the release.
    public var pages = 0
    /// Files that are new or changed.
    public var written = 0
    /// Files taken over from the release before.
    public var unchanged = 0
    /// Bytes of all files.
    public var bytes = 0
    /// Hits of the leak scan: when there is one, nothing was switched.
    public var leaks: [Leak] = []
    /// Whether the release is now live.
    public var isLive = false
    /// How many records of people stand out by what is published of them.
    public var sharing: ColumnSharing?
    /// What the work cost on all processors together.
    public var work = Work()
  }

  /// Processor time, in nanoseconds.
  public struct Work: Sendable {
    /// Reading records and rendering files.
    public var render: Int64 = 0
    /// The leak scan.
    public var scan: Int64 = 0
    /// Digests of files.
    public var digest: Int64 = 0
    /// Writing and linking files.
    public var write: Int64 = 0
  }

  /// Everything but the records.
  public var input: SiteInput
  /// The folder `site`.
  public var site: String
  /// The records, and what must not be seen.
  public var source: any SiteSource
  /// How files are summed.
  let sums: FileSums
  /// Whether to make every file anew instead of taking unchanged ones over.
  public var full: Bool
  /// Releases that are kept, the live one included.
  public var kept: Int

  /// Prepares a build into the folder `site`.
  ///
  /// - Parameters:
  ///   - digest: hexadecimal SHA-256 of bytes, such as Sealing's.
  ///   - feed: begins the same fed piece by piece; without it large files are held to be summed.
  public init(
    input: SiteInput, site: String, source: any SiteSource, full: Bool = false, kept: Int = 3,
    digest: @escaping @Sendable ([UInt8]) -> String,
    feed: (@Sendable () -> any DigestFeed)? = nil
  ) {
    self.input = input
    self.site = site
    self.source = source
    self.full = full
    self.kept = kept
    sums = FileSums(of: digest, feed: feed ?? { HeldFeed(digest) })
  }
}

extension PublishSite {
  /// Builds, scans and, when nothing leaks, switches.
  ///
  /// With a leak the result names it, `isLive` is false, the old site stays and the unfinished
  /// release is removed.
  public func callAsFunction(
    progress: (Progress) -> Void = { _ in }
  ) throws(PublishFault) -> Result {
    try checkInput()
    let site = try SiteFolder(site)
    let release = try site.begin(keeping: kept)
    return try finishing(release, in: site) { () throws(PublishFault) in
      let base = full ? nil : try site.newest()
      var result = try build(release, upon: base, in: site, progress)
      guard result.leaks.isEmpty else { return result }
      progress(.began(.switch))
      try site.makeLive(release)
      result.isLive = true
      progress(.ended(.switch, items: 1))
      return result
    }
  }

  /// Builds a release that is kept and not live again, as of its place in the log, so that nothing
  /// withdrawn or redacted since is left in it. DISCLOSURE §2.
  ///
  /// - Returns: the hits of the leak scan; with one the release is removed instead.
  public func rewrite(_ release: String) throws(PublishFault) -> [Leak] {
    try checkInput()
    let site = try SiteFolder(site)
    let next = try site.begin(keeping: kept)
    return try finishing(next, in: site) { () throws(PublishFault) in
      let result = try build(next, upon: try site.manifest(of: release), in: site) { _ in }
      if result.leaks.isEmpty {
        try site.replace(release, by: next)
      } else {
        try site.discard(release)
      }
      return result
    }.leaks
  }

  /// Does the work, and removes what no kept release has any more; after a fault or a leak that is
  /// the unfinished release with all that was made for it.
  private func finishing(
    _ release: String, in site: SiteFolder, _ work: () throws(PublishFault) -> Result
  ) throws(PublishFault) -> Result {
    do throws(PublishFault) {
      let result = try work()
      try site.clear(keeping: kept)
      return result
    } catch {
      // The first fault is the one to tell; what could not be removed is removed next time.
      do {
        try site.discard(release)
        try site.clear(keeping: kept)
      } catch {}
      throw error
    }
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
    _ release: String, upon base: ReleaseManifest?, in site: SiteFolder,
    _ progress: (Progress) -> Void
  ) throws(PublishFault) -> Result {
    do {
      var build = try ReleaseBuild(self, release: release, upon: base, in: site)
      return try build.run(progress)
    } catch PublishFault.damaged(_) where base != nil {
      // What was to be taken over is gone: nothing is taken over.
      return try build(release, upon: nil, in: site, progress)
    } catch let fault as PublishFault {
      throw fault
    } catch {
      throw .source(error)
    }
  }
}
