import DropBox
import Glibc
import Ledger
import Quantities

/// What the receiving needs while the writer's lock is held: read anew each time, since officials
/// may change it between two locks.
struct ReceptionDesk {
  private let office: Office
  private let actor: Actor
  private let policy: PolicyInUse
  private let keys: SystemKeys

  init(office: Office, actor: Actor) throws {
    self.office = office
    self.actor = actor
    policy = try office.policy()
    keys = try office.keys()
  }

  /// Gives a bank one turn. A fault empties its line, so that it is looked at afresh.
  ///
  /// - Returns: the fault that ended the turn; what was done before it is in `reception`.
  func serve(
    _ line: inout BankLine, _ reception: inout Reception, now: Instant,
    _ progress: ProgressReport
  ) -> (any Error)? {
    let receiver = Receiver(
      office: office, bank: line.bank, policy: policy, keys: keys, actor: actor, now: now)
    do {
      try receiver.turn(&line, &reception, progress)
      return nil
    } catch {
      line.setAside()
      return error
    }
  }

  /// Whether a fault in one bank's turn will meet the others too: the ledger cannot be used, or
  /// the office's own disk is full or broken. Anything else is the bank's alone; a fault that is a
  /// single package's does not come here (``Receiver/isOwn(_:of:)``).
  func concernsEverybody(_ fault: any Error, _ bank: Bank) -> Bool {
    switch fault {
    case let fault as LedgerFault: fault.reason != .contradiction
    case let fault as DropBoxFault:
      fault.isOfTheDisk && !fault.path.hasPrefix(office.folders(of: bank.code).root + "/")
    default: false
    }
  }
}

/// One bank's place in the round: what was found at the last look and is not taken yet.
struct BankLine {
  let bank: Bank
  /// Whether something may have come since the last look.
  var isStale = true
  /// Deliveries that failed and are not tried again before the next poll or the next command.
  var failed: Set<String> = []
  /// Whether it waits, after a fault or with its quota used up, to be asked in again.
  private(set) var isSetAside = false
  /// Last first.
  private var malformed: [MalformedEntry] = []
  private var ready: [InboxEntry] = []
  /// Packages in the inbox that the look left to the next one.
  private var beyond = 0
  /// Malformed entries of a day in quarantine, once they were counted.
  private var quarantined: (day: Day, count: Int)?

  init(bank: Bank) { self.bank = bank }

  /// Whether the bank is to get a turn.
  var hasWork: Bool { !isSetAside && (isStale || hasEntries) }

  var hasEntries: Bool { !malformed.isEmpty || !ready.isEmpty }

  var packagesLeft: Int { ready.count + beyond }
  var malformedLeft: Int { malformed.count }

  /// Takes it out of the round until ``askIn()``.
  mutating func setAside() {
    let failed = failed
    self = BankLine(bank: bank)
    self.failed = failed
    isSetAside = true
  }

  /// Takes it into the round again, for a new look.
  mutating func askIn() {
    isSetAside = false
    isStale = true
  }

  mutating func fill(_ listing: InboxListing) {
    malformed = listing.malformed.reversed()
    ready = listing.ready.reversed()
    beyond = listing.beyond
    quarantined = nil
    isStale = listing.isPartial
  }

  mutating func nextMalformed() -> MalformedEntry? { malformed.popLast() }
  mutating func nextReady() -> InboxEntry? { ready.popLast() }

  /// Malformed entries of a day in quarantine, by `count` unless that is known.
  mutating func quarantined(on day: Day, _ count: (String) throws -> Int) rethrows -> Int {
    if let quarantined, quarantined.day == day { return quarantined.count }
    let number = try count(day.quarantineLabel)
    quarantined = (day, number)
    return number
  }

  mutating func countQuarantined() { quarantined?.count += 1 }
}

extension Day {
  /// Under which a day's malformed entries stand in quarantine: `20260402`.
  var quarantineLabel: String { description.replacing("-", with: "") }
}

extension DropBoxFault {
  /// Whether a disk or the whole system is out of something, rather than one file amiss.
  var isOfTheDisk: Bool {
    errno.map { [ENOSPC, EDQUOT, EROFS, EIO, EMFILE, ENFILE, ENOMEM].contains($0) } ?? false
  }
}
