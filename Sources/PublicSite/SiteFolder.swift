import Glibc

/// The folder `site`: releases with their manifests, and the link to the live one.
///
/// ```
/// releases/000007/          a release
/// releases/000007.manifest  its files, with size and SHA-256
/// current -> releases/000007
/// ```
struct SiteFolder {
  /// Releases that are kept, the live one included.
  static let kept = 3

  private let path: String

  /// Opens the folder, made when it is not there.
  init(_ path: String) throws(PublishFault) {
    self.path = path
    for folder in [path, path + "/releases"] where mkdir(folder, 0o755) != 0 && errno != EEXIST {
      throw ReleaseFolder.fault("mkdir", folder)
    }
  }

  func path(of release: String) -> String { "\(path)/releases/\(release)" }

  private func manifestPath(of release: String) -> String { path(of: release) + ".manifest" }

  /// The name of the release that comes next: one more than the highest there is.
  func nextRelease() throws(PublishFault) -> String {
    let highest = try ReleaseFolder.names(in: path + "/releases").compactMap(number).max() ?? 0
    let text = String(highest + 1)
    return String(repeating: "0", count: max(0, 6 - text.utf8.count)) + text
  }

  private func number(_ name: String) -> Int? {
    Int(bare(name))
  }

  /// A release's name without what makes it that of its manifest.
  private func bare(_ name: String) -> String {
    name.hasSuffix(".manifest") ? String(name.dropLast(9)) : name
  }

  /// The live release's files, or nil when there is none or its manifest is lost.
  func live() throws(PublishFault) -> (path: String, manifest: Manifest)? {
    guard let target = try ReleaseFolder.target(of: path + "/current"),
      let bytes = try ReleaseFolder.read("\(path)/\(target).manifest")
    else { return nil }
    return ("\(path)/\(target)", Manifest(reading: bytes))
  }

  /// Writes a release's manifest.
  func keep(_ manifest: Manifest, of release: String) throws(PublishFault) {
    try ReleaseFolder.write(manifest.bytes, to: manifestPath(of: release))
  }

  /// Switches to a release.
  func makeLive(_ release: String) throws(PublishFault) {
    try ReleaseFolder.point(path + "/current", at: "releases/\(release)")
  }

  /// Removes what earlier builds left: releases too old to be kept, and unfinished ones of a
  /// build that was cut off.
  ///
  /// Done before a build, so that a fault here touches nothing new.
  func clear() throws(PublishFault) {
    let names = try ReleaseFolder.names(in: path + "/releases")
    let live = try ReleaseFolder.target(of: path + "/current")
    let finished = names.filter { $0.hasSuffix(".manifest") }.compactMap(number).sorted()
    let keep = Set(finished.suffix(SiteFolder.kept))
    for name in names {
      guard let number = number(name), !keep.contains(number),
        live != "releases/" + bare(name)
      else { continue }
      try ReleaseFolder.remove("\(path)/releases/\(name)")
    }
  }

  /// Removes an unfinished release.
  func discard(_ release: String) throws(PublishFault) {
    try ReleaseFolder.remove(path(of: release))
    try ReleaseFolder.remove(manifestPath(of: release))
  }
}
