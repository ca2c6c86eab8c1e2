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
      of: record.kind, applicant: record.applicant, isMasked: record.isMasked,
      entityName: record.entityName, project: record.project)
  }

  /// The names of a record that shows these.
  public init(
    of kind: BorrowerKind, applicant name: String, isMasked: Bool, entityName: String?,
    project: String
  ) {
    let masks = kind != .enterprise && !isMasked
    applicant = masks ? Mask.name(name) : name
    self.isMasked = isMasked || masks
    self.entityName = masks ? entityName.map { Mask.text($0, of: name) } : entityName
    self.project = masks ? Mask.text(project, of: name) : project
  }
}
