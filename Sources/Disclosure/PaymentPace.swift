public import Quantities

/// How long a quarter's subsidies took, in working days: from the end of the quarter to the
/// approval, and from there to the payment.
public struct PaymentPace: Hashable, Sendable {
  /// The quarter.
  public let quarter: Quarter
  /// Working days after the last day of the quarter, up to the day of the approval.
  public let toApproval: Int
  /// Working days after the approval, up to the day on which half of the lines that are paid were
  /// paid; nil while fewer than ``SmallCells/least`` are.
  public let toPayment: Int?
  /// Lines that are paid; nil while they are fewer than that.
  public let paid: Int?

  /// Lays out a quarter.
  ///
  /// - Parameters:
  ///   - paid: lines by the working days after the approval, any order.
  public init(quarter: Quarter, toApproval: Int, paid: [(days: Int, lines: Int)]) {
    self.quarter = quarter
    self.toApproval = toApproval
    let all = paid.reduce(0) { $0 + $1.lines }
    guard all >= SmallCells.least else {
      toPayment = nil
      self.paid = nil
      return
    }
    self.paid = all
    // The lower median: the first day on which half of them were paid.
    var sum = 0
    toPayment =
      paid.sorted { $0.days < $1.days }.first { day in
        sum += day.lines
        return 2 * sum >= all
      }?.days
  }
}
