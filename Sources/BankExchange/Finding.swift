import StrictJSON

/// How much a finding weighs. EXCHANGE §4.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  case reject = "REJECT"
  case warn = "WARN"
  case info = "INFO"
}

/// One thing that was found in a delivery: what, where, and how to mend it.
///
/// The message is a Chinese sentence with a remedy. It never repeats foreign text: position,
/// length and digest stand for it (EXCHANGE §4).
public struct Finding: Hashable, Sendable {
  /// The stable code.
  public var code: FindingCode
  /// A sentence for people, with the remedy.
  public var message: String
  /// The file of the package, if it lies in one.
  public var file: String?
  /// The JSON pointer, if it lies in a JSON file.
  public var pointer: String?

  /// States a finding.
  public init(_ code: FindingCode, _ message: String, file: String? = nil, pointer: String? = nil) {
    self.code = code
    self.message = message
    self.file = file
    self.pointer = pointer
  }
}

/// The codes of EXCHANGE §4, in their order. Stable for ever.
public enum FindingCode: String, Hashable, Comparable, Sendable, CaseIterable {
  case packageName = "P101"
  case fileMissing = "P102"
  case fileNotListed = "P103"
  case notPlainFile = "P104"
  case overLimit = "P105"
  case fileName = "P106"
  case noKeyVerifies = "S201"
  case keyNotActive = "S202"
  case keyIdDiffers = "S203"
  case algorithmDiffers = "S204"
  case manifestNotStrictJSON = "M301"
  case members = "M302"
  case sender = "M303"
  case receiver = "M304"
  case packageIdDiffers = "M305"
  case createdAt = "M306"
  case messageType = "M307"
  case format = "M308"
  case samePackage = "D401"
  case packageIdUsed = "D402"
  case counterJump = "D403"
  case counterGap = "W404"
  case fileDigest = "F501"
  case fileSize = "F502"
  case mediaType = "F503"
  case controlTotal = "C601"
  case recordsNotStrictJSON = "C602"
  case field = "R701"
  case recordIdTwice = "R702"
  case version = "R703"
  case unknownReference = "R704"
  case stateForbids = "R705"
  case attachment = "R706"
  case businessRule = "R707"
  case noteNoUsed = "R708"
  case upperAge = "W701"
  case termTooLong = "W702"
  case amountOverCap = "W703"
  case claimWithoutNote = "W704"
  case secondClaim = "W705"
  case noPolicy = "W706"
  case rateOverCap = "W707"
  case otherLPR = "W708"
  case useOrdinal = "W709"
  case internalFault = "X900"

  /// What the finding does to the package or record.
  public var severity: Severity {
    switch self {
    case .samePackage: .info
    case .counterGap, .upperAge, .termTooLong, .amountOverCap, .claimWithoutNote, .secondClaim,
      .noPolicy, .rateOverCap, .otherLPR, .useOrdinal:
      .warn
    default: .reject
    }
  }

  /// The code that stands first in the table of EXCHANGE §4.
  public static func < (a: FindingCode, b: FindingCode) -> Bool { a.order < b.order }

  private var order: Int { FindingCode.orders[self] ?? FindingCode.allCases.count }

  private static let orders = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices))
}

extension Finding {
  /// A finding at a place of a JSON file, the place told in the sentence too.
  static func at(
    _ position: JSONPosition, _ pointer: String, _ sentence: String, file: String,
    _ code: FindingCode
  ) -> Finding {
    Finding(
      code, "第 \(position.line) 行第 \(position.column) 列：\(sentence)。", file: file,
      pointer: pointer)
  }

  /// The finding with the pointer of the object that holds its place put in front.
  func under(_ place: String) -> Finding {
    var finding = self
    finding.pointer = place + (pointer ?? "")
    return finding
  }
}
