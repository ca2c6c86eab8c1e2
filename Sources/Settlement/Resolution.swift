public import LoanBook
public import Quantities

extension Resolution {
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

  /// The state of the latest of `resolutions` that is of this period and note; nil when none is.
  ///
  /// A person decides of a note number; what was paid before belongs to the note of one record.
  static func of(
    _ resolutions: [Resolution], period: Quarter, note disbursementRecord: RecordId?,
    computed: Fen, claims: [ClaimOnFile]
  ) -> ResolutionState? {
    var latest: Resolution?
    for resolution in resolutions where resolution.period == period {
      if let paid = resolution.paidBefore, paid.disbursementRecord != disbursementRecord {
        continue
      }
      if let before = latest, resolution.at < before.at { continue }
      latest = resolution
    }
    guard let latest else { return nil }
    return latest.holds(computed: computed, claims: claims) ? .holds(latest) : .lapsed(latest)
  }
}
