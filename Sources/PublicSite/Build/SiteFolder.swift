import Disclosure

/// The folder `site`: buckets in a store, folders of links to them, releases that begin with such
/// links, and the link to the live one.
///
/// ```
/// store/6f12…/              a bucket: some pages; never changed, shared by releases
/// store/6f12….manifest      its files with stamp, size and SHA-256
/// tree/09ab…/               a folder of links to buckets and to such folders; shared likewise
/// releases/000007/          a release: the files of its top, and links
/// releases/000007.manifest  its buckets and folders
/// current -> releases/000007
/// ```
struct SiteFolder: Sendable {
  private let path: String

  /// Opens the folder, made when it is not there.
  init(_ path: String) throws(PublishFault) {
    self.path = path
    for folder in [path, path + "/releases", path + "/store"] {
      try ReleaseFolder.makeFolder(folder)
    }
  }

  func path(of release: String) -> String { "\(path)/releases/\(release)" }
  func bucket(_ name: String) -> String { "\(path)/store/\(name)" }
  func folder(_ name: String) -> String { "\(path)/tree/\(name)" }
  private func manifestPath(of release: String) -> String { path(of: release) + ".manifest" }

  /// Begins a release: its folder is there from here on, so that a build that is cut off is known
  /// by it. What such a one left is removed first.
  ///
  /// - Returns: its name, one more than the highest there is.
  func begin(keeping kept: Int) throws(PublishFault) -> String {
    let names = Set(try ReleaseFolder.names(in: path + "/releases"))
    if names.contains(where: { !isWhole($0, among: names) }) { try clear(keeping: kept) }
    let highest = try ReleaseFolder.names(in: path + "/releases").compactMap(number).max() ?? 0
    let text = String(highest + 1)
    let name = String(repeating: "0", count: max(0, 6 - text.utf8.count)) + text
    try ReleaseFolder.makeFolder(path(of: name))
    try ReleaseFolder.makeFolder(path + "/tree")
    return name
  }

  /// Whether a release has both its folder and its manifest.
  private func isWhole(_ name: String, among names: Set<String>) -> Bool {
    names.contains(bare(name)) && names.contains(bare(name) + ".manifest")
  }

  private func number(_ name: String) -> Int? { Int(bare(name)) }

  /// A release's name without what makes it that of its manifest.
  private func bare(_ name: String) -> String {
    name.hasSuffix(".manifest") ? String(name.dropLast(9)) : name
  }

  /// The live release's name; nil when there is none.
  func live() throws(PublishFault) -> String? {
    try ReleaseFolder.target(of: path + "/current").map { String($0.dropFirst("releases/".count)) }
  }

  /// The finished releases, oldest first.
  func finished() throws(PublishFault) -> [String] {
    let names = try ReleaseFolder.names(in: path + "/releases")
    let all = Set(names)
    return names.filter { number($0) != nil && bare($0) == $0 && isWhole($0, among: all) }
  }

  /// A release's manifest; nil when it is lost or damaged.
  func manifest(of release: String) throws(PublishFault) -> ReleaseManifest? {
    try ReleaseFolder.read(manifestPath(of: release)).flatMap(ReleaseManifest.init(reading:))
  }

  /// A bucket's manifest; nil when it is lost or damaged.
  func manifest(ofBucket name: String) throws(PublishFault) -> BucketManifest? {
    try ReleaseFolder.read(bucket(name) + ".manifest").flatMap(BucketManifest.init(reading:))
  }

  /// The traces of a bucket's files; nil when its manifest is lost or damaged.
  func traces(ofBucket name: String) throws(PublishFault) -> LeakTraces? {
    try ReleaseFolder.read(bucket(name) + ".manifest").flatMap(LeakTraces.init(reading:))
  }

  /// A folder in the store for files that lie ready until their bucket is made; what is left in it
  /// goes with the next clearing.
  func beside() throws(PublishFault) -> String {
    let beside = bucket(".joined")
    try ReleaseFolder.makeFolder(beside)
    return beside
  }

