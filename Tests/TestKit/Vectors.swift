public import Foundation

/// The folder of public test vectors. Tests that need it do nothing where it does not exist, and
/// one printed line says so.
public enum Vectors {
  /// The folder `MINGDAI_VECTORS` names, else `shared/vectors` beside the package; nil for none.
  public static func folder() -> URL? { located }

  private static let located: URL? = {
    let found = find()
    if found == nil {
      print("vectors: no folder found; set MINGDAI_VECTORS to run the tests that need it")
    }
    return found
  }()

  private static func find() -> URL? {
    let candidate: URL
    if let named = ProcessInfo.processInfo.environment["MINGDAI_VECTORS"] {
      candidate = URL(fileURLWithPath: named, isDirectory: true)
    } else if let root = PackageRoot.located {
      candidate = root.deletingLastPathComponent()
        .appendingPathComponent("shared/vectors", isDirectory: true)
    } else {
      return nil
    }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? candidate : nil
  }
}

/// The package that the tests were built from.
public enum PackageRoot {
  /// The folder of Package.swift, found by walking up from this file; nil when it was moved.
  public static let located: URL? = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) { return folder }
    }
    return nil
  }()
}
