public import Quantities

/// What a person decided of a line of which nothing is payable unasked, or which is held back
/// because notes of one person overlap; or what was paid before this system began, which counts as
/// decided too. SUBSIDY §4 "Payable".
///
/// It holds while the computed subsidy and the claimed amounts are those it was made for, and
/// lapses otherwise; the line then says so. Of several for one note and period the latest counts.
/// A decision does not stand in for the day on which the borrower paid the interest, nor for the
/// confirmation of an extension: what waits for these keeps waiting.
public struct Resolution: Hashable, Sendable {
  /// The note; of a claim without a note, the note number claimed for.
  public var note: NoteKey
  /// The period of the line.
  public var period: Quarter
  /// The computed subsidy, national and local, that the person looked at.
  public var computed: Fen
  /// The claimed subsidies that the person looked at, in order of arrival; empty without a claim.
  public var claimed: [Fen]
  /// What is to be paid, national and local together.
  public var payable: Fen
  /// Why, in the person's words.
  public var reason: String
  /// Who decided.
  public var by: String
  /// When.
  public var at: Instant
  /// Set where the sum was paid before this system began: nothing can hold it back any more.
  public var paidBefore: PaidBefore?

  /// States a decision.
  public init(
    note: NoteKey, period: Quarter, computed: Fen, claimed: [Fen], payable: Fen, reason: String,
    by: String, at: Instant, paidBefore: PaidBefore? = nil
  ) {
    self.note = note
    self.period = period
    self.computed = computed
    self.claimed = claimed
    self.payable = payable
    self.reason = reason
    self.by = by
    self.at = at
    self.paidBefore = paidBefore
  }
}

/// Of what was paid before this system began. COMMAND `opening import`.
public struct PaidBefore: Hashable, Sendable {
  /// The record that disbursed the loan that was paid for: another note may bear its number later.
  public var disbursementRecord: RecordId
  /// How much of the sum is of the local tier.
  public var local: Fen

  /// States what was paid for.
  public init(disbursementRecord: RecordId, local: Fen) {
    self.disbursementRecord = disbursementRecord
    self.local = local
  }
}
