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

/// One look at an inbox. It holds at most ``ExchangeLimits/inboxEntries`` packages and as many
/// malformed entries, whatever lies in the inbox.
public struct InboxListing: Hashable, Sendable {
  /// What can be taken, in ascending number.
  public internal(set) var ready: [InboxEntry] = []
  /// What belongs into quarantine; each is counted and gets no receipt.
  public internal(set) var malformed: [MalformedEntry] = []
  /// Folders still without manifest.sig, younger than an hour.
  public internal(set) var waiting = 0
  /// Unfinished uploads (`.part`).
  public internal(set) var uploading = 0
  /// Entries with a package's name and a higher number than all that was looked at.
  public internal(set) var beyond = 0
  /// Whether there are more malformed entries than were looked at.
  public internal(set) var hasMoreMalformed = false

  /// Whether the next look, when what was found is taken, finds more.
  public var isPartial: Bool {
    (beyond > 0 || hasMoreMalformed) && !(ready.isEmpty && malformed.isEmpty)
  }
}

extension BankFolders {
  /// Looks at the inbox and changes nothing. `now` in seconds since 1970 UTC; `limit` is
  /// ``ExchangeLimits/inboxEntries``, for tests less.
  ///
  /// The age of a folder is its modification time, which the bank can set; one that lies ahead
  /// only makes the bank's own folder wait.
  public func look(
    now: Int64, limit: Int = ExchangeLimits.inboxEntries
  ) throws(DropBoxFault) -> InboxListing {
    let inbox = try OpenFolder.at(self.inbox)
    var listing = InboxListing()
    var packages = LowestPackages(limit: limit)
    // Names alone are read of everything; a file's or folder's own state only of what is kept.
    try inbox.forEachName { name in
      if name.isIgnored { return true }
      if name.isUpload {
        listing.uploading += 1
      } else if let id = name.packageId {
        packages.insert(id)
      } else {
        listing.add(malformed: name, limit)
      }
      return true
    }
    let lowest = packages.sorted()
    listing.beyond = packages.beyond
    for id in lowest {
      let name = EntryName(id.description)
      // Gone again: the bank may rename and delete while we look.
      guard let status = try inbox.status(of: name) else { continue }
      if status.kind != .folder {
        listing.add(malformed: name, limit)
      } else if try inbox.holdsSignature(name) {
        listing.ready.append(InboxEntry(id: id, hasSignature: true))
      } else if now - status.modified > ExchangeLimits.signatureWaitSeconds {
        listing.ready.append(InboxEntry(id: id, hasSignature: false))
      } else {
        listing.waiting += 1
      }
    }
    listing.malformed.sort { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
    return listing
  }
}

extension InboxListing {
  fileprivate mutating func add(malformed name: EntryName, _ limit: Int) {
    if malformed.count < limit {
      malformed.append(MalformedEntry(name: name))
    } else {
      hasMoreMalformed = true
    }
  }
}

/// The lowest of many packages, kept without keeping the others.
private struct LowestPackages {
  let limit: Int
  /// Inserted and not kept.
  private(set) var beyond = 0
  /// At most twice the limit; the highest ones are dropped from time to time.
  private var kept: [PackageId] = []
  /// What is higher is not among the lowest.
  private var ceiling: PackageId?

  init(limit: Int) { self.limit = limit }

  mutating func insert(_ id: PackageId) {
    if let ceiling, id > ceiling {
      beyond += 1
      return
    }
    kept.append(id)
    if kept.count >= 2 * limit { drop() }
  }

  mutating func sorted() -> [PackageId] {
    drop()
    return kept
  }

  private mutating func drop() {
    kept.sort()
    guard kept.count > limit else { return }
    beyond += kept.count - limit
    kept.removeLast(kept.count - limit)
    ceiling = kept.last
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
