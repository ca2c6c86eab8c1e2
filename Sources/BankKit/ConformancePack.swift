import BankExchange
import DropBox
public import LoanBook
public import Quantities
public import Sealing
import StrictJSON

/// For whom a conformance pack is made, with the keys made for it.
struct ConformanceOrder {
  let bank: PartyCode
  let receiver: PartyCode
  let now: Instant
  let key: PrivateKey
  let stranger: PrivateKey
  let bureau: PrivateKey
  /// The bank's next key.
  let next: PublicKey
  /// The bureau's next key.
  let nextOfBureau: PublicKey

  init(
    bank: PartyCode, receiver: PartyCode, now: Instant, key: PrivateKey
  ) throws(SealingFault) {
    self.bank = bank
    self.receiver = receiver
    self.now = now
    self.key = key
    stranger = try PrivateKey.generate(key.suite)
    bureau = try PrivateKey.generate(key.suite)
    next = try PrivateKey.generate(key.suite).publicKey
    nextOfBureau = try PrivateKey.generate(key.suite).publicKey
  }
}

/// The conformance pack: packages with the answers that they must get, receipts with what a bank
/// must make of them, and packages of the bureau that a bank answers. A bank replays it to certify
/// its own system; keys are made for it, so it can never be taken for the real thing. EXCHANGE §4.
public enum ConformancePack {
  /// What was written.
  public struct Summary: Hashable, Sendable {
    /// Packages to be sent.
    public let cases: Int
    /// Receipts to be read.
    public let receipts: Int
    /// Packages of the bureau to be answered, or not.
    public let replies: Int
  }

  /// Writes a pack into a folder that is not there yet.
  ///
  /// - Throws: ``KitRefusal``, ``KitFault``, `DropBoxFault` and `SealingFault`.
  public static func write(
    into folder: String, bank: PartyCode, receiver: PartyCode, suite: Suite, now: Instant
  ) throws -> Summary {
    guard !KitDisk.exists(folder) else {
      throw KitRefusal(folder, "已有这个文件夹", "请换一个文件夹")
    }
    let own = try BankKeyPair.make(suite, in: folder + "/keys")
    let order = try ConformanceOrder(
      bank: bank, receiver: receiver, now: now, key: try KeyFile.privateKey(own.privateKeyFile))
    try KitDisk.create(
      "\(folder)/keys/bureau-\(suite.fileTag).pem", Array(order.bureau.publicKey.pem.utf8))
    try writeCases(folder + "/cases", order)
    let receipts = ConformanceReceipt.all(order)
    for (index, receipt) in receipts.enumerated() {
      try receipt.write(
        into: "\(folder)/receipts/\(twoDigits(index + 1))", number: index + 1, order)
    }
    let replies = ConformanceReply.all(order)
    for (index, reply) in replies.enumerated() {
      try reply.write(
        into: "\(folder)/replies/\(twoDigits(index + 1))", number: index + 1, order)
    }
    let readme = ConformanceReadme(order: order, receipts: receipts, replies: replies)
    try KitDisk.create("\(folder)/README.md", Array(readme.text.utf8))
    return Summary(
      cases: ConformanceCase.all.count, receipts: receipts.count, replies: replies.count)
  }

  private static func writeCases(_ folder: String, _ order: ConformanceOrder) throws {
    var number = 1
    var last: ConformancePackage?
    for (index, item) in ConformanceCase.all.enumerated() {
      let place = "\(folder)/\(twoDigits(index + 1))"
      let package: ConformancePackage
      if let last, case .again? = item.changes.first {
        package = last
      } else {
        package = try ConformancePackage(item, number: number, order: order)
      }
      try package.write(into: place)
      try KitDisk.create("\(place)/expected.json", expected(item, package.name).text())
      if item.isConsumed { number += item.offset + 1 }
      last = package
    }
  }

  private static func expected(_ item: ConformanceCase, _ packageId: String) -> JSONValue {
    let members = [
      JSONMember("title", .string(item.title)), JSONMember("packageId", .string(packageId)),
      JSONMember("status", .string(item.status.rawValue)),
      JSONMember("accepted", .integer(Int64(item.accepted))),
      JSONMember("refused", .integer(Int64(item.refused))),
      JSONMember(
        "findings",
        .array(
          item.findings.map { finding in
            [
              "code": .string(finding.code.rawValue),
              "severity": .string(finding.code.severity.rawValue),
              "pointer": finding.pointer.map { .string($0) } ?? .null,
            ]
          })),
    ]
    // A duplicate tells the figures of the first time, which are not the point here.
    return .object(
      members.filter { item.status != .duplicate || !["accepted", "refused"].contains($0.name) })
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Codes that no package of the pack can show, and why.
  static let notShown: [(code: FindingCode, why: String)] = [
    (.notPlainFile, "链接、管道等经 SFTP 传不到收件箱"),
    (.keyNotActive, "取决于密钥在人社局的登记状态"),
    (.internalFault, "系统内部错误，不由银行引起"),
  ]
}
