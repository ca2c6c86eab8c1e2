/// A folder that is ready to be taken.
public struct InboxEntry: Hashable, Sendable {
  /// Its name.
  public let id: PackageId
  /// False when it waited an hour without manifest.sig: it is taken and refused (P102).
  public let hasSignature: Bool
}

/// An entry with a name that no package can have, or one that is not a folder.
public struct MalformedEntry: Hashable, Sendable {
  let name: EntryName

  /// The name for a log of ours; foreign text, never to be echoed under our signature.
  public var text: String { name.description }
}

/// One look at an inbox.
public struct InboxListing: Hashable, Sendable {
  /// What can be taken, in ascending number.
  public let ready: [InboxEntry]
  /// What belongs into quarantine; each is counted and gets no receipt.
  public let malformed: [MalformedEntry]
  /// Folders still without manifest.sig, younger than an hour.
  public let waiting: Int
  /// Unfinished uploads (`.part`).
  public let uploading: Int
}

extension BankFolders {
  /// Looks at the inbox and changes nothing. `now` in seconds since 1970 UTC.
  ///
  /// The age of a folder is its modification time, which the bank can set; one that lies ahead
  /// only makes the bank's own folder wait.
  public func look(now: Int64) throws(DropBoxFault) -> InboxListing {
    let inbox = try OpenFolder.at(self.inbox)
    var ready: [InboxEntry] = []
    var malformed: [MalformedEntry] = []
    var waiting = 0
    var uploading = 0
    for name in try inbox.names() {
      if name.isIgnored { continue }
      if name.isUpload {
        uploading += 1
        continue
      }
      // Gone again: the bank may rename and delete while we look.
      guard let status = try inbox.status(of: name) else { continue }
      guard status.kind == .folder, let id = name.packageId else {
        malformed.append(MalformedEntry(name: name))
        continue
      }
      if try inbox.holdsSignature(name) {
        ready.append(InboxEntry(id: id, hasSignature: true))
      } else if now - status.modified > ExchangeLimits.signatureWaitSeconds {
        ready.append(InboxEntry(id: id, hasSignature: false))
      } else {
        waiting += 1
      }
    }
    return InboxListing(
      ready: ready.sorted { $0.id < $1.id },
      malformed: malformed.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) },
      waiting: waiting, uploading: uploading)
  }
}

extension OpenFolder {
  fileprivate func holdsSignature(_ name: EntryName) throws(DropBoxFault) -> Bool {
    do {
      return try folder(name).status(of: EntryName(PackageFileName.signature)) != nil
    } catch {
      // Replaced or removed between two looks: not ready now, looked at again next time.
      if error.isAboutTheEntry { return false }
      throw error
    }
  }
}

extension EntryName {
  /// Names with a leading point belong to sftp clients and ourselves.
  var isIgnored: Bool { bytes.first == UInt8(ascii: ".") }

  var isUpload: Bool { bytes.suffix(5).elementsEqual(".part".utf8) }

  /// The package id, when the bytes are exactly one.
  var packageId: PackageId? {
    PackageId(description).flatMap { Array($0.description.utf8) == bytes ? $0 : nil }
  }
}
