import DropBox
import Policy
import Quantities
import Sealing
import SiteAssets

/// The office's policy files: its own copy in `policy/`, made by `init` from what ships with the
/// program, which the bureau may amend without recompiling. SUBSIDY, head.
struct PolicyFolder {
  let folder: String

  static var shipped: [(name: String, bytes: [UInt8])] { SiteAssets.Policy.files }
  /// What an office may add of its own; where it did not, its versions have no such file.
  private static let optional = [PolicyFileName.overrides.rawValue]
  /// Every name in the order in which files are digested.
  static var names: [String] { shipped.map(\.name) + optional }

  func create() throws {
    try DurableFile.makeFolder(folder)
    for file in PolicyFolder.shipped {
      try DurableFile.write(file.bytes, to: "\(folder)/\(file.name)", mode: 0o644)
    }
  }

  /// The files as they stand in the folder; one that is missing is the shipped one, if any.
  func files() throws -> [(name: String, bytes: [UInt8])] {
    let shipped = PolicyFolder.shipped
    return try PolicyFolder.names.compactMap { name in
      let own = try DurableFile.read("\(folder)/\(name)", limit: 4 << 20)
      return (own ?? shipped.first { $0.name == name }?.bytes).map { (name, $0) }
    }
  }
}
