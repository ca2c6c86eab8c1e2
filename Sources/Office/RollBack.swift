import Ledger
import PublicSite
public import Quantities
import StrictJSON

extension Office {
  /// Makes the release before the live one live again. What was withdrawn or redacted since is in
  /// no release: one that still held it is built again first. DISCLOSURE §5.
  ///
  /// The log on it is the newest that was published: pages go back, a log never does. Whoever
  /// checks the site is told of each page that is older than the log.
  ///
  /// - Returns: the release's folder name.
  public func rollBack(out: String?, by actor: Actor, now: Instant) throws -> String {
    try locked(at: now, afterRuns: false) { now in
      let site = out ?? folder + "/site"
      try finishErasures(site: site, by: actor, now: now)
      let leaks = try rewriteKept(site: site, withNewestLog: true, now: now)
      guard leaks.isEmpty else {
        throw OfficeRefusal(
          .state, site, "较早的版本中发现疑似个人信息（\(leaks[0].file)），已删除该版", "请修改后用 publish 重新发布")
      }
      guard let release = try KeptReleases.rollBack(site) else {
        throw OfficeRefusal(.state, site, "没有可以退回的较早版本", "请用 publish 发布新版")
      }
      try ledger.write { session in
        try journal.add(
          Journal.Entry(
            command: Self.rollBackCommand, content: ["release": .string(release.release)]),
          in: session, by: actor, at: now)
      }
      return release.release
    }
  }

  /// The command under which going back stands in the journal; the ledger has nothing of it.
  static let rollBackCommand = "publish rollback"
}
