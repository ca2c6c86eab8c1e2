import Disclosure
import Ledger
import LoanBook
import Policy
public import PublicSite
public import Quantities
import Sealing
import StrictJSON

/// What a publication came to. COMMAND `publish`.
public struct Publication: Sendable {
  /// A step with what it took.
  public struct Step: Sendable {
    /// Its name: project, commit, plan, render, ….
    public let name: String
    /// Hundredths of a second.
    public let hundredths: Int
  }

  /// The release's folder name.
  public var release: String
  /// Files in the release.
  public var pages: Int
  /// Files that are new or changed.
  public var written: Int
  /// Files taken over from the release before.
  public var unchanged: Int
  /// Bytes of all files.
  public var bytes: Int
  /// Hits of the leak scan, by file and place; with one nothing was switched.
  public var leaks: [(file: String, offset: Int, kind: String)]
  /// The folder that is live.
  public var site: String
  /// Records on the site.
  public var records: Int
  /// Revisions that went into the log with it.
  public var revisions: Int
  /// How many records of people stand out by what is published of them; nil after a leak.
  public var sharing: ColumnSharing?
  /// The steps in their order.
  public var steps: [Step]
  /// What the build cost on all processors together.
  public var work: PublishSite.Work
}

extension Office {
  /// Finds out what is different from what was published, puts it into the log, builds the next
  /// release beside the live one and switches to it. DISCLOSURE §1, §2, §5.
  ///
  /// - Parameters:
  ///   - out: the folder `site`, by default the office's own.
  ///   - full: make every file anew.
  public func publish(
    out: String?, full: Bool, by actor: Actor, now: Instant,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> Publication {
    try locked(at: now, afterRuns: false) { now in
      try publishErasing(
        site: out ?? folder + "/site", full: full, by: actor, now: now, progress)
    }
  }

  /// The same while the office is locked.
  func publishLocked(
    site: String, full: Bool, by actor: Actor, now: Instant, _ progress: @escaping ProgressReport
  ) throws -> Publication {
    var watch = StepWatch(progress)
    try numberNewNotes(by: actor, now: now)
    try countClosedYears(by: actor, now: now)
    let policy = try policy()
    watch.begin("project")
    let revisions =
      try publishNotices(policy, by: actor, now: now, &watch)
      + publishChanges(policy, by: actor, now: now, &watch)
    var part: LogPart?
    var size: Int64 = 0
    var publication = try ledger.read { session in
      let projection = try Projection(
        office: self, session: session, policy: policy.policy, now: now)
      let records = try SiteRecords(projection)
      let log = try logPart(session)
      (part, size) = (log, records.logSize)
      let publish = PublishSite(
        input: try projection.input(builtOn: now.day, parts: [log]), site: site,
        source: records, full: full, kept: settings.site.keptReleases, digest: Self.digest,
        feed: { SiteDigest() })
      let result = try publish { watch.take($0) }
      return Publication(
        release: result.release, pages: result.pages, written: result.written,
        unchanged: result.unchanged, bytes: result.bytes,
        leaks: result.leaks.map { ($0.file, $0.offset, $0.kind.rawValue) },
        site: site + "/current", records: try session.publicRecordCount(), revisions: revisions,
        sharing: result.sharing, steps: [], work: result.work)
    }
    if publication.leaks.isEmpty, let part {
      try recordLogHead(part, size: size, by: actor, now: now)
    }
    publication.steps = watch.finish()
    return publication
  }

  /// So many loans are numbered with one journal entry.
  private static let numberedAtOnce = 20_000

  private func numberNewNotes(by actor: Actor, now: Instant) throws {
    while true {
      let isDone = try ledger.write { session in
        let loans = try session.undisclosedLoans(
          since: session.projected()?.record ?? 0, limit: Self.numberedAtOnce)
        guard !loans.isEmpty else { return true }
        try session.disclose(loans, on: now.day)
        try journal.add(
          Journal.Entry(
            command: "publish",
            content: [
              "numbered": .array(
                loans.map { [.string($0.bank.text), .string($0.recordId.text)] })
            ]), in: session, by: actor, at: now)
        return loans.count < Self.numberedAtOnce
      }
      if isDone { return }
    }
  }

  static func digest(_ bytes: [UInt8]) -> String {
    do {
      return try Digest.of(bytes, .sha256).hex
    } catch {
      preconditionFailure("SHA-256 is there, or no package could have been opened: \(error)")
    }
  }
}

/// Times the steps of a publication and tells their progress.
struct StepWatch {
  private let progress: ProgressReport
  private let clock = ContinuousClock()
  private var running: (name: String, since: ContinuousClock.Instant)?
  private var steps: [Publication.Step] = []

  init(_ progress: @escaping ProgressReport) { self.progress = progress }

  mutating func begin(_ name: String) {
    end()
    running = (name, clock.now)
    tell(0, nil)
  }

  /// A step of the build.
  mutating func take(_ event: PublishSite.Progress) {
    switch event {
    case .began(let step): begin(step.rawValue)
    case .wrote(let done, let total): tell(done, total)
    case .ended: end()
    }
  }

  func tell(_ done: Int, _ total: Int?) {
    if let running { progress(Self.words[running.name] ?? running.name, done, total) }
  }

  private mutating func end() {
    guard let (name, since) = running else { return }
    let parts = since.duration(to: clock.now).components
    let hundredths =
      Int(parts.seconds) * 100 + Int(parts.attoseconds / 10_000_000_000_000_000)
    // A step that goes on in several turns is one step.
    if let place = steps.firstIndex(where: { $0.name == name }) {
      steps[place] = Publication.Step(
        name: name, hundredths: steps[place].hundredths + hundredths)
    } else {
      steps.append(Publication.Step(name: name, hundredths: hundredths))
    }
    running = nil
  }

  mutating func finish() -> [Publication.Step] {
    end()
    return steps
  }

  private static let words = [
    "project": "核对变化", "notice": "贷前公示", "commit": "写入透明日志", "plan": "安排页面", "render": "生成页面",
    "index": "生成检索", "data": "生成数据", "scan": "检查个人信息", "verify": "核对链接", "switch": "切换",
  ]
}
