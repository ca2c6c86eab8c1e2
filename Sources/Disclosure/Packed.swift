import CZlib

/// Packed content: gzip, and zlib's own form.
enum Packed {
  /// What became of it.
  enum Outcome {
    /// The content, and what stands after it.
    case whole([UInt8], rest: [UInt8])
    /// It is damaged after this.
    case broken([UInt8])
    /// It is more than what may be read.
    case tooMuch
  }

  /// Unpacks what begins as gzip or zlib; nil for what is not packed.
  ///
  /// Two bytes are no proof of zlib: what begins so and is none is not packed.
  static func read(_ bytes: [UInt8], limit: Int) -> Outcome? {
    guard bytes.count > 6 else { return nil }
    let isGzip = bytes.starts(with: [0x1F, 0x8B])
    guard isGzip || bytes[0] & 0x8F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    else { return nil }
    let outcome = inflate(bytes, limit)
    if case .broken(let begun) = outcome, !isGzip, begun.count < 32 { return nil }
    return outcome
  }

  private static func inflate(_ bytes: [UInt8], _ limit: Int) -> Outcome {
    var stream = z_stream()
    // 47: the largest window, gzip or zlib by its head.
    guard
      inflateInit2_(&stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return .broken([]) }
    defer { inflateEnd(&stream) }
    var input = bytes
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    return input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(clamping: source.count)
      while true {
        let status = buffer.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          let status = CZlib.inflate(&stream, Z_NO_FLUSH)
          let count = target.count - Int(stream.avail_out)
          result.append(contentsOf: UnsafeBufferPointer(rebasing: target[..<count]))
          return status
        }
        if result.count > limit { return .tooMuch }
        switch status {
        case Z_OK: continue
        case Z_STREAM_END:
          return .whole(result, rest: Array(bytes.suffix(Int(stream.avail_in))))
        default: return .broken(result)
        }
      }
    }
  }

  /// Whether content that is no text is of a kind in which nothing is looked for: pictures, fonts
  /// and programs of ours.
  static func isPictureOrProgram(_ bytes: [UInt8]) -> Bool {
    let heads: [[UInt8]] = [
      Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) }), [0xFF, 0xD8, 0xFF],
      Array("GIF8".utf8), Array("RIFF".utf8), Array("wOF2".utf8), Array("wOFF".utf8),
      Array("\0asm".utf8), [0, 0, 1, 0],
    ]
    return heads.contains { bytes.starts(with: $0) }
  }
}
