import Glibc
import Sealing

/// The folders of one bank: `…/banks/CODE`. EXCHANGE §1.
public struct BankFolders: Hashable, Sendable {
  /// The bank's folder itself.
  public let root: String

  /// The folders below `root`; nothing is made yet.
  public init(root: String) { self.root = root }

  /// Where the bank writes.
  public var inbox: String { root + "/inbox" }
  /// Where the bank reads.
  public var outbox: String { root + "/outbox" }
  /// Where the bank reads the system's public keys.
  public var keys: String { root + "/keys" }
  /// Packages taken and not finished yet; on the same mount as the inbox.
  public var work: String { root + "/work" }
  /// Entries of the inbox whose name is malformed.
  public var quarantine: String { root + "/quarantine" }

  /// Makes what is missing. The bank sees inbox, outbox and keys; the rest is ours alone.
  ///
  /// Owners are not set here: who owns the inbox is the installer's matter (EXCHANGE §1).
  public func create() throws(DropBoxFault) {
    let top = try OpenFolder.creating(root)
    for name: EntryName in ["inbox", "outbox", "keys"] {
      if try top.makeFolder(name, mode: 0o755) { try top.folder(name).setMode(0o755) }
    }
    for name: EntryName in ["work", "quarantine"] {
      if try top.makeFolder(name, mode: 0o700) { try top.folder(name).setMode(0o700) }
    }
    try top.sync()
  }
}

extension OpenFolder {
  /// Opens a folder and makes it, with its parents, when it is missing.
  static func creating(_ path: String, mode: mode_t = 0o755) throws(DropBoxFault) -> OpenFolder {
    do {
      return try at(path)
    } catch {
      guard error.errno == ENOENT, let (parent, name) = split(path) else { throw error }
      let folder = try creating(parent, mode: mode)
      try folder.makeFolder(name, mode: mode)
      try folder.sync()
      return try folder.folder(name)
    }
  }

  /// The folder and the name of a path; nil for the root.
  static func split(_ path: String) -> (parent: String, name: EntryName)? {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      return bytes.isEmpty ? nil : (".", EntryName(bytes: bytes))
    }
    let name = EntryName(bytes: Array(bytes[(slash + 1)...]))
    guard !name.bytes.isEmpty else { return nil }
    return (slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self), name)
  }
}

/// A new name that nobody can guess and nobody has: 16 characters of hexadecimal.
func freshToken(for path: String) throws(DropBoxFault) -> String {
  try sealing(path) { () throws(SealingFault) in Hex.encode(try randomBytes(8)) }
}

/// Calls into Sealing and turns its fault into ours.
func sealing<Result>(
  _ path: String, _ body: () throws(SealingFault) -> Result
) throws(DropBoxFault) -> Result {
  do {
    return try body()
  } catch {
    throw DropBoxFault(operation: "sealing", path: path, cause: .sealing(error))
  }
}
