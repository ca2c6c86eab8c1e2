import BankExchange
import BankKit
import Foundation
import LoanBook
import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing

/// The bank's own check beside the office, on batches drawn from a seed: few record numbers and
/// few notes, so that versions, amendments, cancellations, claims and lives of notes collide in
/// every way. Both must say the same, word for word, package after package.
@Suite struct TwinTests {
  @Test(arguments: [UInt64(11), 12, 13, 14])
  func kitAndServerSayTheSame(_ seed: UInt64) throws {
    let scratch = try ScratchFolder("twin")
    let pair = try BankKeyPair.make(.p256, in: scratch.path("keys"))
    let desk = try bankDesk(scratch, pair)
    let bureau = try Bureau(scratch, knows: pair.publicKey)
    let check = try Bureau.precheck([pair.publicKey])
    var batches = CollidingBatches(seed: seed)
    var codes: Set<FindingCode> = []
    for number in 1...24 {
      try fill(scratch.path("batch\(number)"), batches.next())
      let sealed = try desk.seal(scratch.path("batch\(number)"), to: Bureau.code).package
      let receipt = try bureau.receipt(try bureau.deliver(sealed.path).receipt)
      let own = try check.answer(sealed.path).receipt
      try #require(words(own) == words(receipt), "seed \(seed), batch \(number)")
      codes.formUnion(receipt.allCodes)
    }
    // The batches do reach the rules that rest on earlier records.
    #expect(
      codes.isSuperset(of: [.version, .unknownReference, .stateForbids, .noteNoUsed]),
      "seed \(seed): \(codes.sorted())")
  }
}

/// Batches of records that get in each other's way.
private struct CollidingBatches {
  private var random: SeededRandom
  private var versions: [String: Int] = [:]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func next() -> [RecordText] { (0..<12).map { _ in record() } }

  private mutating func record() -> RecordText {
    let kind = Int.random(in: 0..<6, using: &random)
    let note = NoteText(
      "N\(pick(4))", amount: 10_000_000, rate: "4.0000", lpr: "3.0000", on: "2025-06-10",
      due: "2028-06-10", person: pick(3))
    // Mostly the version that is due, so that records are accepted often enough.
    let recordId = kind == 0 ? "D\(pick(6))" : "K\(kind)-\(pick(5))"
    let due = versions[recordId, default: 0] + 1
    let version = pick(6) == 1 ? pick(4) : due
    let action = version == 1 ? "CREATE" : pick(4) == 1 ? "CANCEL" : "AMEND"
    if version == due { versions[recordId] = version }
    if kind == 0 { return note.disbursement(recordId, version: version, action: action) }
    let head =
      "{\"recordId\": \"\(recordId)\", \"version\": \(version), \"action\": \"\(action)\", "
      + "\"noteNo\": \"\(note.noteNo)\", "
    return RecordText(head + body(kind) + "}")
  }

  private mutating func body(_ kind: Int) -> String {
    let day = "2025-\(pick(3) + 6 < 10 ? "0" : "")\(pick(3) + 6)-1\(pick(9))"
    switch kind {
    case 1:
      return
        "\"type\": \"REPAYMENT\", \"on\": \"\(day)\", \"principal\": \"\(pick(4) * 20_000).00\""
    case 2: return "\"type\": \"OVERDUE\", \"from\": \"\(day)\""
    case 3: return "\"type\": \"CURE\", \"on\": \"\(day)\""
    case 4:
      return
        "\"type\": \"EXTENSION\", \"on\": \"\(day)\", \"newDueOn\": \"202\(7 + pick(2))-06-11\""
    default:
      return "\"type\": \"CLAIM\", \"period\": \"2025Q\(2 + pick(2))\", \"days\": 90, "
        + "\"closingBalance\": \"1.00\", \"interest\": \"1.00\", \"subsidy\": \"1.00\""
    }
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 1...count, using: &random) }
}
