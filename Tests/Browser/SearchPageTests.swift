import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import TestKit
import Testing

/// The search page of a built site in a real Chromium, used by keyboard from `file://`.
@Suite("The search page")
struct SearchPageTests {
  @Test("finds while one types, filters, turns pages, keeps its address and masks as the site does")
  func page() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    let folder = try ScratchFolder("find")
    let county = SyntheticCounty(count: 300)
    let result = try PublishSite(
      input: county.input(), site: folder.path("site"),
      source: HeldRecords(county.records(), secrets: county.secrets), digest: HeldRecords.digest
    )()
    #expect(result.isLive, "\(result.leaks)")
    let person = try #require(county.candidates.first { $0.applicantName.count < 4 }).applicantName
    let names = [
      person, "张三", "张小英", "欧阳娜", "欧阳娜娜", "司马", "阿卜杜拉·买买提", "阿卜杜拉•买买提", "王 小 明", "John Smith",
      "Anna", "买买提.吐尔逊", "纳兰明珠",
    ]
    try folder.write("names", names.map { "\($0)\t\(Mask.name($0))" }.joined(separator: "\n"))
    let script = try #require(PackageRoot.located).appendingPathComponent("Tests/Browser/find.py")
    let outcome = try Command.run(
      python,
      [
        script.path, chromium, folder.path("site/releases/\(result.release)"), folder.path("names"),
      ])
    #expect(outcome.status == 0, "\(outcome.text) \(outcome.message)")
  }
}
