public import Quantities

/// Which names the bureau shows in full; set in `mingdai.json`.
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

  /// Makes a policy; the default is the careful one.
  public init(
    individuals: Form = .masked, partnerships: Form = .masked, enterprises: Form = .full
  ) {
    self.individuals = individuals
    self.partnerships = partnerships
    self.enterprises = enterprises
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
