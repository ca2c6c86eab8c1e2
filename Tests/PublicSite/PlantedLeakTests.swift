import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import Testing

/// Every form of a secret in every kind of file, each really planted in a release that is really
/// built: the release stops, the file is named with what it holds, and the live site stays.
@Suite("Planted leaks")
struct PlantedLeakTests {
  /// A part of the site whose files are given.
  private struct GivenPart: SitePart {
    let given: [(name: String, bytes: [UInt8])]
    var step: PublishSite.Step { .data }

    func buckets(of site: SiteContents) throws -> [PartBucket] {
      [
        PartBucket(path: "planted", stamp: Stamp.of { $0.add("planted") }) { files in
          for file in given { files.add(file.name, file.bytes) }
        }
      ]
    }
  }

  /// Few enough that all their hits are told.
  private static let most = 25

  private struct Planted {
    let plant: Plant
    let name: String
    let bytes: [UInt8]
    /// The name by which the release tells of it: a path that tells something is hidden.
    let told: String
  }

  private static func planted(in kind: PlantedFile) -> [Planted] {
    PlantForms.all.enumerated().compactMap { number, plant in
      kind.file(plant, number: number).map { name, bytes in
        let stars = String(repeating: "*", count: name.count - ".p\(number)".count)
        return Planted(
          plant: plant, name: name, bytes: bytes,
          told: kind == .path ? "*******/\(stars).p\(number)" : "planted/\(name)")
      }
    }
  }

  private static func publisher(
    _ site: SiteFixture, _ county: SyntheticCounty, _ held: HeldRecords, _ planted: [Planted]
  ) -> PublishSite {
    var publish = site.publisher(county, held)
    publish.input.parts = [GivenPart(given: planted.map { ($0.name, $0.bytes) })]
    return publish
  }

  /// Builds releases with all plants of a kind, some at a time, and counts those that were named.
  private func found(
    _ planted: [Planted], _ what: String, stopping: ([Planted]) throws -> PublishSite.Result
  ) throws -> Int {
    var found = 0
    for start in stride(from: 0, to: planted.count, by: Self.most) {
      let some = Array(planted[start..<min(start + Self.most, planted.count)])
      let result = try stopping(some)
      #expect(!result.isLive)
      for one in some {
        let isFound = result.leaks.contains {
          $0.kind == one.plant.kind && $0.file == one.told
        }
        #expect(isFound, "\(what): \(one.plant.form): \(one.plant.text)")
        if isFound { found += 1 }
      }
      #expect(!"\(result)".contains(PlantForms.identity))
    }
    return found
  }

  @Test("known before: each stops the release", arguments: PlantedFile.allCases)
  func known(kind: PlantedFile) throws {
    let county = SyntheticCounty(count: 1)
    let site = try SiteFixture()
    let held = HeldRecords(county.records(), secrets: county.secrets)
    #expect(try site.publisher(county, held)().isLive)
    let before = try site.files("000001")
    held.learn(PlantForms.secrets)
    let planted = Self.planted(in: kind)
    let found = try found(planted, kind.rawValue) { some in
      try Self.publisher(site, county, held, some)()
    }
    #expect(found == planted.count)
    #expect(site.current == "releases/000001")
    #expect(try site.files("000001") == before)
    print("\(kind.rawValue): planted \(planted.count), found \(found)")
  }

  @Test(
    "known after the file was written, which is taken over unread: each stops the release",
    arguments: PlantedFile.allCases)
  func knownLater(kind: PlantedFile) throws {
    let county = SyntheticCounty(count: 1)
    let planted = Self.planted(in: kind)
    let found = try found(planted, kind.rawValue) { some in
      let site = try SiteFixture()
      let held = HeldRecords(county.records(), secrets: county.secrets)
      let first = try Self.publisher(site, county, held, some)()
      #expect(first.isLive, "\(first.leaks)")
      held.learn(PlantForms.secrets)
      let second = try Self.publisher(site, county, held, some)()
      #expect(site.current == "releases/000001")
      return second
    }
    #expect(found == planted.count)
    print("\(kind.rawValue), known later: planted \(planted.count), found \(found)")
  }
}
