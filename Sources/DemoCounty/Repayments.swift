import LoanBook
import Quantities

/// What a borrower pays back, and when, by the method of the contract.
enum Repayments {
  /// A part of the principal falling due.
  struct Part: Hashable {
    let on: Day
    let principal: Fen
  }

  /// The schedule of a note, the last part on the due day: together exactly the amount.
  static func schedule(
    _ method: RepaymentMethod, amount: Fen, from: Day, dueOn: Day, rate: Rate
  ) -> [Part] {
    switch method {
    case .bullet: [Part(on: dueOn, principal: amount)]
    case .equalInstalment:
      instalments(amount, days: settlementDays(1, from, dueOn) + [dueOn], rate)
    case .equalPrincipal: equalParts(amount, days: settlementDays(3, from, dueOn) + [dueOn])
    case .schedule: equalParts(amount, days: settlementDays(6, from, dueOn) + [dueOn])
    }
  }

  /// The 20th of every so many months strictly between two days.
  private static func settlementDays(_ step: Int, _ from: Day, _ to: Day) -> [Day] {
    let (_, _, date) = from.civil
    let first = from + (20 - date)
    return (1...120).map { first.adding(months: $0 * step) }.filter { from < $0 && $0 < to }
  }

  private static func equalParts(_ amount: Fen, days: [Day]) -> [Part] {
    let part = Fen(amount.value / Int64(days.count) / 100 * 100)
    return days.enumerated().map { index, day in
      let isLast = index == days.count - 1
      return Part(
        on: day,
        principal: isLast ? amount - Fen(part.value * Int64(days.count - 1)) : part)
    }
  }

  /// Equal payments of interest and principal together. The payment is found by halving, since
  /// the closed form wants powers; the last part takes what is left.
  private static func instalments(_ amount: Fen, days: [Day], _ rate: Rate) -> [Part] {
    var low = amount.value / Int64(days.count)
    var high = amount.value
    while low < high {
      let payment = (low + high) / 2
      if principals(amount, payment, days.count, rate).left > .zero {
        low = payment + 1
      } else {
        high = payment
      }
    }
    let parts = principals(amount, low, days.count, rate).parts
    return zip(days, parts).map { Part(on: $0, principal: $1) }.filter { $0.principal > .zero }
  }

  /// The principal in each of so many equal payments, and what they leave unpaid.
  private static func principals(
    _ amount: Fen, _ payment: Int64, _ count: Int, _ rate: Rate
  ) -> (parts: [Fen], left: Fen) {
    var balance = amount
    var parts: [Fen] = []
    for _ in 0..<count {
      let interest = ExactFen(
        numerator: Int128(balance.value) * Int128(rate.ppm), denominator: 12_000_000
      ).rounded
      let part = min(balance, max(.zero, Fen(payment) - interest))
      parts.append(part)
      balance -= part
    }
    return (parts, balance)
  }

  /// Interest on a balance for so many days, as a teller's slip shows it.
  static func interest(_ balance: Fen, _ rate: Rate, days: Int, _ basis: DayBasis) -> Fen {
    ExactFen(
      numerator: Int128(balance.value) * Int128(rate.ppm) * Int128(max(0, days)),
      denominator: Int128(basis.rawValue) * 1_000_000
    ).rounded
  }
}
