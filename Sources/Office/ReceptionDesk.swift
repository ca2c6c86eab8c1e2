import DropBox
import Glibc
import Ledger
import Quantities

/// What the receiving needs while the writer's lock is held: read anew each time, since officials
/// may change it between two locks.
struct ReceptionDesk {
  private let office: Office
  private let policy: PolicyInUse
  private let keys: SystemKeys

  init(office: Office) throws {
    self.office = office
    policy = try office.policy()
    keys = try office.keys()
    // What an interrupted run left.
    try office.archive.clearStaging()
  }

  /// Gives a bank one turn. A fault empties its line, so that it is looked at afresh.
  ///
  /// - Returns: the fault that ended the turn; what was done before it is in `reception`.
  func serve(
    _ line: inout BankLine, _ reception: inout Reception, now: Instant,
    _ progress: ProgressReport
  ) -> (any Error)? {
    let receiver = Receiver(office: office, bank: line.bank, policy: policy, keys: keys, now: now)
    do {
      try receiver.turn(&line, &reception, progress)
      return nil
    } catch {
      line.setAside()
      return error
    }
  }

  /// Whether a fault in one bank's turn will meet the others too: the ledger cannot be used, or
  /// the office's own disk is full or broken. Anything else is the bank's alone, for a package
  /// with a fault of its own must not stop the others.
  func concernsEverybody(_ fault: any Error, _ bank: Bank) -> Bool {
    switch fault {
    case let fault as LedgerFault: fault.reason != .other
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
  /// Whether it waits, after a fault, to be asked in again.
  private(set) var isSetAside = false
  /// Last first.
  private var malformed: [MalformedEntry] = []
  private var ready: [InboxEntry] = []

  init(bank: Bank) { self.bank = bank }

  /// Whether the bank is to get a turn.
  var hasWork: Bool { !isSetAside && (isStale || hasEntries) }

  var hasEntries: Bool { !malformed.isEmpty || !ready.isEmpty }

  /// Takes it out of the round until ``askIn()``.
  mutating func setAside() {
    self = BankLine(bank: bank)
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
    isStale = false
  }

  mutating func nextMalformed() -> MalformedEntry? { malformed.popLast() }
  mutating func nextReady() -> InboxEntry? { ready.popLast() }
}

extension DropBoxFault {
  /// Whether a disk or the whole system is out of something, rather than one file amiss.
  fileprivate var isOfTheDisk: Bool {
    errno.map { [ENOSPC, EDQUOT, EROFS, EIO, EMFILE, ENFILE, ENOMEM].contains($0) } ?? false
  }
}
