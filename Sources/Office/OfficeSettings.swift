public import Disclosure
public import LoanBook
public import Quantities
import StrictJSON

/// `mingdai.json`: who the office is and what it decided. Unknown members are refused, so that a
/// mistyped setting is never silently ignored.
public struct OfficeSettings: Sendable {
  /// This system's code, the receiver of the banks' packages.
  public var code: PartyCode
  /// The county's six-digit code.
  public var county: String
  /// The bureau's name.
  public var name: String
  /// Whether all people are synthetic: the site says so, and missing registrations are allowed.
  public var isDemo: Bool
  /// The folder of all banks, absolute or within the office.
  public var exchange: String
  /// SUBSIDY §4: the difference up to which the smaller figure is payable.
  public var tolerance: Fen
  /// The age from which a borrower is remarked on (W701).
  public var upperAge: Int
  /// How applicants are named on the site. DISCLOSURE §1.
  public var masking: MaskingPolicy
  /// Masked persons' names that an official has looked at and let pass, because the word on the
  /// site is not the person (a place, a trade). DISCLOSURE §1.
  public var reviewedNames: [String]
  /// What the site's header, tags and footer say.
  public var site: SiteSettings

  /// The registrations that a government site must show. DISCLOSURE §4.
  public struct SiteSettings: Hashable, Sendable {
    /// 县名, `泽州县`
    public var countyName = ""
    /// 网站名称 of the portal of which the site is a column.
    public var siteName = ""
    /// 网站域名 without scheme.
    public var domain = ""
    /// 网站标识码, ten digits.
    public var siteIdCode = ""
    /// ICP备案号
    public var icp = ""
    /// 公安备案号
    public var policeRecord = ""
    /// 联系电话
    public var phone = ""
    /// 联系地址
    public var address = ""
    /// 办公时间
    public var officeHours = "工作日 8:30–12:00、14:30–18:00"
    /// 个人信息保护影响评估编号, printed on the privacy page.
    public var assessmentNumber = ""
  }

  /// Settings of a new office.
  public init(code: PartyCode, county: String, name: String, isDemo: Bool = false) {
    self.code = code
    self.county = county
    self.name = name
    self.isDemo = isDemo
    exchange = "banks"
    tolerance = Fen(5)
    upperAge = 60
    masking = MaskingPolicy()
    reviewedNames = []
    site = SiteSettings()
    site.siteName = name
    // 泽州县人力资源和社会保障局 → 泽州县
    let end = name.firstIndex { "县区市".contains($0) }
    site.countyName = end.map { String(name[...$0]) } ?? name
  }
}

extension OfficeSettings {
  /// The settings as the file holds them.
  var bytes: [UInt8] {
    let json: JSONValue = [
      "code": .string(code.text), "county": .string(county), "name": .string(name),
      "demo": .bool(isDemo), "exchange": .string(exchange),
      "tolerance": .string(tolerance.description), "upperAge": .integer(Int64(upperAge)),
      "masking": [
        "individuals": .string(masking.individuals.rawValue),
        "partnerships": .string(masking.partnerships.rawValue),
        "enterprises": .string(masking.enterprises.rawValue),
        "reviewedNames": .array(reviewedNames.map { .string($0) }),
      ],
      "site": .object(
        SiteSettings.members.map { name, member in
          JSONMember(name, .string(site[keyPath: member]))
        }),
    ]
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
    let name = reader.text("name") ?? ""
    let county = reader.text("county") ?? ""
    guard let code else {
      throw OfficeRefusal(.usage, path, "code 应为 4 至 16 位大写字母或数字", "请按说明改正设置文件")
    }
    self.init(code: code, county: county, name: name)
    isDemo = reader.flag("demo") ?? false
    exchange = reader.text("exchange") ?? exchange
    tolerance =
      reader.text("tolerance").flatMap { reader.parsed("tolerance", Fen($0)) } ?? tolerance
    upperAge = reader.number("upperAge") ?? upperAge
    reader.within("masking") { masking in
      self.masking.individuals = masking.form("individuals") ?? self.masking.individuals
      self.masking.partnerships = masking.form("partnerships") ?? self.masking.partnerships
      self.masking.enterprises = masking.form("enterprises") ?? self.masking.enterprises
      self.reviewedNames = masking.texts("reviewedNames") ?? self.reviewedNames
    }
    reader.within("site") { site in
      for (name, member) in SiteSettings.members {
        self.site[keyPath: member] = site.text(name) ?? self.site[keyPath: member]
      }
    }
    if let refusal = reader.refusal(path) { throw refusal }
  }
}

