import Disclosure
import Ledger
import LoanBook
import Policy
import PublicSite
public import Quantities
import Sealing
import StrictJSON

/// What a publication came to. COMMAND `publish`.
public struct Publication: Sendable {
  /// The release's folder name.
  public let release: String
  /// Files in the release.
  public let pages: Int
  /// Files that are new or changed.
  public let written: Int
  /// Files taken over from the release before.
  public let unchanged: Int
  /// Bytes of all files.
  public let bytes: Int
  /// Hits of the leak scan, by file and place; with one nothing was switched.
  public let leaks: [(file: String, offset: Int, kind: String)]
  /// The folder that is live.
  public let site: String
  /// Records on the site.
  public let records: Int
}

extension Office {
  /// Gives new notes their public numbers, builds the next release beside the live one and
  /// switches to it. DISCLOSURE §1, §5.
  ///
  /// - Parameters:
  ///   - out: the folder `site`, by default the office's own.
  ///   - full: write every file anew.
  public func publish(
    out: String?, full: Bool, by actor: Actor, now: Instant,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> Publication {
    try locked(at: now, afterRuns: false) { now in
      try numberNewNotes(by: actor, now: now)
      let policy = try policy()
      return try ledger.read { session in
        let disclosed = try session.disclosedNotes()
        let projection = try Projection(
          office: self, session: session, policy: policy.policy, now: now)
        let site = out ?? folder + "/site"
        let publish = PublishSite(
          input: try projection.input(), office: settings.code.text, site: site,
          secrets: try projection.secrets(), full: full, digest: Self.digest)
        var records = 0
        let result = try publish(
          next: {
            guard let note = try disclosed.next() else { return nil }
            records += 1
            return try projection.record(note)
          },
          progress: { step in
            if case .wrote(let pages) = step { progress("生成公开网站", pages, nil) }
          })
        progress("生成公开网站", result.pages, result.pages)
        return Publication(
          release: result.release, pages: result.pages, written: result.written,
          unchanged: result.unchanged, bytes: result.bytes,
          leaks: result.leaks.map { ($0.file, $0.offset, $0.kind.rawValue) },
          site: site + "/current", records: records)
      }
    }
  }

  /// So many loans are numbered with one journal entry.
  private static let numberedAtOnce = 20_000

  private func numberNewNotes(by actor: Actor, now: Instant) throws {
    while true {
      let isDone = try ledger.write { session in
        let loans = try session.undisclosedLoans(limit: Self.numberedAtOnce)
        guard !loans.isEmpty else { return true }
        try session.disclose(loans, on: now.day)
        try journal.add(
          Journal.Entry(
            command: "publish",
            content: [
              "numbered": .array(
                loans.map { [.string($0.bank.text), .string($0.recordId.text)] })
            ]), in: session, by: actor, at: now)
        return loans.count < Self.numberedAtOnce
      }
      if isDone { return }
    }
  }

  static func digest(_ bytes: [UInt8]) -> String {
    do {
      return try Digest.of(bytes, .sha256).hex
    } catch {
      preconditionFailure("SHA-256 is there, or no package could have been opened: \(error)")
    }
  }
}
