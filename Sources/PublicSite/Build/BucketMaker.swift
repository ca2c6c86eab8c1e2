import Disclosure
import Synchronization

/// Makes buckets: renders what is new of them, scans it, and writes it beside what is taken over.
///
/// Works on several buckets at a time. The leak scan is here and nowhere else: no byte goes into
/// the store that ``LeakScan`` has not seen. DISCLOSURE §1, §5.
struct BucketMaker: Sendable {
  /// After so many hits no more are looked for: the build has failed anyway.
  static let mostLeaks = 100

  let site: SiteFolder
  let scan: PieceScan
  /// Hexadecimal SHA-256.
  let digest: @Sendable ([UInt8]) -> String
  /// Whether everything is written anew, even what is in the store already.
  let full: Bool
  /// Whether something was erased since the release before: no trace of it may stay.
  let forgets: Bool

  /// A file of the bucket: taken over or new.
  private struct File {
    enum Content {
      /// The file of the base has it already.
      case taken
      case bytes([UInt8])
      /// It lies ready at a place.
      case ready(String)
    }

    let name: String
    let entry: BucketManifest.Entry
    let content: Content
    /// Whether it is taken over without being made.
    let isUnread: Bool

    var isTaken: Bool { if case .taken = content { true } else { false } }
  }

  /// What the scan found in the new files of a bucket, and where they lead to.
  private struct Found {
    var leaks: [Leak] = []
    /// Keeps the traces.
    var round: LeakRound
    /// Addresses linked to, each with a file that does so.
    var links: [SiteAddress: String] = [:]
    /// Pieces that the files share.
    var pieces: [ObjectIdentifier: FramePiece] = [:]

    init(scan: LeakScan) { round = LeakRound(scan: scan) }

    mutating func add(_ leaks: [Leak], in file: RenderedFile, at place: String) {
      if self.leaks.count < BucketMaker.mostLeaks { self.leaks += leaks }
      add(file.links, of: place)
      for (_, piece) in file.pieces
      where pieces.updateValue(piece, forKey: ObjectIdentifier(piece)) == nil {
        add(piece.links, of: place)
      }
    }

    private mutating func add(_ targets: [SiteAddress], of place: String) {
      for target in targets where links[target] == nil { links[target] = place }
    }
  }

  /// Makes a bucket; nil when something leaks.
  func make(
    _ files: [PlannedFile], at path: String, base: BaseFiles, into result: BuildResult
  ) throws -> ReleaseManifest.Bucket? {
    var made: [File] = []
    var manifest = BucketManifest()
    var cost = BuildResult.Cost()
    var found = Found(scan: scan.scan)
    for file in files {
      let next = try prepare(file, at: path, base, &found, &cost)
      guard manifest.add(file.name, next.entry) else {
        throw PublishFault.addressTwice(Self.join(path, file.name))
      }
      made.append(next)
    }
    var traces = found.round.traces
    for piece in found.pieces.values { traces.formUnion(scan.traces(of: piece)) }
    result.add(found.leaks, links: found.links)
    guard !result.hasLeaks else { return nil }
    let unread = made.filter(\.isUnread).map(\.name)
    if !unread.isEmpty { traces.formUnion(try keptTraces(of: unread, at: path, base)) }
    let start = ThreadClock.now
    let name = try store(made, manifest, traces, at: path, base)
    cost.write += ThreadClock.now - start
    let written = made.count { !$0.isTaken }
    result.add(written: written, unchanged: made.count - written, cost)
    return ReleaseManifest.Bucket(
      name: name, stamp: nil, files: made.count, size: manifest.size)
  }

  /// The traces of files that are taken over: those kept of the whole bucket, or, when it is to
  /// forget something, of the files themselves.
  private func keptTraces(
    of names: [String], at path: String, _ base: BaseFiles
  ) throws -> LeakTraces {
    guard forgets, let folder = base.folder else {
      guard let name = base.name, let traces = try site.traces(ofBucket: name) else {
        throw PublishFault.damaged(path)
      }
      return traces
    }
    var round = LeakRound(scan: scan.scan)
    for name in names {
      let place = Self.join(path, name)
      guard let bytes = try ReleaseFolder.read("\(folder)/\(name)"),
        let entry = base.manifest?.entries[name]
      else { throw PublishFault.damaged(place) }
      _ = round.leaks(in: entry.scanned(bytes), file: place)
    }
    return round.traces
  }

