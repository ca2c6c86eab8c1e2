import Disclosure
import Foundation
import Markup
import PublicSite
import Quantities
import SyntheticCounty
import TestKit

/// A site with every kind of page: corrections, a withdrawal, a notice, objections with answers,
/// and the arithmetic where it is built.
struct BuiltSite {
  /// The release's folder.
  let release: String
  /// One page of each kind.
  let pages: [String]
  /// The page with the most stretches of days, and that of a record taken back.
  let record: String
  let tombstone: String

  /// Builds one.
  ///
  /// - Parameter inPortal: framed by a portal's header and footer, with an address of its own.
  init(at folder: String, count: Int = 300, inPortal: Bool = false) throws {
    let county = SyntheticCounty(count: count)
    var input = county.input()
    if let wasm = PackageRoot.located?.appendingPathComponent(".build/wasm/calculator.wasm"),
      FileManager.default.fileExists(atPath: wasm.path)
    {
      input.engine = try Data(contentsOf: wasm).base64EncodedString()
    }
    let records = county.records()
    let held = HeldRecords(records, secrets: county.secrets)
    for index in stride(from: 5, to: records.count, by: 4) {
      held.publish(records[index], on: county.builtOn, reason: "补充更正")
    }
    var corrected = county.candidates[5]
    corrected.projectName = "\(corrected.town.name)便民店（原登记有误）"
    corrected.jobs = 17
    held.publish(MaskingPolicy().disclose(corrected), on: county.builtOn, reason: "补充更正")
    held.withdraw(records[3].number, on: county.builtOn, reason: "本人申请不再公开")
    input.notices = [county.notice]
    input.objections = county.objections(to: records[5].number, records[3].number)
    input.contested = [records[6].number]
    // Any picture does; it is shown where the foot is ours.
    input.portal.mark = QRCode("党政机关网站标识").flatMap {
      SiteMark(picture: $0.png, link: "https://bszs.conac.cn/")
    }
    if inPortal {
      input.identity.url = "https://www.example.gov.cn/zwgk/cydb/"
      try BuiltSite.frame(&input.portal)
    }
    let result = try PublishSite(
      input: input, site: folder, source: held, digest: HeldRecords.digest)()
    func stretches(_ record: PublicRecord) -> Int {
      record.quarters.reduce(0) { $0 + 1 + ($1.detail?.segments.count ?? 0) }
    }
    guard let longest = records.max(by: { stretches($0) < stretches($1) }),
      let fresh = records.last(where: \.quarters.isEmpty)
    else { preconditionFailure("records with and without quarters") }
    release = "\(folder)/releases/\(result.release)"
    record = SiteAddress.record(longest.number).path
    tombstone = SiteAddress.record(records[3].number).path
    let overview: [SiteAddress] = [
      .home, .browse, .search, .subsidies, .statistics, .policy, .trial, .check, .data, .changes,
      .changesPage(1), .notices, .notice(county.notice.notice.number), .objections, .about, .map,
      .archive(String(records[0].publishedOn.description.prefix(7))),
      .record(records[5].number), .record(records[6].number), .record(fresh.number),
    ]
    pages =
      overview.map(\.path) + [
        record, tombstone, "subsidy/2026Q1.html", "town/140525106000/index.html",
        "kind/individual/1/p1.html",
      ] + (inPortal ? [] : [SiteAddress.notFound.path])
  }

  /// What a county's portal gives: a name, a menu too long for a phone, lines of an imprint, and a
  /// table.
  private static func frame(_ portal: inout Portal) throws {
    let menu = ["首页", "政务公开", "办事服务", "互动交流", "数据开放", "走进泽州", "专题专栏", "无障碍"]
      .map { "<li><a href=\"https://www.example.gov.cn/\">\($0)</a></li>" }.joined()
    portal.header = try Fragment(
      """
      <h2><a href="https://www.example.gov.cn/">泽州县人民政府门户网站</a></h2>
      <nav><ul>\(menu)</ul></nav>
      """)
    portal.footer = try Fragment(
      """
      <p>主办：泽州县人民政府办公室　承办：泽州县大数据应用服务中心</p>
      <p>网站标识码：1405250001　<a href="https://beian.miit.gov.cn/">晋ICP备05000000号</a></p>
      <table><tr><th>市直部门</th><td>市人力资源和社会保障局</td><td>市财政局</td></tr>
      <tr><th>县区</th><td>城区</td><td>高平市、阳城县、陵川县、沁水县</td></tr></table>
      """)
  }
}
