/// Who publishes: what the tags and the foot of every page say.
///
/// DISCLOSURE §4, SITE-FACTS.
public struct SiteIdentity: Hashable, Sendable {
  /// The county, `泽州县`.
  public var county: String
  /// The bureau that publishes (主办单位).
  public var bureau: String
  /// The site's name for the `SiteName` tag and the head of every page.
  public var siteName: String
  /// The domain without scheme, for the `SiteDomain` tag.
  public var domain: String
  /// 网站标识码, ten digits.
  public var siteCode: String
  /// ICP备案号.
  public var icpRecord: String
  /// 公安备案号.
  public var policeRecord: String
  /// The telephone that citizens call.
  public var phone: String
  /// The window's address.
  public var address: String
  /// When the window is open.
  public var officeHours: String
  /// The number of the impact assessment made before publication (个人信息保护法第五十五条).
  public var assessmentNumber: String?
  /// Where the site lies, with scheme and trailing slash, `https://www.zezhou.gov.cn/cydb/`.
  ///
  /// Whole addresses rest on it: `sitemap.xml` and what search engines are told. Nil leaves them
  /// out.
  public var url: String?
  /// The office is a demonstration with invented people; only such a one may lack the numbers.
  public var demo: Bool

  /// Makes an identity.
  public init(
    county: String, bureau: String, siteName: String, domain: String, siteCode: String,
    icpRecord: String, policeRecord: String, phone: String, address: String,
    officeHours: String = "工作日 8:30–12:00、14:30–18:00", assessmentNumber: String? = nil,
    url: String? = nil, demo: Bool
  ) {
    self.county = county
    self.bureau = bureau
    self.siteName = siteName
    self.domain = domain
    self.siteCode = siteCode
    self.icpRecord = icpRecord
    self.policeRecord = policeRecord
    self.phone = phone
    self.address = address
    self.officeHours = officeHours
    self.assessmentNumber = assessmentNumber
    self.url = url
    self.demo = demo
  }

  /// The path of `url`, `/cydb/`.
  public var path: String? {
    guard let url, let host = url.firstRange(of: "://")?.upperBound else { return nil }
    return url[host...].firstIndex(of: "/").map { String(url[$0...]) }
  }

  /// The members a real site may not lack, by their Chinese names; empty when all are there.
  ///
  /// 国办发〔2017〕47号.
  public var missing: [String] {
    [
      ("主办单位", bureau), ("网站名称", siteName), ("网站域名", domain), ("网站标识码", siteCode),
      ("ICP备案号", icpRecord), ("公安备案号", policeRecord), ("联系电话", phone), ("地址", address),
    ].filter(\.1.isEmpty).map(\.0)
  }
}
