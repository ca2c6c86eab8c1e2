import Disclosure
import Foundation
import Ledger
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Office

/// The file of secrets that spares a publication the reading of all people. Whatever happens to
/// it, what is known is what the ledger holds.
@Suite struct KnownSecretsTests {
  private let desk: MessageDesk

  init() throws { desk = try MessageDesk() }

  private var path: String { desk.office.folder + "/known-secrets" }

  /// Takes a batch with the loans of some persons.
  private func lend(_ package: Int, _ persons: ClosedRange<Int>) throws {
    let records = persons.map { person in
      NoteText(
        "N-\(person)", amount: 30_000_000, rate: "4.5000", lpr: "3.4500", on: "2024-03-01",
        due: "2027-03-01", person: person
      ).disbursement("R-\(person)")
    }
    try desk.bank.send(Parcel(package, "\(desk.now)", records), to: desk.tray("inbox"))
    let taken = try desk.office.receive(by: desk.actor, now: desk.now).packages
    #expect(taken.map(\.accepted) == [records.count])
  }

  private func current(_ kinds: [BorrowerKind] = [.individual]) throws -> KnownSecrets {
    try desk.office.ledger.read {
      try KnownSecrets.current(of: kinds, in: $0, office: desk.office.folder)
    }
  }

  /// What the ledger holds, without any file.
  private func whole() throws -> (bytes: [UInt8], names: Set<String>) {
    var (index, names) = (NumberIndex(), Set<String>())
    var collector = NumberCollector()
    try desk.office.ledger.read { session in
      try session.forEachSecret { secret in
        switch secret {
        case .identityNumber(let text): collector.add(text, .identityNumber, to: &index)
        case .phone(let text): collector.add(text, .phone, to: &index)
        case .account(let text): collector.add(text, .account, to: &index)
        case .name(_, let name): names.insert(name)
        }
      }
    }
    collector.finish(&index)
    return (index.bytes, names)
  }

  private func expectWhole(_ what: Comment) throws {
    let (known, whole) = (try current(), try whole())
    #expect(known.numbers.bytes == whole.bytes, what)
    #expect(known.names == whole.names, what)
  }

  @Test func growsWithTheLedger() throws {
    try expectWhole("an empty ledger")
    try lend(1, 1...3)
    try expectWhole("the first records")
    let kept = try Data(contentsOf: URL(fileURLWithPath: path))
    try expectWhole("nothing new")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == kept)
    try lend(2, 4...5)
    try expectWhole("more records")
    let names = try whole().names
    #expect(names.count > 1)
    #expect(try current([]).names == [], "no kind is masked now")
    try expectWhole("masked again")
  }

  @Test func aFileThatCannotBeUsedIsMadeAnew() throws {
    try lend(1, 1...3)
    try expectWhole("the first records")
    let kept = try Data(contentsOf: URL(fileURLWithPath: path))
    let turned = Data(kept.dropLast() + [kept[kept.count - 1] ^ 1])
    for wrong in [Data(), kept.dropLast(), turned, Data("mingdai-secrets-1 0\n".utf8)] {
      try wrong.write(to: URL(fileURLWithPath: path))
      try expectWhole("damaged")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == kept)
    }
  }

  /// The file of an office that went another way, as after an old backup: its last record is none
  /// of this ledger.
  @Test func aFileOfAnotherLedgerIsMadeAnew() throws {
    let other = try KnownSecretsTests()
    try other.lend(1, 7...9)
    try other.expectWhole("the other office")
    try lend(1, 1...3)
    try FileManager.default.copyItem(atPath: other.path, toPath: path)
    try expectWhole("another office's file")
  }
}
