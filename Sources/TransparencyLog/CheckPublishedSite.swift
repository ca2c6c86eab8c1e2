import Sealing
import StrictJSON

/// Checks a site as anyone can download it against its own log, without an office: is everything
/// that the pages say in the log as it is, is nothing gone, is the log signed, and does it continue
/// an earlier checkpoint? DISCLOSURE §3.
public struct CheckPublishedSite {
  /// What was checked.
  public struct Outcome: Sendable {
    /// The log's name, size and root as signed; nil when there is no readable checkpoint.
    public internal(set) var checkpoint: Checkpoint?
    /// The head that it was compared with.
    public internal(set) var against: TreeHead?
    /// Pages that were read.
    public internal(set) var pages = 0
    /// Entries on pages that agree with the log.
    public internal(set) var agreeing = 0
    /// Facts on pages that agree with their entry's content.
    public internal(set) var facts = 0
    /// Notices of the keys' history that are no mistake, in Chinese.
    public internal(set) var remarks: [String] = []
    /// Everything that does not agree.
    public internal(set) var findings: [SiteFinding] = []
  }

  /// What is being checked.
  public enum Step: Hashable, Sendable {
    /// The log's entries, of a known number.
    case entries
    /// The pages.
    case pages
  }

  private let read: ReadFile
  private let step: (Step, Int64, Int64) -> Void
  private var outcome = Outcome()
  private var shown: [String: Int] = [:]
  private var marking = MarkedNames()

  /// A check of a site.
  ///
  /// - Parameters:
  ///   - read: reads a file of the site.
  ///   - step: told how much of a step is done, and of how many entries or 0.
  public init(
    read: @escaping ReadFile, step: @escaping (Step, Int64, Int64) -> Void = { _, _, _ in }
  ) {
    self.read = read
    self.step = step
  }

  /// Checks the log and the pages.
  ///
  /// - Parameters:
  ///   - pages: the paths of all pages.
  ///   - against: the bytes of an earlier checkpoint; nil for none.
  /// - Throws: what reading a file throws, and `SealingFault`. Missing or wrong files are findings.
  public mutating func callAsFunction(
    pages: some Sequence<String>, against: [UInt8]?
  ) throws -> Outcome {
    let keys = try readKeys()
    guard let head = try readCheckpoint(keys) else { return outcome }
    let earlier = try against.flatMap { try readEarlier($0, keys) }
    outcome.against = earlier
    let walk = try LogWalk(size: head.size, earlier: earlier?.size, read: read) {
      step(.entries, $0, head.size)
    }
    outcome.findings += walk.findings
    if let root = walk.root, root != head.root {
      add(.root, LogLayout.checkpointPath, "由全部 \(head.size) 条算出的树根与签名中的树根不同")
    }
    compare(earlier, with: head, walk.earlierRoot)
    for path in pages { try check(page: path, walk) }
    findMissing(walk)
    outcome.findings += marking.gaps.map {
      SiteFinding(.shown, $0.page, record: $0.record, "网页没有显示「\($0.name)」，别的网页都有")
    }
    return outcome
  }

  private mutating func add(
    _ kind: SiteFinding.Kind, _ place: String, record: String? = nil, _ problem: String
  ) {
    outcome.findings.append(SiteFinding(kind, place, record: record, problem))
  }

  // MARK: Keys and checkpoints

  private mutating func readKeys() throws -> LogKeys? {
    guard let keys = try read(LogLayout.keysPath).flatMap({ LogKeys($0) }) else {
      add(.keys, LogLayout.keysPath, "日志公钥文件缺失或读不懂")
      return nil
    }
    for place in keys.keys.indices.dropFirst() {
      switch try keys.succession(place) {
      case .signed: outcome.remarks.append("日志公钥更换过：第 \(place + 1) 把由前一把签名确认")
      case .declared(let people):
        outcome.remarks.append(
          "日志公钥更换过：第 \(place + 1) 把没有前一把的签名，由\(people.joined(separator: "、"))两人声明，请向公开单位核实")
      case .broken: add(.keys, LogLayout.keysPath, "第 \(place + 1) 把日志公钥没有合格的更换说明")
      }
    }
    return keys
  }

  private mutating func readCheckpoint(_ keys: LogKeys?) throws -> TreeHead? {
    let place = LogLayout.checkpointPath
    guard let note = try read(place).flatMap({ SignedNote($0) }),
      let checkpoint = Checkpoint(note.text)
    else {
      add(.checkpoint, place, "日志签名（checkpoint）缺失或读不懂")
      return nil
    }
    outcome.checkpoint = checkpoint
    if let keys {
      if checkpoint.origin != keys.origin {
        add(.checkpoint, place, "签名的日志叫 \(checkpoint.origin)，公钥却属于 \(keys.origin)")
      }
      if try !note.isSigned(by: keys.current) { add(.signature, place, "不是现行日志公钥的签名") }
    }
    return checkpoint.head
  }

  private mutating func readEarlier(_ bytes: [UInt8], _ keys: LogKeys?) throws -> TreeHead? {
    let place = "手中的日志签名"
    guard let note = SignedNote(bytes), let earlier = Checkpoint(note.text) else {
      add(.against, place, "不是日志签名（checkpoint）文件")
      return nil
    }
    if let origin = outcome.checkpoint?.origin, origin != earlier.origin {
      add(.against, place, "它属于日志 \(earlier.origin)，网站上的是 \(origin)")
    }
    if let keys, !(try keys.keys.contains { try note.isSigned(by: $0) }) {
      add(.against, place, "签它的密钥不在网站公布的日志公钥之中")
    }
    return earlier.head
  }

