import Glibc
import Sealing

/// A folder in which a package is put together from copies, before the archive keeps it. From
/// the copying on only these copies are used (EXCHANGE §1).
public struct StagingArea: Hashable, Sendable {
  /// The folder.
  public let path: String

  /// Where a file of this name is or will be.
  public func path(of name: String) -> String { path + "/" + name }

  /// Writes a file that must not be there yet, down to the disk.
  ///
  /// Names of the office's own evidence begin with `_`, so that they never clash with names
  /// that a bank may choose.
  public func write(_ name: String, _ bytes: [UInt8]) throws(DropBoxFault) {
    let file = try folder().newFile(EntryName(checked: name))
    try file.write(bytes)
    try file.sync()
  }

  /// Takes a file away, for instance before it is written anew; nothing happens without it.
  public func remove(_ name: String) throws(DropBoxFault) {
    try folder().removeTree(EntryName(checked: name))
  }

  /// Removes the folder with all copies.
  public func discard() throws(DropBoxFault) {
    guard let (parent, name) = OpenFolder.split(path) else { return }
    try OpenFolder.at(parent).removeTree(name)
  }

  func folder() throws(DropBoxFault) -> OpenFolder { try OpenFolder.at(path) }
}

extension EntryName {
  /// A name of ours or of a listed file: letters, digits, `.`, `_`, `-`, not leading with a
  /// point. Anything else is a bug of the caller.
  init(checked name: String) {
    let bytes = Array(name.utf8)
    let marks = Set("._-".utf8)
    let allowed = bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || marks.contains(byte)
    }
    precondition(
      allowed && (1...128).contains(bytes.count) && bytes[0] != UInt8(ascii: "."),
      "not a name for a file of a package")
    self.init(bytes: bytes)
  }
}
