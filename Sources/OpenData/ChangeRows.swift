import Disclosure
import Markup
public import Quantities

/// A revision of a record as the files of changes tell it: which record, which revision, when, and
/// what it did. Nothing of its content, so a file needs no change when content is destroyed.
public struct ChangeRow: Sendable {
  /// The record's number, as it stands in the log.
  public let record: String
  /// The revision, from 1.
  public let revision: Int
  /// The day of publication.
  public let day: Day
  /// What it did.
  public let change: ChangeKind

  /// Describes a revision.
  public init(record: String, revision: Int, day: Day, change: ChangeKind) {
    self.record = record
    self.revision = revision
    self.day = day
    self.change = change
  }

  /// The row of ``DataTable/changes``, without header.
  public var row: [UInt8] {
    var csv = CSV(continuing: DataTable.changes.fields.count)
    csv.row([
      .text(record), .figure(String(revision)), .text(change.rawValue), .figure(day.description),
    ])
    return csv.bytes
  }

  /// The same as a line of JSON (canonical form), its line break included.
  public var line: [UInt8] {
    var line = LineWriter()
    line.object { line in
      line.text("change", change.rawValue)
      line.text("published_on", day.description)
      line.text("record", record)
      line.number("revision", revision)
    }
    return line.bytes + [UInt8(ascii: "\n")]
  }
}

/// What a revision did to a public record. DISCLOSURE §2.
public enum ChangeKind: String, Sendable, CaseIterable {
  /// It was published for the first time.
  case first = "FIRST"
  /// It says something more, or something else; what it said before stays.
  case correction = "CORRECTION"
  /// It says something else; what it said before is destroyed.
  case redaction = "REDACTION"
  /// It is taken back; what it said is destroyed.
  case withdrawal = "WITHDRAWAL"

  /// The kind in the words of the site.
  public var word: String {
    switch self {
    case .first: "新增"
    case .correction: "更正"
    case .redaction: "删改"
    case .withdrawal: "撤回"
    }
  }
}

extension DataTable {
  /// One row for each revision of a record, in the order of publication.
  public static let changes = DataTable(
    name: "changes", title: "变动", meaning: "每次新增、更正、删改、撤回一行，按公开先后",
    fields: [
      DataField("record", "记录编号", .string, "公开记录的编号"),
      DataField("revision", "版次", .integer, "从 1 起，记录每变动一次加 1"),
      DataField(
        "change", "变动", .string, "这一版是什么；核准贴息、贷款状态变化也算更正",
        values: ChangeKind.allCases.map { ($0.rawValue, $0.word) }),
      DataField("published_on", "公开日期", .date, "这一版公开的日期"),
    ], primaryKey: ["record", "revision"], references: [])
}
