/// A strict reader and writer of one PEM block (RFC 7468). It never asks for a password, which
/// the library's readers do on the terminal unless they are told otherwise (EXCHANGE §6).
enum PEM {
  enum Label: String {
    case publicKey = "PUBLIC KEY"
    case privateKey = "PRIVATE KEY"
    case certificate = "CERTIFICATE"
  }

  /// No key or certificate comes near 64 KiB of text; more is not looked at.
  private static let sizeLimit = 64 << 10

  /// The bytes of the only block of a text.
  static func decode(_ text: String, _ label: Label) throws(KeyRefusal) -> [UInt8] {
    guard text.utf8.count <= sizeLimit else { throw .notPEM }
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { $0.trimmingTrailingSpace }
    guard let first = lines.firstIndex(where: { !$0.isEmpty }) else { throw .notPEM }
    guard let begin = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") }),
      let end = lines[begin...].firstIndex(where: { $0.hasPrefix("-----END ") })
    else { throw .notPEM }
    let found = lines[begin].dropFirst("-----BEGIN ".count)
    try check(label: found, wanted: label)
    guard lines[end].dropFirst("-----END ".count) == found else { throw .notPEM }
    guard first == begin, lines[(end + 1)...].allSatisfy({ $0.isEmpty }) else {
      throw .surroundingText
    }
    let body = lines[(begin + 1)..<end]
    // The old encrypted form keeps the plain label and says so in headers.
    guard !body.contains(where: { $0.contains(":") }) else { throw .encrypted }
    guard let bytes = Base64.decode(body.flatMap { Array($0.utf8) }), !bytes.isEmpty else {
      throw .notPEM
    }
    return bytes
  }

  /// The text of one block, lines of 64 characters.
  static func encode(_ bytes: [UInt8], _ label: Label) -> String {
    let body = Base64.encode(bytes)
    var text = "-----BEGIN \(label.rawValue)-----\n"
    for start in stride(from: 0, to: body.count, by: 64) {
      let line = body[start..<min(start + 64, body.count)]
      text += String(decoding: line, as: UTF8.self) + "\n"
    }
    return text + "-----END \(label.rawValue)-----\n"
  }

  private static func check(label found: Substring, wanted: Label) throws(KeyRefusal) {
    guard found.hasSuffix("-----") else { throw .notPEM }
    let name = found.dropLast(5)
    if name == wanted.rawValue { return }
    if name.hasPrefix("ENCRYPTED") { throw .encrypted }
    if name.hasSuffix("PRIVATE KEY") { throw wanted == .privateKey ? .wrongBlock : .privateKey }
    throw .wrongBlock
  }
}

extension Substring {
  fileprivate var trimmingTrailingSpace: Substring {
    var rest = self
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return rest
  }
}
