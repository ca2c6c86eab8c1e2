import Disclosure

/// One release while it is built: its buckets are shared with the release before or made, and then
/// put together.
struct ReleaseBuild {
  private let publish: PublishSite
  private let release: String
  private let base: ReleaseManifest?
  private let site: SiteFolder
  private let plan: SitePlan
  private let scan: PieceScan
  private let result: BuildResult
  private var manifest = ReleaseManifest()

  /// Reads what is to be shown.
  init(
    _ publish: PublishSite, release: String, upon base: ReleaseManifest?, in site: SiteFolder
  ) throws {
    self.publish = publish
    self.release = release
    self.base = base
    self.site = site
    plan = try SitePlan(
      input: publish.input, source: publish.source, sums: publish.sums)
    result = BuildResult(isCertain: plan.certain)
    scan = PieceScan(try publish.leakScan(since: nil))
    manifest.logSize = publish.source.logSize
    manifest.builtOn = publish.input.builtOn
    manifest.secretMark = publish.source.secretMark
    manifest.erasures = publish.source.erasures
  }

  mutating func run(_ progress: (PublishSite.Progress) -> Void) throws -> PublishSite.Result {
    progress(.began(.plan))
    let buckets = try plan.buckets()
    progress(.ended(.plan, items: buckets.count))
    for step in [PublishSite.Step.render, .index, .data] {
      let those = buckets.filter { $0.step == step }
      if those.isEmpty { continue }
      progress(.began(step))
      try make(those, progress)
      progress(.ended(step, items: those.count))
    }
    progress(.began(.scan))
    manifest.buckets.merge(result.now.buckets) { a, _ in a }
    try SharedScan(publish: publish, site: site).run(manifest.buckets, upon: base, into: result)
    progress(.ended(.scan, items: result.now.leaks.count))
    var outcome = PublishSite.Result(release: release)
    let made = result.now
    outcome.leaks = made.leaks
    guard made.leaks.isEmpty else { return outcome }
    progress(.began(.verify))
    try checkLinks(made.links)
    var tree = LinkTree(
      of: manifest, in: site, full: base == nil, digest: publish.sums.of)
    manifest.folders = try tree.build(release)
    try site.keep(manifest, of: release)
    outcome.sharing = ColumnSharing(plan.contents.catalogue.rows)
    outcome.pages = manifest.files
    outcome.bytes = manifest.size
    outcome.written = made.written
    outcome.unchanged = outcome.pages - made.written
    outcome.work = PublishSite.Work(
      render: made.cost.render, scan: made.cost.scan, digest: made.cost.digest,
      write: made.cost.write)
    progress(.ended(.verify, items: outcome.pages))
    return outcome
  }

  /// Shares the buckets that are made from the same things as before, and makes the others.
  private mutating func make(
    _ buckets: [PlannedBucket], _ progress: (PublishSite.Progress) -> Void
  ) throws {
    let queue = WorkQueue()
    let maker = BucketMaker(
      site: site, scan: scan, digest: publish.sums.of, full: base == nil,
      forgets: base.map { $0.erasures != manifest.erasures } ?? false)
    let finished = FinishedBuckets(
      site: site, shared: manifest.buckets, made: result.now.buckets, leaks: result.hasLeaks)
    do {
      for (index, bucket) in buckets.enumerated() {
        let old = base?.buckets[bucket.path]
        if let old, let stamp = bucket.stamp, old.stamp == stamp {
          manifest.buckets[bucket.path] = old
          continue
        }
        let before = BaseFiles(
          name: old?.name,
          folder: old.map { site.bucket($0.name) },
          manifest: try old.flatMap { try site.manifest(ofBucket: $0.name) })
        let files = try bucket.files(before, finished)
        let (result, path, stamp) = (result, bucket.path, bucket.stamp)
        queue.add {
          guard let made = try maker.make(files, at: path, base: before, into: result) else {
            return
          }
          try result.add(made.stamped(stamp), at: path)
        }
        if index % 16 == 0 { progress(.wrote(pages: index, of: buckets.count)) }
      }
    } catch {
      // What the others still do needs their folders; the first fault is told.
      do { try queue.finish() } catch {}
      throw error
    }
    try queue.finish()
  }

  /// Checks that every address linked to is a file of this release.
  ///
  /// Of what is taken over the links are good still: a record keeps its address for ever, a full
  /// page of a list leads to its neighbours, which are part of its stamp.
  private func checkLinks(_ links: [SiteAddress: String]) throws {
    var known: [String: BucketManifest] = [:]
    var broken: [(target: String, page: String)] = []
    for (target, page) in links {
      let (folder, name) = target.place
      if known[folder] == nil, let bucket = manifest.buckets[folder] {
        known[folder] = try site.manifest(ofBucket: bucket.name)
      }
      if known[folder]?.entries[name] == nil { broken.append((target.path, page)) }
    }
    // The first by address, whatever the order in which they were found.
    if let first = broken.min(by: { $0 < $1 }) {
      throw PublishFault.brokenLink(page: first.page, target: first.target)
    }
  }
}

extension ReleaseManifest.Bucket {
  fileprivate func stamped(_ stamp: Stamp?) -> ReleaseManifest.Bucket {
    ReleaseManifest.Bucket(name: name, stamp: stamp, files: files, size: size)
  }
}
