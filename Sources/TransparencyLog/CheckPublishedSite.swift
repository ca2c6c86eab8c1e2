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
  ///   - logFiles: the paths of all files below `log/tile`, as far as they are known.
  ///   - against: the bytes of an earlier checkpoint; nil for none.
  /// - Throws: what reading a file throws, and `SealingFault`. Missing or wrong files are findings.
  public mutating func callAsFunction(
    pages: some Sequence<String>, logFiles: some Sequence<String> = [], against: [UInt8]?
  ) throws -> Outcome {
    var signed = try SignedLog(read: read)
    let earlier = try against.flatMap { try signed.held($0, at: "手中的日志签名") }
    outcome.checkpoint = signed.checkpoint
    outcome.remarks = signed.remarks
    outcome.findings = signed.findings
    guard let head = signed.checkpoint?.head else { return outcome }
    outcome.against = earlier
    let walk = try LogWalk(size: head.size, earlier: earlier?.size, read: read) {
      step(.entries, $0, head.size)
    }
    outcome.findings += walk.findings
    if let root = walk.root, root != head.root {
      add(.root, LogLayout.checkpointPath, "由全部 \(head.size) 条算出的树根与签名中的树根不同")
    }
    compare(earlier, with: head, walk.earlierRoot)
    for path in logFiles where Tile(path).map({ $0.end > head.size }) ?? false {
      add(.file, path, "签名的日志只有 \(head.size) 条，这个文件属于更长的日志：日志被截短")
    }
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
    for carried in page.entries {
      guard let carried else {
        add(.page, path, "网页所附的日志内容读不懂")
        continue
      }
      try check(carried, on: path, walk)
    }
    // What a page shows is the first of its entries; the others are its past.
    guard let first = page.entries.first ?? nil else { return }
    checkPlace(of: first, page, path)
    for fact in page.facts {
      if first.fact(fact.path) != fact.text {
        add(
          .shown, path, record: first.entry.record,
          "网页上的「\(fact.path)」与所附的日志内容不同（\(first.entry.record)）")
      } else if fact.isHidden {
        add(
          .shown, path, record: first.entry.record,
          "网页上的「\(fact.path)」被隐藏，看到的可能是别的内容（\(first.entry.record)）")
      } else {
        outcome.facts += 1
      }
    }
    marking.add(first, facts: page.facts, page: path)
  }

  /// Each record, run and notice has one page, which bears its number and carries nothing of any
  /// other: else pages could be exchanged, or the newest revision lie where nobody looks.
  private mutating func checkPlace(of first: PageEntry, _ page: PageReader, _ path: String) {
    let (record, subject) = (first.entry.record, first.entry.subject)
    let name = path.split(separator: "/").last?.dropLast(".html".count)
    if name != record[...] {
      add(.page, path, record: record, "网页的文件名是 \(name ?? "")，所附的却是 \(record) 的内容")
      return
    }
    for other in page.entries {
      guard let other = other?.entry, other.subject != subject else { continue }
      add(.page, path, record: other.record, "\(record) 的网页附有 \(other.record) 的内容")
    }
    if shown[subject] != nil {
      add(.page, path, record: record, "\(record) 有两个网页")
    }
    shown[subject] = max(shown[subject] ?? 0, first.entry.revision)
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
