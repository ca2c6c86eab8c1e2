import Glibc
import Sealing

/// What came of taking a folder out of the inbox.
public enum TakeOutcome: Sendable {
  /// It is in our hands.
  case taken(TakenPackage)
  /// The bank removed or renamed it after the look.
  case gone
  /// It was no folder any more and lies in quarantine.
  case quarantined
}

extension BankFolders {
  /// Takes a folder: one rename out of the inbox, the only thing that is ever done to it. After
  /// a crash it is either still there or among the `leftovers`.
  public func take(_ entry: InboxEntry) throws(DropBoxFault) -> TakeOutcome {
    let work = try OpenFolder.at(self.work)
    let inbox = try OpenFolder.at(self.inbox)
    let token = try freshToken(for: self.work)
    let name = WorkName(id: entry.id, deliveryId: token)
    do {
      try inbox.rename(EntryName(entry.id.description), to: work, as: name.entry)
    } catch {
      if error.errno == ENOENT { return .gone }
      throw error
    }
    try work.sync()
    try inbox.sync()
    return try packageOrQuarantine(name, in: work).map { .taken($0) } ?? .quarantined
  }

  /// Packages that an interrupted run took and did not finish, in ascending number. Their
  /// delivery ids are the ones they were taken with.
  public func leftovers() throws(DropBoxFault) -> [TakenPackage] {
    let work = try OpenFolder.at(self.work)
    var packages: [TakenPackage] = []
    for entry in try work.names() {
      guard let name = WorkName(entry) else { continue }
      if let package = try packageOrQuarantine(name, in: work) { packages.append(package) }
    }
    return packages.sorted { ($0.id, $0.deliveryId) < ($1.id, $1.deliveryId) }
  }

  /// Moves a malformed entry of the inbox into quarantine; false when it is gone.
  @discardableResult
  public func quarantine(_ entry: MalformedEntry) throws(DropBoxFault) -> Bool {
    do {
      try moveToQuarantine(entry.name, from: OpenFolder.at(inbox))
      return true
    } catch {
      if error.errno == ENOENT { return false }
      throw error
    }
  }

  /// Removes unfinished uploads older than seven days, and what removals left behind. Gives the
  /// number of uploads. `now` in seconds since 1970 UTC.
  @discardableResult
  public func sweep(now: Int64) throws(DropBoxFault) -> Int {
    let work = try OpenFolder.at(self.work)
    let inbox = try OpenFolder.at(self.inbox)
    var count = 0
    for name in try inbox.names() where name.isUpload && !name.isIgnored {
      guard let status = try inbox.status(of: name),
        now - status.modified > ExchangeLimits.uploadSeconds
      else { continue }
      // Out of the bank's reach first, so that nobody writes into it while it is removed.
      let target = EntryName(Self.sweptPrefix + (try freshToken(for: self.work)))
      do {
        try inbox.rename(name, to: work, as: target)
      } catch {
        if error.errno == ENOENT { continue }
        throw error
      }
      count += 1
    }
    for name in try work.names() where name.description.hasPrefix(Self.sweptPrefix) {
      try work.removeTree(name)
    }
    return count
  }

  private static let sweptPrefix = ".swept-"

  private func packageOrQuarantine(
    _ name: WorkName, in work: OpenFolder
  ) throws(DropBoxFault) -> TakenPackage? {
    if try work.status(of: name.entry)?.kind == .folder {
      return TakenPackage(id: name.id, deliveryId: name.deliveryId, work: self.work)
    }
    try moveToQuarantine(name.entry, from: work)
    return nil
  }

  /// A folder of its own for each entry keeps the name whole and free of clashes.
  private func moveToQuarantine(
    _ name: EntryName, from folder: OpenFolder
  ) throws(DropBoxFault) {
    let quarantine = try OpenFolder.at(self.quarantine)
    let cell = EntryName(try freshToken(for: self.quarantine))
    try quarantine.makeFolder(cell, mode: 0o700)
    let inner = try quarantine.folder(cell)
    do {
      try folder.rename(name, to: inner, as: name)
    } catch {
      try quarantine.removeEmptyFolder(cell)
      throw error
    }
    try inner.sync()
    try quarantine.sync()
    try folder.sync()
  }
}

/// The name of a taken folder in `work`: `packageId~deliveryId`.
struct WorkName {
  let id: PackageId
  let deliveryId: String

  init(id: PackageId, deliveryId: String) {
    self.id = id
    self.deliveryId = deliveryId
  }

  init?(_ name: EntryName) {
    let parts = name.description.split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = PackageId(String(parts[0])),
      Hex.decode(String(parts[1]))?.count == 8
    else { return nil }
    self.init(id: id, deliveryId: String(parts[1]))
  }

  var entry: EntryName { EntryName("\(id)~\(deliveryId)") }
}
