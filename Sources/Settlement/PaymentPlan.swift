public import Quantities

/// An earlier amount to take back that is still open.
public struct OpenTakeBack<Id: Hashable & Sendable>: Hashable, Sendable {
  /// What it is known by.
  public let id: Id
  /// What is still to be taken back, by payer; more than nought together.
  public let shares: Shares

  /// States what is open.
  public init(_ id: Id, shares: Shares) {
    self.id = id
    self.shares = shares
  }

  /// The part of it that an amount settles, payer by payer: rounded half up, the county takes what
  /// rounding leaves, and what settles all of it settles every payer's share.
  public func part(_ amount: Fen) -> Shares {
    let whole = shares.total
    precondition(amount > .zero && amount <= whole, "no more is settled than is open")
    return shares.part(amount, of: whole)
  }
}

extension Shares {
  /// The fraction `amount / whole` of these shares and of their sum, each rounded half up; the
  /// county takes what rounding leaves. Of the whole it is these shares.
  public func part(_ amount: Fen, of whole: Fen) -> Shares {
    func part(_ share: Fen) -> Fen {
      let size = ExactFen(
        numerator: Int128(share.value.magnitude) * Int128(amount.value),
        denominator: Int128(whole.value)
      ).rounded
      return share < .zero ? -size : size
    }
    let (central, province, city) = (part(central), part(province), part(city))
    let sum = ExactFen(
      numerator: Int128(total.value.magnitude) * Int128(amount.value),
      denominator: Int128(whole.value)
    ).rounded
    return Shares(
      central: central, province: province, city: city,
      county: (total < .zero ? -sum : sum) - central - province - city)
  }
}

/// What a run pays to one payee, or takes back from it. SUBSIDY §4.
public struct PlannedPayment<Payee: Hashable & Sendable, Id: Hashable & Sendable>: Sendable {
  /// Who is paid.
  public let payee: Payee
  /// Lines of the run that it sums.
  public internal(set) var lines: Int
  /// What they make payable, by payer; below nought together where it is taken back.
  public internal(set) var shares: Shares
  /// What is set off of earlier amounts, the oldest first.
  public internal(set) var offsets: [OpenTakeBack<Id>] = []

  /// The sum of the lines.
  public var gross: Fen { shares.total }
  /// What is set off.
  public var offset: Fen { offsets.reduce(.zero) { $0 + $1.shares.total } }
  /// What is paid; below nought what is taken back.
  public var net: Fen { gross - offset }
}

/// Sums the lines of a run by payee, and sets off what payees still owe from earlier runs.
/// SUBSIDY §4: a negative sum is offset against the payee's later payables.
public struct PaymentPlan<Payee: Hashable & Sendable>: Sendable {
  private var places: [Payee: Int] = [:]
  private var sums: [(payee: Payee, lines: Int, shares: Shares)] = []

  /// Nothing yet.
  public init() {}

  /// Counts a line that makes something payable or takes something back.
  public mutating func take(_ payee: Payee, _ shares: Shares) {
    guard shares != Shares() else { return }
    if let place = places[payee] {
      sums[place].lines += 1
      sums[place].shares = sums[place].shares + shares
    } else {
      places[payee] = sums.count
      sums.append((payee, 1, shares))
    }
  }

  /// The payments in the order of each payee's first line; none where lines cancel out. `open`
  /// tells what a payee still owes, the oldest first.
  public func payments<Id>(
    open: (Payee) throws -> [OpenTakeBack<Id>]
  ) rethrows -> [PlannedPayment<Payee, Id>] {
    try sums.filter { $0.shares.total != .zero }.map { sum in
      var payment = PlannedPayment<Payee, Id>(
        payee: sum.payee, lines: sum.lines, shares: sum.shares)
      guard payment.gross > .zero else { return payment }
      for takeBack in try open(sum.payee) {
        let amount = min(takeBack.shares.total, payment.net)
        guard amount > .zero else { break }
        payment.offsets.append(OpenTakeBack(takeBack.id, shares: takeBack.part(amount)))
      }
      return payment
    }
  }
}
