import DropBox
import Foundation
import Glibc
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Office

/// A package with a fault of its own: the others go on, it is tried again, and after the third time
/// it is answered with X900. EXCHANGE §4.
@Suite struct FailedPackageTests {
  /// The tray of taken packages.
  private static let work = "work"

  /// Lets the reading of one package's records fail.
  private func failing<Result>(
    _ number: Int, with error: Int32 = EACCES, _ body: () throws -> Result
  ) rethrows -> Result {
    try Disk.$interference.withValue(
      { operation, path in
        operation == .open && path.contains("/\(Self.work)/AABANK-00000000\(number)~")
          && path.hasSuffix("/records.json") ? error : nil
      }, operation: body)
  }

  private func receive(_ desk: MessageDesk) throws -> Reception {
    try desk.office.receive(by: desk.actor, now: desk.now)
  }

  private func upload(_ numbers: ClosedRange<Int>, _ desk: MessageDesk) throws {
    for number in numbers {
      try desk.bank.upload(try desk.batch(number), to: desk.tray("inbox"))
    }
  }

  /// The codes of the receipts for a package, in order.
  private func answers(_ number: Int, _ desk: MessageDesk) throws -> [[String]] {
    try desk.outbox.compactMap { name in
      let manifest = try desk.manifest(name)
      guard manifest["inReplyTo"]["packageId"].text == desk.bank.packageId(number) else {
        return nil
      }
      return manifest["receipt"]["codes"].elements.compactMap { $0["code"].text }
    }
  }

  private func quarantine(_ desk: MessageDesk) -> [String] {
    FileManager.default.names(desk.tray("quarantine")).flatMap {
      FileManager.default.names(desk.tray("quarantine") + "/" + $0)
    }
  }

  @Test func theOthersGoOnAndItIsTriedAgain() throws {
    let desk = try MessageDesk()
    try upload(1...3, desk)
    for tries in 1...2 {
      let reception = try failing(2) { try receive(desk) }
      #expect(reception.packages.map(\.packageId.last) == (tries == 1 ? ["1", "3"] : []))
      #expect(reception.faults.count == 1)
      let package = try #require(reception.faults.first?.package)
      #expect(package.packageId == "AABANK-000000002" && package.tries == tries)
      #expect(!package.isGivenUp && package.path.hasPrefix(desk.tray("work")))
      #expect(FileManager.default.fileExists(atPath: package.path + "/records.json"))
    }
    #expect(try answers(3, desk) == [["W404"]])
    let last = try receive(desk)
    #expect(last.faults.isEmpty && last.packages.map(\.status) == ["PARTIAL"])
    #expect(try answers(2, desk) == [[]], "one receipt, without a word of what was before")
    #expect(FileManager.default.names(desk.tray("work")) == [])
    try desk.checksOut()
  }

