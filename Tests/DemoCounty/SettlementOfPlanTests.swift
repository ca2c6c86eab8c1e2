import LoanBook
import Policy
import Quantities
import Settlement
import Testing

@testable import DemoCounty

/// The plan settled as the bureau will settle it: every planted error is found in its class, and
/// nothing else is wrong.
@Suite struct SettlementOfPlanTests {
  @Test(arguments: [1, 2, 3])
  func plantedErrorsAreFoundAndNoOthers(seed: UInt64) throws {
    let policy = try TestPolicy.book()
    let plan = try TestPlan.make(seed)
    var bureau = Bureau(policy: policy)
    var count = 0
    for step in plan.steps {
      switch step {
      case .deliver(let delivery) where delivery.fault == nil:
        for record in delivery.records { bureau.take(record, of: delivery.bank) }
      case .deliver(let delivery) where delivery.fault == .floatForMoney:
        // The record refused comes again the same day, before anything is settled.
        for record in delivery.records { bureau.take(record, of: delivery.bank) }
      case .settle(let quarter, _):
        let planted = plan.plantedErrors.filter { $0.period == quarter }
        let judgements = bureau.settle(quarter)
        for error in planted {
          let key = NoteKey(bank: error.bank, noteNo: error.noteNo)
          let found = judgements[key]
          let comment: Comment = "seed \(seed) \(key) \(quarter) \(error.fault)"
          #expect(found?.comparison == error.expected, comment)
          // A slip of the hand may happen to look like something else.
          if let cause = error.fault.expectedCause { #expect(found?.cause == cause, comment) }
          count += 1
        }
        let known = Set(planted.map { NoteKey(bank: $0.bank, noteNo: $0.noteNo) })
        let others = judgements.filter {
          !known.contains($0.key) && $0.value.comparison != .agreed
        }
        #expect(others.isEmpty, "seed \(seed) \(quarter)")
      default: break
      }
    }
    #expect(count == plan.plantedErrors.count && count > 50)
  }
}

/// As much of a bureau as a settlement needs.
private struct Bureau {
  typealias Judgement = (comparison: ComparisonClass, cause: DifferenceCause?)

  let policy: Policy
  private var books: [PartyCode: BankBook] = [:]
  private var claims: [PartyCode: [RecordId: ClaimOnFile]] = [:]
  private var arrival: Int64 = 0

  init(policy: Policy) { self.policy = policy }

  mutating func take(_ record: FactRecord, of bank: PartyCode) {
    arrival += 1
    books[bank, default: BankBook(bank: bank)].take(record)
    guard case .claim(let claim) = record.fact else { return }
    claims[bank, default: [:]][record.recordId] =
      record.action == .cancel
      ? nil : ClaimOnFile(recordId: record.recordId, arrival: arrival, claim: claim)
  }

  func settle(_ quarter: Quarter) -> [NoteKey: Judgement] {
    var judgements: [NoteKey: Judgement] = [:]
    for (bank, book) in books {
      var settler = Settler(period: quarter, policy: policy)
      let ofQuarter = (claims[bank] ?? [:]).values.filter { $0.claim.period == quarter }
      let byNote = Dictionary(grouping: ofQuarter, by: \.claim.noteNo)
      for contract in book.contractNumbers {
        let notes = book.histories(contract).map {
          NoteOnFile(history: $0, claims: byNote[$0.key.noteNo] ?? [])
        }
        if notes.isEmpty { continue }
        settler.settle(contract: notes) { judgements[$0.key] = ($0.comparison, $0.cause) }
      }
      for (noteNo, claims) in byNote where !book.knows(noteNo) {
        settler.settle(unknownNote: NoteKey(bank: bank, noteNo: noteNo), claims: claims) {
          judgements[$0.key] = ($0.comparison, $0.cause)
        }
      }
    }
    return judgements
  }
}
