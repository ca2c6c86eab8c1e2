import Disclosure

/// Tries the secrets that became known since the release before against what is taken over from
/// it: traces of its files are kept, and whatever has suspicious ones is read again. DISCLOSURE §1.
struct SharedScan {
  let publish: PublishSite
  let site: SiteFolder

  /// Looks through the buckets that a release shares with the one before, and through those that
  /// were made anew: some of their files may be taken over too.
  func run(
    _ buckets: [String: ReleaseManifest.Bucket], upon base: ReleaseManifest?,
    into result: BuildResult
  ) throws {
    guard let base, base.secretMark != publish.source.secretMark else { return }
    let new = try publish.leakScan(since: base.secretMark)
    for (path, bucket) in buckets.sorted(by: { $0.key < $1.key })
    where base.buckets[path] != nil {
      guard let traces = try site.traces(ofBucket: bucket.name) else {
        throw PublishFault.damaged(path)
      }
      if new.tells(traces) { try read(bucket.name, at: path, new, into: result) }
    }
  }

  private func read(
    _ bucket: String, at path: String, _ scan: LeakScan, into result: BuildResult
  ) throws {
    guard let kept = try site.manifest(ofBucket: bucket) else { throw PublishFault.damaged(path) }
    for (name, entry) in kept.entries.sorted(by: { $0.key < $1.key }) {
      let place = BucketMaker.join(path, name)
      guard let bytes = try ReleaseFolder.read("\(site.bucket(bucket))/\(name)"),
        bytes.count == entry.size
      else { throw PublishFault.damaged(place) }
      result.add(scan.hits(in: entry.scanned(bytes), file: place))
    }
  }
}

extension PublishSite {
  /// The scan for the secrets that became known after a mark, nil for all, told what the site says
  /// without any record: a common name may be part of that.
  func leakScan(since mark: String?) throws -> LeakScan {
    var scan = LeakScan(
      secrets: try source.secrets(since: mark), identity: input.identity, office: input.office)
    // Nothing of what people typed: a name in it is no wording of the site.
    var bare = input
    bare.runs = []
    bare.runEntries = [:]
    bare.notices = []
    bare.objections = []
    bare.contested = []
    bare.portal = Portal()
    let context = SiteContext(input: bare)
    let month = LogMonth(code: "2026-01", places: 0..<1)
    let contents = SiteContents(
      catalogue: Catalogue(), input: bare, changes: [], logSize: 0, months: [month])
    let pages = OverviewPages(contents: contents, context: context).pages
    for page in pages + [ArchivePage(month: month, days: [])] {
      scan.permit(wording: page.render(context).bytes)
    }
    scan.permit(wording: ListDownloads.wording(context))
    // The search script knows surnames, and two of them side by side may spell somebody's name.
    for bytes in SiteAsset.allCases.map(\.bytes) + DataPart.wording(bare) {
      scan.permit(wording: bytes)
    }
    return scan
  }
}