extension OfficeSettings.SiteSettings {
  nonisolated(unsafe) static let members: [(String, WritableKeyPath<Self, String>)] = [
    ("countyName", \.countyName), ("siteName", \.siteName), ("domain", \.domain),
    ("siteIdCode", \.siteIdCode), ("icp", \.icp), ("policeRecord", \.policeRecord),
    ("phone", \.phone), ("address", \.address), ("officeHours", \.officeHours),
    ("assessmentNumber", \.assessmentNumber),
  ]
}

/// Reads members of the settings and collects what is wrong with them.
private struct SettingsReader {
  private var fields: [JSONField] = []
  private var known: Set<String> = []
  private let path: String
  private(set) var problems: [String] = []

  init(_ node: JSONNode, path: String = "") {
    self.path = path
    if case .object(let fields) = node.content {
      self.fields = fields
    } else {
      problems.append("\(path.isEmpty ? "文件" : path) 应为 JSON 对象")
    }
  }

  private mutating func content(_ name: String) -> JSONNode.Content? {
    known.insert(name)
    return fields.first { $0.name == name }?.node.content
  }

  mutating func text(_ name: String) -> String? {
    guard let content = content(name) else { return nil }
    if case .string(let text) = content { return text }
    problems.append("\(path)\(name) 应为字符串")
    return nil
  }

  mutating func flag(_ name: String) -> Bool? {
    guard let content = content(name) else { return nil }
    if case .bool(let flag) = content { return flag }
    problems.append("\(path)\(name) 应为 true 或 false")
    return nil
  }

  mutating func number(_ name: String) -> Int? {
    guard let content = content(name) else { return nil }
    if case .number(let number) = content, let integer = number.integer { return Int(integer) }
    problems.append("\(path)\(name) 应为整数")
    return nil
  }

  mutating func form(_ name: String) -> MaskingPolicy.Form? {
    text(name).flatMap { parsed(name, MaskingPolicy.Form(rawValue: $0)) }
  }

  mutating func parsed<Value>(_ name: String, _ value: Value?) -> Value? {
    if value == nil { problems.append("\(path)\(name) 的值不合规定") }
    return value
  }

  mutating func within(_ name: String, _ body: (inout SettingsReader) -> Void) {
    known.insert(name)
    guard let node = fields.first(where: { $0.name == name })?.node else { return }
    var reader = SettingsReader(node, path: "\(path)\(name).")
    body(&reader)
    problems += reader.problems + reader.unknown
  }

  private var unknown: [String] {
    fields.filter { !known.contains($0.name) }.map {
      "\(path)\($0.name)（第 \($0.namePosition.line) 行）不是规定的设置"
    }
  }

  func refusal(_ file: String) -> OfficeRefusal? {
    let all = problems + unknown
    guard !all.isEmpty else { return nil }
    return OfficeRefusal(.usage, file, all.joined(separator: "；"), "请按说明改正设置文件")
  }

  mutating func texts(_ name: String) -> [String]? {
    guard let content = content(name) else { return nil }
    if case .array(let elements) = content {
      let texts = elements.compactMap { element -> String? in
        if case .string(let text) = element.content { return text }
        return nil
      }
      if texts.count == elements.count { return texts }
    }
    problems.append("\(path)\(name) 应为字符串数组")
    return nil
  }
}
