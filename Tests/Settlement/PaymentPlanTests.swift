import Quantities
import Settlement
import Subsidy
import TestKit
import Testing

/// What runs pay, set off and take back, to the fen. SUBSIDY §4.
@Suite struct PaymentPlanTests {
  /// A payee's books over many runs, kept apart from the plan's own way.
  fileprivate struct Books {
    /// What every line of every run summed to.
    var lines = Shares()
    /// What went to the payee.
    var paid = Shares()
    /// What came back from it.
    var recovered = Shares()
    /// Amounts to take back that are neither set off nor recovered, oldest first.
    var open: [OpenTakeBack<Int>] = []
  }

  /// A line of either sign; the payers' parts need not have the sign of the whole.
  private static func line(_ random: inout SeededRandom) -> Shares {
    func part() -> Fen { Fen(Int64.random(in: -40_000...50_000, using: &random)) }
    let shares = Shares(central: part(), province: part(), city: part(), county: part())
    return Int.random(in: 0..<4, using: &random) == 0 ? Shares() - shares : shares
  }

  @Test(arguments: [1, 2, 3, 4, 20_261_124] as [UInt64])
  func everyPayeesBooksBalance(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var books = Array(repeating: Books(), count: 7)
    var next = 0
    var offsets = 0
    for run in 0..<200 {
      let place = Comment(rawValue: "seed \(seed), run \(run)")
      var plan = PaymentPlan<Int>()
      var sums = Array(repeating: Shares(), count: books.count)
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let (payee, line) = (Int.random(in: 0..<7, using: &random), Self.line(&random))
        plan.take(payee, line)
        sums[payee] = sums[payee] + line
      }
      let payments = plan.payments { books[$0].open }
      #expect(
        Set(payments.map(\.payee)) == Set(sums.indices.filter { sums[$0].total != .zero }), place)
      for payment in payments {
        let payee = payment.payee
        #expect(payment.shares == sums[payee], place)
        #expect(payment.gross == payment.net + payment.offset, place)
        let owed = books[payee].open.reduce(Fen.zero) { $0 + $1.shares.total }
        // As much as can be is set off, and no more.
        #expect(
          payment.offset == (payment.gross > .zero ? min(payment.gross, owed) : .zero), place)
        books[payee].settle(payment, number: next)
        next += 1
        offsets += payment.offsets.count
      }
      for payee in sums.indices {
        if sums[payee].total != .zero { books[payee].lines = books[payee].lines + sums[payee] }
      }
      // Now and then money comes back.
      let payee = Int.random(in: 0..<7, using: &random)
      if Int.random(in: 0..<5, using: &random) == 0, !books[payee].open.isEmpty {
        books[payee].recovered =
          books[payee].recovered + books[payee].open.removeFirst().shares
      }
      for book in books { #expect(book.isBalanced, place) }
    }
    #expect(offsets > 50, "seed \(seed): something was set off")
    #expect(books.contains { $0.recovered != Shares() }, "seed \(seed)")
  }

  /// Parts of an amount sum to it, payer by payer, in whatever portions it is settled.
  @Test(arguments: [5, 6, 7] as [UInt64])
  func portionsSumToTheWhole(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      var shares = Self.line(&random)
      if shares.total < .zero { shares = Shares() - shares }
      guard shares.total > .zero else { continue }
      var rest = shares
      var sum = Shares()
      while rest.total > .zero {
        let amount = Fen(Int64.random(in: 1...rest.total.value, using: &random))
        let part = OpenTakeBack(0, shares: rest).part(amount)
        #expect(part.total == amount, "seed \(seed)")
        sum = sum + part
        rest = rest - part
      }
      #expect(sum == shares && rest == Shares(), "seed \(seed)")
    }
  }

  @Test func theFractionOfAnyShares() {
    let shares = Shares(central: Fen(-101), province: Fen(50), county: Fen(1))
    #expect(shares.part(Fen(1), of: Fen(2)).total == Fen(-25))
    #expect(shares.part(Fen(1), of: Fen(2)).central == Fen(-51))
    #expect(shares.part(Fen(7), of: Fen(7)) == shares)
    #expect(shares.part(.zero, of: Fen(7)) == Shares())
  }

  @Test func linesThatCancelOutMakeNoPayment() {
    var plan = PaymentPlan<String>()
    plan.take("A", Shares(central: Fen(100)))
    plan.take("B", Shares(county: Fen(5)))
    plan.take("A", Shares(county: Fen(-100)))
    plan.take("C", Shares())
    let payments = plan.payments { _ in [OpenTakeBack<Int>]() }
    #expect(payments.map(\.payee) == ["B"])
    #expect(payments.map(\.lines) == [1])
  }
}

extension PaymentPlanTests.Books {
  fileprivate var isBalanced: Bool {
    // What the lines sum to is what was paid, less what came back and what is still owed.
    let owed = open.reduce(Shares()) { $0 + $1.shares }
    return lines == paid - recovered - owed && open.allSatisfy { $0.shares.total > .zero }
  }

  fileprivate mutating func settle(_ payment: PlannedPayment<Int, Int>, number: Int) {
    guard payment.gross > .zero else {
      return open.append(OpenTakeBack(number, shares: Shares() - payment.shares))
    }
    paid = paid + payment.shares
    for offset in payment.offsets {
      paid = paid - offset.shares
      let place = open.firstIndex { $0.id == offset.id } ?? 0
      let rest = open[place].shares - offset.shares
      if rest.total == .zero {
        #expect(rest == Shares(), "a settled amount is settled for every payer")
        open.remove(at: place)
      } else {
        open[place] = OpenTakeBack(offset.id, shares: rest)
      }
    }
  }
}
