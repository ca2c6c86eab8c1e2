import Glibc

extension OpenFolder {
  /// Removes an entry of this folder with everything in it; nothing happens when there is none.
  ///
  /// A sender can nest folders deeper than a recursion or the table of open files allows, so a
  /// folder found inside is first moved up beside its parent: two open folders are enough.
  func removeTree(_ name: EntryName) throws(DropBoxFault) {
    guard let status = try status(of: name) else { return }
    guard status.kind == .folder else { return try unlink(name) }
    let top = try folder(name)
    var moved = 0
    while true {
      let names = try top.names(limit: 10_000)
      if names.isEmpty { break }
      for name in names { try top.empty(name, moved: &moved) }
    }
    try removeEmptyFolder(name)
  }

  private func empty(_ name: EntryName, moved: inout Int) throws(DropBoxFault) {
    guard try status(of: name)?.kind == .folder else { return try unlink(name) }
    let inner = try folder(name)
    for child in try inner.names() {
      guard try inner.status(of: child)?.kind == .folder else {
        try inner.unlink(child)
        continue
      }
      var target: EntryName
      repeat {
        moved += 1
        target = EntryName(".\(moved)")
      } while try self.status(of: target) != nil
      try inner.rename(child, to: self, as: target)
    }
    try removeEmptyFolder(name)
  }

  /// Cleans up after a fault, which may well be a full disk. When that fails too, the first
  /// fault is the one to report; the next attempt clears the rest.
  func removeTreeAfter(
    _ first: DropBoxFault, _ name: EntryName
  ) throws(DropBoxFault) {
    do {
      try removeTree(name)
    } catch {
      throw first
    }
  }
}
