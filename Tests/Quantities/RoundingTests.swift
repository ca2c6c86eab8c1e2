import Quantities
import Testing

@Suite("SUBSIDY §1: half up to the fen, at one place")
struct RoundingTests {
  @Test(
    arguments: [
      (0, 1, 0), (1, 2, 1), (1, 3, 0), (2, 3, 1), (49, 100, 0), (50, 100, 1), (149, 100, 1),
      (150, 100, 2), (250, 100, 3), (7, 7, 1), (3_599_999_999, 7_200_000_000, 0),
      (3_600_000_000, 7_200_000_000, 1),
    ] as [(Int128, Int128, Int64)])
  func rounded(_ row: (numerator: Int128, denominator: Int128, fen: Int64)) {
    let exact = ExactFen(numerator: row.numerator, denominator: row.denominator)
    #expect(exact.rounded == Fen(row.fen))
  }

  @Test("the largest amount the wire can carry, for a hundred years")
  func largest() {
    let days = Int128(36_500)
    let exact = ExactFen(
      numerator: 999_999_999_999_999 * 999_999 * days, denominator: 365_000_000)
    #expect(exact.rounded == Fen(99_999_899_999_999_900))
  }

  @Test("amounts and rates")
  func sums() {
    var sum = Fen.yuan(2) + Fen(5)
    sum += Fen(10)
    sum -= Fen(1)
    #expect(sum == Fen(214))
    #expect(-sum == Fen(-214))
    #expect(Fen(3) - Fen(5) == Fen(-2))
    #expect(Rate(ppm: 34_500) + Rate(ppm: 15_000) == Rate(ppm: 49_500))
    #expect(Rate(ppm: 34_500) - Rate(ppm: 15_000) < Rate(ppm: 20_000))
    #expect(DayBasis.allCases.map(\.rawValue) == [360, 365])
  }
}
