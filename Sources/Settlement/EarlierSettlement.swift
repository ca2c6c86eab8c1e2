public import LoanBook
public import Quantities
public import Subsidy

/// What approved runs and opening facts settled for one note and one earlier period: P of
/// SUBSIDY §4, with the figures and shares beside it.
///
/// Amounts are summed over what was paid before this system, the REGULAR line and every ADJUSTMENT
/// line so far; what is not an amount is that of the last line.
public struct EarlierSettlement: Hashable, Sendable {
  /// The note; of a claim without a note, the note number claimed for.
  public var key: NoteKey
  /// The period settled.
  public var period: Quarter
  /// The note as the last line named it; nil for a claim without a note. Its disbursement record
  /// tells two notes apart that bore one number after each other.
  public var note: SettledNote?
  /// The computed figure: days, interest, subsidy national and local.
  public var figure = SubsidyFigure()
  /// The record of the claim that counted.
  public var claimRecord: RecordId?
  /// The claimed subsidies, in order of arrival; empty when none was on file.
  public var claimed: [Fen] = []
  /// What was made payable of the national tier.
  public var payableNational = Fen.zero
  /// What was made payable of the local tier.
  public var payableLocal = Fen.zero
  /// The computed subsidy by payer.
  public var shares = Shares()
  /// What was made payable by payer.
  public var payableShares = Shares()
  /// The digest of the policy version by which a payment from before this system was judged.
  public var policyDigest: String?
  /// What was known by then told whom the last line pays.
  public var knownAt: Instant?
  /// Whether another borrower than that one stands in the note's record now.
  public var isOfOtherBorrower = false

  /// Nothing settled yet.
  public init(key: NoteKey, period: Quarter, note: SettledNote? = nil) {
    self.key = key
    self.period = period
    self.note = note
  }

  /// What was paid before this system began counts as settled, with the figure and the claims that
  /// its line shows when the payment is taken in. COMMAND `opening import`.
  public init(paidBefore line: SettlementLine, national: Fen, local: Fen) {
    self.init(key: line.key, period: line.period, note: line.note)
    figure = line.computed
    claimRecord = line.claim?.recordId
    claimed = line.claimed
    payableNational = national
    payableLocal = local
    shares = line.computedShares
    payableShares = line.sharing.shares(national: national, local: local)
  }

  /// What was made payable.
  public var payable: Fen { payableNational + payableLocal }

  /// Takes in a line of an approved run: the REGULAR line or the next ADJUSTMENT line.
  ///
  /// - Precondition: the line is of this note number and period.
  public mutating func add(_ line: SettlementLine) {
    precondition(line.key == key && line.period == period, "a line of another note or period")
    note = line.note ?? note
    figure.add(line.figure)
    figure.limited = line.computed.limited
    claimRecord = line.claim?.recordId
    claimed = line.claimed
    payableNational += line.payable.national
    payableLocal += line.payable.local
    shares = shares + line.shares
    payableShares = payableShares + line.payableShares
  }
}

extension SubsidyFigure {
  /// Adds days and amounts.
  mutating func add(_ other: SubsidyFigure) {
    days += other.days
    eligibleDays += other.eligibleDays
    interest += other.interest
    subsidy += other.subsidy
    localSubsidy += other.localSubsidy
  }

  /// Days and amounts by which a figure differs from an earlier one; `limited` is its own.
  func less(_ earlier: SubsidyFigure) -> SubsidyFigure {
    var difference = self
    difference.days -= earlier.days
    difference.eligibleDays -= earlier.eligibleDays
    difference.interest -= earlier.interest
    difference.subsidy -= earlier.subsidy
    difference.localSubsidy -= earlier.localSubsidy
    return difference
  }
}

/// An earlier period with what the last approved run that looked at it knew. Every run looks at
/// every earlier period from `firstPeriod` on, so this is mostly the last approved run of all.
public struct EarlierPeriod: Hashable, Sendable {
  /// The period.
  public var period: Quarter
  /// The known-at of that run.
  public var knownAt: Instant
  /// The arrival number of the last record that the run knew of.
  public var lastArrival: Int64
  /// The digest of the policy version that it used; nil while no run has looked at the period.
  public var policyDigest: String?

  /// Names a period that was settled before.
  public init(period: Quarter, knownAt: Instant, lastArrival: Int64, policyDigest: String?) {
    self.period = period
    self.knownAt = knownAt
    self.lastArrival = lastArrival
    self.policyDigest = policyDigest
  }
}

/// A contract as its notes stand now, for an earlier period, with what was settled of it.
public struct EarlierContract: Hashable, Sendable {
  /// All notes of the contract that stand, with the claims, the resolutions and the overlap of
  /// the earlier period.
  public var notes: [NoteOnFile]
  /// What was settled for the period of these notes; of their note numbers too where another
  /// note or none bore the number then. What belongs to no note of `notes` is taken back.
  public var settled: [EarlierSettlement]
  /// Versions of records that spoke of a note of the contract, at least those that arrived
  /// after `EarlierPeriod.lastArrival`; cancellations too.
  public var arrived: [ArrivedRecord]
  /// Facts of the bureau on a note of the contract, at least those made after
  /// `EarlierPeriod.knownAt`.
  public var bureauFacts: [ArrivedBureauFact]

  /// Puts a contract on the table again.
  public init(
    notes: [NoteOnFile], settled: [EarlierSettlement], arrived: [ArrivedRecord] = [],
    bureauFacts: [ArrivedBureauFact] = []
  ) {
    self.notes = notes
    self.settled = settled
    self.arrived = arrived
    self.bureauFacts = bureauFacts
  }
}
