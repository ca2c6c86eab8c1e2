import BankExchange
import DropBox
import Intake
import Ledger
public import LoanBook
public import Quantities
import Sealing
import StrictJSON

/// What became of one package. COMMAND `receive`.
public struct ReceivedPackage: Hashable, Sendable {
  /// The bank's code.
  public let bank: String
  /// `CODE-NNNNNNNNN`
  public let packageId: String
  /// ACCEPTED, PARTIAL, REJECTED or DUPLICATE.
  public let status: String
  /// Every code that occurs, in order and once.
  public let codes: [String]
  /// Records accepted.
  public let accepted: Int
  /// Records refused.
  public let refused: Int
  /// The receipt's folder in the outbox.
  public let receipt: String
}

/// What one look at the inboxes brought.
public struct Reception: Sendable {
  /// The packages in the order of taking.
  public var packages: [ReceivedPackage] = []
  /// Entries without a proper name that went to quarantine.
  public var quarantined = 0
  /// Banks whose trays failed and single packages that did; the others went on. What was taken
  /// before it is among `packages`, the rest comes next time.
  public var faults: [ReceptionFault] = []
  /// Banks that used up their day, with what stays in their inboxes until the next.
  public var waiting: [WaitingPackages] = []
}

/// How far a long work is: what, how many so far, of how many if that is known.
public typealias ProgressReport = (_ what: String, _ done: Int, _ total: Int?) -> Void

extension Office {
  /// Takes everything that waits in the inboxes, a package of each bank in turn and a bank's in
  /// ascending number, and answers each delivery with one signed receipt. EXCHANGE §1, §4. One
  /// bad package never stops the others, one bank's many never keep another waiting.
  public func receive(
    bank only: PartyCode? = nil, by actor: Actor, now: Instant,
    progress: ProgressReport = { _, _, _ in }
  ) throws -> Reception {
    try locked(at: now, afterRuns: true) { now in
      let desk = try ReceptionDesk(office: self, actor: actor)
      var lines = try banks(only).map { BankLine(bank: $0) }
      var reception = Reception()
      while lines.contains(where: \.hasWork) {
        for index in lines.indices where lines[index].hasWork {
          let fault = desk.serve(&lines[index], &reception, now: now, progress)
          if let fault {
            reception.faults.append(
              ReceptionFault(bank: lines[index].bank.code.text, fault: fault, package: nil))
            if desk.concernsEverybody(fault, lines[index].bank) { return reception }
          }
        }
      }
      return reception
    }
  }

  /// All banks, or the only one that is asked for.
  func banks(_ only: PartyCode?) throws -> [Bank] {
    try ledger.read { session in
      try only.map { [try bank($0, in: session)] } ?? session.banks()
    }
  }
}

/// The receiving of one bank's packages.
struct Receiver {
  let office: Office
  let bank: Bank
  let policy: PolicyInUse
  let keys: SystemKeys
  let actor: Actor
  let now: Instant

  var folders: BankFolders { office.folders(of: bank.code) }

  /// Malformed entries that count as much as one package.
  private static let malformedPerTurn = 32

  /// One turn: the receipts that are due, then one package. While a receipt finds no room in the
  /// outbox nothing more is taken from the bank; what it has beyond its quota stays untouched.
  func turn(
    _ line: inout BankLine, _ reception: inout Reception, _ progress: ProgressReport
  ) throws {
    try office.publishOutbox(of: bank)
    // What an interrupted run took and did not finish, or what failed in it, comes first.
    if let package = try folders.leftover(except: line.failed) {
      return try receive(package, &line, &reception, progress)
    }
    if !line.hasEntries {
      line.fill(try folders.look(now: now.seconds))
      try folders.sweep(now: now.seconds)
      try office.tidyTrays(of: bank, now: now)
      guard line.hasEntries else { return }
    }
    if let waiting = try waiting(&line) {
      reception.waiting.append(waiting)
      line.setAside()
      return
    }
    for _ in 0..<Self.malformedPerTurn {
      guard let entry = line.nextMalformed() else { break }
      guard try folders.quarantine(entry, day: now.day.quarantineLabel) else { continue }
      line.countQuarantined()
      reception.quarantined += 1
    }
    while let entry = line.nextReady() {
      switch try folders.take(entry) {
      case .taken(let package): return try receive(package, &line, &reception, progress)
      case .gone: continue
      case .quarantined: reception.quarantined += 1
      }
    }
  }

