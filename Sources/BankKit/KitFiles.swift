import SiteAssets

/// What a bank gets beside the program: the format as JSON Schemas, and kits that need no binary
/// of ours.
public enum KitFiles {
  /// The files by name.
  public static let all: [(name: String, bytes: [UInt8])] = [
    ("manifest.schema.json", SiteAssets.BankKit.manifestSchema),
    ("records.schema.json", SiteAssets.BankKit.recordsSchema),
    ("mingdai-kit.sh", SiteAssets.BankKit.shellKit),
    ("mingdai_kit.py", SiteAssets.BankKit.pythonKit),
    ("mingdai_witness.py", SiteAssets.BankKit.pythonWitness),
  ]

  /// Writes the files into a folder where none of them lies yet.
  ///
  /// - Returns: their names.
  /// - Throws: ``KitRefusal`` when one is there; ``KitFault``.
  public static func write(into folder: String) throws -> [String] {
    for file in all where KitDisk.exists("\(folder)/\(file.name)") {
      throw KitRefusal("\(folder)/\(file.name)", "已有同名文件，未写入任何文件", "请换一个文件夹")
    }
    try KitDisk.makeFolder(folder)
    for file in all { try KitDisk.create("\(folder)/\(file.name)", file.bytes) }
    return all.map(\.name)
  }
}
