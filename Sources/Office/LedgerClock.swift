import Ledger
import Quantities

/// The ledger's time. What a run counted and what came after it are told apart by instants alone,
/// so a fact that is kept after a run is known later than what the run counted, be it that its
/// command read the clock first and waited, or that the clock was set back. SUBSIDY §4.
///
/// A clock that is a little behind is carried along. One that is far behind what a run counted is
/// wrong, or somebody gave a time that has passed: then no fact is written.
struct LedgerClock {
  /// The instant of the last journal entry.
  private let last: Instant?
  /// Up to when the latest run counts what came.
  private let counted: Instant?

  private static let toleranceSeconds: Int64 = 600

  init(_ session: LedgerSession, _ journal: Journal) throws {
    last = try journal.lastInstant(head: session.journalHead())
    counted = try session.runs().map(\.knownAt).max()
  }

  /// The instant of a command that changes something, which holds the office's lock: not before
  /// the last one's, where that is near. A fact (`afterRuns`) is later than what any run counted.
  ///
  /// - Throws: ``OfficeRefusal`` when a fact would be known long before what a run counted.
  func instant(_ now: Instant, afterRuns: Bool) throws -> Instant {
    let present = present(now)
    guard afterRuns, let counted else { return present }
    guard counted + 1 <= now + LedgerClock.toleranceSeconds else {
      throw OfficeRefusal(
        .fault, "\(now)", "已有核算计入了 \(counted) 以前收到的全部记录，现在的时间早于它，没有写入任何内容",
        "请核对系统时钟或 --now；时钟无误而核算的时间错了，可用 --now 给出晚于该时间的时间；"
          + "查看以前的情况请用 --known-at 或 --preview")
    }
    return max(present, counted + 1)
  }

  /// The instant by which everything on file is known, for who only looks; a time that has long
  /// passed stands as it was given.
  func present(_ now: Instant) -> Instant {
    guard let last, last <= now + LedgerClock.toleranceSeconds else { return now }
    return max(now, last)
  }
}

extension Office {
  /// What `now` is for who reads the ledger in `session`.
  func present(_ now: Instant, in session: LedgerSession) throws -> Instant {
    try LedgerClock(session, journal).present(now)
  }
}
