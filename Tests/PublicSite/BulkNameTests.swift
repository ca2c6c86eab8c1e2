import Disclosure
import Foundation
import PublicSite
import Quantities
import SyntheticCounty
import Testing

/// A bureau that shows whole names on pages: the search masks them all the same. DISCLOSURE §1.
@Suite("Names in the search index")
struct BulkNameTests {
  @Test("a person whom the pages name in full is masked in every file of the search")
  func masked() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 150)
    var secrets = county.secrets
    secrets.maskedNames = []
    let policy = MaskingPolicy(individuals: .full, partnerships: .full)
    let records = county.candidates.map { policy.disclose($0) }
    let result = try site.publisher(county, HeldRecords(records, secrets: secrets))()
    #expect(result.isLive, "\(result.leaks)")
    let files = try site.files(result.release)
    let search = files.filter { $0.key.hasPrefix("search/") }
    let persons = records.filter { $0.kind != .enterprise }
    #expect(persons.count > 50 && search.count > 20)
    for person in persons {
      let page = try #require(files[SiteAddress.record(person.number).path])
      #expect(page.firstRange(of: Data(person.applicant.utf8)) != nil, "\(person.number)")
      let name = Data(person.applicant.utf8)
      for (path, bytes) in search where bytes.firstRange(of: name) != nil {
        Issue.record("\(path) names the applicant of \(person.number)")
      }
      let masked = Data("[\"\(Mask.name(person.applicant))\",".utf8)
      #expect(
        search.contains { $0.key.hasPrefix("search/c/") && $0.value.firstRange(of: masked) != nil },
        "\(person.number)")
    }
    // A firm is no person.
    let firm = try #require(records.first { $0.kind == .enterprise }).applicant
    #expect(search.contains { $0.value.firstRange(of: Data(firm.utf8)) != nil })
  }
}
