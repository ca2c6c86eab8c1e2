import BankExchange
import BankKit
import DropBox
import Foundation
import LoanBook
import Quantities
import Sealing
import Synchronization
import TestKit
import Testing

/// A folder becomes a package, whole or not at all, and its number is used once.
@Suite struct SealTests {
  let scratch: ScratchFolder
  let pair: BankKeyPair

  init() throws {
    scratch = try ScratchFolder("seal")
    pair = try BankKeyPair.make(.sm2, in: scratch.path("keys"))
  }

  private var counter: PackageCounter {
    PackageCounter(beside: pair.privateKeyFile, from: Bureau.bank, to: Bureau.code)
  }

  private func seal(_ folder: String, number: Int? = nil) throws -> SealedBatch {
    try SealingDesk(
      keyFile: pair.privateKeyFile, bank: Bureau.bank, now: Bureau.now, out: scratch.path("out"),
      number: number
    ).seal(scratch.path(folder), to: Bureau.code)
  }

  @Test func keysAreMadeOnceAndPrivate() throws {
    let mode =
      try FileManager.default
      .attributesOfItem(atPath: pair.privateKeyFile)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try KeyFile.publicKey(pair.publicKeyFile) == pair.publicKey)
    #expect(pair.publicKey.fingerprint.filter { $0 != " " } == pair.publicKey.keyId)
    let before = try scratch.bytes("keys/private-sm2.pem")
    #expect(throws: KitRefusal.self) { try BankKeyPair.make(.sm2, in: scratch.path("keys")) }
    #expect(try scratch.bytes("keys/private-sm2.pem") == before)
  }

  @Test func aFolderBecomesAPackageThatTheBureauTakes() throws {
    try fill(
      scratch.path("batch"), [loan(1), loan(2)], [("a0001.pdf", Array("%PDF-1.4".utf8))])
    let batch = try seal("batch")
    #expect(batch.control.recordCount == 2 && batch.control.totalAmount == Fen(20_000_003))
    let sealed = batch.package
    #expect(sealed.packageId == "TESTBANK-000000001")
    #expect(FileManager.default.names(scratch.path("out")) == [sealed.packageId])
    let bureau = try Bureau(scratch, knows: pair.publicKey)
    let delivery = try bureau.deliver(sealed.path)
    #expect(delivery.status == "ACCEPTED")
    let opener = OpenMail(keys: try bureau.keys())
    let mail = try opener.open(delivery.receipt)
    #expect(try opener.mismatch(of: mail, sent: sealed.path) == nil)
    let other = try seal("batch").package
    #expect(try opener.mismatch(of: mail, sent: other.path) != nil)
    try scratch.write(
      "out/\(other.packageId)/manifest.json",
      try scratch.bytes("out/\(sealed.packageId)/manifest.json"))
    #expect(try opener.mismatch(of: mail, sent: other.path) != nil)
    #expect(try Bureau.precheck([pair.publicKey]).answer(sealed.path).receipt.status == .accepted)
  }

  @Test func earlierPackagesAreReplayedBeforeTheOneInQuestion() throws {
    try fill(scratch.path("one"), [loan(1)])
    let first = try seal("one").package.path
    try fill(
      scratch.path("two"),
      [
        NoteText(
          "JJ-1", amount: 0, rate: "", lpr: "", on: "", due: "", person: 1
        ).repayment("HK-1", on: "2025-12-01", 100)
      ])
    let second = try seal("two").package.path
    let alone = try Bureau.precheck([pair.publicKey]).answer(second).receipt
    #expect(alone.allCodes == [.counterGap, .unknownReference])
    let check = try Bureau.precheck([pair.publicKey])
    #expect(try check.replay(first).receipt.status == .accepted)
    #expect(try check.answer(second).receipt.status == .accepted)
    #expect(try check.answer(second).receipt.status == .duplicate)
  }

  @Test func whatIsWrongIsToldAndNoNumberIsUsed() throws {
    try fill(scratch.path("bad"), [loan(1)], [("身份证.jpg", [1]), ("b.exe", [1])])
    let refusal = #expect(throws: KitRefusal.self) { try seal("bad") }
    #expect(refusal?.findings.count == 2)
    try scratch.write("broken-records", "")
    try FileManager.default.createDirectory(
      atPath: scratch.path("broken"), withIntermediateDirectories: true)
    for text in [
      "", "[]", "{\"records\": [{\"a\": 1, \"a\": 2}]}", "{\"records\": []} x",
      "{\"records\": [], \"x\": 1}",
    ] {
      try scratch.write("broken/records.json", text)
      #expect(throws: KitRefusal.self, "\(text)") { try seal("broken") }
    }
    #expect(throws: KitRefusal.self) { try seal("keys") }
    #expect(throws: KitRefusal.self) { try seal("nowhere") }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("out")))
    #expect(try counter.next() == 1)
  }

  @Test func numbersOnlyGoUp() throws {
    #expect(try counter.next() == 1)
    #expect(try counter.next(wanted: 41) == 41)
    #expect(throws: KitRefusal.self) { try counter.next(wanted: 41) }
    #expect(try counter.next() == 42)
    try Data("many".utf8).write(to: URL(fileURLWithPath: counter.path))
    #expect(throws: KitRefusal.self) { try counter.next() }
  }

  @Test func manyAtOnceGetDifferentNumbers() async throws {
    let counter = counter
    let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<24 { group.addTask { try counter.next() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(numbers.sorted() == Array(1...24))
  }

  /// Whatever call of the disk fails, no number is given twice.
  @Test func aFailingDiskNeverGivesANumberTwice() throws {
    let counter = counter
    var given: [Int] = [try counter.next()]
    var failures = 0
    for failing in 1...40 {
      let calls = Calls()
      let full: @Sendable (DiskOperation, String) -> Int32? = { _, _ in
        calls.next() == failing ? ENOSPC : nil
      }
      do {
        let number = try Disk.$interference.withValue(full) { try counter.next() }
        given.append(number)
      } catch is DropBoxFault {
        failures += 1
      }
      given.append(try counter.next())
    }
    #expect(failures > 5 && failures < 40, "\(failures)")
    #expect(zip(given, given.dropFirst()).allSatisfy { $0 < $1 }, "\(given)")
  }

  /// A package that stands in the way is never touched; the number stays used.
  @Test func aPackageInTheWayStays() throws {
    try fill(scratch.path("batch"), [loan(1)])
    try FileManager.default.createDirectory(
      atPath: scratch.path("out/TESTBANK-000000001"), withIntermediateDirectories: true)
    #expect(throws: KitRefusal.self) { try seal("batch") }
    #expect(FileManager.default.names(scratch.path("out/TESTBANK-000000001")).isEmpty)
    #expect(try seal("batch").package.packageId == "TESTBANK-000000002")
  }
}

/// Counts the calls of the disk.
private final class Calls: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
