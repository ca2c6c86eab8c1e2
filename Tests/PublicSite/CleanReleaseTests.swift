import Disclosure
import PublicSite
import SyntheticCounty
import Testing

/// What thousands of people with all their secrets leave on a site is no hit: a false one would
/// stop a release that is in order.
@Suite("A clean release")
struct CleanReleaseTests {
  @Test("three thousand records, and not one hit")
  func noFalseHit() throws {
    let county = SyntheticCounty(count: 3000, seed: 31)
    let secrets = county.secrets
    #expect(secrets.identityNumbers.count > 2000 && secrets.maskedNames.count > 1000)
    let result = try SiteFixture().publisher(county)()
    #expect(result.leaks.isEmpty, "\(result.leaks.prefix(5))")
    #expect(result.isLive)
    #expect(result.pages > 3000)
  }
}
