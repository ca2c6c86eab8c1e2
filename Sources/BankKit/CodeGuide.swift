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
      CodeGuide("接收系统内部错误", "接收系统的磁盘已满", "不必处理，系统会自动重试；一天后仍未收到回执请联系人社局")
    }
  }
}