  /// One package on its way: checked, recorded with its receipt in one transaction, archived,
  /// answered. A crash at any instant leaves it to the next run, wholly in or wholly out; so does a
  /// fault of the package's own, without hindering the next one.
  private func receive(
    _ package: TakenPackage, _ line: inout BankLine, _ reception: inout Reception,
    _ progress: ProgressReport
  ) throws {
    if let done = try office.ledger.read({ try $0.package(delivery: package.deliveryId) }) {
      // Recorded before the crash, only not yet removed; its receipt is out by now.
      let summary = try summary(done)
      if summary.codes.contains(FindingCode.internalFault.rawValue) {
        try putAside(package, Self.givenUpBefore(package), &reception)
      } else {
        try putBackOriginal(of: done)
        try package.discard()
      }
      reception.packages.append(summary)
      return
    }
    let answer: Answer
    let staging = try office.archive.stage()
    do {
      answer = try judge(package, staging, progress)
    } catch  where isOwn(error, of: package) {
      try staging.discard()
      return try fail(package, error, &line, &reception)
    }
    try office.publishOutbox(of: bank)
    try package.discard()
    reception.packages.append(answer.summary(bank.code.text))
  }

  private func judge(
    _ package: TakenPackage, _ staging: StagingArea, _ progress: ProgressReport
  ) throws -> Answer {
    let context = try context()
    let outcome = try office.ledger.read { session in
      try TechnicalCheck(
        context: context, history: LedgerPackages(session: session, bank: bank)
      ).examine(package, into: staging)
    }
    switch outcome {
    case .rejected(let refusal):
      return try record(package, refusal, staging)
    case .duplicate(let opened, let digest):
      return try recordDuplicate(package, opened, digest, staging)
    case .passed(let passed):
      return try record(package, passed, staging, context, progress)
    }
  }

  private func context() throws -> IntakeContext {
    let keys = try office.ledger.read { try $0.keys(of: bank) }
    let standings = try keys.filter { $0.state != .pending }.map { key in
      KeyStanding(key: try PublicKey(spki: key.spki), isActive: key.isActive(at: now))
    }
    return IntakeContext(
      system: office.settings.code, bank: bank.code, keys: standings, now: now,
      policy: policy.policy, upperAge: office.settings.upperAge)
  }

  private func summary(_ entry: PackageEntry) throws -> ReceivedPackage {
    let receipt = try office.ledger.read { try $0.receipt(for: entry.seq) }
    return ReceivedPackage(
      bank: bank.code.text, packageId: entry.packageId, status: entry.status,
      codes: try receipt.map(findingCodes) ?? [], accepted: entry.accepted, refused: entry.refused,
      receipt: receipt?.packageId ?? "")
  }
}

/// A receipt with the name of its package.
struct Answer {
  let receipt: Receipt
  let packageId: String

  func summary(_ bank: String) -> ReceivedPackage {
    ReceivedPackage(
      bank: bank, packageId: receipt.packageId, status: receipt.status.rawValue,
      codes: receipt.allCodes.map(\.rawValue), accepted: receipt.accepted,
      refused: receipt.refused, receipt: packageId)
  }
}

extension BankKey {
  /// Whether the key counts for what arrives at an instant. EXCHANGE §5.
  func isActive(at now: Instant) -> Bool {
    guard state == .active, let from, let to else { return false }
    return from <= now && now < to
  }
}

extension Receiver {
  /// The codes of a receipt as its own manifest tells them, and findings.json where the records
  /// stand there: every one in order and once. Read as a stream: findings may be many.
  fileprivate func findingCodes(_ receipt: OutboxEntry) throws -> [String] {
    var codes: Set<FindingCode> = []
    for file in try office.archive.files(receipt.archivedAs)
    where [PackageFileName.manifest, FindingsFile.name].contains(file.name) {
      guard case .file(let path) = file.content else { continue }
      let source = try FileSource(path)
      let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
      var isCode = false
      reading: while true {
        switch try reader.next() {
        case .end: break reading
        case .name(let name): isCode = name == "code"
        case .string(let text):
          if isCode, let code = FindingCode(rawValue: text) { codes.insert(code) }
        default: continue
        }
      }
    }
    return codes.sorted().map(\.rawValue)
  }
}
