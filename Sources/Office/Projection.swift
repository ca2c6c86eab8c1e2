import Disclosure
import Ledger
import LoanBook
import Policy
import PublicSite
import Quantities
import Sealing
import StrictJSON
import Subsidy

/// Projects the ledger onto what Disclosure may see of it: no identity number, phone, account,
/// address or category goes this way. DISCLOSURE §1.
struct Projection {
  let office: Office
  let session: LedgerSession
  let now: Instant
  private let banks: [PartyCode: String]
  let towns: [String: String]
  let policy: Policy
  let bankNames: [String: String]
  private let sections: [String: String]
  let masking: MaskingPolicy

  init(office: Office, session: LedgerSession, policy: Policy, now: Instant) throws {
    self.office = office
    self.session = session
    self.policy = policy
    self.now = now
    banks = Dictionary(
      uniqueKeysWithValues: try session.banks().map { ($0.code, $0.name) })
    towns = Dictionary(uniqueKeysWithValues: policy.towns.map { ($0.code, $0.name) })
    bankNames = Dictionary(uniqueKeysWithValues: banks.map { ($0.key.text, $0.value) })
    sections = Dictionary(
      policy.industries.map { ($0.section, $0.name) }, uniquingKeysWith: { first, _ in first })
    masking = office.settings.publicForm
  }

  /// The digest of what shapes a record beside the facts: when it changes, every record is looked
  /// at again.
  func basis(policy digest: String) throws -> String {
    let names = banks.sorted { $0.key.text < $1.key.text }.map { "\($0.key) \($0.value)" }
    let text = "\(masking) \(digest) \(names) \(try Office.program())"
    return try Digest.of(Array(text.utf8), .sha256).hex
  }

  /// One note as its public record, masked.
  func record(_ note: DisclosedNote) throws -> PublicRecord {
    try form.record(note, approvedLines(of: note))
  }

  /// The lines of approved runs on a note, with the days of approval.
  func approvedLines(of note: DisclosedNote) throws -> [RecordForm.Line] {
    try session.approvedLines(
      bank: note.history.key.bank.text, noteNo: note.history.terms.noteNo.text
    ).map { run, line in ((run.approvedAt ?? now).day, line) }
  }

  /// What makes public records, on any thread.
  var form: RecordForm {
    RecordForm(
      office: office.settings.code.text, today: now.day, banks: bankNames, towns: towns,
      policy: policy, masking: masking)
  }

  private var maskedKinds: [BorrowerKind] {
    BorrowerKind.allCases.filter { masking.form(of: $0) == .masked }
  }

  /// Stands for what must not be seen as of now.
  func secretMark() throws -> SecretMark {
    try SecretMark(session, masking: maskedKinds, letting: office.settings.reviewedNames)
  }

  /// Everything that must not be seen, for the leak scan; since a release of another mark only what
  /// is new.
  func secrets(since mark: String?) throws -> Secrets {
    let kinds = maskedKinds
    let last = try mark.flatMap { try secretMark().record(of: $0) }
    let known =
      try last.map { try KnownSecrets(of: kinds, since: $0, in: session) }
      ?? KnownSecrets.current(of: kinds, in: session, office: office.folder)
    var secrets = Secrets(
      maskedNames: known.names, reviewedNames: Set(office.settings.reviewedNames))
    secrets.numbers = known.numbers
    // Few, and those of a list that was opened since must be among them.
    for kind in kinds { secrets.maskedNames.formUnion(try session.noticeNames(of: kind)) }
    return secrets
  }

