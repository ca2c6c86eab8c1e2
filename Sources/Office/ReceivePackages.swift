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
  /// Banks whose trays failed, with the fault; the others went on. What was taken before it is
  /// among `packages`, the rest comes next time.
  public var faults: [(bank: String, fault: any Error)] = []
}

/// How far a long work is: what, how many so far, of how many if that is known.
public typealias ProgressReport = (_ what: String, _ done: Int, _ total: Int?) -> Void

extension Office {
  /// Takes everything that waits in the inboxes, a package of each bank in turn and a bank's in
  /// ascending number, and answers each delivery with one signed receipt. EXCHANGE §1, §4. One
  /// bad package never stops the others, one bank's many never keep another waiting.
  public func receive(
    bank only: PartyCode? = nil, now: Instant, progress: ProgressReport = { _, _, _ in }
  ) throws -> Reception {
    try locked {
      let desk = try ReceptionDesk(office: self)
      var lines = try banks(only).map { BankLine(bank: $0) }
      var reception = Reception()
      while lines.contains(where: \.hasWork) {
        for index in lines.indices where lines[index].hasWork {
          let fault = desk.serve(&lines[index], &reception, now: now, progress)
          if let fault {
            reception.faults.append((lines[index].bank.code.text, fault))
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
  let now: Instant

  var folders: BankFolders { office.folders(of: bank.code) }

  /// Malformed entries that count as much as one package.
  private static let malformedPerTurn = 32

  /// One turn: the receipts that are due, then one package. While a receipt finds no room in the
  /// outbox nothing more is taken from the bank.
  func turn(
    _ line: inout BankLine, _ reception: inout Reception, _ progress: ProgressReport
  ) throws {
    try office.publishOutbox(of: bank, now: now)
    // What an interrupted run took and did not finish comes first.
    if let package = try folders.leftovers().first {
      reception.packages.append(try receive(package, progress))
      return
    }
    if !line.hasEntries {
      line.fill(try folders.look(now: now.seconds))
      try folders.sweep(now: now.seconds)
      try office.tidyTrays(of: bank, now: now)
    }
    for _ in 0..<Self.malformedPerTurn {
      guard let entry = line.nextMalformed() else { break }
      if try folders.quarantine(entry) { reception.quarantined += 1 }
    }
    while let entry = line.nextReady() {
      switch try folders.take(entry) {
      case .taken(let package):
        reception.packages.append(try receive(package, progress))
        return
      case .gone: continue
      case .quarantined: reception.quarantined += 1
      }
    }
  }

  /// One package on its way: checked, recorded with its receipt in one transaction, archived,
  /// answered. A crash at any instant leaves it to the next run, wholly in or wholly out.
  private func receive(
    _ package: TakenPackage, _ progress: ProgressReport
  ) throws -> ReceivedPackage {
    if let done = try office.ledger.read({ try $0.package(delivery: package.deliveryId) }) {
      // Recorded before the crash, only not yet removed; its receipt is out by now.
      try package.discard()
      return try summary(done)
    }
    let staging = try office.archive.stage()
    let context = try context()
    let outcome = try office.ledger.read { session in
      try TechnicalCheck(
        context: context, history: LedgerPackages(session: session, bank: bank)
      ).examine(package, into: staging)
    }
    let answer: Answer
    switch outcome {
    case .rejected(let refusal):
      answer = try record(package, refusal, staging)
    case .duplicate(let opened, let digest):
      answer = try recordDuplicate(package, opened, digest, staging)
    case .passed(let passed):
      answer = try record(package, passed, staging, context, progress)
    }
    try office.publishOutbox(of: bank, now: now)
    try package.discard()
    return answer.summary(bank.code.text)
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
      codes: try receipt?.findingCodes() ?? [], accepted: entry.accepted, refused: entry.refused,
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

extension OutboxEntry {
  /// The codes of a receipt as its own manifest tells them, and findings.json where the records
  /// stand there: every one in order and once.
  fileprivate func findingCodes() throws -> [String] {
    var findings: [JSONValue] = []
    for file in files where file.name.hasSuffix(".json") {
      let document = try JSONNode.parse(file.bytes, limits: .exchange).value
      let place = document["receipt"] ?? document
      findings += place["codes"].elements
      for record in place["records"].elements { findings += record["codes"].elements }
    }
    let codes = findings.compactMap { finding -> FindingCode? in
      guard case .string(let code)? = finding["code"] else { return nil }
      return FindingCode(rawValue: code)
    }
    return Set(codes).sorted().map(\.rawValue)
  }
}

extension JSONValue? {
  /// The elements of an array; none of anything else.
  fileprivate var elements: [JSONValue] {
    if case .array(let elements)? = self { elements } else { [] }
  }
}
