/// One file of the index: a script that hands its content to the page's own script.
public struct SearchFile: Sendable {
  /// The path below the site's root, `search/b/0/12.js`.
  public let path: String
  /// The script.
  public let bytes: [UInt8]

  init(name: String, bytes: [UInt8]) {
    path = "search/\(name).js"
    self.bytes = bytes
  }

  /// A shard: words parted by bars, and bits.
  static func shard(_ name: String, words: [UInt16], bits: [UInt8]) -> SearchFile {
    var file = Script(name: name)
    file.text(String(decoding: words, as: UTF16.self))
    file.bytes.append(UInt8(ascii: ","))
    file.bytes.append(UInt8(ascii: "\""))
    file.bytes.append(contentsOf: bits)
    file.bytes.append(UInt8(ascii: "\""))
    return file.finish()
  }

  /// `b/3/871`: 256 files to a folder.
  static func numbered(_ kind: String, _ number: Int) -> String {
    "\(kind)/\(number >> 8)/\(number)"
  }

  static func hex(_ unit: UInt16) -> String {
    let text = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - text.utf8.count) + text
  }
}

/// A call of the page's script with the file's name and its content.
struct Script {
  private let name: String
  var bytes: [UInt8]

  init(name: String) {
    self.name = name
    bytes = Array("mingdaiShard(\"\(name)\",".utf8)
  }

  /// A string literal.
  mutating func text(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        // A line break in a title is a blank to whoever reads it.
        bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

  consuming func finish() -> SearchFile {
    bytes.append(contentsOf: ");\n".utf8)
    return SearchFile(name: name, bytes: bytes)
  }
}
