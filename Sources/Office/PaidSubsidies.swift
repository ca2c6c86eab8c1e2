import Ledger
import Quantities
import Settlement
import Statistics
import Subsidy

/// Which subsidies of approved runs were paid, and when. STATISTICS "Subsidy".
///
/// A line counts on the day on which its payment was done. Of an amount to take back each line
/// counts in the proportion in which the amount was set off by payments that are done, or
/// recovered; when it is settled, in full. So the sum over all notes is the money that moved.
struct PaidSubsidies {
  /// So much of a payment was settled before a day, and so much from it on.
  private struct Part {
    let on: Day
    let before: Fen
    let after: Fen
  }

  /// By the payment's row: its size, and what was settled of it.
  private let payments: [Int64: (whole: Fen, parts: [Part])]

  init(in session: LedgerSession) throws {
    let all = try session.payments()
    let done = Dictionary(
      uniqueKeysWithValues: all.filter { $0.state == .done }.map {
        ($0.number, $0.steps.last?.on)
      })
    payments = Dictionary(
      uniqueKeysWithValues: all.map { payment in
        guard payment.isTakeBack else {
          let parts = (done[payment.number] ?? nil).map {
            [Part(on: $0, before: .zero, after: payment.gross)]
          }
          return (payment.id, (payment.gross, parts ?? []))
        }
        var moved = payment.taken.compactMap { offset in
          (done[offset.number] ?? nil).map { (on: $0, amount: offset.shares.total) }
        }
        if payment.state == .recovered, let step = payment.steps.last {
          let rest = payment.taken.reduce(-payment.gross) { $0 - $1.shares.total }
          moved.append((step.on, rest))
        }
        var settled = Fen.zero
        let parts = moved.sorted { $0.on < $1.on }.map { on, amount in
          defer { settled += amount }
          return Part(on: on, before: settled, after: settled + amount)
        }
        return (payment.id, (-payment.gross, parts))
      })
  }

  /// What was paid of a line. Where the lines of a payee cancel out, nothing moves: they count on
  /// the day of the approval.
  func entries(of line: ApprovedSubsidy) -> [SubsidyEntry] {
    let shares = Shares(byPayer: line.payable)
    guard shares != Shares() else { return [] }
    guard let id = line.payment, let payment = payments[id] else {
      return [SubsidyEntry(.paid, on: line.approvedAt.day, shares: shares)]
    }
    return payment.parts.map { part in
      SubsidyEntry(
        .paid, on: part.on,
        shares: shares.part(part.after, of: payment.whole)
          - shares.part(part.before, of: payment.whole))
    }
  }
}
