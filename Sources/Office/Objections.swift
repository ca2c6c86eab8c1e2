import Disclosure
public import Ledger
import Policy
import PublicSite
public import Quantities
import StrictJSON

/// An objection with its deadline. COMMAND `objection list`.
public struct ObjectionOnFile: Sendable {
  /// Its number.
  public let number: String
  /// What the ledger has of it.
  public let entry: ObjectionEntry
  /// Whether it was, or still is, answered after its last day.
  public let isLate: Bool
}

extension Office {
  /// An objection is answered within so many working days. 政府信息公开条例 art. 26.
  static let answerDays = 20

  /// Every objection, by number.
  public func objections(now: Instant) throws -> [ObjectionOnFile] {
    try ledger.read { session in
      try session.objections().map { onFile($0, today: now.day) }
    }
  }

  /// One objection with its text, which is published nowhere. COMMAND `objection show`.
  ///
  /// - Throws: ``OfficeRefusal`` when there is none, or its text is gone from the archive.
  public func objection(
    _ number: String, now: Instant
  ) throws -> (objection: ObjectionOnFile, text: String) {
    let shown = try ledger.read { onFile(try objection(number, in: $0), today: now.day) }
    guard let text = try objectionTexts.text(shown.entry.archivedAs) else {
      throw OfficeRefusal(
        .state, number, "异议的文字在档案里缺失或被改动", "请运行 mingdai check，并从备份恢复 archive")
    }
    return (shown, try Self.words(text, of: "异议"))
  }

  /// Records an objection to a public record or a notice. Its text stays in the archive.
  public func addObjection(
    to subject: String, text: [UInt8], receivedOn day: Day, channel: ObjectionEntry.Channel,
    by actor: Actor, now: Instant
  ) throws -> ObjectionOnFile {
    let policy = try policy()
    try Self.words(text, of: "异议")
    guard day <= now.day else {
      throw OfficeRefusal(.usage, "--received \(day)", "收到日期在今天之后", "请核对日期")
    }
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let (kind, first) = try objectable(subject, in: session)
        guard first <= day else {
          throw OfficeRefusal(
            .usage, "--received \(day)", "\(subject) 到 \(first) 才公开", "请核对编号和日期")
        }
        let year = now.day.civil.year
        let entry = ObjectionEntry(
          year: year, number: try session.nextObjection(in: year), kind: kind, subject: subject,
          receivedOn: day, dueOn: policy.policy.workingDays.adding(Self.answerDays, to: day),
          channel: channel, archivedAs: try objectionTexts.keep(text))
        try session.add(entry)
        try journal.add(
          Journal.Entry(command: ObjectionCommand.add, content: entry.journal), in: session,
          by: actor, at: now)
        return onFile(entry, today: now.day)
      }
    }
  }

  /// Answers an objection for everybody to read, without naming who made it; a second answer takes
  /// the place of the first, which then is on the web no more, in no kept release either: what was
  /// said wrongly of somebody is not to come back with a rollback. DISCLOSURE §2.
  /// It goes on the web with the next publication.
  public func answerObjection(
    _ number: String, text: [UInt8], isUpheld: Bool?, on day: Day, by actor: Actor, now: Instant
  ) throws -> ObjectionOnFile {
    let words = try Self.words(text, of: "答复")
    guard day <= now.day else {
      throw OfficeRefusal(.usage, "--on \(day)", "答复日期在今天之后", "请核对日期")
    }
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        var entry = try objection(number, in: session)
        guard entry.receivedOn <= day else {
          throw OfficeRefusal(
            .usage, "--on \(day)", "异议到 \(entry.receivedOn) 才收到", "请核对日期")
        }
        let answer = ObjectionEntry.Answer(
          on: day, isUpheld: isUpheld, text: words, archivedAs: try objectionTexts.keep(text))
        if let old = entry.answer, old != answer { try beginErasing(in: session) }
        entry.answer = answer
        try session.answer(year: entry.year, number: entry.number, answer)
        try journal.add(
          Journal.Entry(
            command: ObjectionCommand.answer,
            content: [
              "objection": .string(number), "on": .string(day.description),
              "text": .string(answer.archivedAs), "upheld": isUpheld.map { .bool($0) } ?? .null,
            ]), in: session, by: actor, at: now)
        return onFile(entry, today: now.day)
      }
    }
  }

  func number(_ objection: ObjectionEntry) -> CaseNumber {
    caseNumber(.objection, objection.year, objection.number)
  }

  private func onFile(_ entry: ObjectionEntry, today: Day) -> ObjectionOnFile {
    ObjectionOnFile(
      number: number(entry).description, entry: entry,
      isLate: (entry.answer?.on ?? today) > entry.dueOn)
  }

  private func objection(_ number: String, in session: LedgerSession) throws -> ObjectionEntry {
    guard let wanted = CaseNumber(number), wanted.series == .objection else {
      throw OfficeRefusal(.usage, number, "不是异议编号", "编号形如 \(settings.code)-2026-Y001")
    }
    guard let entry = try session.objections().first(where: { self.number($0) == wanted }) else {
      throw OfficeRefusal(.usage, number, "没有这件异议", "用 objection list 查看")
    }
    return entry
  }

  /// What an objection is about, and since when it is public.
  private func objectable(
    _ subject: String, in session: LedgerSession
  ) throws -> (PublicationEntry.Kind, Day) {
    let kind: PublicationEntry.Kind? =
      RecordNumber(subject) != nil
      ? .record : CaseNumber(subject).flatMap { $0.series == .notice ? .notice : nil }
    guard let kind else {
      throw OfficeRefusal(
        .usage, subject, "不是公开记录或公示的编号",
        "编号形如 \(settings.code)-2026-000123 或 \(settings.code)-2026-G001")
    }
    guard let first = try session.publications(of: subject, kind: kind).last else {
      throw OfficeRefusal(.usage, subject, "没有公开过", "请核对编号")
    }
    return (kind, first.day)
  }

  /// The text as it can be printed: UTF-8, no control characters but line ends, not too long.
  @discardableResult
  static func words(_ bytes: [UInt8], of what: String) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self), JSONValue.canCarry(text),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" || $0 == "\r" || $0 == "\t" })
    else {
      throw OfficeRefusal(.usage, what, "不是 UTF-8 编码的文字，或含有控制字符", "请另存为 UTF-8 纯文本")
    }
    let lines = text.split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    let words = lines.joined(separator: "\n")
    guard (1...5000).contains(words.count) else {
      throw OfficeRefusal(.usage, what, "没有内容，或超过 5000 字", "请改短后再试")
    }
    return words
  }
}

