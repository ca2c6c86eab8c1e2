public import LoanBook
public import Quantities

/// One step of the county's history, to be replayed in order with the clock it names.
public enum DemoStep: Hashable, Sendable {
  /// A bank drops a package into its inbox: ``BankSimulator/deliver(_:)``.
  case deliver(DemoDelivery)
  /// The bureau takes everything that waits.
  case receive(now: Instant)
  /// The bureau computes and compares a quarter.
  case settle(Quarter, now: Instant)
  /// The bureau reviews and approves the run of a quarter.
  case approve(Quarter, now: Instant)

  /// When the step happens.
  public var now: Instant {
    switch self {
    case .deliver(let delivery): delivery.droppedAt
    case .receive(let now), .settle(_, let now), .approve(_, let now): now
    }
  }
}

/// A package that a bank is about to seal and drop.
public struct DemoDelivery: Hashable, Sendable {
  /// The bank.
  public let bank: PartyCode
  /// The bank's own counter; the next package carries a higher one. EXCHANGE §1.
  public let number: Int
  /// `createdAt` of the manifest.
  public let createdAt: Instant
  /// When the folder appears in the inbox; its files bear this time.
  public let droppedAt: Instant
  /// The records in file order.
  public let records: [FactRecord]
  /// What is wrong with the package, if it was planted so.
  public let fault: PackageFault?

  /// `CODE-NNNNNNNNN`. EXCHANGE §1.
  public var packageId: String { DemoDelivery.packageId(bank, number) }

  /// The name of a bank's package with a counter. EXCHANGE §1.
  public static func packageId(_ bank: PartyCode, _ number: Int) -> String {
    let digits = String(number)
    return "\(bank)-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }
}
