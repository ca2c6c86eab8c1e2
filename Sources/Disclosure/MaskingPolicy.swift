public import Quantities

/// Which names the bureau shows in full, and how exactly it tells a day; set in `mingdai.json`.
///
/// DISCLOSURE §1.
public struct MaskingPolicy: Hashable, Sendable {
  /// How a name is shown.
  public enum Form: String, Hashable, Sendable {
    case full
    case masked
  }

  /// Names of single borrowers.
  public var individuals: Form
  /// Names of the persons of a partnership.
  public var partnerships: Form
  /// Names of enterprises.
  public var enterprises: Form
  /// Whether the day of disbursement is public, or its month alone.
  public var showsDay: Bool

  /// Makes a policy; the default is the careful one.
  public init(
    individuals: Form = .masked, partnerships: Form = .masked, enterprises: Form = .full,
    showsDay: Bool = false
  ) {
    self.individuals = individuals
    self.partnerships = partnerships
    self.enterprises = enterprises
    self.showsDay = showsDay
  }

  /// How the name of a borrower of this kind is shown.
  public func form(of kind: BorrowerKind) -> Form {
    switch kind {
    case .individual: individuals
    case .partnership: partnerships
    case .enterprise: enterprises
    }
  }
}
