extension QRCode {
  /// The code as a PNG picture of one pixel to a module and one bit to a pixel, without the quiet
  /// zone: some 300 bytes, a sixth of what lines would take. Whoever shows it scales it and leaves
  /// four modules of white around it.
  public var png: [UInt8] {
    let line = (size + 7) / 8 + 1
    var pixels: [UInt8] = []
    pixels.reserveCapacity(line * size)
    for row in rows {
      pixels.append(0)
      for start in stride(from: 0, to: size, by: 8) {
        pixels.append(~QRCode.mirrored(UInt8(truncatingIfNeeded: row >> UInt64(start))))
      }
    }
    var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let side = [0, 0, 0, UInt8(size)]
    QRCode.chunk("IHDR", side + side + [1, 0, 0, 0, 0], to: &png)
    QRCode.chunk("IDAT", QRCode.stored(pixels), to: &png)
    QRCode.chunk("IEND", [], to: &png)
    return png
  }

  private static func mirrored(_ byte: UInt8) -> UInt8 {
    var byte = byte
    byte = byte >> 4 | byte << 4
    byte = (byte & 0xCC) >> 2 | (byte & 0x33) << 2
    return (byte & 0xAA) >> 1 | (byte & 0x55) << 1
  }

  /// zlib's form (RFC 1950) without packing: so few bytes hardly get fewer.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let (low, high) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return [0x78, 0x01, 1, low, high, ~low, ~high] + bytes + big(b << 16 | a)
  }

  private static func chunk(_ name: StaticString, _ content: [UInt8], to png: inout [UInt8]) {
    png += big(UInt32(content.count))
    let start = png.count
    name.withUTF8Buffer { png.append(contentsOf: $0) }
    png += content
    var sum = ~UInt32(0)
    for byte in png[start...] { sum = crc[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
    png += big(~sum)
  }

  private static func big(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  private static let crc: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
  }
}

extension Attribute {
  /// A PNG picture of ours that stands in the page itself.
  public static func src(png: [UInt8]) -> Attribute {
    Attribute(name: "src", value: .text("data:image/png;base64," + base64(png)))
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let left = min(3, bytes.count - start)
      var group = 0
      for index in 0..<3 { group = group << 8 | (index < left ? Int(bytes[start + index]) : 0) }
      for place in 0..<4 {
        text.append(place <= left ? alphabet[group >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
