public import DropBox
import Glibc
import Ledger
public import LoanBook
public import Quantities

/// What a watcher tells, as it happens. COMMAND `receive --watch`.
public enum WatchNews: Sendable {
  /// It has begun and watches so many inboxes.
  case begun(banks: Int)
  /// A package was received and answered.
  case received(ReceivedPackage)
  /// So many entries of a bank without a proper name went to quarantine.
  case quarantined(bank: String, count: Int)
  /// A package could not be received for a fault of its own; the bank's others went on.
  case packageFailed(ReceptionFault)
  /// A bank used up its day. Told once a day for each member of its quota.
  case waiting(WaitingPackages)
  /// A bank's trays failed; it is asked in again at the next poll. Told once until it changes.
  case bankFailed(bank: String, fault: any Error)
  /// The bank's trays work again.
  case bankRecovered(bank: String)
  /// Nothing can be received for anybody; it is tried again with growing pauses. Told once until
  /// it changes.
  case halted(fault: any Error)
  /// Receiving goes on.
  case resumed
  /// Arrivals of this bank, or of all for nil, cannot be noticed and are found by polling alone.
  case pollingOnly(bank: String?, fault: any Error)
}

extension Office {
  /// Watches the inboxes and receives what comes until `stop` is requested; the package in hand
  /// is finished first. The banks are served in turn, a package each; the office's lock is held
  /// for half a second at a time, so that the command and the console can work beside it.
  ///
  /// Arrivals are noticed at once; beside that everything is looked at every `pollSeconds`: new
  /// banks, missed arrivals, file systems that tell nothing, packages without a signature (P102).
  ///
  /// - Parameters:
  ///   - now: The time of each turn.
  ///   - tell: Called after each package, with the lock held.
  /// - Throws: ``OfficeRefusal`` when another watcher is at work or the bank is unknown, and what
  ///   no waiting mends: a damaged, missing or newer ledger.
  public func watchInboxes(
    bank only: PartyCode? = nil, pollSeconds: Int, stop: StopRequest, by actor: Actor,
    now: @escaping () -> Instant, progress: @escaping ProgressReport = { _, _, _ in },
    tell: @escaping (WatchNews) -> Void
  ) throws {
    let lock = try Office.watchLock(folder)
    // What is wrong from the start is told at the start.
    _ = try banks(only)
    _ = try policy()
    _ = try keys()
    let watcher = InboxWatcher(
      office: self, only: only, actor: actor, interval: .seconds(pollSeconds), stop: stop, now: now,
      progress: progress, tell: tell)
    try withExtendedLifetime(lock) { try watcher.run() }
  }

  /// Apart from the writer's lock, which a watcher holds only now and then.
  static func watchLock(_ folder: String) throws -> FileLock {
    do {
      return try FileLock(path: folder + "/watch.lock")
    } catch {
      guard case .held(let holder) = error.cause else { throw error }
      throw OfficeRefusal(
        .fault, folder, "另一个 receive --watch（进程 \(holder.map(String.init) ?? "未知")）正在值守",
        "同一办公目录只需一个；要换成这一个，或要重建账本，请先结束那个进程")
    }
  }
}

/// A watch over the inboxes while it lasts.
private final class InboxWatcher {
  private let office: Office
  private let only: PartyCode?
  private let actor: Actor
  private let interval: Duration
  private let stop: StopRequest
  private let now: () -> Instant
  private let progress: ProgressReport
  private let tell: (WatchNews) -> Void

  private var lines: [BankLine] = []
  /// The bank that is first in the next round: so a fault at one bank, which ends the round for
  /// all, never keeps the same others out.
  private var first = 0
  private var watch: InboxWatch?
  private var nextPoll = ContinuousClock.now
  private var isHalted = false
  private var pauseSeconds = 1
  /// What was told last of a bank's trays, of its watch (`bank/`), of its quota (`bank/quota`) and
  /// of all (empty).
  private var told: [String: String] = [:]

  private static let longestPauseSeconds = 60
  /// Arrivals often come in bursts: what comes so soon after the first is looked at with it.
  private static let gatherMilliseconds = 100
  /// A fraction of what others wait for the lock; a package that takes longer is finished.
  private static let longestHold = Duration.milliseconds(500)
  /// Longer than others wait between two tries for the lock, so that they get their turn.
  private static let givewayMilliseconds = 25

  init(
    office: Office, only: PartyCode?, actor: Actor, interval: Duration, stop: StopRequest,
    now: @escaping () -> Instant, progress: @escaping ProgressReport,
    tell: @escaping (WatchNews) -> Void
  ) {
    self.office = office
    self.only = only
    self.actor = actor
    self.interval = interval
    self.stop = stop
    self.now = now
    self.progress = progress
    self.tell = tell
  }

  func run() throws {
    do {
      watch = try InboxWatch(stop: stop)
    } catch {
      tell(.pollingOnly(bank: nil, fault: error))
    }
    var hasBegun = false
    while !stop.isMade {
      do {
        try pollIfDue()
        if !hasBegun { tell(.begun(banks: lines.count)) }
        hasBegun = true
        if let fault = try rounds() { throw fault }
        resume()
      } catch  where Self.mayPass(error) {
        try halt(error)
        continue
      }
      try idle()
    }
  }

  /// Faults that end the watch: no waiting mends them.
  private static func mayPass(_ fault: any Error) -> Bool {
    guard let fault = fault as? LedgerFault else { return true }
    return ![.damaged, .missing, .newer].contains(fault.reason)
  }

  // MARK: Looking and receiving

