import CQRencode

/// A QR code (ISO/IEC 18004) of a short text: its bytes, error correction M, the smallest version
/// that holds them.
///
/// Drawn by the system's libqrencode.
public struct QRCode: Sendable {
  /// Modules a side, 21…53.
  public let size: Int
  /// A row's modules, the leftmost in the lowest bit; 1 is dark.
  public let rows: [UInt64]

  /// The longest text in bytes: what a code of version 9 holds.
  public static let most = 180

  /// A code of a text; nil when it has none or more than ``most`` bytes of UTF-8.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (1...QRCode.most).contains(bytes.count),
      let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
    else { return nil }
    defer { QRcode_free(code) }
    let size = Int(code.pointee.width)
    guard let modules = code.pointee.data else { return nil }
    self.size = size
    rows = (0..<size).map { row in
      (0..<size).reduce(0) { bits, column in
        bits | UInt64(modules[row * size + column] & 1) << UInt64(column)
      }
    }
  }
}