  /// Takes a file over or renders and scans it.
  private func prepare(
    _ file: PlannedFile, at path: String, _ base: BaseFiles, _ found: inout Found,
    _ cost: inout BuildResult.Cost
  ) throws -> File {
    if let stamp = file.stamp, base.has(file.name, stamp),
      let entry = base.manifest?.entries[file.name]
    {
      return File(name: file.name, entry: entry, content: .taken, isUnread: true)
    }
    let start = ThreadClock.now
    let (rendered, ready) = try content(of: file)
    let afterRender = ThreadClock.now
    let place = Self.join(path, file.name)
    found.add(scan.leaks(in: rendered, at: place, &found.round), in: rendered, at: place)
    let afterScan = ThreadClock.now
    let entry = BucketManifest.Entry(
      stamp: file.stamp, digest: ready?.digest ?? digest(rendered.bytes),
      size: ready?.size ?? rendered.bytes.count,
      quiet: ready.map { $0.size == 0 ? [] : [0..<$0.size] } ?? rendered.silent)
    let old = base.manifest?.entries[file.name]
    let isSame = !full && old?.digest == entry.digest && old?.size == entry.size
    cost.render += afterRender - start
    cost.scan += afterScan - afterRender
    cost.digest += ThreadClock.now - afterScan
    let new = ready.map { File.Content.ready($0.place) } ?? .bytes(rendered.bytes)
    return File(
      name: file.name, entry: entry, content: isSame ? .taken : new, isUnread: false)
  }

  /// A file as it is made; of one that lies ready what was not scanned yet.
  private func content(
    of file: PlannedFile
  ) throws -> (rendered: RenderedFile, ready: JoinedFile?) {
    switch file.content {
    case .made(let make): (try make(), nil)
    case .joined(let joined): (RenderedFile(bytes: joined.head), joined)
    }
  }

  /// Gives the bucket a place in the store, and its name there: the digest of its place and of
  /// what is in it.
  private func store(
    _ files: [File], _ manifest: BucketManifest, _ traces: LeakTraces, at path: String,
    _ base: BaseFiles
  ) throws(PublishFault) -> String {
    let name = String(digest(Array("\(path)\n".utf8) + manifest.content).prefix(32))
    if !full {
      if let old = base.name, old.hasPrefix(name) { return old }
      if try site.manifest(ofBucket: name) != nil { return name }
    }
    let free = try SiteFolder.freeName(for: name) { site.bucket($0) }
    try write(files, manifest.bytes(traces), as: free, base)
    return free
  }

  /// Writes the bucket beside its place and gives it its name.
  private func write(
    _ files: [File], _ manifest: [UInt8], as name: String, _ base: BaseFiles
  ) throws(PublishFault) {
    let beside = site.bucket(".new-" + name)
    try ReleaseFolder.remove(beside)
    let folder = try OpenFolder(creating: beside)
    var old: OpenFolder?
    if let place = base.folder, files.contains(where: \.isTaken) {
      old = try OpenFolder(place)
      if old == nil { throw .damaged(place) }
    }
    for file in files {
      switch file.content {
      case .bytes(let bytes): try folder.write(bytes, to: file.name)
      case .ready(let place): try folder.move(place, to: file.name)
      case .taken: if let old { try folder.take(file.name, from: old) }
      }
    }
    let place = site.bucket(name)
    try ReleaseFolder.remove(place + ".manifest")
    try ReleaseFolder.move(beside, to: place)
    try ReleaseFolder.write(manifest, to: place + ".manifest")
  }

  static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "/" + name
  }
}

/// What the makers of buckets came to, together.
final class BuildResult: Sendable {
  /// Processor seconds, in nanoseconds.
  struct Cost: Sendable {
    var render: Int64 = 0
    var scan: Int64 = 0
    var digest: Int64 = 0
    var write: Int64 = 0
  }

  struct State: Sendable {
    var leaks: [Leak] = []
    /// Addresses linked to that are not certain to be there, each with a file that does so.
    var links: [SiteAddress: String] = [:]
    var buckets: [String: ReleaseManifest.Bucket] = [:]
    var written = 0
    var unchanged = 0
    var cost = Cost()
  }

  private let state = Mutex(State())
  /// Whether an address is laid out for certain: nearly every one is, so that few are remembered.
  private let isCertain: @Sendable (SiteAddress) -> Bool

  init(isCertain: @escaping @Sendable (SiteAddress) -> Bool) { self.isCertain = isCertain }

  var hasLeaks: Bool { state.withLock { !$0.leaks.isEmpty } }
  var now: State { state.withLock { $0 } }

  func add(_ leaks: [Leak], links: [SiteAddress: String] = [:]) {
    let links = links.filter { !isCertain($0.key) }
    if leaks.isEmpty, links.isEmpty { return }
    state.withLock { state in
      if state.leaks.count < BucketMaker.mostLeaks { state.leaks += leaks }
      state.links.merge(links) { first, _ in first }
    }
  }

  func add(written: Int, unchanged: Int, _ cost: Cost) {
    state.withLock { state in
      state.written += written
      state.unchanged += unchanged
      state.cost.render += cost.render
      state.cost.scan += cost.scan
      state.cost.digest += cost.digest
      state.cost.write += cost.write
    }
  }

  func add(_ bucket: ReleaseManifest.Bucket, at path: String) throws(PublishFault) {
    let isNew = state.withLock { $0.buckets.updateValue(bucket, forKey: path) == nil }
    guard isNew else { throw .addressTwice(path) }
  }
}
