/// Something out of the ordinary in a borrower's story. Each comes once in every
/// ``Trait/cycle`` borrowers, so that even a small county shows all of them.
enum Trait: Int, CaseIterable, Hashable, Sendable {
  /// Borrows again and again, beyond what the regime subsidises.
  case serial
  /// Draws one contract in several notes that share the cap.
  case tranches
  /// Borrows more than the cap.
  case aboveCap
  /// Has a longer term than the regime's.
  case overTerm
  /// Does not repay on the due day, and still owes.
  case overdueOpen
  /// Repays some weeks late.
  case repaidLate
  /// Falls behind with interest in mid-term and catches up.
  case overdueMidway
  /// The same, in a monthly settled note.
  case overdueMonthly
  /// Is given more time with a document that lets the subsidy go on.
  case extendedDocumented
  /// Is given more time by the bank alone.
  case extendedPlain
  /// The guarantor pays, and recovers a part.
  case compensated
  /// The rate is lowered in mid-term.
  case rateChange
  /// Belongs to the county's own widened circle, category 99.
  case localCategory
  /// Pays more than the rate cap.
  case rateAboveCap
  /// Repays long before the due day.
  case repaidEarly
  /// Repays a part in mid-term.
  case prepaid
  /// The bank states the LPR of another day.
  case statedOtherLPR
  /// The contract counts 365 days to the year.
  case basis365
  /// Borrows from a second bank while the first note runs.
  case overlapping
  /// Several partners.
  case partnership
  /// A partnership of four, above the total cap.
  case largePartnership
  /// An enterprise above its cap.
  case largeEnterprise
  /// Repays in equal instalments.
  case instalment
  /// Repays equal parts of the principal.
  case equalPrincipal
  /// An early note of the rule above LPR that still runs late in the story.
  case longRunning

  /// How many borrowers share one set of traits.
  static let cycle = 60

  /// The trait of a borrower by index; most have none.
  static func of(_ index: Int) -> Trait? { Trait(rawValue: index % cycle) }

  /// Whether the note should be due within the settled quarters, so that its claims show it.
  var isDueLately: Bool {
    switch self {
    case .overdueOpen, .repaidLate, .extendedDocumented, .extendedPlain, .compensated: true
    default: false
    }
  }

  /// Whether the note should run through the settled quarters.
  var runsLately: Bool {
    switch self {
    case .overdueMidway, .overdueMonthly, .aboveCap, .prepaid, .instalment, .largePartnership,
      .largeEnterprise, .tranches, .overTerm, .overlapping:
      true
    default: false
    }
  }
}
