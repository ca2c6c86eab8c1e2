import BankExchange
import DropBox
import Ledger
import LoanBook
import Quantities
import Sealing

/// A bank's trays failed, or one package did.
public struct ReceptionFault: Sendable {
  /// The bank's code.
  public let bank: String
  /// What went wrong.
  public let fault: any Error
  /// The package, when it is the package's own fault and the bank's others went on.
  public let package: FailedPackage?
}

/// A package that could not be received for a fault of its own (X900). EXCHANGE §4.
public struct FailedPackage: Hashable, Sendable {
  /// `CODE-NNNNNNNNN`
  public let packageId: String
  /// Failed tries, this one among them.
  public let tries: Int
  /// Where it lies: in work, to be tried again by the next reception, or in quarantine.
  public let path: String
  /// Whether it is not tried again: it was answered with X900 and is for a person to look at.
  public let isGivenUp: Bool
}

extension Receiver {
  /// Tries after which a package is given up.
  static let mostTries = 3

  /// Whether a fault in receiving a package comes of this package alone: of what the bank put into
  /// it, of what the archive holds under its name, or of the judging of its content. A disk or a
  /// ledger that cannot be used meets the others too, and is no reason to refuse anything.
  func isOwn(_ fault: any Error, of package: TakenPackage) -> Bool {
    switch fault {
    case let fault as LedgerFault: fault.reason == .contradiction
    case is OfficeRefusal: false
    case let fault as DropBoxFault:
      !fault.isOfTheDisk
        && [package.path, office.archive.root + "/packages/"].contains(where: fault.path.hasPrefix)
    default: true
    }
  }

  /// Remembers a failed try, in the name of the taken folder. After the last one the delivery is
  /// answered like any other, nothing is consumed, and the folder goes to quarantine.
  func fail(
    _ package: TakenPackage, _ fault: any Error, _ line: inout BankLine,
    _ reception: inout Reception
  ) throws {
    let package = try package.failedAgain()
    if package.failures < Self.mostTries {
      line.failed.insert(package.deliveryId)
      tell(package, fault, at: package.path, isGivenUp: false, &reception)
      return
    }
    let answer = try recordFailure(package)
    line.failed.remove(package.deliveryId)
    try office.publishOutbox(of: bank)
    reception.packages.append(answer.summary(bank.code.text))
    try putAside(package, fault, &reception)
  }

  /// Moves a package that was answered with X900 to quarantine, for a person to look at.
  func putAside(
    _ package: TakenPackage, _ fault: any Error, _ reception: inout Reception
  ) throws {
    let path = try package.quarantine()
    tell(package, fault, at: path, isGivenUp: true, &reception)
  }

  /// In place of the fault, when the run that met it was interrupted.
  static func givenUpBefore(_ package: TakenPackage) -> OfficeRefusal {
    OfficeRefusal(
      .fault, package.id.description, "试收 \(package.failures) 次都失败，已签发 X900 回执",
      "请查看操作系统日志中此前的故障")
  }

  private func tell(
    _ package: TakenPackage, _ fault: any Error, at path: String, isGivenUp: Bool,
    _ reception: inout Reception
  ) {
    let failed = FailedPackage(
      packageId: package.id.description, tries: package.failures, path: path,
      isGivenUp: isGivenUp)
    reception.faults.append(
      ReceptionFault(bank: bank.code.text, fault: fault, package: failed))
  }

  private func recordFailure(_ package: TakenPackage) throws -> Answer {
    let newest = try office.ledger.read { try $0.keys(of: bank) }.first { $0.isActive(at: now) }
    let suite = newest.flatMap { Suite(rawValue: $0.suite) } ?? .sm2
    let digest = try manifestDigest(of: package, suite.digestAlgorithm)
    let size = try ifReadable(package) { try package.measure() }
    let receipt = Receipt(
      packageId: package.id.description, manifestDigest: digest?.hex, stage: .technical,
      status: .rejected, receivedAt: now,
      codes: [
        Finding(
          .internalFault,
          "接收系统处理本包时发生内部故障，已试 \(package.failures) 次，没有记入任何内容，原件由经办机构保存待查。"
            + "请与经办机构联系，待其排除故障后，以原包编号重新报送。")
      ])
    let entry = PackageEntry(
      delivery: package.deliveryId, packageId: receipt.packageId, number: package.id.number,
      manifestDigest: receipt.manifestDigest, stage: receipt.stage.rawValue,
      status: receipt.status.rawValue, receivedAt: now, bytes: size?.bytes ?? 0,
      files: size?.files ?? 0)
    return try office.ledger.write { session in
      let seq = try session.begin(entry, of: bank)
      let reply = try seal(receipt, to: seq, suite: suite, in: session)
      try enter(entry, sent: reply, in: session)
      return Answer(receipt: receipt, packageId: reply.entry.packageId)
    }
  }

  private func manifestDigest(
    of package: TakenPackage, _ algorithm: DigestAlgorithm
  ) throws -> Digest? {
    let staging = try office.archive.stage()
    let head = try ifReadable(package) { try package.copyHead(into: staging) }
    try staging.discard()
    return try head?.manifest.map { try Digest.of($0, algorithm) }
  }

  /// What can be learnt of a package that may be the very reason for the fault; nil when it cannot.
  private func ifReadable<Value>(
    _ package: TakenPackage, _ body: () throws -> Value
  ) throws -> Value? {
    do {
      return try body()
    } catch  where isOwn(error, of: package) {
      return nil
    }
  }
}
