// The entry points of the calculator in the browser, over numbers alone: a page passes fen, ppm
// and day numbers and makes the text itself.

import Quantities
import Subsidy

/// Computes one note with a constant balance and rate over one rounding group, and returns one of
/// its figures in fen: 0 interest, 1 subsidy, 2 borrower's part; -1 for what is not known, -2 when
/// the two engines disagree.
///
/// `rule`: 0 fully subsidised, 1 three steps of thirds, 2 half of the LPR, 3 above LPR − 150
/// basis points, 4 half of the rate.
@_expose(wasm, "figure")
@_cdecl("figure")
public func figure(
  _ part: Int32, _ rule: Int32, _ balanceFen: Int64, _ capFen: Int64, _ ratePPM: Int32,
  _ lprPPM: Int32, _ disbursedOn: Int32, _ dueOn: Int32, _ from: Int32, _ to: Int32
) -> Int64 {
  guard let rule = subsidyRule(rule) else { return -1 }
  let note = SubsidyCase(
    disbursedOn: Day(number: disbursedOn), originalDueOn: Day(number: dueOn),
    balance: Timeline(Fen(balanceFen)), rate: Timeline(Rate(ppm: ratePPM)),
    terms: SubsidyTerms(
      rule: rule, lpr: Rate(ppm: lprPPM), termMonths: 36, cap: Timeline(Fen(capFen))))
  let group = DayRange(from: Day(number: from), to: Day(number: to))
  var derivation = Derivation()
  let figure = note.figure(for: [group], derivation: &derivation)
  if note.figureByDays(for: [group]) != figure { return -2 }
  switch part {
  case 0: return figure.interest.value
  case 1: return figure.subsidy.value
  case 2: return figure.borrower.value
  default: return -1
  }
}

private func subsidyRule(_ number: Int32) -> SubsidyRule? {
  guard let third = Fraction(1, 3), let twoThirds = Fraction(2, 3), let half = Fraction(1, 2)
  else { return nil }
  switch number {
  case 0: return .steps([Fraction(whole: 1)])
  case 1: return .steps([Fraction(whole: 1), twoThirds, third])
  case 2: return .shareOfLPR(half)
  case 3: return .aboveLPRMinus(points: Rate(ppm: 15_000))
  case 4: return .shareOfRate(half)
  default: return nil
  }
}