  @Test func afterTheThirdTimeItIsAnswered() throws {
    let desk = try MessageDesk()
    let package = try desk.batch(1)
    try desk.bank.upload(package, to: desk.tray("inbox"))
    var last = Reception()
    for _ in 0..<3 { last = try failing(1) { try receive(desk) } }
    let answer = try #require(last.packages.first)
    #expect(answer.status == "REJECTED" && answer.codes == ["X900"] && last.packages.count == 1)
    let failed = try #require(last.faults.first?.package)
    #expect(failed.tries == 3 && failed.isGivenUp)
    #expect(failed.path.hasPrefix(desk.tray("quarantine")))
    #expect(
      FileManager.default.names(failed.path) == ["manifest.json", "manifest.sig", "records.json"])
    #expect(FileManager.default.names(desk.tray("work")) == [])
    let receipt = try desk.manifest(answer.receipt)
    #expect(receipt["receipt"]["stage"].text == "TECHNICAL")
    #expect(
      receipt["inReplyTo"]["manifestDigest"].text
        == (try desk.bank.digest("manifest.json", in: package)))
    // It is over: nothing more comes of this delivery.
    #expect(try failing(1) { try receive(desk) }.packages.isEmpty)
    #expect(desk.outbox.count == 1)
    // The same package again is another delivery, judged afresh.
    #expect(try desk.answer(package) == "PARTIAL R701 ZEZHOU-000000002")
    #expect(try desk.answer(package) == "DUPLICATE D401 ZEZHOU-000000003")
    try desk.checksOut()
  }

  /// A manifest that cannot be read has no digest; it is answered all the same.
  @Test func nothingCanBeRead() throws {
    let desk = try MessageDesk()
    try upload(1...1, desk)
    for _ in 0..<3 {
      _ = try Disk.$interference.withValue(
        { operation, path in
          operation != .rename && path.contains("/\(Self.work)/AABANK-000000001~")
            && !path.hasSuffix("/work") && operation != .status ? EACCES : nil
        }, operation: { try receive(desk) })
    }
    #expect(try answers(1, desk) == [["X900"]])
    let receipt = try desk.manifest("ZEZHOU-000000001")
    #expect(receipt["inReplyTo"]["manifestDigest"] == .null)
    #expect(quarantine(desk).count == 1)
    try desk.checksOut()
  }

  /// A broken disk and an outbox that takes nothing are no package's fault: nothing is counted.
  @Test func whatIsNotThePackages() throws {
    let desk = try MessageDesk()
    try upload(1...2, desk)
    for _ in 0..<5 {
      let reception = try failing(1, with: EIO) { try receive(desk) }
      #expect(reception.packages.isEmpty && reception.faults.map(\.package) == [nil])
    }
    let reception = try receive(desk)
    #expect(reception.packages.map(\.status) == ["PARTIAL", "PARTIAL"])
    try upload(3...3, desk)
    try FileManager.default.moveItem(
      atPath: desk.tray("outbox"), toPath: desk.scratch.path("aside"))
    for _ in 0..<5 { #expect(try receive(desk).faults.map(\.package) == [nil]) }
    try FileManager.default.moveItem(
      atPath: desk.scratch.path("aside"), toPath: desk.tray("outbox"))
    _ = try receive(desk)
    #expect(try answers(3, desk) == [[]])
  }

  /// The archive's root is the office's: without it nobody's package is given up.
  @Test func aMissingArchiveIsNobodysFault() throws {
    let desk = try MessageDesk()
    try upload(1...2, desk)
    let packages = desk.office.folder + "/archive/packages"
    try FileManager.default.moveItem(atPath: packages, toPath: packages + "-aside")
    for _ in 0..<5 { #expect(try receive(desk).packages.isEmpty) }
    try FileManager.default.moveItem(atPath: packages + "-aside", toPath: packages)
    #expect(try receive(desk).packages.map(\.status) == ["PARTIAL", "PARTIAL"])
  }

  /// A full disk is tried again every few seconds; that uses up no package's tries.
  @Test func aFaultOfEverybodyIsNoTry() throws {
    let desk = try MessageDesk()
    try upload(1...2, desk)
    let stop = try StopRequest()
    var turns = 0
    var told: [String] = []
    try Disk.$interference.withValue(
      { operation, path in
        guard operation == .open, path.hasSuffix("/records.json") else { return nil }
        if path.contains("/\(Self.work)/AABANK-000000001~") { return EACCES }
        return path.contains("/archive/staging/") ? ENOSPC : nil
      },
      operation: {
        try desk.office.watchInboxes(
          pollSeconds: 3600, stop: stop, by: desk.actor,
          now: {
            turns += 1
            if turns == 4 { stop.make() }
            return desk.now
          },
          tell: { news in
            switch news {
            case .packageFailed(let fault): told.append("\(fault.package?.tries ?? 0)")
            case .halted: told.append("halted")
            default: break
            }
          })
      })
    #expect(told == ["1", "halted"])
    #expect(try receive(desk).packages.map(\.status) == ["PARTIAL", "PARTIAL"])
  }

  /// Whatever else breaks while it is given up, at any call: one receipt, one folder in quarantine.
  @Test func interruptedAnywhereWhileItIsGivenUp() throws {
    let desk = try MessageDesk()
    let package = try desk.batch(1)
    var deliveries = 0
    for step in stride(from: 0, to: .max, by: 3) {
      try desk.bank.upload(package, to: desk.tray("inbox"))
      deliveries += 1
      for _ in 0..<2 { _ = try failing(1) { try receive(desk) } }
      let breaking = Interruption(at: step)
      _ = Disk.$interference.withValue(
        { operation, path in
          breaking.answer()
            ?? (operation == .open && path.contains("/\(Self.work)/AABANK-")
              && path.hasSuffix("/records.json") ? EACCES : nil)
        }, operation: { Result { try receive(desk) } })
      for _ in 0..<2 { _ = try failing(1) { try receive(desk) } }
      #expect(desk.outbox.count == deliveries, "step \(step)")
      #expect(quarantine(desk).count == deliveries, "step \(step)")
      #expect(FileManager.default.names(desk.tray("work")) == [], "step \(step)")
      guard breaking.isReached else { break }
    }
    #expect(deliveries > 10)
    #expect(try answers(1, desk).allSatisfy { $0 == ["X900"] })
    try desk.checksOut()
  }

  /// What was given up before a crash is told by the next run, with its place.
  @Test func givenUpAndNotYetPutAside() throws {
    let desk = try MessageDesk()
    try upload(1...1, desk)
    for _ in 0..<2 { _ = try failing(1) { try receive(desk) } }
    let interrupted = try Disk.$interference.withValue(
      { operation, path in
        if operation == .makeFolder, path.contains("/quarantine/") { return EACCES }
        return operation == .open && path.hasSuffix("/records.json") ? EACCES : nil
      }, operation: { try receive(desk) })
    #expect(interrupted.packages.map(\.codes) == [["X900"]])
    #expect(interrupted.faults.map(\.package) == [nil], "the trays failed")
    let next = try receive(desk)
    #expect(next.packages.map(\.codes) == [["X900"]])
    #expect(next.faults.map { $0.package?.isGivenUp } == [true])
    #expect(desk.outbox.count == 1 && quarantine(desk).count == 1)
  }
}

/// Lets the n-th system call fail with EIO.
private final class Interruption: @unchecked Sendable {
  private let step: Int
  private let lock = NSLock()
  private var calls = 0

  init(at step: Int) { self.step = step }

  var isReached: Bool { lock.withLock { calls > step } }

  func answer() -> Int32? {
    lock.withLock {
      calls += 1
      return calls == step + 1 ? EIO : nil
    }
  }
}
