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
    let all = try SiteAssets.Policy.files.map { file in
      let own = try folder.flatMap { try DurableFile.read("\($0)/\(file.name)", limit: 4 << 20) }
      return (name: file.name, bytes: own ?? file.bytes)
    }
    func bytes(_ name: PolicyFileName) -> [UInt8] {
      all.first { $0.name == name.rawValue }?.bytes ?? []
    }
    let files = PolicyFiles(
      regimes: bytes(.regimes), lpr: bytes(.lpr), towns: bytes(.towns),
      categories: bytes(.categories), industries: bytes(.industries),
      overrides: try folder.flatMap {
        try DurableFile.read("\($0)/\(PolicyFileName.overrides.rawValue)", limit: 4 << 20)
      },
      holidays: bytes(.holidays), deadlines: bytes(.deadlines))
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
