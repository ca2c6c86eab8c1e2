import LoanBook
import Policy
import Quantities
import Subsidy

@testable import Settlement

/// A bureau that settles quarter by quarter and approves: it keeps what approved lines settled.
struct Bureau {
  /// A note as settled: two notes may bear one number after each other.
  struct Address: Hashable {
    var key: NoteKey
    var record: RecordId?
    var period: Quarter
  }

  struct Run: Equatable {
    var lines: [SettlementLine]
    var known: Int64
    var policyDigest: String
  }

  private(set) var settled: [Address: EarlierSettlement] = [:]
  private var order: [Address] = []
  private(set) var quarters: [Quarter] = []
  private var last: (known: Int64, policyDigest: String) = (0, "")
  /// What the last approved run knew.
  var lastKnown: Int64 { last.known }

  /// The lines of a run: the quarter's own, then those of every earlier quarter.
  func run(
    _ period: Quarter?, _ world: World, known: Int64, policy: Policy, policyDigest: String
  ) throws -> Run {
    let knowledge = try world.knowledge(at: known)
    var lines: [SettlementLine] = []
    var totals = SettlementTotals()
    if let period {
      var settler = Settler(period: period, policy: policy)
      for contract in knowledge.contracts { try settler.settle(contract) { lines.append($0) } }
      for (noteNo, claims) in knowledge.claimsWithoutNote(period) {
        settler.settle(
          unknownNote: NoteKey(bank: knowledge.bank, noteNo: noteNo), claims: claims
        ) { lines.append($0) }
      }
      totals = settler.totals
    }
    for earlier in quarters where earlier != period {
      let since = EarlierPeriod(
        period: earlier, knownAt: Instant(seconds: last.known), lastArrival: last.known,
        policyDigest: last.policyDigest)
      var adjuster = Adjuster(since, policy: policy, policyDigest: policyDigest)
      try adjust(&adjuster, knowledge, world, known) { lines.append($0) }
      totals = totals.merged(with: adjuster.totals)
    }
    guard totals.all.lines == lines.count,
      totals.all.payable == lines.reduce(.zero, { $0 + $1.payable.amount }),
      totals.all.subsidy == lines.reduce(.zero, { $0 + $1.subsidy }),
      totals.payableByPayer.total == totals.all.payable
    else { throw Malformed() }
    return Run(lines: lines, known: known, policyDigest: policyDigest)
  }

  private func adjust(
    _ adjuster: inout Adjuster, _ knowledge: Knowledge, _ world: World, _ known: Int64,
    _ emit: (SettlementLine) -> Void
  ) throws {
    let period = adjuster.period
    for notes in knowledge.contracts {
      let numbers = Set(notes.map(\.history.key.noteNo))
      try adjuster.adjust(
        EarlierContract(
          notes: notes, settled: entries(of: numbers, period),
          arrived: try world.arrived(numbers, by: known),
          bureauFacts: try world.facts(numbers, by: known)), emit: emit)
    }
    let claims = Dictionary(
      uniqueKeysWithValues: knowledge.claimsWithoutNote(period))
    let gone = Set(order.filter { $0.period == period }.map(\.key.noteNo)).union(claims.keys)
      .filter { knowledge.histories[$0] == nil }
    for noteNo in gone.sorted() {
      try adjuster.adjust(
        unknownNote: NoteKey(bank: knowledge.bank, noteNo: noteNo), claims: claims[noteNo] ?? [],
        settled: entries(of: [noteNo], period), arrived: try world.arrived([noteNo], by: known),
        emit: emit)
    }
  }

  private func entries(of notes: Set<NoteNo>, _ period: Quarter) -> [EarlierSettlement] {
    order.filter { $0.period == period && notes.contains($0.key.noteNo) }
      .compactMap { settled[$0] }
  }

  /// Approves a run: its lines are settled for ever.
  mutating func approve(_ run: Run, of period: Quarter?) {
    for line in run.lines {
      let address = Address(
        key: line.key, record: line.note?.disbursementRecord, period: line.period)
      if settled[address] == nil { order.append(address) }
      settled[
        address, default: EarlierSettlement(key: line.key, period: line.period)
      ].add(line)
    }
    if let period { quarters.append(period) }
    last = (run.known, run.policyDigest)
  }
}
