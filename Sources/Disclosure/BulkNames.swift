public import Quantities

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
    self.init(
      record.applicant, of: record.kind, isMasked: record.isMasked, entityName: record.entityName,
      project: record.project)
  }

  /// The names of a borrower as a page shows them, masked already or not.
  public init(
    _ name: String, of kind: BorrowerKind, isMasked: Bool, entityName: String?, project: String
  ) {
    guard kind != .enterprise, !isMasked else {
      applicant = name
      self.isMasked = isMasked
      self.entityName = entityName
      self.project = project
      return
    }
    applicant = Mask.name(name)
    self.isMasked = true
    self.entityName = entityName.map { Mask.text($0, of: name) }
    self.project = Mask.text(project, of: name)
  }
}
