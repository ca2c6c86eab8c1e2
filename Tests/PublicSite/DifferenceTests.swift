import Disclosure
import Foundation
import PublicSite
import Quantities
import SyntheticCounty
import Testing

/// A correction is told on the record's page with what was said before.
@Suite("What a correction changed")
struct DifferenceTests {
  @Test("the page says what was before and what is now; a redaction says nothing of before")
  func corrected() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 40, seed: 5)
    var candidates = county.candidates
    let place = try #require(candidates.lastIndex { !$0.quarters.isEmpty && $0.jobs != nil })
    let before = MaskingPolicy().disclose(candidates[place])
    candidates[place].amount += .yuan(12_345)
    candidates[place].jobs = nil
    let now = MaskingPolicy().disclose(candidates[place])
    let held = HeldRecords(county.records(), secrets: county.secrets)
    held.publish(now, on: county.builtOn, reason: "补充更正")
    let path = SiteAddress.record(now.number).path
    func page() throws -> String {
      let files = try site.files(site.publisher(county, held)().release)
      return String(decoding: try #require(files[path]), as: UTF8.self)
    }
    let shown = try page()
    let amounts = (Written.money(before.amount), Written.money(now.amount))
    #expect(shown.contains("贷款金额：<del>\(amounts.0) 元</del> 改为 <ins>\(amounts.1) 元</ins>"))
    #expect(shown.contains("带动就业：<del>\(try #require(before.jobs)) 人</del> 改为 <ins>未填</ins>"))
    #expect(shown.components(separatedBy: "<del>").count == 3)
    held.publish(before, on: county.builtOn, change: .redaction, reason: "依申请")
    #expect(try !page().contains("<del>"))
  }
}
