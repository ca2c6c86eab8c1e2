import Quantities
import Subsidy
import Testing

@Suite("SUBSIDY §3.3: notes of one contract share one cap")
struct SharedCapTests {
  @Test("what an earlier note repays, a later one may use")
  func remaining() {
    let cap = Fen.yuan(300)
    var first = Timeline(Fen.yuan(200))
    first.change(to: .yuan(50), on: Day.of("2024-06-01"))
    first.change(to: .zero, on: Day.of("2024-09-01"))
    let used = SharedCap.subsidised(first, from: Day.of("2024-01-01"), under: Timeline(cap))
    #expect(used.value(on: Day.of("2023-12-31")) == .zero)
    #expect(used.value(on: Day.of("2024-01-01")) == .yuan(200))

    let left = SharedCap.remaining(of: cap, beside: [used])
    let expected = [
      ("2023-12-31", 300), ("2024-01-01", 100), ("2024-05-31", 100), ("2024-06-01", 250),
      ("2024-08-31", 250), ("2024-09-01", 300),
    ]
    for (text, yuan) in expected {
      #expect(left.value(on: Day.of(text)) == .yuan(Int64(yuan)), "on \(text)")
    }

    let second = SharedCap.subsidised(
      Timeline(.yuan(150)), from: Day.of("2024-03-01"), under: left)
    let third = SharedCap.remaining(of: cap, beside: [used, second])
    #expect(third.value(on: Day.of("2024-02-29")) == .yuan(100))
    #expect(third.value(on: Day.of("2024-03-01")) == .zero)
    #expect(third.value(on: Day.of("2024-06-01")) == .yuan(100))
    #expect(third.value(on: Day.of("2024-09-01")) == .yuan(150))
  }

  @Test("a smaller cap of a later regime never goes below zero")
  func neverNegative() {
    let used = SharedCap.subsidised(
      Timeline(.yuan(300)), from: Day.of("2024-01-01"), under: Timeline(.yuan(300)))
    let left = SharedCap.remaining(of: .yuan(200), beside: [used])
    #expect(left.value(on: Day.of("2024-01-01")) == .zero)
    #expect(SharedCap.remaining(of: .yuan(200), beside: []) == Timeline(.yuan(200)))
  }

  @Test("the segments follow the shared cap")
  func segments() {
    var cap = Timeline(Fen.yuan(100_000))
    cap.change(to: .yuan(250_000), on: Day.of("2024-06-01"))
    let note = SubsidyCase(
      disbursedOn: Day.of("2024-02-01"), originalDueOn: Day.of("2026-02-01"),
      balance: Timeline(.yuan(150_000)), rate: Timeline(Rate.of("3.6000")),
      terms: SubsidyTerms(
        rule: .shareOfRate(Fraction.of(1, 2)), lpr: Rate.of("3.4500"), termMonths: 36, cap: cap))
    var derivation = Derivation()
    let figure = note.figure(for: [Quarter.of("2024Q2").days], derivation: &derivation)
    #expect(derivation.segments.map(\.subsidisedBalance) == [.yuan(100_000), .yuan(150_000)])
    #expect(derivation.segments.map(\.days.count) == [72, 20])
    #expect(figure.subsidy.description == "510.00")
  }
}
