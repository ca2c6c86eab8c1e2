public import Disclosure
public import Quantities

/// A subsidy regime as rows of text, for the page that says how figures are computed.
public struct RegimeText: Hashable, Sendable {
  /// A borrower kind's cap, term and rule in words.
  public struct Row: Hashable, Sendable {
    /// `个人`, `合伙`, `小微企业`.
    public var who: String
    /// The highest subsidised amount, `30 万元`.
    public var cap: String
    /// The subsidised term, `3 年`.
    public var term: String
    /// The rule, `财政按实际利率的 1/2 贴息`.
    public var rule: String

    /// Makes a row.
    public init(who: String, cap: String, term: String, rule: String) {
      self.who = who
      self.cap = cap
      self.term = term
      self.rule = rule
    }
  }

  /// The regime's name in the policy data, `R5`.
  public var id: String
  /// The first day of disbursement it covers.
  public var from: Day
  /// The last day of disbursement it covers.
  public var through: Day
  /// Its documents.
  public var basis: [String]
  /// One row for each borrower kind.
  public var rows: [Row]
  /// How payers share, in words; nil leaves the line out.
  public var sharing: String?
  /// Points that the bureau has yet to confirm, in words; empty when none.
  public var unconfirmed: [String]

  /// Makes a regime's text.
  public init(
    id: String, from: Day, through: Day, basis: [String], rows: [Row], sharing: String? = nil,
    unconfirmed: [String] = []
  ) {
    self.id = id
    self.from = from
    self.through = through
    self.basis = basis
    self.rows = rows
    self.sharing = sharing
    self.unconfirmed = unconfirmed
  }
}

/// A one-year LPR and the day it came into force.
public struct LPRText: Hashable, Sendable {
  /// The first day.
  public var from: Day
  /// The rate.
  public var rate: Rate
  /// Whether the value has been checked against the publication.
  public var isConfirmed: Bool

  /// Makes a row.
  public init(from: Day, rate: Rate, isConfirmed: Bool) {
    self.from = from
    self.rate = rate
    self.isConfirmed = isConfirmed
  }
}

/// Everything of a site but its records.
public struct SiteInput: Sendable {
  /// Who publishes.
  public var identity: SiteIdentity
  /// The office's code, which begins every record number: `ZEZHOU`.
  public var office: String
  /// What tells this program from another version of it: with another one every file is made anew.
  public var program: String
  /// How names are shown, for the privacy page.
  public var masking: MaskingPolicy
  /// The day of the build; printed, so the same day gives the same bytes.
  public var builtOn: Day
  /// All towns of the county in their official order, those without a loan included.
  public var towns: [Labelled]
  /// Approved runs, any order.
  public var runs: [PublishedRun]
  /// The entries of runs in the log by the run's name, the newest first.
  public var runEntries: [String: [PublishedEntry]]
  /// Regimes, ascending.
  public var regimes: [RegimeText]
  /// LPR, ascending.
  public var lpr: [LPRText]
  /// Parts that others make: the log.
  public var parts: [any SitePart]
  /// Whether the log is among them: pages then check themselves against it.
  public var hasLog = false
  /// Regimes in numbers, ascending, for 贴息试算.
  public var trial: [TrialRegime] = []
  /// The arithmetic as a WebAssembly module in base64; nil where the program was built without it.
  public var engine: String?
  /// What the portal frames the column with.
  public var portal = Portal()
  /// People by category of the closed years, the newest first.
  public var categories: [CategoryTable] = []
  /// How long approved quarters took, the newest first.
  public var paces: [PaymentPace] = []
  /// Notices on show, any order.
  public var notices: [PublishedNotice] = []
  /// Answered objections, any order.
  public var objections: [PublishedObjection] = []
  /// Records whose pages are to say that an objection is open.
  public var contested: Set<RecordNumber> = []

  /// Makes the input of a build.
  public init(
    identity: SiteIdentity, office: String, program: String = "", masking: MaskingPolicy,
    builtOn: Day, towns: [Labelled],
    runs: [PublishedRun], runEntries: [String: [PublishedEntry]] = [:], regimes: [RegimeText],
    lpr: [LPRText], parts: [any SitePart] = []
  ) {
    self.identity = identity
    self.office = office
    self.program = program
    self.parts = parts
    self.masking = masking
    self.builtOn = builtOn
    self.towns = towns
    self.runs = runs
    self.runEntries = runEntries
    self.regimes = regimes
    self.lpr = lpr
  }
}

extension SiteInput {
  /// A stamp as that of this program.
  func ofProgram(_ stamp: Stamp) -> Stamp {
    Stamp.of {
      $0.add(program)
      $0.add(stamp)
    }
  }
}