  private mutating func compare(_ earlier: TreeHead?, with head: TreeHead, _ root: TreeHash?) {
    guard let earlier else { return }
    if earlier.size > head.size {
      add(
        .against, LogLayout.checkpointPath,
        "手中的日志签名有 \(earlier.size) 条，网站的日志只有 \(head.size) 条：日志被截短")
    } else if let root, root != earlier.root {
      add(
        .against, LogLayout.checkpointPath,
        "网站日志的前 \(earlier.size) 条不是手中日志签名所签的那 \(earlier.size) 条：已公布的内容被改写")
    } else if root == nil {
      add(.against, LogLayout.checkpointPath, "日志不完整，无法与手中的日志签名核对")
    }
  }

  // MARK: Pages

  private mutating func check(page path: String, _ walk: LogWalk) throws {
    guard let bytes = try read(path) else { return }
    outcome.pages += 1
    step(.pages, Int64(outcome.pages), 0)
    let page = PageReader(bytes)
    var seen: Set<String> = []
    for carried in page.entries {
      guard let carried else {
        add(.page, path, "网页所附的日志内容读不懂")
        continue
      }
      // What a page shows is the first of its entries of a record; the others are its past.
      let subject = carried.entry.subject
      if seen.insert(subject).inserted {
        shown[subject] = max(shown[subject] ?? 0, carried.entry.revision)
      }
      try check(carried, on: path, walk)
    }
    guard let first = page.entries.first ?? nil else { return }
    for (name, text) in page.facts {
      if first.fact(name) == text {
        outcome.facts += 1
      } else {
        add(
          .shown, path, record: first.entry.record,
          "网页上的「\(name)」与所附的日志内容不同（\(first.entry.record)）")
      }
    }
    marking.add(first, facts: page.facts, page: path)
  }

  private mutating func check(_ carried: PageEntry, on path: String, _ walk: LogWalk) throws {
    let record = carried.entry.record
    guard let leaf = walk.leaf(carried.index) else {
      add(.content, path, record: record, "\(record) 说是日志第 \(carried.index + 1) 条，日志中没有这一条")
      return
    }
    if try TreeHash.leaf(carried.entry.leafData) == leaf {
      outcome.agreeing += 1
      return
    }
    let entered = try walk.entry(carried.index)
    let same =
      entered.map {
        $0.record == record && $0.revision == carried.entry.revision
          && $0.kind == carried.entry.kind
      } ?? false
    add(
      .content, path, record: record,
      same
        ? "\(record) 第 \(carried.entry.revision) 版的内容与公布时写入日志的不同"
        : "\(record) 第 \(carried.entry.revision) 版不是日志第 \(carried.index + 1) 条")
  }

  /// Of every record and run the newest revision must be shown; a notice is taken down after its
  /// days.
  private mutating func findMissing(_ walk: LogWalk) {
    let wanted = walk.newest.filter { $0.value.kind != .notice }
    if shown.isEmpty, !wanted.isEmpty {
      add(.missing, "index.html", "没有一个网页附有日志内容：只下载了日志，或网站没有下载完整")
      return
    }
    for (subject, newest) in wanted.sorted(by: { $0.value.index < $1.value.index }) {
      let record = newest.record
      switch shown[subject] {
      case nil:
        add(
          .missing, "日志第 \(newest.index + 1) 条", record: record,
          "日志中有 \(record)，网站上没有它的网页")
      case let revision? where revision < newest.revision:
        add(
          .outdated, "日志第 \(newest.index + 1) 条", record: record,
          "\(record) 的网页停在第 \(revision) 版，日志已有第 \(newest.revision) 版")
      default: break
      }
    }
  }
}

/// Which members of their content pages mark as shown: pages of one kind mark the same, so one that
/// lacks a mark had it removed.
struct MarkedNames {
  private struct Pattern: Hashable {
    let kind: LogEntry.Kind
    let showable: Set<String>
    let marked: Set<String>
  }

  private var pages: [Pattern: [(page: String, record: String)]] = [:]

  mutating func add(
    _ entry: PageEntry, facts: [(path: String, text: String)], page: String
  ) {
    let showable = Set(entry.showable)
    // A text that stands there already, as a business that bears its owner's name, is shown once.
    let texts = Set(facts.map(\.text))
    let marked = Set(facts.map(\.path))
    let shown = showable.filter { name in
      marked.contains(name) || entry.fact(name).map(texts.contains) ?? false
    }
    let pattern = Pattern(kind: entry.entry.kind, showable: showable, marked: shown)
    pages[pattern, default: []].append((page, entry.entry.record))
  }

  /// Members that a page does not mark although another page of its kind does.
  var gaps: [(page: String, record: String, name: String)] {
    var gaps: [(page: String, record: String, name: String)] = []
    for (pattern, found) in pages {
      let elsewhere = pages.keys.filter { $0.kind == pattern.kind }.reduce(into: Set<String>()) {
        $0.formUnion($1.marked)
      }
      let missing = pattern.showable.intersection(elsewhere).subtracting(pattern.marked)
      for name in missing.sorted() {
        gaps += found.map { (page: $0.page, record: $0.record, name: name) }
      }
    }
    return gaps.sorted { ($0.page, $0.name) < ($1.page, $1.name) }
  }
}
