import DropBox

/// The two files that every package has, read from a folder that people name.
enum PackageHead {
  /// The bytes of manifest.json.
  ///
  /// - Throws: ``KitRefusal`` when the folder is no package; ``KitFault``.
  static func manifest(of folder: String) throws -> [UInt8] {
    try read(PackageFileName.manifest, ExchangeLimits.manifestBytes, in: folder)
  }

  /// The bytes of manifest.sig.
  ///
  /// - Throws: ``KitRefusal`` when the folder is no package; ``KitFault``.
  static func signature(of folder: String) throws -> [UInt8] {
    try read(PackageFileName.signature, ExchangeLimits.signatureBytes, in: folder)
  }

  private static func read(_ name: String, _ limit: Int64, in folder: String) throws -> [UInt8] {
    let path = "\(folder)/\(name)"
    guard KitDisk.exists(path), try KitDisk.isPlainFile(path),
      let bytes = try KitDisk.read(path, limit: limit)
    else { throw KitRefusal(path, "缺少这个文件，或它不是普通文件、过大", "请给出整个包的文件夹") }
    return bytes
  }
}
