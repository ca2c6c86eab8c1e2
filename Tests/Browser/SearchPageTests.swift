import Disclosure
import Foundation
import PublicSite
import Quantities
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

  @Test("a whole name finds its person, though the index knows only the masked one")
  func wholeNames() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    let folder = try ScratchFolder("names")
    let county = SyntheticCounty(count: 200)
    var secrets = county.secrets
    secrets.maskedNames = []
    let policy = MaskingPolicy(individuals: .full, partnerships: .full)
    let records = county.candidates.map { policy.disclose($0) }
    let result = try PublishSite(
      input: county.input(), site: folder.path("site"),
      source: HeldRecords(records, secrets: secrets), digest: HeldRecords.digest
    )()
    #expect(result.isLive, "\(result.leaks)")
    let persons = records.filter { $0.kind != .enterprise }.map(\.applicant)
    let byMask = Dictionary(grouping: persons) { Mask.name($0) }
    let lines = persons.prefix(40).map { name in
      "\(name)\t\(Mask.name(name))\t\(byMask[Mask.name(name)]?.count ?? 0)"
    }
    try folder.write("names", lines.joined(separator: "\n"))
    let script = try #require(PackageRoot.located).appendingPathComponent(
      "Tests/Browser/full_names.py")
    let outcome = try Command.run(
      python,
      [
        script.path, chromium, folder.path("site/releases/\(result.release)"), folder.path("names"),
      ])
    #expect(outcome.status == 0, "\(outcome.text) \(outcome.message)")
  }
}
