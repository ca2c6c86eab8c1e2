public import BankExchange
public import LoanBook
public import Policy
public import Quantities
public import Sealing

/// A key of the sender with whether it counts at the moment of arrival. EXCHANGE §5.
public struct KeyStanding: Hashable, Sendable {
  /// The key.
  public var key: PublicKey
  /// Whether it is ACTIVE and within its days; a past key still tells who signed.
  public var isActive: Bool

  /// Puts a key on the table.
  public init(key: PublicKey, isActive: Bool) {
    self.key = key
    self.isActive = isActive
  }
}

/// What every check of a delivery may know: the same for the server and for the bank kit.
public struct IntakeContext: Sendable {
  /// This system's code.
  public var system: PartyCode
  /// The owner of the inbox.
  public var bank: PartyCode
  /// The bank's keys that are tried, at most four: active ones before past ones, each newest first.
  public var keys: [KeyStanding]
  /// When the delivery was taken.
  public var now: Instant
  /// The policy data in force.
  public var policy: Policy
  /// The age from which a borrower is remarked on (W701), in years.
  public var upperAge: Int

  /// Gathers what the checks may know; `keys` are the bank's active and past keys, newest first.
  public init(
    system: PartyCode, bank: PartyCode, keys: [KeyStanding], now: Instant, policy: Policy,
    upperAge: Int
  ) {
    self.system = system
    self.bank = bank
    // A key that counts is never crowded out by newer ones that do not.
    self.keys = Array((keys.filter(\.isActive) + keys.filter { !$0.isActive }).prefix(4))
    self.now = now
    self.policy = policy
    self.upperAge = upperAge
  }
}

/// What the checks ask of earlier deliveries.
public protocol PackageHistory {
  /// The digest of the accepted package of this name, lower hex; nil when there is none.
  func acceptedManifestDigest(_ packageId: String) throws -> String?
  /// The highest counter of the bank's accepted packages, 0 before the first.
  func highestAcceptedNumber() throws -> Int
  /// What this door takes, by default batches alone; every other type is M307.
  var messageTypes: Set<MessageType> { get }
}

extension PackageHistory {
  /// Batches alone.
  public var messageTypes: Set<MessageType> { [.batch] }
}