/// Commands about objections, as the journal names them.
enum ObjectionCommand {
  static let add = "objection add"
  static let answer = "objection answer"
}

extension ObjectionEntry {
  /// As the journal has it: no text, and nothing of who objects.
  var journal: JSONValue {
    [
      "channel": .string(channel.rawValue), "due": .string(dueOn.description),
      "kind": .string(kind.rawValue), "number": .integer(Int64(number)),
      "received": .string(receivedOn.description), "subject": .string(subject),
      "text": .string(archivedAs), "year": .integer(Int64(year)),
    ]
  }

  init?(journal json: JSONValue) {
    guard let channel = json.text("channel").flatMap(Channel.init),
      let due = json.text("due").flatMap({ Day($0) }),
      let kind = json.text("kind").flatMap(PublicationEntry.Kind.init),
      let received = json.text("received").flatMap({ Day($0) }),
      let subject = json.text("subject"), let text = json.text("text")
    else { return nil }
    self.init(
      year: json.count("year"), number: json.count("number"), kind: kind, subject: subject,
      receivedOn: received, dueOn: due, channel: channel, archivedAs: text)
  }
}

extension Projection {
  /// The records to which an objection is open: received by a day, and not answered.
  func contestedRecords(by day: Day) throws -> Set<RecordNumber> {
    Set(
      try session.objections().compactMap { entry in
        entry.answer == nil && entry.receivedOn <= day ? RecordNumber(entry.subject) : nil
      })
  }

  /// The objections that were answered by a day.
  func answeredObjections(by day: Day) throws -> [PublishedObjection] {
    try session.objections().compactMap { entry in
      guard let answer = entry.answer, answer.on <= day else { return nil }
      let subject: PublishedObjection.Subject? =
        entry.kind == .record
        ? RecordNumber(entry.subject).map { .record($0) }
        : CaseNumber(entry.subject).map { .notice($0) }
      guard let subject else { return nil }
      return PublishedObjection(
        number: office.number(entry), subject: subject, receivedOn: entry.receivedOn,
        answeredOn: answer.on, isUpheld: answer.isUpheld, answer: answer.text)
    }
  }
}
