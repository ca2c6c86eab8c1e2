public import Quantities

/// An approved settlement run in figures, without a single note.
///
/// SUBSIDY §4.
public struct PublishedRun: Hashable, Sendable {
  /// One row of the totals: a bank, a payer or a town.
  public struct Part: Hashable, Sendable {
    /// The bank, payer or town.
    public var label: Labelled
    /// Lines of the run that fall to it.
    public var count: Int
    /// What the run pays for them.
    public var payable: Fen

    /// Makes a row.
    public init(label: Labelled, count: Int, payable: Fen) {
      self.label = label
      self.count = count
      self.payable = payable
    }
  }

  /// The run's name in the ledger: letters, digits and `-`.
  public var run: String
  /// The settlement quarter.
  public var quarter: Quarter
  /// The day of approval.
  public var approvedOn: Day
  /// Whether the run has been paid out.
  public var isPaid: Bool
  /// Notes with a line in this run.
  public var count: Int
  /// The interest of all its lines.
  public var interest: Fen
  /// What it pays.
  public var payable: Fen
  /// Of which corrections of earlier quarters; may be negative.
  public var adjustments: Fen
  /// The documents of the regimes it used.
  public var citations: [String]
  /// Its totals by bank.
  public var byBank: [Part]
  /// Its totals by payer (财政层级), without counts where they have no meaning.
  public var byPayer: [Part]
  /// Its totals by town.
  public var byTown: [Part]

  /// Makes a run.
  public init(
    run: String, quarter: Quarter, approvedOn: Day, isPaid: Bool, count: Int, interest: Fen,
    payable: Fen, adjustments: Fen = .zero, citations: [String] = [], byBank: [Part] = [],
    byPayer: [Part] = [], byTown: [Part] = []
  ) {
    self.run = run
    self.quarter = quarter
    self.approvedOn = approvedOn
    self.isPaid = isPaid
    self.count = count
    self.interest = interest
    self.payable = payable
    self.adjustments = adjustments
    self.citations = citations
    self.byBank = byBank
    self.byPayer = byPayer
    self.byTown = byTown
  }
}
