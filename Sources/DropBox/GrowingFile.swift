/// A file that is written piece by piece beside its place and gets its name when it is whole.
///
/// A crash, or letting go of it before ``finish(as:)``, leaves nothing under the name; the next
/// file begun in the folder under the same beginning clears what was left beside.
public final class GrowingFile {
  private let folder: OpenFolder
  private let beside: EntryName
  private let file: OpenFile
  private var pending: [UInt8] = []

  private static let pieceBytes = 256 << 10

  /// Begins a file in a folder that is there.
  ///
  /// - Parameter beginning: What the name beside is made of; one such file at a time.
  public init(in path: String, beginning: String, mode: UInt32 = 0o600) throws(DropBoxFault) {
    folder = try OpenFolder.at(path)
    beside = ".tmp-" + EntryName(checked: beginning)
    try folder.removeTree(beside)
    file = try folder.newFile(beside, mode: 0o600)
    try file.setMode(mode)
  }

  /// Adds bytes at the end.
  public func write(_ bytes: [UInt8]) throws(DropBoxFault) {
    pending += bytes
    if pending.count >= Self.pieceBytes { try flush() }
  }

  /// Puts everything down to the disk and gives the file its name; what stood under it is replaced
  /// in one step.
  public func finish(as name: String) throws(DropBoxFault) {
    try flush()
    try file.sync()
    try folder.rename(beside, to: folder, as: EntryName(checked: name))
    try folder.sync()
  }

  private func flush() throws(DropBoxFault) {
    try file.write(pending)
    pending.removeAll(keepingCapacity: true)
  }
}
