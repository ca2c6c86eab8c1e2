import Quantities

/// What a day adds, in whole numbers: interest over y·10⁶, subsidy over y·10⁶·parts.
struct DayPart {
  /// The day's balance in fen.
  var balance: Int64 = 0
  /// B·r.
  var interest: Int128 = 0
  /// What the rule of SUBSIDY §3.4 gives of the balance under the cap; of an ineligible day too.
  var national: Int128 = 0
  /// The same of the balance under the local cap. §3.3.
  var whole: Int128 = 0
  /// The first day that may add something else.
  var until: Day
}

/// The day's part of a note, followed forwards from day to day by
/// ``SubsidyCase/figureByDays(for:)``.
struct Today {
  /// What the day adds.
  private(set) var part: DayPart
  /// A number in which every fraction of the rule is whole.
  private(set) var parts: Int64 = 1
  /// Whether there is a local cap.
  var hasLocalTier: Bool { localCaps != nil }

  private var balances: Follower<Fen>
  private var rates: Follower<Rate>
  private var caps: Follower<Fen>?
  private var localCaps: Follower<Fen>?
  private var subsidised = SubsidisedRate.fixed(0)
  /// The shares of the loan years, where there are such, and the year of the day.
  private var steps: [Fraction] = []
  private var loanYear = 1
  private var anniversary = Day.farFuture
  private let disbursedOn: Day

  /// The subsidised rate in ppm, times `parts`: what it rests on. SUBSIDY §3.4.
  private enum SubsidisedRate {
    /// `shareOfLPR`.
    case fixed(Int64)
    /// `shareOfRate`, and `steps` in one loan year: so many times the contract rate.
    case ofRate(Int64)
    /// `aboveLPRMinus`: what of the rate, at most `cap`, is above `floor`.
    case above(floor: Int64, cap: Int64)

    func ppm(_ rate: Int64) -> Int64 {
      switch self {
      case .fixed(let ppm): ppm
      case .ofRate(let times): rate * times
      case .above(let floor, let cap): max(0, min(rate, cap) - floor)
      }
    }
  }

  /// Before the first day.
  init(_ note: borrowing SubsidyCase) {
    disbursedOn = note.disbursedOn
    part = DayPart(until: note.disbursedOn)
    balances = Follower(note.balance)
    rates = Follower(note.rate)
    guard let terms = note.terms else { return }
    caps = Follower(terms.cap)
    if let localCap = terms.localCap { localCaps = Follower(localCap) }
    let lpr = Int64(terms.lpr.ppm)
    switch terms.rule {
    case .shareOfLPR(let share):
      parts = share.denominator
      subsidised = .fixed(lpr * share.numerator)
    case .shareOfRate(let share):
      parts = share.denominator
      subsidised = .ofRate(share.numerator)
    case .aboveLPRMinus(let points):
      let cap = terms.rateCap.map { Int64($0.ppm) } ?? .max
      subsidised = .above(floor: lpr - Int64(points.ppm), cap: cap)
    case .steps(let shares):
      steps = shares
      for share in shares { parts = Today.leastMultiple(of: parts, share.denominator) }
      subsidised = ofLoanYear()
      anniversary = disbursedOn.adding(months: 12)
    }
  }

  /// Goes on to a later day of the note.
  mutating func move(to day: Day) {
    balances.move(to: day)
    rates.move(to: day)
    caps?.move(to: day)
    localCaps?.move(to: day)
    while day >= anniversary {
      // SUBSIDY §2: an anniversary that does not exist falls on the last day of its month.
      loanYear += 1
      subsidised = ofLoanYear()
      anniversary = disbursedOn.adding(months: 12 * loanYear)
    }
    let (balance, rate) = (balances.value.value, Int64(rates.value.ppm))
    part.until = min(balances.until, rates.until, anniversary)
    part.balance = balance
    part.interest = Int128(balance) * Int128(rate)
    guard let caps else { return }
    part.until = min(part.until, caps.until)
    let (cap, ppm) = (caps.value.value, Int128(subsidised.ppm(rate)))
    part.national = Int128(min(balance, cap)) * ppm
    guard let localCaps else { return }
    part.until = min(part.until, localCaps.until)
    part.whole = Int128(min(balance, max(cap, localCaps.value.value))) * ppm
  }

  /// Beyond the last step nothing. SUBSIDY §3.4.
  private func ofLoanYear() -> SubsidisedRate {
    if loanYear > steps.count { return .fixed(0) }
    let share = steps[loanYear - 1]
    return .ofRate(parts / share.denominator * share.numerator)
  }

  /// By Euclid.
  private static func leastMultiple(of a: Int64, _ b: Int64) -> Int64 {
    var (x, y) = (a, b)
    while y > 0 { (x, y) = (y, x % y) }
    return a / x * b
  }
}

/// A value that changes on certain days, followed forwards.
private struct Follower<Value: Hashable & Sendable> {
  private(set) var value: Value
  /// The day of the next change.
  private(set) var until: Day
  private let changes: [Timeline<Value>.Change]
  private var next = 0

  init(_ timeline: borrowing Timeline<Value>) {
    value = timeline.first
    changes = timeline.changes
    until = timeline.changes.first?.on ?? .farFuture
  }

  /// Takes the changes up to `day`.
  mutating func move(to day: Day) {
    while until <= day {
      value = changes[next].value
      next += 1
      until = next < changes.count ? changes[next].on : .farFuture
    }
  }
}
