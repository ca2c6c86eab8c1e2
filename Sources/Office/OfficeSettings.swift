public import Disclosure
public import LoanBook
public import Quantities

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
  /// The first quarter that later runs adjust; nil for the earliest with an approved run. Quarters
  /// before it were settled without this system. SUBSIDY §4.
  public var firstPeriod: Quarter?
  /// The age from which a borrower is remarked on (W701).
  public var upperAge: Int
  /// How applicants are named on the site. DISCLOSURE §1.
  public var masking: MaskingPolicy
  /// Masked persons' names that an official has looked at and let pass, because the word on the
  /// site is not the person (a place, a trade). DISCLOSURE §1.
  public var reviewedNames: [String]
  /// What a bank may deliver a day.
  public var quota: QuotaSettings
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
    /// Where the site lies, `https://www.zezhou.gov.cn/cydb/`; empty while nobody knows.
    public var url = ""
    /// HTML of the portal that stands above our navigation, a file within the office; empty for our
    /// own head.
    public var headerFile = ""
    /// HTML of the portal that stands under our links, a file within the office; empty for our own
    /// foot.
    public var footerFile = ""
    /// The picture of 党政机关网站标识, a file within the office; empty for none.
    public var markFile = ""
    /// Where the registration behind that picture can be seen.
    public var markLink = ""
    /// Whether the day of disbursement is public, or its month alone. DISCLOSURE §1.
    public var showDisbursementDay = false
    /// Releases of the site that are kept, the live one included.
    public var keptReleases = 3
    /// Years after a loan was repaid when its record is taken back; 0 for never.
    public var expireAfterYears = 0
    /// Whether a record's page says that an objection to it is still open.
    public var showOpenObjections = false
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
    quota = QuotaSettings()
    site = SiteSettings()
    site.siteName = name
    // 泽州县人力资源和社会保障局 → 泽州县
    let end = name.firstIndex { "县区市".contains($0) }
    site.countyName = end.map { String(name[...$0]) } ?? name
  }
}
