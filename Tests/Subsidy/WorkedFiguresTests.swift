import Quantities
import Subsidy
import Testing

@Suite("SUBSIDY §5: worked figures")
struct WorkedFiguresTests {
  @Test(arguments: WorkedFigure.table)
  func figure(_ row: WorkedFigure) {
    let figure = row.note.figure(for: [row.group])
    #expect(figure.interest.description == row.expected.interest)
    #expect(figure.subsidy.description == row.expected.subsidy)
    #expect(figure.borrower.description == row.expected.borrower)
    #expect(figure.days == row.group.count)
    #expect(figure.eligibleDays == row.group.count)
    #expect(!figure.limited)
    #expect(row.note.figureByDays(for: [row.group]) == figure)
  }

  @Test("the derivation changes no figure", arguments: WorkedFigure.table)
  func derivation(_ row: WorkedFigure) {
    var derivation = Derivation()
    let figure = row.note.figure(for: [row.group], derivation: &derivation)
    #expect(figure == row.note.figure(for: [row.group]))
    let interest = derivation.segments.reduce(Int128(0)) { $0 + $1.interestNumerator }
    let subsidy = derivation.segments.reduce(Int128(0)) { $0 + $1.subsidyNumerator }
    let basis = Int128(derivation.segments[0].dayBasis.rawValue) * 1_000_000
    let denominator = derivation.segments[0].subsidyDenominator
    #expect(ExactFen(numerator: interest, denominator: basis).rounded == figure.interest)
    #expect(ExactFen(numerator: subsidy, denominator: denominator).rounded == figure.subsidy)
  }
}
