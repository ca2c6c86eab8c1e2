import Quantities

/// A record's names as files in bulk carry them: natural persons are masked there even where the
/// bureau shows them in full on their own pages.
///
/// A page is found by who looks for it; a file is taken whole. DISCLOSURE §1.
public struct BulkNames: Hashable, Sendable {
  /// The applicant.
  public let applicant: String
  /// Whether the applicant's name is masked.
  public let isMasked: Bool
  /// The name of the business, where there is one.
  public let entityName: String?
  /// The startup project.
  public let project: String

  /// The names of a record.
  public init(_ record: PublicRecord) {
    guard record.kind != .enterprise, !record.isMasked else {
      applicant = record.applicant
      isMasked = record.isMasked
      entityName = record.entityName
      project = record.project
      return
    }
    let name = record.applicant
    applicant = Mask.name(name)
    isMasked = true
    entityName = record.entityName.map { Mask.text($0, of: name) }
    project = Mask.text(record.project, of: name)
  }
}
