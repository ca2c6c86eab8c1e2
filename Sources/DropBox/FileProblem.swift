/// What is wrong with a file that a package should hold: the sender's mistake, a value.
public enum FileProblem: Hashable, Sendable {
  /// There is none of this name (P102).
  case missing
  /// It is something else than a file with bytes (P104).
  case notPlain(EntryKind)
  /// It has more than one name, so that it may change behind our back (P104).
  case hardLinked
  /// It is bigger than its limit in bytes (P105).
  case overLimit(Int64)
  /// It is bigger than the manifest says (F502).
  case longer
  /// It is smaller than the manifest says: its size in bytes (F502).
  case shorter(Int64)
}

/// A problem with its file.
public struct FileFinding: Hashable, Sendable {
  /// The file: a name of our grammar, never foreign text.
  public let name: String
  /// What is wrong.
  public let problem: FileProblem
}

extension FileStatus {
  /// Why this is not a file that we would read; nil when it is one.
  var notReadable: FileProblem? {
    if kind != .plain { return .notPlain(kind) }
    return linkCount == 1 ? nil : .hardLinked
  }
}

extension OpenFolder {
  /// What came of opening a file for reading.
  enum PlainFile {
    case opened(OpenFile, size: Int64)
    case problem(FileProblem)
  }

  /// Opens a file only if it is plain and has one name. Looked at before, so that no device or
  /// pipe is opened at all, and again after, because it may have changed in between.
  func plainFile(_ name: EntryName) throws(DropBoxFault) -> PlainFile {
    guard let before = try status(of: name) else { return .problem(.missing) }
    if let problem = before.notReadable { return .problem(problem) }
    let file: OpenFile
    do {
      file = try self.file(name)
    } catch {
      guard error.isAboutTheEntry else { throw error }
      return .problem(try status(of: name)?.notReadable ?? .missing)
    }
    let after = try file.status()
    if let problem = after.notReadable { return .problem(problem) }
    return .opened(file, size: after.size)
  }
}