  /// Everything of the site but its records, as of a day.
  func input(builtOn day: Day, parts: [any SitePart]) throws -> SiteInput {
    let settings = office.settings
    let site = settings.site
    let runs = try self.runs().filter { $0.approvedOn <= day }
    var entries: [String: [PublishedEntry]] = [:]
    for run in runs {
      entries[run.run] = SiteRecords.published(
        try session.publications(of: run.run, kind: .run).filter { $0.day <= day })
    }
    var input = SiteInput(
      identity: SiteIdentity(
        county: site.countyName, bureau: settings.name, siteName: site.siteName,
        domain: site.domain, siteCode: site.siteIdCode, icpRecord: site.icp,
        policeRecord: site.policeRecord, phone: site.phone, address: site.address,
        officeHours: site.officeHours,
        assessmentNumber: site.assessmentNumber.isEmpty ? nil : site.assessmentNumber,
        url: site.url.isEmpty ? nil : site.url,
        demo: settings.isDemo),
      office: settings.code.text, program: try Office.program(), masking: masking, builtOn: day,
      towns: policy.towns.map { Labelled(code: $0.code, name: $0.name) },
      runs: runs, runEntries: entries,
      regimes: policy.regimesInForce.map(RegimeText.init),
      lpr: policy.lpr.rows.map {
        LPRText(
          from: $0.from, rate: $0.oneYear,
          isConfirmed: !policy.lpr.isUnconfirmed(on: $0.from))
      }, parts: parts)
    input.hasLog = parts.contains { $0 is LogPart }
    input.trial = policy.regimes.map(TrialRegime.init)
    input.engine = try Office.engine()
    input.portal = try office.portal()
    input.categories = try categoryTables(asOf: day)
    input.paces = try paces(of: runs, asOf: day)
    input.notices = try noticesOnShow(on: day)
    input.objections = try answeredObjections(by: day)
    input.contested = site.showOpenObjections ? try contestedRecords(by: day) : []
    return input
  }

  /// A record in short, with the names of what it is filed under.
  func row(_ row: PublicRow) throws -> ListRow {
    guard
      let number = RecordNumber(
        office: office.settings.code.text, year: row.year, serial: row.number),
      let state = LoanState(rawValue: row.state)
    else { throw PublishFault.unsafeCode("\(row.year)-\(row.number)") }
    return ListRow(
      number: number, position: row.position, project: row.project, applicant: row.applicant,
      entityName: row.entity, kind: row.borrower,
      town: Labelled(code: row.town, name: towns[row.town] ?? ""),
      bank: Labelled(code: row.bank, name: bankNames[row.bank] ?? ""),
      industry: Labelled(code: row.industry, name: sections[row.industry] ?? ""),
      amount: row.amount, disbursedOn: row.month, state: state, subsidy: row.subsidy)
  }

  func runs() throws -> [PublishedRun] {
    try session.runs().compactMap { run in
      guard run.state == .approved || run.state == .paid, let approvedAt = run.approvedAt
      else { return nil }
      let totals = try JSONNode.parse(Array(run.totals.utf8), limits: .exchange).value
      return PublishedRun(
        run: run.period.description, quarter: run.period, approvedOn: approvedAt.day,
        isPaid: run.state == .paid, count: totals.count("lines"),
        interest: totals.money("interest"), payable: totals.money("payable"),
        adjustments: totals["adjustments"]?.money("payable") ?? .zero, citations: [],
        byBank: parts(totals["byBank"]) { PartyCode($0).flatMap { banks[$0] } },
        byPayer: totals["payableByPayer"]?.members.map { member in
          PublishedRun.Part(
            label: Labelled(
              code: member.name, name: Payer(rawValue: member.name)?.title ?? member.name),
            count: 0, payable: totals["payableByPayer"]?.fen(member.name) ?? .zero)
        } ?? [],
        byTown: parts(totals["byTown"]) { towns[$0] })
    }
  }

  private func parts(
    _ table: JSONValue?, _ name: (String) -> String?
  ) -> [PublishedRun.Part] {
    table?.members.map { member in
      PublishedRun.Part(
        label: Labelled(code: member.name, name: name(member.name) ?? member.name),
        count: member.value.count("lines"), payable: member.value.money("payable"))
    } ?? []
  }
}

extension JSONValue {
  func money(_ name: String) -> Fen { fen(name) ?? .zero }
}

extension Payer {
  /// The payer in officials' words.
  var title: String {
    switch self {
    case .central: "中央财政"
    case .province: "省级财政"
    case .city: "市级财政"
    case .county: "县级财政"
    }
  }
}
