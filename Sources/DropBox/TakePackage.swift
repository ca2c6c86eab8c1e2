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

  /// Packages that an interrupted run took and did not finish, or that failed, in ascending
  /// number. Their delivery ids are the ones they were taken with.
  public func leftovers() throws(DropBoxFault) -> [TakenPackage] {
    var packages: [TakenPackage] = []
    while let package = try leftover(except: Set(packages.map(\.deliveryId))) {
      packages.append(package)
    }
    return packages
  }

  /// The first of ``leftovers()`` whose delivery id is not among `others`.
  public func leftover(except others: Set<String>) throws(DropBoxFault) -> TakenPackage? {
    let work = try OpenFolder.at(self.work)
    while true {
      var lowest: WorkName?
      try work.forEachName { entry in
        guard let name = WorkName(entry), !others.contains(name.deliveryId) else { return true }
        if lowest.map({ name < $0 }) ?? true { lowest = name }
        return true
      }
      guard let lowest else { return nil }
      if let package = try packageOrQuarantine(lowest, in: work) { return package }
    }
  }

  /// Moves a malformed entry of the inbox into quarantine; false when it is gone. `day` is the
  /// day under which ``quarantined(on:)`` counts it.
  @discardableResult
  public func quarantine(_ entry: MalformedEntry, day: String) throws(DropBoxFault) -> Bool {
    do {
      try moveToQuarantine(entry.name, from: OpenFolder.at(inbox), day)
      return true
    } catch {
      if error.errno == ENOENT { return false }
      throw error
    }
  }

  /// How many malformed entries of a day lie in quarantine.
  public func quarantined(on day: String) throws(DropBoxFault) -> Int {
    var count = 0
    let prefix = EntryName(day + "-").bytes
    try OpenFolder.at(quarantine).forEachName { name in
      if name.bytes.starts(with: prefix) { count += 1 }
      return true
    }
    return count
  }

  /// Removes unfinished uploads older than seven days, and what removals left behind. Gives the
  /// number of uploads. `now` in seconds since 1970 UTC. One call looks at 10 000 uploads; it
  /// comes to the others when those are removed or finished.
  @discardableResult
  public func sweep(now: Int64) throws(DropBoxFault) -> Int {
    let work = try OpenFolder.at(self.work)
    let inbox = try OpenFolder.at(self.inbox)
    var uploads: [EntryName] = []
    try inbox.forEachName { name in
      if name.isUpload, !name.isIgnored { uploads.append(name) }
      return uploads.count < ExchangeLimits.inboxEntries
    }
    var count = 0
    for name in uploads {
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
      return TakenPackage(
        id: name.id, deliveryId: name.deliveryId, failures: name.failures, trays: self)
    }
    try moveToQuarantine(name.entry, from: work)
    return nil
  }

  /// A folder of its own for each entry keeps the name whole and free of clashes. Gives the new
  /// path.
  @discardableResult
  func moveToQuarantine(
    _ name: EntryName, from folder: OpenFolder, _ day: String? = nil
  ) throws(DropBoxFault) -> String {
    let quarantine = try OpenFolder.at(self.quarantine)
    let token = try freshToken(for: self.quarantine)
    let cell = EntryName(day.map { "\($0)-\(token)" } ?? token)
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
    return inner.path(of: name)
  }
}

/// The name of a taken folder in `work`: `packageId~deliveryId`, and `~n` when it failed n times.
struct WorkName: Comparable {
  let id: PackageId
  let deliveryId: String
  let failures: Int

  init(id: PackageId, deliveryId: String, failures: Int = 0) {
    self.id = id
    self.deliveryId = deliveryId
    self.failures = failures
  }

  init?(_ name: EntryName) {
    let parts = name.description.split(separator: "~", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let id = PackageId(String(parts[0])),
      Hex.decode(String(parts[1]))?.count == 8
    else { return nil }
    var failures = 0
    if parts.count == 3 {
      guard let count = Int(parts[2]), (1...99).contains(count) else { return nil }
      failures = count
    }
    self.init(id: id, deliveryId: String(parts[1]), failures: failures)
  }

  var entry: EntryName {
    EntryName("\(id)~\(deliveryId)" + (failures > 0 ? "~\(failures)" : ""))
  }

  static func < (a: WorkName, b: WorkName) -> Bool {
    (a.id, a.deliveryId) < (b.id, b.deliveryId)
  }
}
