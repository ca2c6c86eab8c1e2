import DemoCounty
import LoanBook
import Quantities

/// The claims of a demonstration that came, changed or went after their quarter was settled: each
/// must come out as an adjustment of the next run.
struct DemoCorrections {
  /// The claims by what happened to them, each as `bank note quarter`.
  private(set) var claims: [RecordAction: Set<String>] = [:]

  init(_ plan: DemoPlan) {
    var settled: Set<Quarter> = []
    var waiting: [(action: RecordAction, claim: Claim, bank: PartyCode)] = []
    for step in plan.steps {
      switch step {
      case .settle(let quarter, _):
        for late in waiting where late.claim.period < quarter {
          claims[late.action, default: []].insert(
            "\(late.bank) \(late.claim.noteNo) \(late.claim.period)")
        }
        waiting.removeAll { $0.claim.period < quarter }
        settled.insert(quarter)
      case .deliver(let delivery) where delivery.fault == nil:
        for record in delivery.records {
          guard case .claim(let claim) = record.fact, settled.contains(claim.period) else {
            continue
          }
          waiting.append((record.action, claim, delivery.bank))
        }
      case .deliver, .receive, .approve: break
      }
    }
  }

  /// How many of them are among the adjusted ones.
  func outcomes(adjusted: Set<String>) -> [PlantedOutcome] {
    RecordAction.allCases.compactMap { action in
      guard let claims = claims[action] else { return nil }
      return PlantedOutcome(
        planted: "核算后才\(action.words)的申请", expected: "ADJUSTMENT", count: claims.count,
        found: claims.intersection(adjusted).count)
    }
  }
}

extension RecordAction {
  fileprivate var words: String {
    switch self {
    case .create: "报送"
    case .amend: "更正"
    case .cancel: "撤销"
    }
  }
}