  /// Looks at all banks anew, those too that failed or are new, and tries failed packages again.
  private func pollIfDue() throws {
    guard ContinuousClock.now >= nextPoll else { return }
    let known = Dictionary(uniqueKeysWithValues: lines.map { ($0.bank.code, $0) })
    lines = try office.banks(only).map { bank in
      var line = known[bank.code] ?? BankLine(bank: bank)
      line.askIn()
      // Here alone, so that a fault of all banks, tried again soon, uses up no package's tries.
      line.failed = []
      return line
    }
    // Before the look, so that nothing slips in between.
    for line in lines { follow(line.bank) }
    nextPoll = ContinuousClock.now + interval
  }

  /// Rounds for as long as there is work and the lock may be held. While the office cannot write
  /// they end with the first fault and nothing more is taken.
  private func rounds() throws -> (any Error)? {
    guard hasWork else { return nil }
    return try office.locked(at: now(), afterRuns: true) { start in
      var latest = start
      let desk = try ReceptionDesk(office: office, actor: actor)
      let end = ContinuousClock.now + Self.longestHold
      repeat {
        if let fault = round(at: desk, &latest) { return fault }
        notice(try watch?.wait(milliseconds: 0))
      } while hasWork && !stop.isMade && ContinuousClock.now < end
      return nil
    }
  }

  private var hasWork: Bool { lines.contains(where: \.hasWork) }

  /// One turn of every bank that has something, as far as nobody asks to stop. Should the clock be
  /// set back meanwhile, the turns stay at the `latest` instant.
  ///
  /// - Returns: a fault that meets all banks.
  private func round(at desk: ReceptionDesk, _ latest: inout Instant) -> (any Error)? {
    defer { first = (first + 1) % max(1, lines.count) }
    for offset in lines.indices {
      let index = (first + offset) % lines.count
      guard lines[index].hasWork else { continue }
      if stop.isMade { return nil }
      let bank = lines[index].bank
      var reception = Reception()
      latest = max(latest, now())
      let fault = desk.serve(&lines[index], &reception, now: latest, progress)
      report(reception, of: bank)
      guard let fault else {
        recovered(bank)
        continue
      }
      if desk.concernsEverybody(fault, bank) {
        lines[index].askIn()
        return fault
      }
      if isNews(fault, of: bank.code.text) {
        tell(.bankFailed(bank: bank.code.text, fault: fault))
      }
    }
    return nil
  }

  private func report(_ reception: Reception, of bank: Bank) {
    for package in reception.packages { tell(.received(package)) }
    if reception.quarantined > 0 {
      tell(.quarantined(bank: bank.code.text, count: reception.quarantined))
    }
    // Each try is told: they are few.
    for fault in reception.faults { tell(.packageFailed(fault)) }
    for waiting in reception.waiting {
      let kind = "\(waiting.quota) \(waiting.until.seconds)"
      if told.updateValue(kind, forKey: waiting.bank + "/quota") != kind {
        tell(.waiting(waiting))
      }
    }
  }

  // MARK: Faults

  private func recovered(_ bank: Bank) {
    guard told.removeValue(forKey: bank.code.text) != nil else { return }
    tell(.bankRecovered(bank: bank.code.text))
  }

  private func halt(_ fault: any Error) throws {
    isHalted = true
    if isNews(fault, of: "") { tell(.halted(fault: fault)) }
    try stop.wait(milliseconds: pauseSeconds * 1000)
    pauseSeconds = min(Self.longestPauseSeconds, pauseSeconds * 2)
  }

  private func resume() {
    guard isHalted else { return }
    isHalted = false
    pauseSeconds = 1
    told[""] = nil
    tell(.resumed)
  }

  /// Whether this was not the last thing told; paths do not count, some carry a new token each
  /// time.
  private func isNews(_ fault: any Error, of subject: String) -> Bool {
    let kind =
      if let fault = fault as? DropBoxFault { "\(fault.operation) \(fault.cause)" } else {
        "\(fault)"
      }
    return told.updateValue(kind, forKey: subject) != kind
  }

  // MARK: Waiting

  /// Until something arrives or the poll is due; while there is work, only as long as others need
  /// to get the lock.
  private func idle() throws {
    guard !hasWork else {
      try stop.wait(milliseconds: Self.givewayMilliseconds)
      return notice(try watch?.wait(milliseconds: 0))
    }
    let rest = max(.zero, nextPoll - ContinuousClock.now)
    let milliseconds =
      Int(rest.components.seconds) * 1000 + 1
      + Int(rest.components.attoseconds / 1_000_000_000_000_000)
    guard let watch else { return try stop.wait(milliseconds: milliseconds) }
    var changes = try watch.wait(milliseconds: milliseconds)
    if changes.isEmpty { return }
    try stop.wait(milliseconds: Self.gatherMilliseconds)
    changes.formUnion(try watch.wait(milliseconds: 0))
    notice(changes)
  }

  private func notice(_ changes: InboxChanges?) {
    guard let changes, !changes.isEmpty else { return }
    for index in lines.indices {
      let bank = lines[index].bank
      guard changes.isOverflow || changes.inboxes.contains(office.folders(of: bank.code).inbox)
      else { continue }
      lines[index].isStale = true
      // Another folder may stand there now.
      follow(bank)
    }
  }

  private func follow(_ bank: Bank) {
    let subject = bank.code.text + "/"
    do {
      try watch?.follow(office.folders(of: bank.code).inbox)
      told[subject] = nil
    } catch {
      // Where there is no inbox the look finds the same, and tells it.
      guard error.errno != ENOENT, isNews(error, of: subject) else { return }
      tell(.pollingOnly(bank: bank.code.text, fault: error))
    }
  }
}
