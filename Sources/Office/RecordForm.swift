import Disclosure
import Ledger
import LoanBook
import Policy
import Quantities

/// Makes the public record of a note from what the ledger has of it, on any thread: nothing is read
/// here. No identity number, phone, account, address or category goes this way. DISCLOSURE §1.
struct RecordForm: Sendable {
  /// A line of an approved run, and the day of approval.
  typealias Line = (approvedOn: Day, line: RunLine)

  /// The office's code, which begins record numbers.
  let office: String
  let today: Day
  /// Names by code.
  let banks: [String: String]
  let towns: [String: String]
  let policy: Policy
  let masking: MaskingPolicy

  /// One note as its public record, masked.
  func record(_ note: DisclosedNote, _ lines: [Line]) throws -> PublicRecord {
    let terms = note.history.terms
    let bank = note.history.key.bank.text
    let industry = policy.industry(terms.project.industry)
    return masking.disclose(
      DisclosureCandidate(
        number: number(of: note), kind: terms.borrower.kind, applicantName: terms.borrower.name,
        entityName: terms.project.entityName, projectName: terms.project.name,
        industry: Labelled(
          code: industry?.section ?? String(terms.project.industry.prefix(1)),
          name: industry?.name ?? ""),
        town: Labelled(code: terms.project.town, name: towns[terms.project.town] ?? ""),
        bank: Labelled(code: bank, name: banks[bank] ?? ""),
        amount: terms.amount, termMonths: termMonths(terms), disbursedOn: terms.disbursedOn,
        state: state(note.history), guarantee: "担保基金保证", jobs: terms.project.jobs,
        publishedOn: note.publishedOn,
        quarters: StoredLine.quarters(
          try lines.map { (approvedOn: $0.approvedOn, line: try StoredLine($0.line)) }
            .filter { $0.line.isOf(note.history.disbursementRecord) })))
  }

  /// The number of a note.
  func number(of note: DisclosedNote) -> RecordNumber {
    guard let number = RecordNumber(office: office, year: note.year, serial: note.number)
    else { preconditionFailure("a disclosed note has a number") }
    return number
  }

  /// Whole months from disbursement to the original due day, a begun month counted.
  private func termMonths(_ terms: Disbursement) -> Int {
    let (fromYear, fromMonth, _) = terms.disbursedOn.civil
    let (toYear, toMonth, _) = terms.dueOn.civil
    let months = (toYear - fromYear) * 12 + toMonth - fromMonth
    return terms.disbursedOn.adding(months: months) < terms.dueOn ? months + 1 : max(months, 1)
  }

  /// DISCLOSURE §1: a compensated note shows 已到期; whether it is overdue is nobody's business.
  private func state(_ history: NoteHistory) -> LoanState {
    let state = history.state(on: today)
    if state.compensatedOn != nil { return .due }
    if state.balance == .zero { return .settled }
    return today < state.dueOn ? .running : .due
  }
}
