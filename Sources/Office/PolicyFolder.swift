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

  func create() throws {
    try DurableFile.makeFolder(folder)
    for file in PolicyFolder.shipped {
      try DurableFile.write(file.bytes, to: "\(folder)/\(file.name)", mode: 0o644)
    }
  }

  /// The files as they stand in the folder; one that is missing is the shipped one.
  func files() throws -> [(name: String, bytes: [UInt8])] {
    try PolicyFolder.shipped.map { file in
      let own = try DurableFile.read("\(folder)/\(file.name)", limit: 4 << 20)
      return (file.name, own ?? file.bytes)
    }
  }
}
