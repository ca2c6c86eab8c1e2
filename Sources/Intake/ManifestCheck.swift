import BankExchange
import DropBox
import LoanBook
import Quantities
import Sealing

/// Step 4 of EXCHANGE §4: M301 stops, then M302 to M308, S202 to S204, P106 and D403 together.
struct ManifestCheck {
  let context: IntakeContext
  let packageId: PackageId
  let highestNumber: Int
  /// What may come.
  let messageTypes: Set<MessageType>

  /// Every finding of a manifest; empty when it may go on.
  func findings(_ reading: ManifestReading, _ opened: OpenedPackage) -> [Finding] {
    if reading.findings.contains(where: { $0.code == .manifestNotStrictJSON }) {
      return reading.findings
    }
    var findings = reading.findings
    findings += names(reading)
    findings += keys(reading, opened)
    if let files = reading.files { findings += files.enumerated().flatMap(fileName) }
    findings += listing(reading)
    if packageId.number - highestNumber > 10_000 {
      findings.append(
        Finding(.counterJump, "包序号比上一个已接收的包大 10000 以上，请核对序号。"))
    }
    return findings.sorted { $0.code < $1.code }.bounded()
  }

  /// The remark on a gap in the counter; nil when there is none.
  func gap() -> Finding? {
    guard packageId.number > highestNumber + 1 else { return nil }
    return Finding(
      .counterGap,
      "序号 \(highestNumber + 1) 至 \(packageId.number - 1) 的包尚未收到或未被接收，请核对是否漏报。")
  }

  private func names(_ reading: ManifestReading) -> [Finding] {
    var findings: [Finding] = []
    func expect(_ code: FindingCode, _ pointer: String, _ isRight: Bool?, _ sentence: String) {
      guard isRight == false else { return }
      findings.append(.manifest(code, pointer, sentence))
    }
    expect(
      .sender, "/sender", reading.sender.map { $0.isExactly(context.bank.text) },
      "发送方代码应为本收件箱所属的 \(context.bank)。")
    expect(
      .receiver, "/receiver", reading.receiver.map { $0.isExactly(context.system.text) },
      "接收方代码应为本系统的 \(context.system)。")
    expect(
      .packageIdDiffers, "/packageId",
      reading.packageId.map { $0.isExactly(packageId.description) },
      "包编号应与文件夹名 \(packageId) 一致。")
    expect(
      .createdAt, "/createdAt", reading.createdAt.map(isTimely),
      "生成时间应为 RFC 3339 格式，不晚于接收时间 10 分钟，不早于接收时间 30 天。")
    let allowed = MessageType.allCases.filter(messageTypes.contains).map(\.rawValue)
    expect(
      .messageType, "/messageType",
      reading.messageType.map { text in allowed.contains { text.isExactly($0) } },
      "报文类型应为 \(allowed.joined(separator: "、"))。")
    expect(
      .format, "/format", reading.format.map { $0.isExactly(ExchangeFormat.current) },
      "格式应为 \(ExchangeFormat.current)。")
    return findings
  }

  private func isTimely(_ text: String) -> Bool {
    guard let created = Instant(text) else { return false }
    return created <= context.now + 600 && created >= context.now + (-30 * 86_400)
  }

  private func keys(_ reading: ManifestReading, _ opened: OpenedPackage) -> [Finding] {
    var findings: [Finding] = []
    let suite = opened.key.suite
    if context.keys.first(where: { $0.key == opened.key })?.isActive != true {
      findings.append(
        .manifest(.keyNotActive, "/keyId", "签名密钥未启用、已过期或已停用，请换用有效密钥。"))
    }
    if let keyId = reading.keyId, !keyId.isExactly(opened.key.keyId) {
      findings.append(
        .manifest(.keyIdDiffers, "/keyId", "密钥标识应为验签通过的密钥的标识 \(opened.key.keyId)。"))
    }
    if let algorithm = reading.signatureAlgorithm, !algorithm.isExactly(suite.rawValue) {
      findings.append(
        .manifest(.algorithmDiffers, "/signatureAlgorithm", "签名算法应为 \(suite.rawValue)。"))
    }
    if let algorithm = reading.digestAlgorithm,
      !algorithm.isExactly(suite.digestAlgorithm.rawValue)
    {
      findings.append(
        .manifest(
          .algorithmDiffers, "/digestAlgorithm", "摘要算法应为 \(suite.digestAlgorithm.rawValue)。"))
    }
    return findings
  }

  private func fileName(_ index: Int, _ file: ListedFile) -> [Finding] {
    let isHead = file.name == PackageFileName.manifest || file.name == PackageFileName.signature
    if PackageFileName(file.name) != nil, !isHead { return [] }
    return [
      .manifest(
        .fileName, "/files/\(index)/name",
        "第 \(index + 1) 个文件的文件名（名称\(ForeignText.traits(file.name))）不合规定，"
          + "应为小写字母、数字和 . _ - ，不含路径，扩展名为 "
          + PackageFileName.extensions.sorted().joined(separator: "、") + "。")
    ]
  }

  /// A batch lists records.json once as RECORDS, the rest as ATTACHMENT; a receipt attachments
  /// alone; a key announcement key.pem alone, as KEY. EXCHANGE §2, §5.
  private func listing(_ reading: ManifestReading) -> [Finding] {
    // Which files are there cannot be told when an entry could not be read.
    guard let files = reading.files,
      !reading.findings.contains(where: { $0.pointer?.hasPrefix("/files/") == true }),
      let type = reading.messageType.flatMap(MessageType.init), messageTypes.contains(type)
    else { return [] }
    var sentences: [String] = []
    switch type {
    case .batch:
      let records = files.filter { $0.role == .records }
      if records.count != 1 || records[0].name != RecordDecoder.file {
        sentences.append("应列出且只列出一个角色为 RECORDS 的 records.json。")
      }
      if files.contains(where: { $0.role == .key }) {
        sentences.append("批次中不能有角色为 KEY 的文件。")
      }
    case .keyAnnounce:
      if files.count != 1 || files[0].name != AnnouncedKey.file || files[0].role != .key {
        sentences.append("公钥通知应列出且只列出一个角色为 KEY 的 key.pem。")
      }
    case .receipt, .application, .letter, .settlement:
      if files.contains(where: { $0.role != .attachment }) {
        sentences.append("回执中只能有角色为 ATTACHMENT 的文件。")
      }
    }
    // By bytes: Swift takes a composed and a decomposed name for the same.
    if Set(files.map { Array($0.name.utf8) }).count != files.count {
      sentences.append("同一文件名只能列一次。")
    }
    return sentences.map { .manifest(.members, "/files", $0) }
  }
}

extension String {
  /// Equality of bytes: Swift's own takes the Kelvin sign for a K.
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension [Finding] {
  /// At most so many findings on a package as fit well into the manifest of the receipt, with a
  /// word on the others.
  func bounded() -> [Finding] {
    let most = 5000
    guard count > most else { return self }
    let rest = Finding(self[most].code, "还有 \(count - most) 处问题未列出，请先改正以上各处。")
    return prefix(most) + [rest]
  }
}

extension Finding {
  static func manifest(_ code: FindingCode, _ pointer: String, _ sentence: String) -> Finding {
    Finding(code, sentence, file: ManifestDecoder.file, pointer: pointer)
  }
}
