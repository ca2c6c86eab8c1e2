public import LoanBook
public import Quantities

/// What a person decided of a line of which nothing is payable unasked, or which is held back
/// because notes of one person overlap. SUBSIDY §4 "Payable".
///
/// It holds while the computed subsidy and the claimed amounts are those it was made for, and
/// lapses otherwise; the line then says so. Of several for one note and period the latest counts.
/// It does not stand in for the day on which the borrower paid the interest, nor for the
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

  /// States a decision.
  public init(
    note: NoteKey, period: Quarter, computed: Fen, claimed: [Fen], payable: Fen, reason: String,
    by: String, at: Instant
  ) {
    self.note = note
    self.period = period
    self.computed = computed
    self.claimed = claimed
    self.payable = payable
    self.reason = reason
    self.by = by
    self.at = at
  }

  /// Whether figure and claims are still those it was made for.
  func holds(computed: Fen, claims: [ClaimOnFile]) -> Bool {
    self.computed == computed && claimed.elementsEqual(claims.lazy.map(\.claim.subsidy))
  }

  /// Why a line cannot be resolved so, or nil when it can.
  ///
  /// - Parameters:
  ///   - computed: the computed subsidy of the line as now known, national and local.
  ///   - claimed: the claimed subsidies, in order of arrival.
  ///   - hasNote: false for CLAIM_WITHOUT_NOTE.
  public static func refusal(
    paying payable: Fen, computed: Fen, claimed: [Fen], hasNote: Bool
  ) -> ResolutionRefusal? {
    if payable < .zero { return .belowZero }
    if !hasNote, payable > .zero { return .withoutNote }
    let most = max(computed, claimed.max() ?? .zero)
    return payable > most ? .aboveFigureAndClaim(most: most) : nil
  }
}

/// Why a line cannot be resolved as a person wants.
public enum ResolutionRefusal: Hashable, Sendable {
  /// Less than nothing.
  case belowZero
  /// More than is computed and more than is claimed.
  case aboveFigureAndClaim(most: Fen)
  /// Something for a note that is not on file: there is nobody to pay it for.
  case withoutNote

  /// The refusal in the words of officials.
  public var title: String {
    switch self {
    case .belowZero: "应付金额不能为负"
    case .aboveFigureAndClaim(let most): "应付金额不能超过核算额和申报额中较大者 \(most) 元"
    case .withoutNote: "查无借据的申报只能核定为 0.00 元"
    }
  }
}

/// What the latest resolution of a line's note and period does to the line.
public enum ResolutionState: Hashable, Sendable {
  /// It decides what is payable.
  case holds(Resolution)
  /// Figure or claim are not those it was made for any more: the comparison decides again.
  case lapsed(Resolution)

  /// The resolution.
  public var resolution: Resolution {
    switch self {
    case .holds(let resolution), .lapsed(let resolution): resolution
    }
  }

  /// The resolution while it decides.
  var deciding: Resolution? {
    if case .holds(let resolution) = self { return resolution }
    return nil
  }

  /// The state of the latest of `resolutions` that is of this period; nil when none is.
  static func of(
    _ resolutions: [Resolution], period: Quarter, computed: Fen, claims: [ClaimOnFile]
  ) -> ResolutionState? {
    var latest: Resolution?
    for resolution in resolutions where resolution.period == period {
      if let before = latest, resolution.at < before.at { continue }
      latest = resolution
    }
    guard let latest else { return nil }
    return latest.holds(computed: computed, claims: claims) ? .holds(latest) : .lapsed(latest)
  }
}
