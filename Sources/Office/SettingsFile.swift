import Disclosure
import LoanBook
import Quantities
import StrictJSON

extension OfficeSettings {
  /// The settings as the file holds them.
  var bytes: [UInt8] {
    var json: JSONValue = [
      "code": .string(code.text), "county": .string(county), "name": .string(name),
      "demo": .bool(isDemo), "exchange": .string(exchange),
      "tolerance": .string(tolerance.description), "upperAge": .integer(Int64(upperAge)),
      "masking": [
        "individuals": .string(masking.individuals.rawValue),
        "partnerships": .string(masking.partnerships.rawValue),
        "enterprises": .string(masking.enterprises.rawValue),
        "reviewedNames": .array(reviewedNames.map { .string($0) }),
      ],
      "quota": quota.json,
      "site": .object(
        SiteSettings.members.map { name, member in
          JSONMember(name, .string(site[keyPath: member]))
        } + [
          JSONMember("keptReleases", .integer(Int64(site.keptReleases))),
          JSONMember("expireAfterYears", .integer(Int64(site.expireAfterYears))),
          JSONMember("showOpenObjections", .bool(site.showOpenObjections)),
          JSONMember("showDisbursementDay", .bool(site.showDisbursementDay)),
        ]),
    ]
    if let firstPeriod, case .object(let members) = json {
      json = .object(members + [JSONMember("firstPeriod", .string(firstPeriod.description))])
    }
    return json.text()
  }

  /// Reads the file; everything wrong with it is told at once.
  init(bytes: [UInt8], path: String) throws {
    let node: JSONNode
    do {
      node = try JSONNode.parse(bytes, limits: .exchange)
    } catch {
      throw OfficeRefusal(
        .usage, "\(path) 第 \(error.position.line) 行第 \(error.position.column) 列",
        "不是严格的 JSON", "请改正后再试")
    }
    var reader = SettingsReader(node)
    let code = reader.text("code").flatMap { PartyCode($0) }
    if code == nil { reader.complain("code", "应为 4 至 16 位大写字母或数字") }
    // Without a code the rest is read all the same, to tell what else is wrong.
    guard let placeholder = PartyCode("NONE") else { preconditionFailure("a well-formed code") }
    self.init(
      code: code ?? placeholder, county: reader.text("county") ?? "",
      name: reader.text("name") ?? "")
    read(&reader)
    if let refusal = reader.refusal(path) { throw refusal }
  }

  private mutating func read(_ reader: inout SettingsReader) {
    isDemo = reader.flag("demo") ?? false
    exchange = reader.text("exchange") ?? exchange
    tolerance =
      reader.text("tolerance").flatMap { reader.parsed("tolerance", Fen($0)) } ?? tolerance
    firstPeriod = reader.text("firstPeriod").flatMap {
      reader.parsed("firstPeriod", Quarter($0))
    }
    upperAge = reader.number("upperAge") ?? upperAge
    reader.within("masking") { masking in
      self.masking.individuals = masking.form("individuals") ?? self.masking.individuals
      self.masking.partnerships = masking.form("partnerships") ?? self.masking.partnerships
      self.masking.enterprises = masking.form("enterprises") ?? self.masking.enterprises
      self.reviewedNames = masking.texts("reviewedNames") ?? self.reviewedNames
    }
    reader.within("quota") { self.quota.read(&$0) }
    reader.within("site") { site in
      for (name, member) in SiteSettings.members {
        self.site[keyPath: member] = site.text(name) ?? self.site[keyPath: member]
      }
      self.site.keptReleases = site.number("keptReleases", in: 1...50) ?? self.site.keptReleases
      self.site.expireAfterYears =
        site.number("expireAfterYears", in: 0...99) ?? self.site.expireAfterYears
      self.site.showOpenObjections =
        site.flag("showOpenObjections") ?? self.site.showOpenObjections
      self.site.showDisbursementDay =
        site.flag("showDisbursementDay") ?? self.site.showDisbursementDay
      self.site.checkAddresses(&site)
    }
  }
}

extension OfficeSettings.SiteSettings {
  nonisolated(unsafe) static let members: [(String, WritableKeyPath<Self, String>)] = [
    ("countyName", \.countyName), ("siteName", \.siteName), ("domain", \.domain),
    ("siteIdCode", \.siteIdCode), ("icp", \.icp), ("policeRecord", \.policeRecord),
    ("phone", \.phone), ("address", \.address), ("officeHours", \.officeHours),
    ("assessmentNumber", \.assessmentNumber), ("url", \.url), ("headerFile", \.headerFile),
    ("footerFile", \.footerFile), ("markFile", \.markFile), ("markLink", \.markLink),
  ]

  /// Addresses and places of files, which every page rests on.
  fileprivate func checkAddresses(_ reader: inout SettingsReader) {
    func isAddress(_ text: String) -> Bool {
      text.hasPrefix("https://") && text.utf8.count > 8
        && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }
    if !url.isEmpty, !isAddress(url) || !url.hasSuffix("/") || url.contains(where: "?#".contains) {
      reader.complain("url", "应为 https:// 开头、以 / 结尾的网址，例如 https://www.example.gov.cn/cydb/")
    }
    if markFile.isEmpty != markLink.isEmpty {
      reader.complain("markFile", "与 markLink 应同时填写或同时空着")
    }
    if !markLink.isEmpty, !isAddress(markLink) { reader.complain("markLink", "应为 https:// 开头的网址") }
    for (name, file) in [
      ("headerFile", headerFile), ("footerFile", footerFile), ("markFile", markFile),
    ] where file.hasPrefix("/") || file.split(separator: "/").contains("..") {
      reader.complain(name, "应为办公目录内的文件，例如 portal/header.html")
    }
  }
}

extension SettingsReader {
  fileprivate mutating func form(_ name: String) -> MaskingPolicy.Form? {
    text(name).flatMap { parsed(name, MaskingPolicy.Form(rawValue: $0)) }
  }
}
