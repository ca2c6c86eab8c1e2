public import Quantities

/// The releases that are kept beside the live one.
public enum KeptReleases {
  /// A finished release.
  public struct Release: Sendable {
    /// Its folder's name.
    public let release: String
    /// Entries of the log that it shows.
    public let logSize: Int64
    /// The day it was built for.
    public let builtOn: Day
    /// Withdrawals and redactions that it knows.
    public let erasures: Int
    /// Whether it is live.
    public let isLive: Bool
  }

  /// All finished releases in the folder `site`, oldest first.
  public static func all(in site: String) throws(PublishFault) -> [Release] {
    let folder = try SiteFolder(site)
    let live = try folder.live()
    var all: [Release] = []
    for name in try folder.finished() {
      guard let manifest = try folder.manifest(of: name) else { continue }
      all.append(
        Release(
          release: name, logSize: manifest.logSize, builtOn: manifest.builtOn,
          erasures: manifest.erasures, isLive: name == live))
    }
    return all
  }

  /// Makes the release before the live one live again; nil when none is kept.
  public static func rollBack(_ site: String) throws(PublishFault) -> Release? {
    let all = try all(in: site)
    guard let live = all.firstIndex(where: \.isLive), live > 0 else { return nil }
    let before = all[live - 1]
    try SiteFolder(site).makeLive(before.release)
    return before
  }
}
