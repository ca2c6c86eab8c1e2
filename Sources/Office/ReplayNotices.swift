import Disclosure
import Ledger
import Quantities
import StrictJSON

extension ReplayJournal {
  /// A notice's steps again. Lists come from the archive.
  func replayNotice(_ entry: JournalEntry, _ session: LedgerSession) throws {
    switch entry.command {
    case NoticeCommand.open:
      guard let notice = NoticeEntry(journal: entry.content) else {
        throw entry.unknown("公示", office.journal)
      }
      guard let list = try office.noticeLists.text(notice.archivedAs) else {
        throw lost(notice.archivedAs, "notices")
      }
      let json = try JSONNode.parse(list, limits: .exchange).value.elements
      let lines = json.compactMap(NoticeLineEntry.init)
      guard lines.count == json.count else { throw entry.unknown("公示名单", office.journal) }
      try session.open(notice, lines)
    case NoticeCommand.move:
      for json in entry.content["notices"]?.elements ?? [] {
        guard let notice = NoticeEntry(journal: json) else {
          throw entry.unknown("公示", office.journal)
        }
        try session.move(notice)
      }
    case NoticeCommand.close:
      try session.close(
        notice(entry, session), on: entry.at.day, reason: entry.content.text("reason") ?? "")
    default:
      try session.refuse(
        line: entry.content.count("line"), of: notice(entry, session), on: entry.at.day,
        reason: entry.content.text("reason") ?? "")
    }
  }

  /// An objection or its answer again; the answer's text comes from the archive.
  func replayObjection(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard entry.command == ObjectionCommand.answer else {
      guard let objection = ObjectionEntry(journal: entry.content) else {
        throw entry.unknown("异议", office.journal)
      }
      return try session.add(objection)
    }
    guard let number = entry.content.text("objection").flatMap({ CaseNumber($0) }),
      let on = entry.content.text("on").flatMap({ Day($0) }),
      let digest = entry.content.text("text")
    else { throw entry.unknown("异议的答复", office.journal) }
    guard let bytes = try office.objectionTexts.text(digest) else {
      throw lost(digest, "objections")
    }
    var isUpheld: Bool?
    if case .bool(let flag)? = entry.content["upheld"] { isUpheld = flag }
    try session.answer(
      year: number.year, number: number.serial,
      ObjectionEntry.Answer(
        on: on, isUpheld: isUpheld, text: try Office.words(bytes, of: "答复"), archivedAs: digest))
  }

  private func notice(
    _ entry: JournalEntry, _ session: LedgerSession
  ) throws -> NoticeEntry {
    guard let number = entry.content.text("notice") else {
      throw entry.unknown("公示", office.journal)
    }
    return try office.notice(number, in: session)
  }

  private func lost(_ digest: String, _ folder: String) -> OfficeRefusal {
    OfficeRefusal(
      .fault, digest, "档案中的公示名单或异议文字缺失或被改动", "请从备份恢复 archive/\(folder) 后再试")
  }
}
