public import Quantities

/// What the arithmetic needs to know of one note, for its whole life. SUBSIDY §2, §3.
///
/// It knows days, balances and rates, not loans: who makes a case has already decided which
/// records are in force and which regime applies.
public struct SubsidyCase: Hashable, Sendable {
  /// 发放日: the first day that bears interest.
  public var disbursedOn: Day
  /// 到期日 before any extension: the day that no longer bears interest.
  public var originalDueOn: Day
  /// Extensions in order, each from the due day before it to the new one.
  public var extensions: [DueExtension]
  /// The balance at the end of each day from disbursedOn on.
  public var balance: Timeline<Fen>
  /// The contract rate of each day from disbursedOn on.
  public var rate: Timeline<Rate>
  /// 360 unless the contract says 365.
  public var dayBasis: DayBasis
  /// [overdue from, cured on), ascending; not yet cured: to `Day.farFuture`.
  public var overdue: [DayRange]
  /// The day from which the bureau recorded loss of eligibility (资格丧失).
  public var lostOn: Day?
  /// The day of COMPENSATION (代偿).
  public var compensatedOn: Day?
  /// The larger of what the bank states and the ledger counts for this person, 1, 2, ….
  public var useOrdinal: Int
  /// Whether the note is recorded as receiving another central-government interest subsidy.
  public var otherSubsidy: Bool
  /// What the regime grants; nil when no regime or no LPR is in force (无适用政策).
  public var terms: SubsidyTerms?

  /// Makes a case; whatever is left out did not happen.
  public init(
    disbursedOn: Day, originalDueOn: Day, extensions: [DueExtension] = [],
    balance: Timeline<Fen>, rate: Timeline<Rate>, dayBasis: DayBasis = .actual360,
    overdue: [DayRange] = [], lostOn: Day? = nil, compensatedOn: Day? = nil,
    useOrdinal: Int = 1, otherSubsidy: Bool = false, terms: SubsidyTerms?
  ) {
    self.disbursedOn = disbursedOn
    self.originalDueOn = originalDueOn
    self.extensions = extensions
    self.balance = balance
    self.rate = rate
    self.dayBasis = dayBasis
    self.overdue = overdue
    self.lostOn = lostOn
    self.compensatedOn = compensatedOn
    self.useOrdinal = useOrdinal
    self.otherSubsidy = otherSubsidy
    self.terms = terms
  }

  /// The due day with every extension.
  public var currentDueOn: Day { extensions.last?.newDueOn ?? originalDueOn }

  /// The day from which no interest counts: the current due day or the day of compensation.
  /// SUBSIDY §3.1, §3.2 f.
  public var interestEnd: Day {
    guard let compensatedOn else { return currentDueOn }
    return min(currentDueOn, compensatedOn)
  }
}

/// 展期: the due day moved. SUBSIDY §3.2 a.
public struct DueExtension: Hashable, Sendable {
  /// The due day before.
  public var previousDueOn: Day
  /// The due day from then on.
  public var newDueOn: Day
  /// Whether the record names the document (`subsidisedBasis`) under which the subsidy goes on.
  public var documented: Bool

  /// Makes an extension over [previousDueOn, newDueOn).
  public init(previousDueOn: Day, newDueOn: Day, documented: Bool) {
    self.previousDueOn = previousDueOn
    self.newDueOn = newDueOn
    self.documented = documented
  }

  /// The days by which the note became longer.
  public var days: DayRange { DayRange(from: previousDueOn, to: newDueOn) }
}
