import Disclosure
import PublicSite
import SyntheticCounty
import Testing

/// What is taken over is read again as it was read when it was made: text as it stands, hashes not
/// at all.
@Suite("Files that are read again")
struct TakenOverTests {
  private static let number = "6228480012345678901"

  /// A text and a file of hashes that hold the same digits.
  private struct GivenPart: SitePart {
    var step: PublishSite.Step { .data }

    func buckets(of site: SiteContents) throws -> [PartBucket] {
      [
        PartBucket(path: "given", stamp: Stamp.of { $0.add("given") }) { files in
          let bytes = Array("no. \(number)".utf8)
          try files.add("text.txt", stamp: Stamp.of { $0.add("text") }) { (bytes, nil) }
          try files.add("hashes.txt", stamp: Stamp.of { $0.add("hashes") }) { (bytes, []) }
        }
      ]
    }
  }

  @Test("a number that becomes known is found in the text, and not in hashes")
  func textAndHashes() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 3)
    let held = HeldRecords(county.records(), secrets: county.secrets)
    var publish = site.publisher(county, held)
    publish.input.parts = [GivenPart()]
    #expect(try publish().isLive)
    held.learn(Secrets(accounts: [Self.number]))
    let result = try publish()
    #expect(!result.isLive)
    #expect(result.leaks.map(\.file) == ["given/text.txt"])
    #expect(site.current == "releases/000001")
  }
}
