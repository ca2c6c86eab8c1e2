import LoanBook
import Policy
import Quantities
import Settlement
import Subsidy

/// What a bank would claim for a note after a certain mistake. Days, interest and subsidy go
/// wrong together, as they do in a bank's sheet.
struct WrongFigures {
  /// Days, interest and subsidy of a claim.
  struct Figures: Hashable {
    var days: Int
    var interest: Fen
    var subsidy: Fen

    init(days: Int, interest: Fen, subsidy: Fen) {
      self.days = days
      self.interest = interest
      self.subsidy = subsidy
    }

    /// The right ones.
    init(_ line: SettlementLine) {
      self.init(days: line.figure.days, interest: line.interest, subsidy: line.subsidy)
    }
  }

  let policy: Policy
  /// The line as it should be claimed.
  let line: SettlementLine
  /// Every note of the contract.
  let contract: [NoteHistory]

  private var right: Figures { Figures(line) }

  /// The figures after a mistake, or nil when this note gives no room for it.
  func figures(_ fault: ClaimFault, _ random: inout SeededDraws) -> Figures? {
    switch fault {
    case .unknownNote, .claimedTwice, .forgotten, .interestDayMissing:
      return line.subsidy > .zero ? right : nil
    case .notEligible:
      guard line.subsidy == .zero, line.interest > Fen(2) else { return nil }
      return Figures(
        days: right.days, interest: right.interest, subsidy: Fen(right.interest.value / 2))
    case .fewFen:
      let off = Fen(Int64(random.number(1...5)))
      return shifted(by: random.chance(perMille: 500) ? off : -off)
    case .slipOfTheHand:
      // Two neighbouring digits swapped always differ by nine of something.
      let off = Fen(900 * Int64(random.number(1...7)))
      return shifted(by: random.chance(perMille: 500) ? off : -off)
    case .oneDayMore: return byDays(1)
    case .oneDayLess: return byDays(-1)
    case .monthTwelfth: return byTwelfths()
    case .capIgnored: return withoutCap()
    case .basis365:
      return recomputed { $0.terms.dayBasis = .actual365 }
    case .otherLPR:
      return recomputed { history in
        history.terms.signedOn = line.period.days.from
      }
    case .overdueCounted:
      return recomputed { history in
        history.events.removeAll { $0.event.kind == .overdue || $0.event.kind == .cure }
      }
    case .repaymentMissed: return withoutRepayments()
    }
  }

  /// Without the repayments of the period. One on its first or last days is left alone, and one
  /// that ends the note shortly before its due day: missing it would look like a day more.
  private func withoutRepayments() -> Figures? {
    let days = line.period.days
    func isMissed(_ event: NoteEvent) -> Bool {
      guard case .repayment(let principal, _, _) = event.kind else { return false }
      return principal > .zero && days.contains(event.on)
    }
    let clear = DayRange(from: days.from + 3, to: days.to - 3)
    let history = contract.first { $0.key == line.key }
    let missed = history?.events.map(\.event).filter(isMissed) ?? []
    guard missed.allSatisfy({ clear.contains($0.on) }),
      history?.state(on: days.to).balance != .zero
    else { return nil }
    return recomputed { $0.events.removeAll { isMissed($0.event) } }
  }

  private func shifted(by difference: Fen) -> Figures? {
    let subsidy = line.subsidy + difference
    guard line.subsidy > .zero, subsidy > .zero else { return nil }
    return Figures(days: right.days, interest: right.interest, subsidy: subsidy)
  }

  /// The figures of the note with one thing changed; nil when that changes nothing.
  private func recomputed(_ change: (inout NoteHistory) -> Void) -> Figures? {
    guard line.subsidy > .zero else { return nil }
    var notes = contract
    guard let place = notes.firstIndex(where: { $0.key == line.key }) else { return nil }
    change(&notes[place])
    var settler = Settler(period: line.period, policy: policy)
    var figures: Figures?
    settler.settle(contract: notes.map { NoteOnFile(history: $0) }) { other in
      if other.key == line.key { figures = Figures(other) }
    }
    guard let figures, figures.subsidy > .zero, figures.subsidy != line.subsidy else { return nil }
    return figures
  }

  /// The segments of a figure that is one rounding group, not limited: only there can a day be
  /// added by hand.
  private var segments: [Segment]? {
    guard line.derivation.groups.count == 1, !line.figure.limited, line.subsidy > .zero,
      line.figure.localSubsidy == .zero
    else { return nil }
    return line.derivation.segments.filter { $0.bearsInterest }
  }

  private func byDays(_ more: Int) -> Figures? {
    guard let segments, let last = segments.last, last.standing == .eligible,
      last.days.count > 1
    else { return nil }
    return weighed(segments, days: right.days + more) { segment in
      segment == last
        ? (segment.days.count + more, segment.days.count) : (1, 1)
    }
  }

  private func byTwelfths() -> Figures? {
    guard let segments, segments.count == 1, let only = segments.first,
      only.days == line.period.days, only.dayBasis == .actual360,
      only.days.count > 91
    else { return nil }
    // In a quarter of 89 or 91 days a day less or more would look the same.
    return weighed(segments, days: 90) { ($0.days.count == 0 ? 0 : 90, $0.days.count) }
  }

  private func withoutCap() -> Figures? {
    guard let segments,
      segments.contains(where: { $0.standing.isEligible && $0.subsidisedBalance < $0.balance }),
      segments.allSatisfy({ $0.subsidisedBalance > .zero })
    else { return nil }
    guard
      let wrong = weighed(
        segments, days: right.days,
        { (Int($0.balance.value), Int($0.subsidisedBalance.value)) })
    else { return nil }
    return Figures(days: right.days, interest: right.interest, subsidy: wrong.subsidy)
  }

  /// Every segment's part of interest and subsidy times a fraction; nil when the sum stays.
  private func weighed(
    _ segments: [Segment], days: Int, _ weight: (Segment) -> (Int, Int)
  ) -> Figures? {
    var interest: Int128 = 0
    var subsidy: Int128 = 0
    guard let first = segments.first else { return nil }
    for segment in segments {
      let (over, under) = weight(segment)
      interest += segment.interestNumerator * Int128(over) / Int128(under)
      subsidy += segment.subsidyNumerator * Int128(over) / Int128(under)
    }
    let basis = Int128(first.dayBasis.rawValue) * 1_000_000
    let figures = Figures(
      days: days, interest: ExactFen(numerator: interest, denominator: basis).rounded,
      subsidy: ExactFen(numerator: subsidy, denominator: first.subsidyDenominator).rounded)
    return figures.subsidy == line.subsidy ? nil : figures
  }
}

extension ClaimFault {
  /// The class that the comparison must give a claim of `claimed` where `computed` is right.
  /// SUBSIDY §4, with the usual tolerance of 0.05 yuan.
  func expectedClass(claimed: Fen, computed: Fen) -> ComparisonClass {
    switch self {
    case .unknownNote: return .claimWithoutNote
    case .claimedTwice: return .duplicateClaim
    case .notEligible: return .claimNotEligible
    case .forgotten: return .notClaimed
    case .interestDayMissing: return .agreed
    default: break
    }
    let difference = claimed - computed
    if difference.magnitude <= Fen(5) { return .withinTolerance }
    return difference > .zero ? .claimedMore : .claimedLess
  }
}
