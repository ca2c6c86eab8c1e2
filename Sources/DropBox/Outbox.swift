import Glibc

/// A file of a package that goes out.
public struct OutgoingFile: Hashable, Sendable {
  /// Where its bytes are.
  public enum Content: Hashable, Sendable {
    /// Here.
    case bytes([UInt8])
    /// In a file of ours, usually in the archive.
    case file(path: String)
  }

  /// Its name in the package.
  public let name: String
  /// Its bytes.
  public let content: Content

  /// A file with this name and content.
  public init(_ name: String, _ content: Content) {
    self.name = name
    self.content = content
  }
}

extension BankFolders {
  /// Puts a package into the outbox: written beside, down to the disk, then renamed, so that
  /// the bank sees all of it or nothing.
  ///
  /// Idempotent: the same package with the same content stays. Other content under the same
  /// name is a fault, `differs`.
  public func publish(_ id: PackageId, _ files: [OutgoingFile]) throws(DropBoxFault) {
    let outbox = try OpenFolder.at(self.outbox)
    let name = EntryName(id.description)
    if try outbox.status(of: name) != nil {
      guard try outbox.folder(name).holds(exactly: files) else {
        throw DropBoxFault(operation: "publish", path: outbox.path(of: name), cause: .differs)
      }
      return
    }
    // The same name each time: what a crash left behind is cleared by the next attempt.
    let beside = ".tmp-" + name
    try outbox.removeTree(beside)
    do {
      try outbox.makeFolder(beside, mode: 0o755)
      let folder = try outbox.folder(beside)
      for file in files { try folder.write(file) }
      // The bank must be able to read, whatever our umask.
      try folder.setMode(0o755)
      try folder.sync()
      try outbox.rename(beside, to: outbox, as: name)
    } catch {
      try outbox.removeTreeAfter(error, beside)
      throw error
    }
    try outbox.sync()
  }

  /// Takes a package out of the outbox, in one step for the bank; nothing happens when it is
  /// gone. Packages with personal data leave on the bank's receipt (EXCHANGE §4).
  public func withdraw(_ id: PackageId) throws(DropBoxFault) {
    let outbox = try OpenFolder.at(self.outbox)
    let name = EntryName(id.description)
    let aside = ".tmp-gone-" + name
    try outbox.removeTree(aside)
    guard try outbox.status(of: name) != nil else { return }
    try outbox.rename(name, to: outbox, as: aside)
    try outbox.removeTree(aside)
    try outbox.sync()
  }

  /// The packages that lie in the outbox, in ascending number.
  public func published() throws(DropBoxFault) -> [PackageId] {
    try OpenFolder.at(outbox).names().compactMap(\.packageId).sorted()
  }
}

extension OpenFolder {
  fileprivate func write(_ file: OutgoingFile) throws(DropBoxFault) {
    let target = try newFile(EntryName(checked: file.name), mode: 0o644)
    switch file.content {
    case .bytes(let bytes): try target.write(bytes)
    case .file(let path): try target.copyAll(of: OpenFolder.fileAt(path))
    }
    try target.setMode(0o644)
    try target.sync()
  }

  /// Whether the folder holds these files with this content and nothing else.
  fileprivate func holds(exactly files: [OutgoingFile]) throws(DropBoxFault) -> Bool {
    let wanted = Set(files.map { EntryName(checked: $0.name) })
    guard try Set(names(limit: files.count + 1)) == wanted else { return false }
    for file in files {
      let mine = try self.file(EntryName(checked: file.name))
      switch file.content {
      case .bytes(let bytes):
        guard try mine.readAll(limit: Int64(bytes.count)) == bytes else { return false }
      case .file(let path):
        guard try mine.equals(OpenFolder.fileAt(path)) else { return false }
      }
    }
    return true
  }

  fileprivate static func fileAt(_ path: String) throws(DropBoxFault) -> OpenFile {
    guard let (parent, name) = split(path) else {
      throw DropBoxFault(operation: "open", path: path, cause: .system(errno: EISDIR))
    }
    return try at(parent).file(name)
  }
}

extension OpenFile {
  fileprivate func copyAll(of source: OpenFile) throws(DropBoxFault) {
    let buffer = Buffer(count: 256 << 10)
    while true {
      let count = try source.read(into: buffer.raw)
      if count == 0 { return }
      try write(UnsafeRawBufferPointer(rebasing: buffer.raw[..<count]))
    }
  }
}
