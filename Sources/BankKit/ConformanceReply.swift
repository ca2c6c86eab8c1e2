import BankExchange
import DropBox
import Intake
import LoanBook
import Sealing
import StrictJSON

/// A package of the bureau with the receipt of its own that a bank must give for it. EXCHANGE §4.
struct ConformanceReply {
  /// What the package shows.
  let title: String
  /// The package.
  let mail: ConformanceMail
  /// ACCEPTED or REJECTED; nil when the bank must not answer at all.
  let status: ReceiptStatus?
  /// The code with which the bank refuses.
  let code: FindingCode?

  private init(
    _ title: String, _ mail: ConformanceMail, _ status: ReceiptStatus?, _ code: FindingCode? = nil
  ) {
    self.title = title
    self.mail = mail
    self.status = status
    self.code = code
  }

  static func all(_ order: ConformanceOrder) -> [ConformanceReply] {
    let receipt = Receipt(
      packageId: "\(order.bank)-000000001", manifestDigest: String(repeating: "a5", count: 32),
      stage: .business, status: .accepted, receivedAt: order.now, accepted: 3)
    let answer = ConformanceMail(
      type: .receipt, files: [], content: .receipt(receipt), change: .none)
    func nextKey(_ change: ConformanceMail.Change) -> ConformanceMail {
      let key = Array(order.nextOfBureau.pem.utf8)
      return ConformanceMail(
        type: .keyAnnounce, files: [(name: AnnouncedKey.file, role: .key, bytes: key)],
        content: .other, change: change)
    }
    return [
      ConformanceReply("人社局的回执：可以答复，收下", answer, .accepted),
      ConformanceReply("人社局的公钥通知：收下，指纹另与公钥指纹函核对", nextKey(.none), .accepted),
      ConformanceReply("传输中文件受损：拒收", nextKey(.alteredFile), .rejected, .fileDigest),
      ConformanceReply("缺少清单所列的文件：拒收", nextKey(.missingFile), .rejected, .fileMissing),
      ConformanceReply("不是人社局签名的：不答复", nextKey(.foreignKey), nil),
      ConformanceReply("签名后被改动：不答复", nextKey(.altered), nil),
      ConformanceReply("文件夹名与包编号不符：不答复", nextKey(.otherFolder), nil),
      ConformanceReply("发给别的银行的：不答复", nextKey(.otherBank), nil),
    ]
  }

  /// Writes the package with its expected.json into a folder.
  func write(into folder: String, number: Int, _ order: ConformanceOrder) throws {
    let manifest = try mail.write(into: folder, number: number, order)
    let digest = try Digest.of(manifest, order.key.suite.digestAlgorithm).hex
    let name = PackageId(sender: order.receiver.text, number: number)
    try KitDisk.create(
      "\(folder)/expected.json",
      JSONValue.object([
        JSONMember("title", .string(title)),
        JSONMember("status", status.map { .string($0.rawValue) } ?? .null),
        JSONMember("codes", .array(code.map { [.string($0.rawValue)] } ?? [])),
        JSONMember(
          "inReplyTo",
          status == nil
            ? .null
            : [
              "packageId": .string(name?.description ?? ""), "manifestDigest": .string(digest),
            ]),
      ]).text())
  }
}
