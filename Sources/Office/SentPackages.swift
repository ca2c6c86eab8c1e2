import BankExchange
import Ledger
public import LoanBook
public import Quantities

/// A package of ours with what the bank answered. COMMAND `receipt list`.
public struct OutgoingPackage: Hashable, Sendable {
  /// The bank's code.
  public let bank: String
  /// `SYSTEM-NNNNNNNNN`
  public let packageId: String
  /// RECEIPT, SETTLEMENT …
  public let messageType: String
  /// When it was made.
  public let createdAt: Instant
  /// The bank's package that it answers, if it is a receipt.
  public let answers: String?
  /// The receipt that it repeats.
  public let reissueOf: String?
  /// The bank's own receipt, if it came.
  public let reply: Reply?
  /// Whether the bank owes a receipt: it must answer what holds personal data. EXCHANGE §4.
  public let isUnanswered: Bool
  /// Whether the bank is to be reminded: it owes a receipt for longer than it was given.
  public let isOverdue: Bool

  /// A bank's receipt for a package of ours.
  public struct Reply: Hashable, Sendable {
    /// The bank's package that brought it.
    public let packageId: String
    /// ACCEPTED, PARTIAL, REJECTED or DUPLICATE.
    public let status: String
    /// When it was taken.
    public let at: Instant
  }

  init(_ sent: SentPackage, to bank: Bank, remindAfterDays days: Int, now: Instant) {
    self.bank = bank.code.text
    packageId = sent.packageId
    messageType = sent.messageType
    createdAt = sent.createdAt
    answers = sent.answers
    reissueOf = sent.reissueOf
    reply = sent.reply.map { Reply(packageId: $0.packageId, status: $0.status, at: $0.at) }
    isUnanswered =
      sent.reply == nil && MessageType(rawValue: sent.messageType)?.holdsPersonalData == true
    isOverdue = isUnanswered && now - sent.createdAt > Int64(days) * 86_400
  }
}

extension Office {
  /// What went out to a bank, or to every bank, in ascending number. A bank that owes a receipt for
  /// longer than `days` is to be reminded.
  public func outgoingPackages(
    to only: PartyCode?, remindAfterDays days: Int, now: Instant
  ) throws -> [OutgoingPackage] {
    try ledger.read { session in
      let banks = try only.map { [try bank($0, in: session)] } ?? session.banks()
      return try banks.flatMap { bank in
        try session.sentPackages(to: bank).map {
          OutgoingPackage($0, to: bank, remindAfterDays: days, now: now)
        }
      }
    }
  }
}
