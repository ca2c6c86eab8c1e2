import Disclosure

/// Tries the secrets that became known since the release before against what is taken over from
/// it: its digit runs are kept, and whatever has a suspicious one is read again. DISCLOSURE §1.
struct SharedScan {
  let publish: PublishSite
  let site: SiteFolder

  /// Looks through the buckets at some places of a release.
  func run(
    _ shared: [String], of manifest: ReleaseManifest, upon base: ReleaseManifest?,
    into result: BuildResult
  ) throws {
    guard let base, !shared.isEmpty, base.secretMark != manifest.secretMark else { return }
    let new = LeakScan(
      secrets: try publish.source.secrets(since: base.secretMark),
      identity: publish.input.identity, office: publish.input.office)
    for path in shared {
      guard let bucket = manifest.buckets[path],
        let kept = try site.manifest(ofBucket: bucket.name)
      else { throw PublishFault.damaged(path) }
      guard kept.runs.contains(where: new.tells) else { continue }
      for name in kept.entries.keys.sorted() {
        guard let bytes = try ReleaseFolder.read("\(site.bucket(bucket.name))/\(name)") else {
          throw PublishFault.damaged(BucketMaker.join(path, name))
        }
        let place = BucketMaker.join(path, name)
        result.add(new.hits(in: bytes, file: place), links: [], of: place)
      }
    }
  }
}

extension PublishSite {
  /// The scan, told what the site says without any record: a common name may be part of that.
  func leakScan() throws -> LeakScan {
    var scan = LeakScan(
      secrets: try source.secrets(since: nil), identity: input.identity, office: input.office)
    // Nothing of what people typed: a name in it is no wording of the site.
    var bare = input
    bare.runs = []
    bare.runEntries = [:]
    bare.notices = []
    bare.objections = []
    bare.contested = []
    let context = SiteContext(input: bare)
    let contents = SiteContents(
      catalogue: Catalogue(), input: bare, changes: [], logSize: 0)
    for page in OverviewPages(contents: contents, context: context).pages {
      scan.permit(wording: page.render(context).bytes)
    }
    // The search script knows surnames, and two of them side by side may spell somebody's name.
    for bytes in SiteAsset.allCases.map(\.bytes) + DataPart.wording(bare) {
      scan.permit(wording: bytes)
    }
    return scan
  }
}
