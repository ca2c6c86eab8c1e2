/// Files that are built into the command, so that it can be moved without losing them.
public enum SiteAssets {
  /// The style sheet of the public site.
  public static var stylesheet: [UInt8] { PackageResources.site_css }
  /// The second style sheet, for all pages but records.
  public static var moreStyles: [UInt8] { PackageResources.more_css }
  /// The style sheet of what a portal frames the site with.
  public static var portalStyles: [UInt8] { PackageResources.portal_css }
  /// The script of the public site.
  ///
  /// Every page can be read without it.
  public static var script: [UInt8] { PackageResources.site_js }
  /// The script that checks a record's page against the transparency log.
  public static var verifyScript: [UInt8] { PackageResources.verify_js }
  /// The script that computes subsidies in the browser.
  public static var calculatorScript: [UInt8] { PackageResources.calculator_js }
  /// The script of lists.
  public static var listScript: [UInt8] { PackageResources.list_js }
  /// The script of the search page.
  public static var searchScript: [UInt8] { PackageResources.search_js }
  /// The style sheet of the search page.
  public static var searchStyles: [UInt8] { PackageResources.search_css }
  /// The seal, as the site's icon.
  public static var seal: [UInt8] { PackageResources.seal_svg }

  /// The policy data that ships with the command; an office may hold newer files.
  public enum Policy {
    /// Every file, by its name in a policy folder.
    public static var files: [(name: String, bytes: [UInt8])] {
      [
        ("regimes.json", regimes), ("lpr.csv", lpr), ("towns.csv", towns),
        ("categories.csv", categories), ("industries.csv", industries), ("fund.json", fund),
        ("holidays.csv", holidays), ("deadlines.csv", deadlines),
      ]
    }
    /// Subsidy regimes by day of disbursement.
    public static var regimes: [UInt8] { PackageResources.regimes_json }
    /// The one-year LPR by effective day.
    public static var lpr: [UInt8] { PackageResources.lpr_csv }
    /// The county's towns.
    public static var towns: [UInt8] { PackageResources.towns_csv }
    /// Categories of borrowers.
    public static var categories: [UInt8] { PackageResources.categories_csv }
    /// Sections of GB/T 4754.
    public static var industries: [UInt8] { PackageResources.industries_csv }
    /// Rules of the guarantee fund by day.
    public static var fund: [UInt8] { PackageResources.fund_json }
    /// Holidays and weekend days worked, by the State Council's yearly notices.
    public static var holidays: [UInt8] { PackageResources.holidays_csv }
    /// By when the steps of a settlement are due.
    public static var deadlines: [UInt8] { PackageResources.deadlines_csv }
  }

  /// What a bank gets from the bureau: the format as JSON Schemas, and kits that need no program
  /// of ours.
  public enum BankKit {
    /// JSON Schema (2020-12) of manifest.json.
    public static var manifestSchema: [UInt8] { PackageResources.manifest_schema_json }
    /// JSON Schema (2020-12) of records.json.
    public static var recordsSchema: [UInt8] { PackageResources.records_schema_json }
    /// The kit as a POSIX shell script.
    public static var shellKit: [UInt8] { PackageResources.mingdai_kit_sh }
    /// The kit as one file of Python.
    public static var pythonKit: [UInt8] { PackageResources.mingdai_kit_py }
    /// The witness of the transparency log as one file of Python.
    public static var pythonWitness: [UInt8] { PackageResources.mingdai_witness_py }
  }
}