  /// A name for what is made although one of the same content is there: that one may be damaged,
  /// and is live.
  static func freeName(
    for name: String, _ place: (String) -> String
  ) throws(PublishFault) -> String {
    var free = name
    var count = 1
    while try ReleaseFolder.isThere(place(free)) {
      free = "\(name)-\(count)"
      count += 1
    }
    return free
  }

  /// The newest finished release with its manifest, to build upon.
  func newest() throws(PublishFault) -> ReleaseManifest? {
    try finished().last.flatMap { release throws(PublishFault) in try manifest(of: release) }
  }

  /// Finishes a release with its manifest.
  func keep(_ manifest: ReleaseManifest, of release: String) throws(PublishFault) {
    try ReleaseFolder.write(manifest.bytes, to: manifestPath(of: release))
  }

  /// Switches to a release.
  func makeLive(_ release: String) throws(PublishFault) {
    try ReleaseFolder.point(path + "/current", at: "releases/\(release)")
  }

  /// Makes a release unfinished, so that it goes with the next clearing.
  func discard(_ release: String) throws(PublishFault) {
    try ReleaseFolder.remove(manifestPath(of: release))
  }

  /// Puts a release that was built under another name into the place of one that is not live.
  func replace(_ release: String, by other: String) throws(PublishFault) {
    // Without its manifest a release is unfinished, whatever happens in between.
    try ReleaseFolder.remove(manifestPath(of: release))
    try ReleaseFolder.remove(path(of: release))
    try ReleaseFolder.move(path(of: other), to: path(of: release))
    try ReleaseFolder.move(manifestPath(of: other), to: manifestPath(of: release))
  }

  /// Removes what earlier builds left: releases beyond the number kept, unfinished ones of a build
  /// that was cut off, and buckets and folders that no release has.
  ///
  /// A release whose manifest cannot be read, such as another program's, can neither be gone back
  /// to nor be built again without what was withdrawn: it stays only while it is live.
  func clear(keeping kept: Int) throws(PublishFault) {
    let live = try live()
    var manifests: [String: ReleaseManifest] = [:]
    for release in try finished() { manifests[release] = try manifest(of: release) }
    var stay = Set(manifests.keys.sorted().suffix(kept))
    if let live { stay.insert(live) }
    let gone = try ReleaseFolder.names(in: path + "/releases").filter { !stay.contains(bare($0)) }
    // Without its manifest a release is unfinished: nobody goes back to it while it falls apart,
    // and its folder, the last to go, tells a clearing that is cut off.
    for name in gone where name != bare(name) {
      try ReleaseFolder.remove("\(path)/releases/\(name)")
    }
    try clearStore(of: stay.map { manifests[$0] })
    for name in gone { try ReleaseFolder.remove("\(path)/releases/\(name)") }
  }

  /// Removes the buckets and folders that none of some releases has.
  private func clearStore(of releases: [ReleaseManifest?]) throws(PublishFault) {
    var (buckets, folders): (Set<String>, Set<String>) = ([], [])
    for release in releases {
      // It may need any of them.
      guard let release else { return }
      for bucket in release.buckets.values { buckets.insert(bucket.name) }
      folders.formUnion(release.folders)
    }
    let gone =
      try ReleaseFolder.names(in: path + "/store").filter { !buckets.contains(bare($0)) }
      .map(bucket)
      + ReleaseFolder.names(in: path + "/tree").filter { !folders.contains($0) }.map(folder)
    try remove(gone)
  }

  /// Removes many folders and files on all processors.
  private func remove(_ places: [String]) throws(PublishFault) {
    let queue = WorkQueue()
    for start in stride(from: 0, to: places.count, by: 16) {
      let part = places[start..<min(start + 16, places.count)]
      queue.add { for place in part { try ReleaseFolder.remove(place) } }
    }
    do {
      try queue.finish()
    } catch let fault as PublishFault {
      throw fault
    } catch {
      preconditionFailure("nothing else is thrown: \(error)")
    }
  }
}
