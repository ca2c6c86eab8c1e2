import Quantities
import Subsidy
import Testing

@Suite("SUBSIDY §3.6: sharing among payers")
struct SharingTests {
  @Test(arguments: [
    // percent central, province, city, county; subsidy; shares
    ([50, 0, 0, 50], "1706.25", ["853.13", "0.00", "0.00", "853.12"]),
    ([0, 0, 0, 100], "686.21", ["0.00", "0.00", "0.00", "686.21"]),
    ([70, 15, 10, 5], "100.01", ["70.01", "15.00", "10.00", "5.00"]),
    ([50, 20, 20, 10], "0.01", ["0.01", "0.00", "0.00", "0.00"]),
    // The county's remainder may be negative by a fen when others round up.
    ([50, 50, 0, 0], "0.01", ["0.01", "0.01", "0.00", "-0.01"]),
    ([50, 0, 0, 50], "0.00", ["0.00", "0.00", "0.00", "0.00"]),
  ])
  func shares(_ row: (percent: [Int], subsidy: String, shares: [String])) {
    let p = row.percent
    let sharing = Sharing(central: p[0], province: p[1], city: p[2], county: p[3])!
    let shares = sharing.shares(of: Fen.of(row.subsidy))
    #expect(Payer.allCases.map { shares[$0].description } == row.shares)
    #expect(shares.total == Fen.of(row.subsidy))
  }

  @Test("an adjustment's shares are shares(new) − shares(old)")
  func adjustment() {
    let half = Sharing(central: 50, county: 50)!
    let change = half.shares(of: Fen(101)) - half.shares(of: Fen(100))
    #expect(change == Shares(central: Fen(1), county: Fen(0)))
    let back = half.shares(of: Fen(100)) - half.shares(of: Fen(103))
    #expect(back == Shares(central: Fen(-2), county: Fen(-1)))
    #expect((change + back).total == Fen(-2))
  }

  @Test("percentages sum to 100 and none is negative")
  func validity() {
    #expect(Sharing(central: 50, county: 49) == nil)
    #expect(Sharing(central: 110, county: -10) == nil)
    #expect(Sharing(county: 100) == .countyAlone)
  }
}
