import BankExchange
import DropBox
import Foundation
import Intake
import LoanBook
import Policy
import Quantities
import Sealing
import StrictJSON
import Testing

@testable import DemoCounty

/// The plan replayed through the real way in: sealed folders in inboxes, taken, verified, read
/// and judged. Every planted fault gets its code, and nothing else is refused.
@Suite struct IntakeOfPlanTests {
  @Test(arguments: [1, 2])
  func everyPackageIsAnsweredAsExpected(seed: UInt64) throws {
    let plan = try TestPlan.make(seed)
    let doors = try Doors(plan)
    defer { doors.remove() }
    for step in plan.steps {
      switch step {
      case .deliver(let delivery): try doors.deliver(delivery)
      case .receive(let now): try doors.receive(now)
      default: break
      }
    }
    let deliveries = plan.steps.compactMap { step in
      if case .deliver(let delivery) = step { delivery } else { nil }
    }
    #expect(doors.answers.count == deliveries.count, "seed \(seed)")
    let planted = Dictionary(
      uniqueKeysWithValues: plan.plantedPackages.map { ($0.packageId, $0.fault) })
    for answer in doors.answers {
      let name = answer.packageId
      let refusals = answer.codes.filter { $0.severity == .reject }
      if let fault = planted[name], answer.status == fault.expectedStatus {
        #expect(answer.codes.contains { $0.rawValue == fault.expectedCode }, "\(name) \(fault)")
        if fault != .replay { #expect(refusals.count == 1, "\(name) \(answer.codes)") }
      } else {
        #expect(answer.status == "ACCEPTED" && refusals.isEmpty, "\(name) \(answer)")
      }
    }
    for (name, fault) in planted {
      let statuses = doors.answers.filter { $0.packageId == name }.map(\.status)
      #expect(statuses.contains(fault.expectedStatus), "\(name) \(fault): \(statuses)")
    }
    let remarks = Set(doors.answers.flatMap(\.codes)).filter { $0.severity == .warn }
    #expect(
      remarks.isSuperset(of: [
        .termTooLong, .amountOverCap, .claimWithoutNote, .secondClaim, .rateOverCap, .otherLPR,
      ]), "\(remarks)")
  }
}

/// What the bureau answered to a delivery.
private struct Answer {
  let packageId: String
  let status: String
  let codes: [FindingCode]
}

/// The inboxes of all banks and the checks behind them, with everything kept in memory.
private final class Doors {
  private struct Door {
    var simulator: BankSimulator
    let folders: BankFolders
    let key: PublicKey
    var book: MemoryBook
    var packages = MemoryPackages()
  }

  private let root: String
  private let archive: PackageArchive
  private let policy: Policy
  private let system: PartyCode
  private var doors: [PartyCode: Door] = [:]
  private(set) var answers: [Answer] = []

  init(_ plan: DemoPlan) throws {
    root = NSTemporaryDirectory() + "demo-doors-" + UUID().uuidString
    archive = PackageArchive(root: root + "/archive")
    try archive.create()
    policy = try TestPolicy.book()
    system = plan.options.receiver
    let keys = try plan.banks.map { try PrivateKey.generate($0.suite) }
    for (index, bank) in plan.banks.enumerated() {
      let folders = BankFolders(root: "\(root)/banks/\(bank.code)")
      try folders.create()
      doors[bank.code] = Door(
        simulator: BankSimulator(
          bank: bank.code, receiver: system, key: keys[index],
          strangerKey: keys[(index + 1) % keys.count], inbox: folders.inbox),
        folders: folders, key: keys[index].publicKey, book: MemoryBook(bank: bank.code))
    }
  }

  func remove() {
    do { try FileManager.default.removeItem(atPath: root) } catch { print("left \(root)") }
  }

  func deliver(_ delivery: DemoDelivery) throws {
    try doors[delivery.bank]?.simulator.deliver(delivery)
  }

  func receive(_ now: Instant) throws {
    for bank in doors.keys.sorted() {
      guard let folders = doors[bank]?.folders else { continue }
      for entry in try folders.look(now: now.seconds).ready {
        guard case .taken(let package) = try folders.take(entry) else { continue }
        answers.append(try answer(package, bank, now))
        try package.discard()
      }
    }
  }

  private func answer(
    _ package: TakenPackage, _ bank: PartyCode, _ now: Instant
  ) throws -> Answer {
    var door = try #require(doors[bank])
    let context = IntakeContext(
      system: system, bank: bank, keys: [KeyStanding(key: door.key, isActive: true)], now: now,
      policy: policy, upperAge: 60)
    let name = package.id.description
    let staging = try archive.stage()
    defer { doors[bank] = door }
    switch try TechnicalCheck(context: context, history: door.packages)
      .examine(package, into: staging)
    {
    case .rejected(let refusal):
      return Answer(
        packageId: name, status: "REJECTED", codes: refusal.findings.map(\.code))
    case .duplicate:
      return Answer(packageId: name, status: "DUPLICATE", codes: [.samePackage])
    case .passed(let passed):
      let path = staging.path(of: RecordDecoder.file)
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      var pass = RecordPass(context: context, package: passed)
      var book = door.book
      switch try pass.run(
        JSONReader(bytes: bytes, limits: .exchange), book: &book, progress: { _ in })
      {
      case .rejected(let findings):
        return Answer(packageId: name, status: "REJECTED", codes: findings.map(\.code))
      case .judged(let tally):
        door.book = book
        door.packages.accepted[name] = passed.manifestDigest.hex
        door.packages.highest = package.id.number
        return Answer(
          packageId: name, status: tally.refused == 0 ? "ACCEPTED" : "PARTIAL",
          codes: tally.verdicts.flatMap(\.codes).map(\.code) + passed.remarks.map(\.code))
      }
    }
  }
}

private struct MemoryPackages: PackageHistory {
  var accepted: [String: String] = [:]
  var highest = 0

  func acceptedManifestDigest(_ packageId: String) -> String? { accepted[packageId] }
  func highestAcceptedNumber() -> Int { highest }
}

/// The book of records of one bank, in memory.
private struct MemoryBook: RecordBook {
  private var book: BankBook
  private var versions: [RecordId: [RecordVersion]] = [:]
  private var claims: [RecordId: Claim] = [:]
  private var contracts: [IdentityNumber: [ContractNo: Day]] = [:]

  init(bank: PartyCode) { book = BankBook(bank: bank) }

  func versions(of recordId: RecordId) -> [RecordVersion] { versions[recordId] ?? [] }
  func note(_ noteNo: NoteNo) -> NoteHistory? { book.history(noteNo) }
  func hasClaim(_ claim: Claim, besides recordId: RecordId) -> Bool {
    claims.contains {
      $0.key != recordId && $0.value.noteNo == claim.noteNo && $0.value.period == claim.period
    }
  }
  func useOrdinal(of terms: Disbursement) -> Int {
    let others = contracts[terms.borrower.idNumber] ?? [:]
    return others.filter { $0.key != terms.contractNo && $0.value < terms.disbursedOn }.count + 1
  }
  mutating func keep(_ accepted: AcceptedRecord) {
    let record = accepted.record
    versions[record.recordId, default: []].append(
      RecordVersion(
        version: record.version, action: record.action, type: record.fact.type,
        noteNo: record.fact.noteNo, digest: accepted.digest))
    book.take(record)
    switch record.fact {
    case .claim(let claim): claims[record.recordId] = record.action == .cancel ? nil : claim
    case .disbursement(let terms):
      contracts[terms.borrower.idNumber, default: [:]][terms.contractNo] = terms.disbursedOn
    default: break
    }
  }
}
