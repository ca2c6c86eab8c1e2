import DropBox
import Ledger
import LoanBook
import Quantities
import StrictJSON

/// An entry of the journal as it is read back.
struct JournalEntry {
  /// Counts from 1.
  let number: Int
  let at: Instant
  let actor: Actor
  let command: String
  let content: JSONValue
  /// The packages that the command sent.
  let sent: [Sent]

  /// A package of ours that a command sent.
  struct Sent {
    let bank: PartyCode
    let entry: OutboxEntry
  }

  /// Reads an entry; nil when a member is missing.
  init?(_ json: JSONValue) {
    guard let at = json.text("at").flatMap({ Instant($0) }), let by = json.text("by"),
      let systemUser = json.text("systemUser"), let command = json.text("command"),
      let content = json["content"]
    else { return nil }
    number = json.count("number")
    self.at = at
    actor = Actor(name: by, systemUser: systemUser)
    self.command = command
    self.content = content
    let packages = json["sent"]?.elements ?? []
    sent = packages.compactMap(Sent.init)
    guard sent.count == packages.count else { return nil }
  }
}

extension JournalEntry.Sent {
  fileprivate init?(_ json: JSONValue) {
    guard let bank = json.text("bank").flatMap({ PartyCode($0) }),
      let packageId = json.text("packageId"), let id = PackageId(packageId),
      let messageType = json.text("messageType"), let archivedAs = json.text("archivedAs")
    else { return nil }
    self.bank = bank
    entry = OutboxEntry(
      number: id.number, packageId: packageId, messageType: messageType, archivedAs: archivedAs)
  }
}
