import BankExchange
import DropBox
import Foundation
import LoanBook
import Office
import Sealing
import TestKit
import Testing

@testable import BankKit

/// A desk that seals with a pair's key and puts packages into `out`.
func bankDesk(
  _ scratch: ScratchFolder, _ pair: BankKeyPair, number: Int? = nil
) throws -> SealingDesk {
  try SealingDesk(
    keyFile: pair.privateKeyFile, bank: Bureau.bank, now: Bureau.now, out: scratch.path("out"),
    number: number)
}

extension Bureau {
  /// Who works at the bureau.
  static var clerk: Actor { Actor(name: "王建", systemUser: "test") }

  /// What the bureau's list says of a package of its own: the bank's last reply.
  func reply(to packageId: String) throws -> OutgoingPackage.Reply? {
    try office.outgoingPackages(to: Self.bank, remindAfterDays: 7, now: Self.now)
      .first { $0.packageId == packageId }?.reply
  }

  /// Two people approve a key that waits.
  func approve(_ key: PublicKey) throws {
    _ = try office.approveKey(
      key.keyId, of: Self.bank, approvers: ["李批", "张准"],
      by: Self.clerk, now: Self.now)
  }
}

/// RECEIPT and KEY_ANNOUNCE of a bank, before the real office and before the bank's own check.
@Suite struct MessageTests {
  let scratch: ScratchFolder
  let pair: BankKeyPair
  let bureau: Bureau

  init() throws {
    scratch = try ScratchFolder("messages")
    pair = try BankKeyPair.make(.sm2, in: scratch.path("keys"))
    bureau = try Bureau(scratch, knows: pair.publicKey)
  }

  private var desk: SealingDesk { get throws { try bankDesk(scratch, pair) } }

  /// A batch was taken: the folder of its receipt.
  private func receipt() throws -> String {
    try fill(scratch.path("batch"), [loan(1)])
    return try bureau.deliver(desk.seal(scratch.path("batch"), to: Bureau.code).package.path)
      .receipt
  }

  private func mail(_ folder: String) throws -> OpenedMail {
    try OpenMail(keys: bureau.keys()).open(folder)
  }

  @Test func aReceiptOfTheBankReachesTheBureau() throws {
    let receipt = try receipt()
    let name = URL(fileURLWithPath: receipt).lastPathComponent
    let reply = try desk.reply(to: mail(receipt), .accepted)
    #expect(reply.package.packageId == "TESTBANK-000000002" && reply.package.files.isEmpty)
    let check = try Bureau.precheck([pair.publicKey])
    try check.show(received: receipt)
    _ = try check.replay(scratch.path("out/TESTBANK-000000001"))
    let own = try check.answer(reply.package.path)
    #expect(own.receipt.status == .accepted && own.receipt.codes.isEmpty && own.notKnown.isEmpty)
    let delivery = try bureau.deliver(reply.package.path)
    #expect(delivery.status == "ACCEPTED" && delivery.receipt.hasSuffix("/outbox/"))
    #expect(try bureau.reply(to: name)?.status == "ACCEPTED")
    // The same again is not answered either, and its number is not used for another.
    #expect(try bureau.deliver(reply.package.path).status == "DUPLICATE")
    let no = Finding(.mediaType, "附件打不开")
    let refused = try desk.reply(to: mail(receipt), .rejected([no]))
    #expect(refused.receipt.stage == .technical && refused.receipt.codes == [no])
    #expect(try bureau.deliver(refused.package.path).status == "ACCEPTED")
    #expect(try bureau.reply(to: name)?.status == "REJECTED")
  }

