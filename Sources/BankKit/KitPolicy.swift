import DropBox
public import Policy
import SiteAssets

/// The policy data by which the kit judges: what ships with it, or newer files that the bureau
/// handed out.
public enum KitPolicy {
  /// Reads the files of a folder; one that is missing is the shipped one.
  ///
  /// - Throws: ``KitRefusal`` with every finding in the files; `DropBoxFault`.
  public static func read(_ folder: String? = nil) throws -> Policy {
    func bytes(_ name: PolicyFileName, _ shipped: [UInt8]) throws -> [UInt8] {
      guard let folder else { return shipped }
      return try DurableFile.read("\(folder)/\(name.rawValue)", limit: 4 << 20) ?? shipped
    }
    let files = try PolicyFiles(
      regimes: bytes(.regimes, SiteAssets.Policy.regimes),
      lpr: bytes(.lpr, SiteAssets.Policy.lpr), towns: bytes(.towns, SiteAssets.Policy.towns),
      categories: bytes(.categories, SiteAssets.Policy.categories),
      industries: bytes(.industries, SiteAssets.Policy.industries))
    do {
      return try Policy(files)
    } catch {
      throw KitRefusal(
        error.findings.map {
          KitFinding(folder ?? "政策文件", $0.description, "请向人社局索取正确的政策文件")
        })
    }
  }
}
