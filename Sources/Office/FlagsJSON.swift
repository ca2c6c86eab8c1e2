import LoanBook
import Quantities
import StrictJSON

/// The flags of a line as JSON, and as statements read them back. SUBSIDY "Flags".
enum FlagsJSON {
  static func encode(_ flags: [NoteFlag]) -> JSONValue {
    .array(
      flags.map { flag in
        var members = [
          JSONMember("code", .string(flag.code.rawValue)),
          JSONMember("title", .string(flag.title)),
        ]
        if let since = flag.since {
          members.append(JSONMember("since", .string(since.description)))
        }
        if let uses = flag.uses { members.append(JSONMember("uses", .integer(Int64(uses)))) }
        return .object(members)
      })
  }

  /// The titles of the flags of a stored line.
  static func titles(_ line: JSONValue) -> [String] {
    (line["flags"]?.elements ?? []).compactMap { $0.text("title") }
  }
}
