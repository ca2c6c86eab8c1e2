import DropBox
import Glibc
import Ledger
import LoanBook
public import Quantities
import Sealing

/// What a rebuilding came to. COMMAND `rebuild`.
public struct Rebuilding: Sendable {
  /// Journal entries replayed.
  public let entries: Int
  /// Deliveries among them.
  public let packages: Int
  /// The ledger before, compared with the new one; nil when there was none that could be read.
  public let differences: [Difference]?
  /// Where the ledger before was put; nil when nothing was replaced.
  public let before: String?

  /// A table that differs.
  public struct Difference: Hashable, Sendable {
    /// The table's name.
    public let table: String
    /// Rows that only the rebuilt ledger has.
    public let onlyRebuilt: Int
    /// Rows that only the ledger before had.
    public let onlyBefore: Int
  }
}

extension Office {
  /// Makes the ledger anew from journal and archive, compares it row for row with the one that is
  /// there, and puts it in its place; the old one is kept beside. With `compareOnly` nothing is
  /// replaced.
  ///
  /// The verdicts of receipts and the lines of settlements are those that were given, not what
  /// this program would give today. A crash leaves the old ledger, or, between two renames, none:
  /// then the same command finishes it.
  ///
  /// - Throws: ``OfficeRefusal`` when the journal or the archive lacks what was acknowledged.
  public static func rebuild(
    _ folder: String, compareOnly: Bool, now: Instant,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> Rebuilding {
    let settings = try settings(of: folder)
    let lock = try writerLock(folder)
    // A watcher has the old file open.
    let watch = try watchLock(folder)
    let files = LedgerFiles(folder: folder)
    return try withExtendedLifetime((lock, watch)) {
      do {
        return try files.rebuild(settings, compareOnly: compareOnly, now: now, progress)
      } catch {
        try files.clear(files.rebuilt)
        throw error
      }
    }
  }

  /// How many entries of the journal count, and the head that the present ledger has.
  ///
  /// A ledger that can be read tells whether the last entry was acknowledged. When the journal is
  /// longer than by that one, or a bank has got what the entry sent, the ledger is older than it,
  /// and every entry counts.
  fileprivate func acknowledged(
    knownTo files: LedgerFiles
  ) throws -> (entries: Int, head: (count: Int, digest: String)?) {
    let last = try journal.lastNumber()
    guard files.hasCurrent else { return (last, nil) }
    let head: (count: Int, digest: String)?
    do {
      let old = try Ledger.open(at: files.current)
      head = try old.read { try $0.journalHead() }
      // Everything in the one file, before it is moved.
      try old.close()
    } catch let fault as LedgerFault where fault.reason == .damaged || fault.reason == .other {
      // That is why it is rebuilt.
      return (last, nil)
    }
    guard let head, last == head.count + 1, try !wasAcknowledged(journal.entry(after: head)) else {
      return (last, head)
    }
    return (head.count, head)
  }

  fileprivate func differences(from current: String) throws -> [Rebuilding.Difference]? {
    do {
      return try ledger.differences(from: current).map {
        Rebuilding.Difference(table: $0.table, onlyRebuilt: $0.onlyHere, onlyBefore: $0.onlyThere)
      }
    } catch {
      // That is why it is rebuilt.
      guard error.reason == .damaged || error.reason == .other else { throw error }
      return nil
    }
  }

  /// A package of ours waits when it neither lies in the outbox nor left it for good.
  fileprivate func settleOutboxes(now: Instant) throws {
    for bank in try ledger.read({ try $0.banks() }) {
      let lying = Set(try folders(of: bank.code).published().map(\.description))
      try ledger.write { session in
        let gone = Set(
          try session.sentPackages(to: bank).filter { package in
            try holdsPersonalData(package.messageType)
              && (session.isTaken(package.number, by: bank)
                || package.createdAt <= now + -Office.outboxSeconds)
          }.map(\.number))
        for entry in try session.waiting(for: bank)
        where lying.contains(entry.packageId) || gone.contains(entry.number) {
          try session.placed(entry.number, for: bank)
        }
      }
    }
  }
}

/// The files of a ledger in an office's folder.
private struct LedgerFiles {
  let folder: String
  var current: String { folder + "/ledger.sqlite" }
  var rebuilt: String { folder + "/ledger-rebuilt.sqlite" }

  /// What SQLite keeps beside a database.
  private static let sides = ["-wal", "-shm", ""]

  var hasCurrent: Bool { access(current, F_OK) == 0 }

  /// Fills a new ledger, compares it, and puts it in its place.
  func rebuild(
    _ settings: OfficeSettings, compareOnly: Bool, now: Instant,
    _ progress: @escaping ProgressReport
  ) throws -> Rebuilding {
    try clear(rebuilt)
    try LedgerFile.prepare(rebuilt)
    let ledger = try Ledger.createHasty(at: rebuilt)
    let office = try Office(folder: folder, settings: settings, ledger: ledger)
    let (entries, head) = try office.acknowledged(knownTo: self)
    var replay = try ReplayJournal(office: office, progress: progress)
    try replay.run(upTo: entries, through: head)
    let gaps = try ledger.read { try office.sentGaps($0).gaps }
    guard gaps.isEmpty else {
      throw OfficeRefusal(
        .fault, folder + "/archive/packages", gaps.joined(separator: "；"), "请从备份恢复后再试")
    }
    try office.settleOutboxes(now: now)
    let differences = try hasCurrent ? office.differences(from: current) : nil
    try ledger.close()
    if compareOnly { try clear(rebuilt) }
    return Rebuilding(
      entries: replay.entries, packages: replay.packages, differences: differences,
      before: compareOnly ? nil : try replace(now: now))
  }

  func clear(_ path: String) throws {
    for side in Self.sides where access(path + side, F_OK) == 0 {
      try DurableFile.remove(path + side)
    }
  }

  /// Puts the rebuilt ledger in the place of the old one, which is kept; gives where.
  func replace(now: Instant) throws -> String? {
    let start = "\(folder)/ledger-before-rebuild-\(now.seconds)"
    var name = start + ".sqlite"
    var count = 1
    while access(name, F_OK) == 0 {
      count += 1
      name = "\(start)-\(count).sqlite"
    }
    let kept = hasCurrent ? name : nil
    // Whatever lies beside, also without its main file, would be played into the new ledger. The
    // main file first: with it gone the office has no ledger until the last step.
    for side in Self.sides.reversed() where access(current + side, F_OK) == 0 {
      try DurableFile.move(current + side, to: name + side)
    }
    try DurableFile.move(rebuilt, to: current)
    return kept
  }
}
