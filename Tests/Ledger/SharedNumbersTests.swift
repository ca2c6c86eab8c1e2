import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// Where a number stands in several borrowers' notes, against a book that looks at every day of
/// every pair. SUBSIDY "Flags".
@Suite struct SharedNumbersTests {
  private static let first = 19_000

  private func group(_ random: inout SeededRandom) throws -> SharedNumber {
    let bank = try #require(PartyCode("AABANK"))
    return SharedNumber(
      members: try (0..<Int.random(in: 1...9, using: &random)).map { note in
        // A contract of one borrower, as most are.
        let person = Int64.random(in: 0..<4, using: &random)
        let contract = try #require(
          ContractNo("C-\(person)-\(Int.random(in: 0..<2, using: &random))"))
        let from = Day(number: Int32(Self.first + Int.random(in: 0..<40, using: &random)))
        return SharedNumber.Member(
          note: Int64(note), person: person,
          contract: PersonContract(bank: bank, contractNo: contract, firstDay: from),
          days: DayRange(from: from, to: from + Int.random(in: 0..<20, using: &random)),
          hasCode: Bool.random(using: &random))
      })
  }

  private func days(_ found: [(note: Int64, days: [DayRange])]) -> [Int64: Set<Int32>] {
    Dictionary(
      found.map { note, ranges in
        (note, Set(ranges.flatMap { $0.from.number..<$0.to.number }))
      }, uniquingKeysWith: { $0.union($1) })
  }

  /// The days on which a member runs beside another person's that `counts`.
  private func plain(
    _ group: SharedNumber, _ counts: (SharedNumber.Member, SharedNumber.Member) -> Bool
  ) -> [Int64: Set<Int32>] {
    var found: [Int64: Set<Int32>] = [:]
    for member in group.members {
      for other in group.members where other.person != member.person && counts(member, other) {
        let common = member.days.intersection(other.days)
        guard !common.isEmpty else { continue }
        found[member.note, default: []].formUnion(common.from.number..<common.to.number)
      }
    }
    return found
  }

  /// Partners who each have a note of one contract share its cap; another contract beside it is an
  /// overlap. SUBSIDY §4.
  @Test func borrowersOfOneContractDoNotOverlap() throws {
    let bank = try #require(PartyCode("AABANK"))
    let days = DayRange(from: Day(number: 19_000), to: Day(number: 19_100))
    func member(_ note: Int64, _ person: Int64, _ contract: String) throws -> SharedNumber.Member {
      SharedNumber.Member(
        note: note, person: person,
        contract: PersonContract(
          bank: bank, contractNo: try #require(ContractNo(contract)), firstDay: days.from),
        days: days, hasCode: true)
    }
    let one = SharedNumber(members: [try member(1, 1, "C-1"), try member(2, 2, "C-1")])
    #expect(one.overlaps().isEmpty)
    #expect(one.overlapsByName().isEmpty)
    let two = SharedNumber(members: one.members + [try member(3, 2, "C-2")])
    #expect(two.overlaps().map(\.note).contains(3))
  }

  @Test(arguments: [1, 7, 20_261_124] as [UInt64])
  func overlapsAreThoseOfThePairs(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let group = try group(&random)
      #expect(days(group.overlaps()) == plain(group) { _, _ in true }, "seed \(seed)")
    }
  }

  /// A person who has notes with and without a code is the one thing that the sweep takes more
  /// narrowly; without such people it is exact.
  @Test(arguments: [2, 8, 20_261_124] as [UInt64])
  func namesCountWhereACodeIsMissing(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      var group = try group(&random)
      group.members = group.members.map {
        SharedNumber.Member(
          note: $0.note, person: $0.person, contract: $0.contract, days: $0.days,
          hasCode: $0.person % 2 == 0)
      }
      #expect(
        days(group.overlapsByName()) == plain(group) { !$0.hasCode || !$1.hasCode },
        "seed \(seed)")
    }
  }

  @Test(arguments: [3, 9] as [UInt64])
  func usesAreThePlacesOfTheContracts(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let group = try group(&random)
      let first = Dictionary(
        group.members.map { ($0.contract.contractNo, $0.contract.firstDay) },
        uniquingKeysWith: min)
      let order = first.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
      for (note, use) in group.uses {
        let contract = group.members[Int(note)].contract.contractNo
        #expect(order.firstIndex(of: contract) == use - 1, "seed \(seed)")
      }
      #expect(group.uses.count == group.members.count)
    }
  }

  @Test func manyNotesOfOneCodeCostNoSquare() throws {
    // A bank's own code in every note: a hundred thousand borrowers at once.
    let bank = try #require(PartyCode("AABANK"))
    let from = Day(number: Int32(Self.first))
    let members = try (0..<100_000).map { index in
      SharedNumber.Member(
        note: Int64(index), person: Int64(index),
        contract: PersonContract(
          bank: bank, contractNo: try #require(ContractNo("C-\(index)")),
          firstDay: from + index % 700),
        days: DayRange(from: from + index % 700, to: from + index % 700 + 30), hasCode: true)
    }
    let group = SharedNumber(members: members)
    #expect(group.overlaps().count == 100_000)
    #expect(group.uses.map(\.use).max() == 100_000)
  }
}
