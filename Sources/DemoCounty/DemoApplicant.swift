public import LoanBook
public import Quantities

/// Somebody who has applied for a loan and passed review: a line of a notice.
public struct DemoApplicant: Hashable, Sendable {
  /// The person, or the enterprise.
  public let name: String
  /// The kind of borrower.
  public let kind: BorrowerKind
  /// The name of the business; empty when there is none beside the applicant's own.
  public let entity: String
  /// The startup project.
  public let project: String
  /// The town's code.
  public let town: String
  /// The bank.
  public let bank: PartyCode
  /// What is applied for.
  public let amount: Fen
  /// The term in months.
  public let termMonths: Int

  /// The applicants of a notice, drawn from the seed; no borrower of the county is among them.
  public static func list(_ options: DemoOptions, notice: Int, count: Int) -> [DemoApplicant] {
    var random = SeededDraws(seed: options.seed, 20, UInt64(notice))
    let people = SyntheticPeople(seed: options.seed)
    let catalogue = ProjectCatalogue()
    return (0..<count).map { place in
      let person = people.person(
        9_000_000 + notice * 100 + place, age: random.number(22...50), on: options.today)
      let bank = random.pick(DemoBank.all).code
      guard place % 6 == 4 else {
        let project = catalogue.small(owner: person.name, &random)
        return DemoApplicant(
          name: person.name, kind: .individual, entity: project.entityName ?? "",
          project: project.name, town: project.town, bank: bank,
          amount: .yuan(Int64(random.pick([8, 10, 15, 20, 20, 30])) * 10_000),
          termMonths: random.pick([24, 36, 36]))
      }
      let (name, project) = catalogue.enterprise(&random)
      return DemoApplicant(
        name: name, kind: .enterprise, entity: "", project: project.name, town: project.town,
        bank: bank, amount: .yuan(Int64(random.pick([100, 200, 300])) * 10_000), termMonths: 24)
    }
  }
}
