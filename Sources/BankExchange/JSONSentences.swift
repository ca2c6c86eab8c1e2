public import StrictJSON

extension Finding {
  /// A file that is not strict JSON, with the place where reading stopped.
  public static func notStrictJSON(
    _ code: FindingCode, _ error: JSONError, file: String
  ) -> Finding {
    Finding(
      code,
      "第 \(error.position.line) 行第 \(error.position.column) 列：\(error.kind.chineseSentence)。",
      file: file, pointer: ownPointer(error.pointer))
  }

  /// The pointer up to the first member name that is not ours: such a name is foreign text, which
  /// is never repeated under our signature (EXCHANGE §4).
  private static func ownPointer(_ pointer: String) -> String {
    var own = ""
    var isArray = false
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let isIndex = token.utf8.count <= 9 && token.utf8.allSatisfy { (0x30...0x39).contains($0) }
      // A number that stands elsewhere is a member's name, and not one of ours.
      guard isArray ? isIndex : memberNames.contains(String(token)) else { break }
      own += "/" + token
      isArray = !isArray && arrayNames.contains(String(token))
    }
    return own
  }

  private static let arrayNames: Set<String> = [
    "files", "records", "attachments", "partnerIds", "codes",
  ]

  private static let memberNames: Set<String> = [
    "format", "messageType", "packageId", "sender", "receiver", "createdAt", "keyId",
    "signatureAlgorithm", "digestAlgorithm", "files", "name", "role", "size", "digest", "control",
    "recordCount", "totalAmount", "inReplyTo", "receipt", "stage", "status",
    "receivedAt", "ledgerHead", "accepted", "refused", "codes", "code", "severity", "message",
    "file", "pointer", "manifestDigest", "records", "recordId", "version",
    "action", "type", "attachments", "noteNo", "contractNo", "letterNo", "applicationNo",
    "borrower", "kind", "idNumber", "phone", "category", "partners", "partnerIds", "project",
    "entityName", "uscc", "industry", "town", "address", "jobs", "amount", "signedOn",
    "disbursedOn", "dueOn", "rate", "lpr", "settlement", "repayment", "dayBasis", "payee",
    "useOrdinal", "on", "from", "newDueOn", "subsidisedBasis", "principal", "interest", "penalty",
    "period", "days", "closingBalance", "subsidy", "interestPaidOn", "payeeAccount", "bank",
    "number", "outcome", "reason",
  ]
}

extension JSONError.Kind {
  /// What is wrong and how to mend it, for a bank's programmer.
  var chineseSentence: String {
    switch self {
    case .unexpectedEnd: "文件不完整，请重新生成并完整上传"
    case .byteOrderMark: "文件以 BOM 开头，请另存为不带 BOM 的 UTF-8"
    case .expectedValue: "此处应为 JSON 值，请核对前后的逗号和引号"
    case .expectedName: "此处应为双引号括起的成员名，末尾不能有多余的逗号"
    case .expectedColon: "成员名之后应为冒号，请补上"
    case .expectedCommaOrEnd: "此处应为逗号或右括号，请核对"
    case .trailingContent: "JSON 结束之后还有内容，请删去"
    case .invalidUTF8: "不是合法的 UTF-8，请用 UTF-8 编码生成文件"
    case .noncharacter: "含有 Unicode 非字符，请删去"
    case .controlCharacter: "字符串中有未转义的控制字符，请转义或删去"
    case .invalidEscape: "转义写法不合 JSON 规定，请改用 \\uXXXX 或直接写字符"
    case .loneSurrogate: "转义的代理项不成对，请直接写字符"
    case .invalidNumber: "数字写法不合 JSON 规定，请去掉前导零、正号等"
    case .numberTooLong: "数字过长，请核对"
    case .stringTooLong: "字符串超过长度上限，请缩短"
    case .tooDeep: "嵌套层数超过上限，请按规定的结构生成"
    case .tooManyMembers: "对象的成员数超过上限，请按规定的结构生成"
    case .duplicateMember: "同一对象中成员名重复，请只保留一个"
    case .noElement: "数组中没有更多元素"
    }
  }
}