  @Test func whatCannotBeAnsweredIsRefusedAndNoNumberUsed() throws {
    let receipt = try receipt()
    let counter = try desk.counter(to: Bureau.code)
    let used = try String(contentsOfFile: counter.path, encoding: .utf8)
    func copy(_ name: String, _ change: (String) throws -> Void) throws -> OpenedMail {
      let place = scratch.path("copies/\(UUID().uuidString)/\(name)")
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: place).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: receipt, toPath: place)
      try change(place)
      return try mail(place)
    }
    let name = URL(fileURLWithPath: receipt).lastPathComponent
    let altered = try copy(name) { place in
      let file = URL(fileURLWithPath: place + "/manifest.json")
      try (Data(contentsOf: file) + Data("\n".utf8)).write(to: file)
    }
    let renamed = try copy("TESTBUREAU-000000077") { _ in }
    for mail in [altered, renamed] {
      for verdict in [ReplyVerdict.accepted, .rejected([Finding(.fileDigest, "坏了")])] {
        #expect(throws: KitRefusal.self, "\(mail.folder)") { try desk.reply(to: mail, verdict) }
      }
    }
    let good = try mail(receipt)
    // Nothing is wrong, or what is said is no reason.
    for reasons in [[], [Finding(.counterGap, "空号")], [Finding(.samePackage, "又来")]] {
      #expect(throws: KitRefusal.self) { try desk.reply(to: good, .rejected(reasons)) }
    }
    let other = try SealingDesk(
      keyFile: pair.privateKeyFile, bank: party("OTHERBANK"), now: Bureau.now,
      out: scratch.path("out"))
    #expect(throws: KitRefusal.self) { try other.reply(to: good, .accepted) }
    #expect(try String(contentsOfFile: counter.path, encoding: .utf8) == used)
    #expect(FileManager.default.names(scratch.path("out")) == ["TESTBANK-000000001"])
  }

  /// The bureau announces its next key; the bank reads it, answers it, and refuses it when the
  /// file is damaged.
  @Test func theBureausNextKeyIsReadAndAnswered() throws {
    let rotation = try bureau.office.rotateKey(
      .sm2, approvers: ["李批", "张准"], by: Bureau.clerk, now: Bureau.now)
    let sent = try #require(rotation.announcements.first).packageId
    let folder = "\(bureau.path)/banks/\(Bureau.bank)/outbox/\(sent)"
    let good = try mail(folder)
    #expect(good.findings.isEmpty && good.announcedKey?.keyId == rotation.new.keyId)
    #expect(good.key?.keyId == rotation.old.keyId)
    let copy = scratch.path("mail/\(sent)")
    try FileManager.default.createDirectory(
      atPath: scratch.path("mail"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder, toPath: copy)
    let file = URL(fileURLWithPath: copy + "/key.pem")
    var bytes = try Data(contentsOf: file)
    bytes[40] ^= 1
    try bytes.write(to: file)
    let altered = try mail(copy)
    #expect(altered.codes.map(\.code) == [.fileDigest] && altered.announcedKey == nil)
    #expect(throws: KitRefusal.self) { try desk.reply(to: altered, .accepted) }
    let refused = try desk.reply(to: altered, .rejected([]))
    #expect(refused.receipt.status == .rejected && refused.receipt.codes == altered.codes)
    #expect(try bureau.deliver(refused.package.path).status == "ACCEPTED")
    try FileManager.default.removeItem(at: file)
    #expect(try mail(copy).codes.map(\.code) == [.fileMissing])
    #expect(try bureau.deliver(desk.reply(to: good, .accepted).package.path).status == "ACCEPTED")
    #expect(try bureau.reply(to: sent)?.status == "ACCEPTED")
  }

  @Test(arguments: Suite.allCases)
  func aNextKeyIsAnnouncedApprovedAndUsed(_ suite: Suite) throws {
    let next = try BankKeyPair.make(suite, in: scratch.path("next"))
    let announced = try desk.announce(next.publicKey, to: Bureau.code)
    #expect(announced.files.map(\.name) == ["key.pem"] && announced.files[0].role == .key)
    let delivery = try bureau.deliver(announced.path)
    #expect(delivery.status == "ACCEPTED")
    #expect(try bureau.receipt(delivery.receipt).codes.isEmpty)
    try bureau.approve(next.publicKey)
    // The counter goes along with the key.
    let counter = try desk.counter(to: Bureau.code).path
    let later = try bankDesk(scratch, next)
    try FileManager.default.copyItem(
      atPath: counter, toPath: later.counter(to: Bureau.code).path)
    try fill(scratch.path("batch"), [loan(1)])
    let sealed = try later.seal(scratch.path("batch"), to: Bureau.code).package
    #expect(sealed.packageId == "TESTBANK-000000002")
    #expect(try bureau.deliver(sealed.path).status == "ACCEPTED")
    #expect(throws: KitRefusal.self) { try desk.announce(pair.publicKey, to: Bureau.code) }
  }

  /// What a check without the bureau's ledger cannot know it says, and what is certain it refuses.
  @Test func theCheckSaysWhatItDoesNotKnow() throws {
    func answer(_ packageId: String, _ digest: String?) throws -> PrecheckAnswer {
      let receipt = Receipt(
        packageId: packageId, manifestDigest: digest, stage: .business, status: .accepted,
        receivedAt: Bureau.now)
      let package = try desk.package(.receipt, to: Bureau.code, .receipt(receipt)) { _ in [] }
      let answer = try Bureau.precheck([pair.publicKey]).answer(package.path)
      #expect(answer.receipt.codes.first?.code == .counterGap || package.packageId.hasSuffix("1"))
      return answer
    }
    let digest = String(repeating: "0", count: 64)
    let open = try answer("TESTBUREAU-000000001", digest)
    #expect(open.receipt.status == .accepted)
    #expect(open.notKnown.count == 1 && open.notKnown[0].contains("--received"))
    for (name, digest) in [
      ("TESTBUREAU-000000001", nil), ("XTESTBUREAU-000000001", digest), ("rubbish", digest),
    ] as [(String, String?)] {
      let certain = try answer(name, digest)
      #expect(certain.receipt.allCodes.contains(.unknownReference), "\(name)")
      #expect(certain.receipt.status == .rejected && certain.notKnown.isEmpty)
    }
    let next = try BankKeyPair.make(.p256, in: scratch.path("next"))
    let announced = try desk.announce(next.publicKey, to: Bureau.code)
    let check = try Bureau.precheck([pair.publicKey])
    #expect(try check.answer(announced.path).notKnown.count == 1)
    // Approved meanwhile, as the bank tells by naming the key: nothing waits any more.
    let informed = try Bureau.precheck([pair.publicKey, next.publicKey])
    #expect(try informed.answer(announced.path).receipt.allCodes.contains(.stateForbids))
  }
}
