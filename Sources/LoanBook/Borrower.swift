public import Quantities

/// Who borrows, as the bank states it. EXCHANGE §3.
public struct Borrower: Hashable, Sendable {
  /// Person, partnership or enterprise.
  public var kind: BorrowerKind
  /// The name as sent, 1 to 100 characters.
  public var name: String
  /// Identity number or social credit code.
  public var idNumber: IdentityNumber
  /// A phone number, if the bank gave one.
  public var phone: PersonalText?
  /// The two-digit category of entitled people (`categories.csv`).
  public var category: String
  /// The number of partners, 2…20 for a partnership, else 1.
  public var partners: Int
  /// Identity numbers of the partners, if the bank gave them.
  public var partnerIds: [ResidentID]

  /// Describes a borrower.
  public init(
    kind: BorrowerKind, name: String, idNumber: IdentityNumber, phone: PersonalText?,
    category: String, partners: Int, partnerIds: [ResidentID]
  ) {
    self.kind = kind
    self.name = name
    self.idNumber = idNumber
    self.phone = phone
    self.category = category
    self.partners = partners
    self.partnerIds = partnerIds
  }

  /// Full years of a natural borrower on a day; nil for an entity.
  public func age(on day: Day) -> Int? {
    guard case .resident(let number) = idNumber else { return nil }
    return number.age(on: day)
  }
}

/// The startup project that the loan serves. EXCHANGE §3.
public struct Project: Hashable, Sendable {
  /// The project's name as sent.
  public var name: String
  /// The entity that runs it, if there is one.
  public var entityName: String?
  /// That entity's social credit code.
  public var socialCreditCode: SocialCreditCode?
  /// GB/T 4754 section letter and two digits, `A03`.
  public var industry: String
  /// Twelve digits of the town's statistical code.
  public var town: String
  /// The place of business; never published below the village.
  public var address: PersonalText?
  /// People employed through the project.
  public var jobs: Int?

  /// Describes a project.
  public init(
    name: String, entityName: String?, socialCreditCode: SocialCreditCode?, industry: String,
    town: String, address: PersonalText?, jobs: Int?
  ) {
    self.name = name
    self.entityName = entityName
    self.socialCreditCode = socialCreditCode
    self.industry = industry
    self.town = town
    self.address = address
    self.jobs = jobs
  }
}
