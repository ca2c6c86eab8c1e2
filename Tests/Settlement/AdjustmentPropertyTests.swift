import LoanBook
import Policy
import Quantities
import Subsidy
import TestKit
import Testing

@testable import Settlement

/// SUBSIDY §4: however late facts come, over REGULAR and ADJUSTMENT lines everything sums to what
/// a single settlement at the end would say.
@Suite("SUBSIDY §4: eight quarters of late, amended and cancelled records")
struct AdjustmentPropertyTests {
  @Test(arguments: 1...18 as ClosedRange<UInt64>)
  func sumsAreThoseOfOneSettlement(seed: UInt64) throws {
    let comment = Comment(rawValue: "seed \(seed)")
    var coming = try RandomWorld(seed: seed)
    var world = World()
    var bureau = Bureau()
    var seen = Seen()
    var period = coming.first
    var (policy, digest) = (try Self.firstPolicy(seed), "first")
    for slot in 0..<RandomWorld.quarters {
      if slot == 5, seed % 2 == 0 { (policy, digest) = (try Self.otherPolicy(), "second") }
      try coming.arrive(slot, in: &world)
      let known = world.arrival
      let run = try bureau.run(
        period, world, known: known, policy: policy, policyDigest: digest)
      // The same known-at gives the same lines, whatever came since.
      resolve(run, &world, &coming)
      let again = try bureau.run(
        period, world, known: known, policy: policy, policyDigest: digest)
      #expect(run == again, comment)
      seen.note(run)
      bureau.approve(run, of: period)
      // Nothing new, nothing to adjust.
      let idle = try bureau.run(nil, world, known: known, policy: policy, policyDigest: digest)
      #expect(idle.lines == [], comment)
      period = period.next
    }
    try expectSums(bureau, world, policy, comment)
    #expect(seen.adjustments > 10, comment)
    #expect(seen.isReached, comment)
  }

  /// The published regimes; for every third seed one with a local tier.
  private static func firstPolicy(_ seed: UInt64) throws -> Policy {
    seed % 3 == 0
      ? try TestPolicy.policy(regimes: TestPolicy.withLocalTier) : try TestPolicy.policy()
  }

  /// R5 with another share for the central budget and another cap.
  private static func otherPolicy() throws -> Policy {
    try TestPolicy.policy(
      regimes: TestPolicy.regimes.replacing(
        #"{"county": 100}"#, with: #"{"central": 30, "county": 70}"#
      )
      .replacing("300000.00", with: "200000.00"))
  }

  /// People resolve some of what pays nothing unasked.
  private func resolve(_ run: Bureau.Run, _ world: inout World, _ coming: inout RandomWorld) {
    for line in run.lines {
      let isOpen = !line.comparison.paysUnasked || line.decided.withheld.contains(.overlappingNotes)
      guard isOpen, line.note != nil, coming.below(3) == 0 else { continue }
      let most = max(line.computedSubsidy, line.claimed.max() ?? .zero)
      let payable = [.zero, line.computedSubsidy, most, Fen(most.value / 2)][coming.below(4)]
      world.resolve(
        Resolution(
          note: line.key, period: line.period, computed: line.computedSubsidy,
          claimed: line.claimed, payable: payable, reason: "核对合同", by: "张三",
          at: Instant(seconds: 0)))
    }
  }

  private func expectSums(
    _ bureau: Bureau, _ world: World, _ policy: Policy, _ comment: Comment
  ) throws {
    let knowledge = try world.knowledge(at: bureau.lastKnown)
    var expected: [Bureau.Address: SettlementLine] = [:]
    for period in bureau.quarters {
      var settler = Settler(period: period, policy: policy)
      for contract in knowledge.contracts {
        try settler.settle(contract) { line in
          let record = line.note?.disbursementRecord
          expected[Bureau.Address(key: line.key, record: record, period: period)] = line
        }
      }
    }
    let nothing = EarlierSettlement(
      key: NoteKey(bank: knowledge.bank, noteNo: try known(NoteNo("X"))),
      period: try quarter("2024Q1"))
    for address in Set(bureau.settled.keys).union(expected.keys) {
      let settled = bureau.settled[address] ?? nothing
      let now = expected[address]
      #expect(settled.figure.interest == now?.interest ?? .zero, comment)
      #expect(settled.figure.subsidy == now?.computed.subsidy ?? .zero, comment)
      #expect(settled.figure.localSubsidy == now?.computed.localSubsidy ?? .zero, comment)
      #expect(settled.figure.days == now?.computed.days ?? 0, comment)
      #expect(settled.figure.eligibleDays == now?.computed.eligibleDays ?? 0, comment)
      #expect(settled.figure.borrower == now?.borrower ?? .zero, comment)
      #expect(settled.payableNational == now?.payable.national ?? .zero, comment)
      #expect(settled.payableLocal == now?.payable.local ?? .zero, comment)
      #expect(settled.shares == now?.shares ?? Shares(), comment)
      #expect(settled.payableShares == now?.payableShares ?? Shares(), comment)
      if let now { #expect(settled.claimed == now.claimed, comment) }
    }
  }

  private struct Seen {
    var adjustments = 0
    var codes: Set<String> = []
    var below = false
    var above = false

    mutating func note(_ run: Bureau.Run) {
      for line in run.lines {
        guard let correction = line.correction else { continue }
        adjustments += 1
        codes.formUnion(correction.causes.map(\.code))
        if line.payable.amount < .zero { below = true }
        if line.payable.amount > .zero { above = true }
      }
    }

    var isReached: Bool { below && above && codes.contains("LATE_RECORD") }
  }
}
