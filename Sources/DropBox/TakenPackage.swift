import Sealing

/// A folder that was taken out of an inbox. What it holds is still the sender's: he may have
/// files open and write into them. So everything is copied once, and only the copies are used.
public struct TakenPackage: Hashable, Sendable {
  /// The name it had in the inbox.
  public let id: PackageId
  /// The name of this delivery, kept over a crash: 16 characters of hexadecimal.
  public let deliveryId: String
  /// How many tries to receive it failed; kept over a crash too.
  public let failures: Int
  let trays: BankFolders

  /// The folder.
  public var path: String { trays.work + "/" + name.description }

  /// Removes the folder; nothing happens when it is gone.
  public func discard() throws(DropBoxFault) {
    let parent = try OpenFolder.at(trays.work)
    try parent.removeTree(name)
    try parent.sync()
  }

  /// Remembers that another try to receive it failed: one rename, so that nothing is to be cleared
  /// away later.
  public func failedAgain() throws(DropBoxFault) -> TakenPackage {
    let failed = TakenPackage(
      id: id, deliveryId: deliveryId, failures: min(failures + 1, 99), trays: trays)
    let parent = try OpenFolder.at(trays.work)
    try parent.rename(name, to: parent, as: failed.name)
    try parent.sync()
    return failed
  }

  /// Moves the folder into quarantine, for a person to look at. Gives its path there.
  public func quarantine() throws(DropBoxFault) -> String {
    try trays.moveToQuarantine(name, from: OpenFolder.at(trays.work))
  }

  var name: EntryName {
    WorkName(id: id, deliveryId: deliveryId, failures: failures).entry
  }

  func folder() throws(DropBoxFault) -> OpenFolder {
    try OpenFolder.at(trays.work).folder(name)
  }
}

/// An entry of a taken folder.
public struct FolderEntry: Hashable, Sendable {
  /// The name, when a package may hold such a file (listed, manifest or signature); else nil:
  /// the foreign name is not kept.
  public let name: String?
  /// What it is.
  public let kind: EntryKind
  /// How many names the file has.
  public let linkCount: Int
  /// Size in bytes.
  public let size: Int64
}

/// What a taken folder holds.
public enum FolderListing: Hashable, Sendable {
  /// All entries, by name; those without a proper name first.
  case entries([FolderEntry])
  /// More entries than a package may have (P105); none was looked at.
  case tooMany
}

extension TakenPackage {
  /// All entries of the folder. Reading stops at the first entry too many.
  public func listing() throws(DropBoxFault) -> FolderListing {
    let most = ExchangeLimits.files + 2
    let folder = try folder()
    let names = try folder.names(limit: most + 1)
    guard names.count <= most else { return .tooMany }
    var entries: [FolderEntry] = []
    for name in names {
      guard let status = try folder.status(of: name) else { continue }
      entries.append(
        FolderEntry(
          name: name.properName, kind: status.kind, linkCount: status.linkCount,
          size: status.size))
    }
    return .entries(entries.sorted { ($0.name ?? "") < ($1.name ?? "") })
  }
}

extension EntryName {
  fileprivate var properName: String? {
    let text = description
    guard text.utf8.elementsEqual(bytes) else { return nil }
    let isHead = text == PackageFileName.manifest || text == PackageFileName.signature
    return isHead || PackageFileName(text) != nil ? text : nil
  }
}
