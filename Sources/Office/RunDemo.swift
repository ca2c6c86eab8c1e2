import DemoCounty
import DropBox
import Ledger
import LoanBook
import Policy
import Quantities
import Sealing
import Settlement

/// What became of something planted in the synthetic county.
public struct PlantedOutcome: Sendable {
  /// What was planted, in officials' words.
  public let planted: String
  /// The class or code that must come out.
  public let expected: String
  /// How many were planted.
  public let count: Int
  /// How many came out as they must.
  public let found: Int
}

/// What a demonstration came to. COMMAND `demo`.
public struct DemoReport: Sendable {
  /// The office's folder.
  public let office: String
  /// Notes disbursed.
  public let notes: Int
  /// Packages delivered.
  public let packages: Int
  /// Records accepted and refused.
  public let records: (accepted: Int, refused: Int)
  /// The runs, by quarter.
  public let runs: [RunSummary]
  /// What they paid; the last quarter is still to be paid.
  public let payments: [DemoPayment]
  /// Errors planted in claims, by what was planted.
  public let claims: [PlantedOutcome]
  /// Wrong packages, by what was planted.
  public let wrongPackages: [PlantedOutcome]
  /// The publication.
  public let publication: Publication
}

extension Office {
  /// Makes an office of a synthetic county and walks its history through the real path: banks
  /// seal packages into inboxes, the bureau receives, settles, approves and publishes.
  ///
  /// - Parameter folder: a new or empty folder.
  public static func demo(
    _ folder: String, notes: Int, seed: UInt64, by actor: Actor,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> DemoReport {
    guard let code = PartyCode("ZEZHOU") else { preconditionFailure("a well-formed code") }
    let options = DemoOptions(seed: seed, notes: notes, receiver: code)
    let start = Instant(startOf: options.today.adding(months: -120))
    var settings = OfficeSettings(
      code: code, county: "140525", name: "泽州县人力资源和社会保障局", isDemo: true)
    settings.site.siteName = "泽州县创业担保贷款公开"
    settings.site.phone = "0356-0000000"
    settings.site.address = "泽州县（示例地址）"
    let (office, _) = try create(folder, settings: settings, by: actor, now: start)
    let plan = DemoPlan.make(options, policy: try office.policy().policy)
    return try DemoWalk(office: office, plan: plan, actor: actor, progress: progress).run()
  }
}

/// The walk through a synthetic county's history.
private struct DemoWalk {
  let office: Office
  let plan: DemoPlan
  let actor: Actor
  let progress: ProgressReport

  /// The walk renews keys that a real bank would have renewed over the years.
  func run() throws -> DemoReport {
    let first = plan.steps.first?.now ?? Instant(startOf: plan.options.today)
    var simulators = try openBanks(at: first)
    let payments = DemoPayments(office: office, actor: cashier)
    try payments.openAccounts(of: plan.banks.map { ($0.code, $0.name) }, at: first)
    let flags = DemoFlags(office: office, planted: plan.plantedFlags)
    let end = plan.steps.last?.now ?? first
    var cases = DemoCases(office: office, plan: plan, actor: cashier, until: end)
    var received: [ReceivedPackage] = []
    for (index, step) in plan.steps.enumerated() {
      progress("演示", index, plan.steps.count)
      try cases.catchUp(with: step.now)
      switch step {
      case .deliver(let delivery): try simulators[delivery.bank]?.deliver(delivery)
      case .receive(let now): received += try office.receive(by: actor, now: now).packages
      case .settle(let quarter, let now):
        if quarter == plan.quarters.first { try flags.recordClosures(by: reviewer, at: now) }
        _ = try office.settle(
          quarter, knownAt: nil, preview: false, by: actor, now: now, begin: { _, _ in },
          emit: { _ in })
      case .approve(let quarter, let now):
        _ = try office.review(quarter, by: reviewer, now: now)
        _ = try office.approve(quarter, by: approver, now: now)
        if quarter != plan.quarters.last { try payments.pay(quarter, approved: now) }
      }
    }
    progress("演示", plan.steps.count, plan.steps.count)
    try cases.catchUp(with: end)
    let publication = try office.publish(
      out: nil, full: false, by: actor, now: end, progress: progress)
    return DemoReport(
      office: office.folder, notes: plan.notes, packages: received.count,
      records: (
        received.reduce(0) { $0 + $1.accepted }, received.reduce(0) { $0 + $1.refused }
      ),
      runs: try office.runs(), payments: try payments.table(plan.quarters),
      claims: try claimOutcomes() + flags.outcomes(),
      wrongPackages: packageOutcomes(received), publication: publication)
  }

  private var reviewer: Actor { Actor(name: "复核员（演示）", systemUser: actor.systemUser) }
  private var cashier: Actor { Actor(name: "经办人（演示）", systemUser: actor.systemUser) }
  private var approver: Actor { Actor(name: "批准人（演示）", systemUser: actor.systemUser) }

  private func openBanks(at first: Instant) throws -> [PartyCode: BankSimulator] {
    let keys = try plan.banks.map { try PrivateKey.generate($0.suite) }
    var simulators: [PartyCode: BankSimulator] = [:]
    for (index, bank) in plan.banks.enumerated() {
      _ = try office.addBank(
        bank.code, name: bank.name, key: keys[index].publicKey, certificate: nil,
        approvers: ["批准人甲（演示）", "批准人乙（演示）"], validMonths: 120, by: actor, now: first)
      simulators[bank.code] = BankSimulator(
        bank: bank.code, receiver: office.settings.code, key: keys[index],
        strangerKey: keys[(index + 1) % keys.count],
        inbox: office.folders(of: bank.code).inbox)
    }
    return simulators
  }

  private func claimOutcomes() throws -> [PlantedOutcome] {
    var classes: [String: String] = [:]
    var corrected: Set<String> = []
    try office.ledger.read { session in
      for run in try session.runs() {
        try session.forEachLine(of: run) { line in
          let settled = try SettledLine(line)
          if settled.isAdjustment {
            let late = settled.adjustmentCodes.contains { $0.hasPrefix("LATE_") }
            if late { corrected.insert("\(line.bank) \(line.noteNo) \(settled.period)") }
          } else {
            classes["\(line.bank) \(line.noteNo) \(run.period)"] = line.comparison
          }
        }
      }
    }
    var outcomes: [PlantedOutcome] = []
    for fault in ClaimFault.allCases {
      let planted = plan.plantedErrors.filter { $0.fault == fault }
      for (expected, errors) in Dictionary(grouping: planted, by: \.expected).sorted(by: {
        $0.key.rawValue < $1.key.rawValue
      }) {
        let found = errors.filter {
          classes["\($0.bank) \($0.noteNo) \($0.period)"] == expected.rawValue
        }
        outcomes.append(
          PlantedOutcome(
            planted: fault.words, expected: expected.rawValue, count: errors.count,
            found: found.count))
      }
    }
    return outcomes + DemoCorrections(plan).outcomes(adjusted: corrected)
  }

  private func packageOutcomes(_ received: [ReceivedPackage]) -> [PlantedOutcome] {
    let answers = Dictionary(grouping: received, by: \.packageId)
    return PackageFault.allCases.compactMap { fault in
      let planted = plan.plantedPackages.filter { $0.fault == fault }
      guard !planted.isEmpty else { return nil }
      let found = planted.filter { package in
        answers[package.packageId]?.contains {
          $0.codes.contains(fault.expectedCode) && $0.status == fault.expectedStatus
        } == true
      }
      return PlantedOutcome(
        planted: fault.words, expected: fault.expectedCode, count: planted.count,
        found: found.count)
    }
  }
}
