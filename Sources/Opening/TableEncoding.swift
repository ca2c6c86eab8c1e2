import Glibc

/// How the characters of a table are written. The header decides for the whole file; nothing is
/// guessed cell by cell.
enum TableEncoding {
  case utf8
  case gb18030(GB18030)

  /// The encoding of a file with this header: UTF-8 where its bytes are that, else GB 18030, which
  /// Chinese editions of spreadsheet programs write; nil when it is neither.
  static func of(_ header: [TableBytes.Cell]) -> TableEncoding? {
    if header.allSatisfy({ String(validating: $0.bytes, as: UTF8.self) != nil }) { return .utf8 }
    guard let gb18030 = GB18030() else { return nil }
    return header.allSatisfy { gb18030.text($0.bytes) != nil } ? .gb18030(gb18030) : nil
  }

  /// The text of some bytes, or nil when they are not of the encoding.
  func text(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .gb18030(let decoder): decoder.text(bytes)
    }
  }

  /// The name that people know.
  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    }
  }
}

/// The C library's strict decoder of GB 18030.
final class GB18030 {
  private let converter: iconv_t

  /// Opens the decoder; nil when the system has none.
  init?() {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1)
    else { return nil }
    self.converter = converter
  }

  deinit { iconv_close(converter) }

  /// The text, or nil when a byte belongs to no character or the last character is cut off.
  func text(_ bytes: [UInt8]) -> String? {
    // Most cells are digits and dates; ASCII is the same in both.
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    // GB 18030 has no shift states, so nothing of the cell before matters. Two bytes become at most
    // three, four at most four.
    let room = bytes.count * 2
    var input = bytes.map { CChar(bitPattern: $0) }
    let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = convert(&input, into: UnsafeMutableRawBufferPointer(buffer)) ?? 0
    }
    return output.isEmpty ? nil : String(validating: output, as: UTF8.self)
  }

  /// How many bytes were written; nil when the input is not all of it characters.
  private func convert(
    _ input: inout [CChar], into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    input.withUnsafeMutableBufferPointer { source in
      var from = source.baseAddress
      var left = source.count
      var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = output.count
      let outcome = iconv(converter, &from, &left, &to, &room)
      return outcome == 0 && left == 0 ? output.count - room : nil
    }
  }
}
