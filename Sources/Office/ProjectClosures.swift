import DropBox
import Ledger
public import LoanBook
import Opening
public import Quantities
public import StrictJSON

/// What became of a list of deregistered and closed entities. COMMAND `note project-closed`.
public struct ProjectListOutcome: Sendable {
  /// Entities whose state was recorded.
  public let recorded: Int
  /// Entities of which the same was known already.
  public let unchanged: Int
  /// The notes of the recorded entities that stand.
  public let notes: [NoteKey]

  /// The outcome for programs.
  public var json: JSONValue {
    [
      "recorded": .integer(Int64(recorded)), "unchanged": .integer(Int64(unchanged)),
      "notes": .array(
        notes.map { ["bank": .string($0.bank.text), "noteNo": .string($0.noteNo.text)] }),
    ]
  }
}

extension Office {
  /// Records that the project of a note was deregistered or closed down, or takes that back. Lines
  /// bear a flag from that day on; their figures stay. SUBSIDY "Flags".
  ///
  /// - Throws: ``OfficeRefusal`` when the note is not on file or the day is yet to come.
  public func recordProject(
    _ state: ProjectState, of key: NoteKey, reason: String, by actor: Actor, now: Instant
  ) throws -> JSONValue {
    if let day = state.day, day > now.day {
      throw OfficeRefusal(.usage, "\(key)", "\(day) 还没有到", "请填写注销或停业的实际日期")
    }
    try locked(at: now, afterRuns: true) { now in
      try ledger.write { session in
        guard try session.note(key.noteNo, of: bank(key.bank, in: session)) != nil else {
          throw OfficeRefusal(.usage, "\(key)", "没有这张借据", "用 mingdai note list 查看借据号")
        }
        try keep([(.note(key), state)], reason: reason, in: session, by: actor, at: now)
      }
    }
    return try note(key, knownAt: nil, now: now)
  }

  /// Records the states of entities by a list of the market regulator, for every note that bears
  /// their codes, now or later. All rows or none.
  ///
  /// - Throws: ``OfficeRefusal`` with every row that is wrong.
  public func recordProjects(
    file: String, reason: String, by actor: Actor, now: Instant
  ) throws -> ProjectListOutcome {
    guard let bytes = try DurableFile.read(file, limit: 16 << 20) else {
      throw OfficeRefusal(.usage, file, "没有这个文件", "请核对文件名")
    }
    let listed = try ProjectList.read(bytes, named: file, today: now.day)
    return try locked(at: now, afterRuns: true) { now in
      try ledger.write { session in
        let known = try session.projectStates(knownAt: now)
        let news = listed.filter { known[$0.subject] != $0.state }
        if !news.isEmpty { try keep(news, reason: reason, in: session, by: actor, at: now) }
        let codes = news.compactMap { entry -> String? in
          if case .entity(let code) = entry.subject { return code.text }
          return nil
        }
        return ProjectListOutcome(
          recorded: news.count, unchanged: listed.count - news.count,
          notes: try session.notes(ofEntities: Set(codes)))
      }
    }
  }

  private func keep(
    _ entries: [ProjectEntry], reason: String, in session: LedgerSession, by actor: Actor,
    at now: Instant
  ) throws {
    for entry in entries {
      try session.keep(
        entry.state, of: entry.subject, reason: reason, by: actor.name, at: now)
    }
    try journal.add(
      Journal.Entry(
        command: ProjectList.command,
        content: [
          "reason": .string(reason), "projects": .array(entries.map(ProjectList.encode)),
        ]), in: session, by: actor, at: now)
  }
}

typealias ProjectEntry = (subject: ProjectSubject, state: ProjectState)

/// A list of the market regulator: 统一社会信用代码, 状态 (注销, 停业, 正常) and 日期.
enum ProjectList {
  static let command = "note project-closed"
  static let headings = ["统一社会信用代码", "状态", "日期"]

  /// Reads a list; of an entity that stands in it twice the last row counts.
  static func read(_ bytes: [UInt8], named file: String, today: Day) throws -> [ProjectEntry] {
    let table: SmallTable
    do throws(SmallTable.Refusal) {
      table = try SmallTable(bytes, headings: headings)
    } catch {
      throw OfficeRefusal(.usage, file, error.problem, error.remedy)
    }
    var findings: [String] = []
    var entries: [ProjectEntry] = []
    for row in table.rows {
      let code = row[headings[0]].flatMap { SocialCreditCode($0) }
      let state = state(row, today: today)
      if code == nil { findings.append("第 \(row.number) 行：统一社会信用代码不正确") }
      if state == nil {
        findings.append("第 \(row.number) 行：状态应为注销或停业并填写不晚于今天的日期，或为正常且不填日期")
      }
      if let code, let state { entries.append((.entity(code), state)) }
    }
    guard findings.isEmpty else {
      throw OfficeRefusal(
        .usage, file, findings.joined(separator: "\n"), "改正后再导入，本次没有登记任何一行")
    }
    var last: [ProjectSubject: ProjectState] = [:]
    for entry in entries { last[entry.subject] = entry.state }
    return entries.reduce(into: []) { kept, entry in
      if let state = last.removeValue(forKey: entry.subject) { kept.append((entry.subject, state)) }
    }
  }

  private static func state(_ row: SmallTable.Row, today: Day) -> ProjectState? {
    let day = row.day(headings[2])
    switch (row[headings[1]], day) {
    case ("注销", let day?) where day <= today: return .deregistered(on: day)
    case ("停业", let day?) where day <= today: return .closed(on: day)
    case ("正常", nil) where row[headings[2]] == "": return .open
    default: return nil
    }
  }

  /// An entry as the journal holds it.
  static func encode(_ entry: ProjectEntry) -> JSONValue {
    var members: [JSONMember] =
      switch entry.subject {
      case .note(let key):
        [
          JSONMember("bank", .string(key.bank.text)),
          JSONMember("noteNo", .string(key.noteNo.text)),
        ]
      case .entity(let code): [JSONMember("uscc", .string(code.text))]
      }
    members.append(JSONMember("state", .string(entry.state.code)))
    members.append(JSONMember("on", .text(entry.state.day?.description)))
    return .object(members)
  }

  /// Reads it back; nil when it is not as it was written.
  static func decode(_ json: JSONValue) -> ProjectEntry? {
    let day = json.text("on").flatMap { Day($0) }
    guard let state = json.text("state").flatMap({ ProjectState(code: $0, day: day) }) else {
      return nil
    }
    if let code = json.text("uscc") { return SocialCreditCode(code).map { (.entity($0), state) } }
    guard let bank = json.text("bank").flatMap({ PartyCode($0) }),
      let noteNo = json.text("noteNo").flatMap({ NoteNo($0) })
    else { return nil }
    return (.note(NoteKey(bank: bank, noteNo: noteNo)), state)
  }
}

extension ReplayJournal {
  /// Records the states of projects again.
  func replayProjects(_ entry: JournalEntry, _ session: LedgerSession) throws {
    let projects = (entry.content["projects"]?.elements ?? []).map(ProjectList.decode)
    guard let reason = entry.content.text("reason"), !projects.contains(where: { $0 == nil })
    else { throw entry.unknown("项目状态", office.journal) }
    for project in projects.compactMap({ $0 }) {
      try session.keep(
        project.state, of: project.subject, reason: reason, by: entry.actor.name, at: entry.at)
    }
  }
}
