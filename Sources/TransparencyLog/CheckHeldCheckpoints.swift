import Sealing

/// Checks the checkpoints that a witness holds against each other, and against the log as it is
/// published now: whether it still begins with everything that each of them signed.
///
/// A handful of tiles is read, never the pages. DISCLOSURE §3.
public struct CheckHeldCheckpoints {
  /// What was checked.
  public struct Outcome: Sendable {
    /// The largest checkpoint that is held.
    public internal(set) var newest: Checkpoint?
    /// How many could be read.
    public internal(set) var count = 0
    /// The published head; nil without a site, or when it has none to read.
    public internal(set) var published: Checkpoint?
    /// Notices of the keys' history that are no mistake, in Chinese.
    public internal(set) var remarks: [String] = []
    /// Everything that does not agree.
    public internal(set) var findings: [SiteFinding] = []
  }

  private let read: ReadFile?
  private var outcome = Outcome()

  /// A check; without `read` the checkpoints are compared with each other alone.
  public init(read: ReadFile?) { self.read = read }

  /// Checks checkpoints, each with its file.
  ///
  /// - Throws: what reading a file throws, and `SealingFault`.
  public mutating func callAsFunction(
    _ held: [(place: String, bytes: [UInt8])]
  ) throws -> Outcome {
    compareWithEachOther(held)
    if let read { try compare(held, withLog: read) }
    return outcome
  }

  private mutating func add(_ kind: SiteFinding.Kind, _ place: String, _ problem: String) {
    outcome.findings.append(SiteFinding(kind, place, problem))
  }

  /// One log, and one root for each size: two are two logs, whatever the site says today.
  private mutating func compareWithEachOther(_ held: [(place: String, bytes: [UInt8])]) {
    var first: (place: String, origin: String)?
    var roots: [Int64: (place: String, root: TreeHash)] = [:]
    for (place, bytes) in held {
      guard let checkpoint = SignedNote(bytes).flatMap({ Checkpoint($0.text) }) else {
        // With a log the reading of it says so.
        if read == nil { add(.against, place, "不是日志签名（checkpoint）文件") }
        continue
      }
      outcome.count += 1
      if checkpoint.head.size >= outcome.newest?.head.size ?? 0 { outcome.newest = checkpoint }
      if let first, first.origin != checkpoint.origin {
        add(.against, place, "它属于日志 \(checkpoint.origin)，\(first.place) 属于 \(first.origin)")
        continue
      }
      first = first ?? (place, checkpoint.origin)
      let (size, root) = (checkpoint.head.size, checkpoint.head.root)
      if let other = roots[size], other.root != root {
        add(.against, place, "与 \(other.place) 同为 \(size) 条，树根却不同：给出过两本不同的日志")
      }
      roots[size] = roots[size] ?? (place, root)
    }
  }

  private mutating func compare(
    _ held: [(place: String, bytes: [UInt8])], withLog read: @escaping ReadFile
  ) throws {
    var signed = try SignedLog(read: read)
    let heads = try held.map { ($0.place, try signed.held($0.bytes, at: $0.place)) }
    outcome.published = signed.checkpoint
    outcome.remarks = signed.remarks
    outcome.findings += signed.findings
    guard let head = signed.checkpoint?.head else { return }
    let tiles = LogTiles(size: head.size, read: read)
    do {
      if try tiles.root(of: head.size) != head.root {
        add(.root, LogLayout.checkpointPath, "由网站日志的散列算出的树根与签名中的树根不同")
      }
      for case (let place, let earlier?) in heads {
        if earlier.size > head.size {
          add(.against, place, "它有 \(earlier.size) 条，网站的日志只有 \(head.size) 条：日志被截短")
        } else if try tiles.root(of: earlier.size) != earlier.root {
          add(
            .against, place,
            "网站日志的前 \(earlier.size) 条不是它所签的那 \(earlier.size) 条：已公布的内容被改写")
        }
      }
    } catch let fault as LogFault {
      switch fault {
      case .missing(let path), .malformed(let path):
        add(.file, path, "散列缺失或长度不对，无法核对")
      case .otherRoot: add(.root, LogLayout.checkpointPath, "网站日志的散列与签名不符")
      }
    }
  }
}
