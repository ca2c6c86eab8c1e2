import LoanBook
import Policy
import Quantities
import Subsidy

/// Looks for the one thing that, changed in the computation, gives what the bank claims.
/// SUBSIDY §4 "Cause".
struct CauseFinder {
  let period: Quarter
  var choice: PolicyChoice

  /// The cause of a difference, or nil when no single change gives the claimed subsidy to the fen.
  ///
  /// Where several do, the one that also gives the claimed interest and days is taken, then the
  /// first in the order of ``DifferenceCause``.
  ///
  /// - Parameters:
  ///   - note: the case with its cap as shared within the contract.
  ///   - groups: the rounding groups of the note.
  mutating func cause(
    of claim: Claim, for history: borrowing NoteHistory, as note: SubsidyCase,
    groups: [DayRange]
  ) -> DifferenceCause? {
    var best: (cause: DifferenceCause, agreement: Int)?
    for cause in DifferenceCause.allCases {
      for figure in figures(of: cause, for: history, as: note, groups: groups)
      where figure.subsidy + figure.localSubsidy == claim.subsidy {
        let agreement =
          (figure.interest == claim.interest ? 2 : 0) + (figure.days == claim.days ? 1 : 0)
        if agreement > best?.agreement ?? -1 { best = (cause, agreement) }
      }
    }
    return best?.cause
  }

  /// The figures with the one thing changed in every way that banks are known to do it.
  private mutating func figures(
    of cause: DifferenceCause, for history: borrowing NoteHistory, as note: SubsidyCase,
    groups: [DayRange]
  ) -> [SubsidyFigure] {
    switch cause {
    case .oneDayMore: shifted(note, groups, by: 1)
    case .oneDayLess: shifted(note, groups, by: -1)
    case .otherLPR: otherLPRs(history, note).map { $0.figure(for: groups) }
    case .otherDayBasis: [otherDayBasis(note).figure(for: groups)]
    case .monthTwelfth: MonthTwelfth.figures(of: note, in: period)
    case .overdueNotExcluded:
      note.overdue.isEmpty ? [] : [note.with { $0.overdue = [] }.figure(for: groups)]
    case .repaymentMissed: missedRepayments(history, note).map { $0.figure(for: groups) }
    case .capIgnored: withoutCap(history, note).map { $0.figure(for: groups) }
    case .otherRegime: otherRegimes(history, note).map { $0.figure(for: groups) }
    case .otherRounding:
      [note.figure(for: groups.count == 1 ? period.months : [period.days])]
    }
  }

  /// One day more or less at either end of the days that bear interest: the period's, the note's,
  /// or those of a repaid balance (头尾都算、头尾都不算).
  private func shifted(
    _ note: SubsidyCase, _ groups: [DayRange], by days: Int
  ) -> [SubsidyFigure] {
    guard let first = groups.first, let last = groups.last else { return [] }
    var later = groups
    later[groups.count - 1].to = last.to + days
    var earlier = groups
    earlier[0].from = max(first.from, note.disbursedOn) - days
    let longer = note.with { note in
      if let extended = note.extensions.last {
        note.extensions[note.extensions.count - 1].newDueOn = extended.newDueOn + days
      } else {
        note.originalDueOn = note.originalDueOn + days
      }
    }
    let repaidLater = note.with { note in
      var balance = Timeline(note.balance.first)
      for change in note.balance.changes {
        balance.change(to: change.value, on: change.on + days)
      }
      note.balance = balance
    }
    return [
      note.figure(for: later), note.figure(for: earlier), longer.figure(for: groups),
      repaidLater.figure(for: groups),
    ]
  }

  /// The LPR that the bank states, and the official one of other days than signedOn.
  private func otherLPRs(
    _ history: borrowing NoteHistory, _ note: SubsidyCase
  ) -> [SubsidyCase] {
    guard let terms = note.terms else { return [] }
    let candidates = [
      history.terms.lpr, choice.policy.lpr.rate(on: history.terms.disbursedOn),
      choice.policy.lpr.rate(on: period.days.from),
    ]
    return candidates.compactMap { lpr in
      guard let lpr, lpr != terms.lpr else { return nil }
      return note.with { note in
        note.terms = SubsidyTerms(
          rule: terms.rule, lpr: lpr, rateCap: terms.rateCap.map { $0 - terms.lpr + lpr },
          termMonths: terms.termMonths, maxUses: terms.maxUses, cap: terms.cap,
          localCap: terms.localCap)
      }
    }
  }

  private func otherDayBasis(_ note: SubsidyCase) -> SubsidyCase {
    note.with { $0.dayBasis = $0.dayBasis == .actual360 ? .actual365 : .actual360 }
  }

  /// The case without some of its repayments: with few of them any that can be missed, with many
  /// a single one, or all from one on (the bank stopped booking).
  private func missedRepayments(
    _ history: borrowing NoteHistory, _ note: SubsidyCase
  ) -> [SubsidyCase] {
    var repayments: [(on: Day, principal: Fen)] = []
    for recorded in history.events {
      if case .repayment(let principal, _, _) = recorded.event.kind, principal > .zero,
        recorded.event.on < period.days.to
      {
        repayments.append((recorded.event.on, principal))
      }
    }
    let count = repayments.count
    let missed: [(Int) -> Bool] =
      count <= CauseFinder.fewRepayments
      ? (1..<(1 << count)).map { set in { set >> $0 & 1 == 1 } }
      : (0..<count).map { one in { $0 == one } } + (0..<count).map { first in { $0 >= first } }
    return missed.map { isMissed in
      var balance = Timeline(note.balance.first)
      for (index, repayment) in repayments.enumerated() where !isMissed(index) {
        balance.change(to: balance.last - repayment.principal, on: repayment.on)
      }
      return note.with { $0.balance = balance }
    }
  }

  /// Up to so many, every set of them is tried: 31 computations.
  private static let fewRepayments = 5

  /// The case with no cap at all, and with the whole cap for a note that shares it.
  private mutating func withoutCap(
    _ history: borrowing NoteHistory, _ note: SubsidyCase
  ) -> [SubsidyCase] {
    let limitless = note.with { note in
      note.terms?.cap = Timeline(history.terms.amount)
    }
    guard let regime = choice.regimeIndex(of: history) else { return [limitless] }
    let alone = choice.decide(history, regime: regime).terms
    return [limitless, note.with { $0.terms = alone }]
  }

  private mutating func otherRegimes(
    _ history: borrowing NoteHistory, _ note: SubsidyCase
  ) -> [SubsidyCase] {
    let applied = choice.regimeIndex(of: history)
    var cases: [SubsidyCase] = []
    for regime in choice.regimes.indices where regime != applied {
      let terms = choice.decide(history, regime: regime).terms
      cases.append(note.with { $0.terms = terms })
    }
    return cases
  }
}

extension SubsidyCase {
  /// A copy with something changed.
  fileprivate func with(_ change: (inout SubsidyCase) -> Void) -> SubsidyCase {
    var copy = self
    change(&copy)
    return copy
  }
}
