public import BankExchange

/// What a code means to the people at a bank: in the bank guide, a row for each. EXCHANGE §4.
public struct CodeGuide: Hashable, Sendable {
  /// What was found.
  public let meaning: String
  /// How one comes by it.
  public let example: String
  /// What to do.
  public let remedy: String

  init(_ meaning: String, _ example: String, _ remedy: String) {
    self.meaning = meaning
    self.example = example
    self.remedy = remedy
  }

  /// The guide to a code.
  public static func of(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .packageName, .fileMissing, .fileNotListed, .notPlainFile, .overLimit, .fileName:
      ofPackage(code)
    case .noKeyVerifies, .keyNotActive, .keyIdDiffers, .algorithmDiffers: ofSeal(code)
    case .manifestNotStrictJSON, .members, .sender, .receiver, .packageIdDiffers, .createdAt,
      .messageType, .format:
      ofManifest(code)
    case .samePackage, .packageIdUsed, .counterJump, .counterGap: ofCounter(code)
    case .fileDigest, .fileSize, .mediaType, .controlTotal, .recordsNotStrictJSON: ofFiles(code)
    case .field, .recordIdTwice, .version, .unknownReference, .stateForbids, .attachment,
      .businessRule, .noteNoUsed:
      ofRecord(code)
    case .upperAge, .termTooLong, .amountOverCap, .claimWithoutNote, .secondClaim, .noPolicy,
      .rateOverCap, .otherLPR, .useOrdinal:
      ofRemark(code)
    case .internalFault:
      CodeGuide(
        "接收系统内部故障", "接收系统处理该包时发生内部故障（已试三次，没有记入任何内容，原件由经办机构保存）",
        "不是银行的错误；请联系人社局，待其告知已排除故障后，以原包编号原样重新报送")
    }
  }
}
