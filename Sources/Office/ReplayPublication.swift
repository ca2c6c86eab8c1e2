import Disclosure
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

extension ReplayJournal {
  /// Does a publication again: numbers, then revisions, whose salts and contents come from the
  /// archive unless they were destroyed since.
  func replayPublication(_ entry: JournalEntry, _ session: LedgerSession) throws {
    try replayNumbers(entry, session)
    if entry.content["counted"] != nil {
      try session.countPeople(through: entry.content.count("counted"))
    }
    guard let file = entry.content.text("file") else { return }
    let revisions = entry.content["revisions"]?.elements ?? []
    let secrets = try file.isEmpty ? [:] : ArchivedPublication.read(file, in: office.archive)
    guard let secrets else { throw lost(file) }
    let start = try session.logSize()
    for (place, json) in revisions.enumerated() {
      guard
        var revision = PublicationEntry(
          journal: json, position: start + Int64(place), day: entry.at.day, archivedIn: file)
      else { throw entry.unknown("公开内容", office.journal) }
      revision.secret = secrets[ArchivedPublication.Key(revision)]
      if let secret = revision.secret {
        let digest = try Digest.of(secret.salt + Array(secret.content.utf8), .sha256).bytes
        guard digest == revision.commitment else { throw lost(file) }
      }
      try Office.keep(revision, row: revision.row(), in: session)
    }
    try LedgerLog(session: session).grow()
    if let through = entry.content["through"] {
      guard let through = Projected(journal: through) else {
        throw entry.unknown("公开进度", office.journal)
      }
      try session.setProjected(through)
    }
  }

  private func lost(_ file: String) -> OfficeRefusal {
    OfficeRefusal(
      .fault, file, "档案中的公开内容缺失或被改动", "请从备份恢复 archive/publications 后再试")
  }
}

extension PublicationEntry {
  /// What was published of a record; nil when it was destroyed or is a tombstone.
  func record(firstPublishedOn: Day) throws -> PublicRecord? {
    guard kind == .record, change != .withdrawal, let secret,
      let number = RecordNumber(subject)
    else { return nil }
    return PublicRecord(
      content: try JSONNode.parse(Array(secret.content.utf8), limits: .exchange).value,
      number: number, revision: revision, firstPublishedOn: firstPublishedOn, publishedOn: day)
  }

  /// The record in short.
  func row() throws -> PublicRow? {
    var row = try record(firstPublishedOn: day).map(PublicRow.init)
    row?.position = position
    return row
  }
}
