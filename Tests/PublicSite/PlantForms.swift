import CZlib
import Disclosure
import Foundation

/// A secret in a form in which a page could carry it.
struct Plant: Sendable {
  /// What sort of files may hold the form.
  enum Needs: Hashable, Sendable {
    case nothing
    /// Tags, comments and entities mean something.
    case markup
    /// JSON's escapes do.
    case json
    /// A script's escapes do.
    case script
    /// A style sheet's escapes do.
    case style
  }

  let form: String
  let text: String
  let kind: Leak.Kind
  var needs = Needs.nothing
}

/// The secrets of invented people, and all forms of them.
enum PlantForms {
  /// No valid number, so that nobody can know it by its form.
  static let identity = "140525198513457712"
  static let oldIdentity = "140525851345771"
  static let phone = "13900017788"
  static let account = "6217001210087654321"
  static let name = "穆清霁"
  static let short = "雒霁"
  static let dotted = "古丽娜尔·艾山江"
  static let latin = "Greta Lindqvist"
  static let rare = "𠮷田霁"
  static let secrets = Secrets(
    identityNumbers: [identity], phones: [phone], accounts: [account],
    maskedNames: [name, short, dotted, latin, rare])

  static let all: [Plant] =
    plain + digits + numbers + names + encoded + markup + json + script + style

  private static func identity(_ form: String, _ text: String, _ needs: Plant.Needs = .nothing)
    -> Plant
  {
    Plant(form: form, text: text, kind: .identityNumber, needs: needs)
  }

  private static func name(_ form: String, _ text: String, _ needs: Plant.Needs = .nothing) -> Plant
  {
    Plant(form: form, text: text, kind: .name, needs: needs)
  }

  private static let plain = [
    identity("plain", identity), Plant(form: "phone", text: phone, kind: .phone),
    Plant(form: "account", text: account, kind: .account), name("name", "\(name)面馆"),
    name("two characters", "\(short)面馆"), name("dotted name", dotted), name("Latin name", latin),
    name("name beyond the BMP", rare),
  ]

  /// The identity number with each digit written otherwise.
  private static func spelled(_ form: String, _ digit: (UInt32) -> String) -> Plant {
    identity(form, identity.unicodeScalars.map { digit($0.value - 0x30) }.joined())
  }

  private static func scalar(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String($0) } ?? "?"
  }

  private static let digits = [
    spelled("full-width digits") { scalar(0xFF10 + $0) },
    spelled("circled digits") { scalar($0 == 0 ? 0x24EA : 0x245F + $0) },
    spelled("dark circled digits") { scalar($0 == 0 ? 0x24FF : 0x2775 + $0) },
    spelled("Arabic-Indic digits") { scalar(0x660 + $0) },
    spelled("Devanagari digits") { scalar(0x966 + $0) },
    spelled("mathematical digits") { scalar(0x1D7D8 + $0) },
    spelled("subscripts") { scalar(0x2080 + $0) },
    spelled("superscripts") { ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][Int($0)] },
    spelled("keycaps") { "\($0)\u{FE0F}\u{20E3}" },
    spelled("struck through") { "\($0)\u{336}" },
    spelled("spaced") { "\($0) " }, spelled("dashed") { "\($0)-" },
    spelled("en dashes") { "\($0)–" }, spelled("zero-width") { "\($0)\u{200B}\u{2060}" },
    spelled("ideographic spaces") { "\($0)\u{3000}" }, spelled("soft hyphens") { "\($0)\u{AD}" },
  ]

  private static let numbers = [
    identity("by groups", "140525 1985 1345 7712"), identity("15 digits", oldIdentity),
    identity("15 digits by groups", "140525-851345-771"),
    identity("inside a longer number", "99\(identity)4477"),
    identity("15 digits inside a longer number", "99\(oldIdentity)77"),
    identity("ten digits of it", "No. 0525198513"),
    identity("in a token like a digest", "a3f\(identity)beef00c4"),
    Plant(form: "+86", text: "+86 139-0001-7788", kind: .phone),
    Plant(form: "86 before it", text: "86\(phone)", kind: .phone),
    Plant(form: "0086 before it", text: "0086 139 0001 7788", kind: .phone),
    Plant(form: "account by fours", text: "6217 0012 1008 7654 321", kind: .account),
    Plant(form: "account by dashes", text: "6217-0012-1008-7654-321", kind: .account),
  ]

  private static func letters(_ name: String, _ between: String) -> String {
    name.map { String($0) }.joined(separator: between)
  }

  private static let names =
    [
      name("name with blanks", letters(name, " ")),
      name("name with ideographic spaces", letters(name, "\u{3000}")),
      name("name with zero-width spaces", letters(name, "\u{200B}")),
      name("two characters with a blank", letters(short, "　")),
      name("Latin name, capitals", "GRETA LINDQVIST"), name("Latin name, joined", "gretalindqvist"),
      name("Latin name, full-width", "Ｇｒｅｔａ　Ｌｉｎｄｑｖｉｓｔ"),
      name("Latin name with marks", "Gréta Líndqvist"),
      name("dotted name without its dot", "古丽娜尔艾山江"),
      name("dotted name with a blank", "古丽娜尔 艾山江"),
      name("name with a compatibility character", "穆\u{2F954}霁".replacing("\u{2F954}", with: "清")),
    ]
    + ["•", "・", "‧", "∙", "⋅", "．", ".", "･", " · "].map {
      name("dotted name with \($0)", "古丽娜尔\($0)艾山江")
    }

  static func base64(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString()
  }

  private static func wrapped(_ text: String) -> String {
    stride(from: 0, to: text.count, by: 16).map { start in
      String(text.dropFirst(start).prefix(16))
    }.joined(separator: "\n  ")
  }

  private static func forAddress(_ base64: String) -> String {
    base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static let sentence = "某人某事，身份证号码（\(identity)）"

  private static let encoded = [
    identity("base64", base64(identity.utf8)),
    identity("base64 without padding", base64("\(identity)1".utf8).replacing("=", with: "")),
    identity("base64 for addresses", forAddress(base64("?>~?>~\(identity)".utf8))),
    identity("base64 in lines", wrapped(base64("号码\(identity)号码".utf8))),
    identity("base64 of a sentence", base64(sentence.utf8)),
    identity("base64 behind a path", "a/b/\(base64(identity.utf8))"),
    identity("base64 twice", base64(base64(identity.utf8).utf8)),
    name("name in base64", base64("借款人\(name)面馆".utf8)),
    identity("gzip in base64", base64(gzip(Array(sentence.utf8)))),
    name("name, gzip in base64 for addresses", forAddress(base64(gzip(Array("借款人\(name)".utf8))))),
    identity("zlib in base64", base64(gzip(Array(sentence.utf8), windowBits: 15))),
    identity("URL escapes", percent(identity)),
    identity("URL escapes twice", percent(percent("14")) + "05251985"),
    name("name in URL escapes", percent(name)),
    name("rare name in URL escapes", percent(rare)),
    identity("a data address", "data:text/plain;base64,\(base64(identity.utf8))"),
  ]

  private static func percent(_ text: String) -> String {
    text.utf8.map { "%" + String(Int($0) + 256, radix: 16).suffix(2).uppercased() }.joined()
  }

  private static func entities(_ text: String, _ entity: (UInt32) -> String) -> String {
    text.unicodeScalars.map { entity($0.value) }.joined()
  }

  private static let markup = [
    identity("decimal entities", entities(identity) { "&#\($0);" }, .markup),
    identity(
      "decimal entities with zeros", entities(identity) { "&#000000000000000000000000\($0);" },
      .markup),
    identity(
      "hexadecimal entities", entities(identity) { "&#x\(String($0, radix: 16));" }, .markup),
    identity("entities without semicolon", entities(identity) { "&#\($0) " }, .markup),
    identity("entities twice", entities(identity) { "&amp;#\($0);" }, .markup),
    identity("named blanks", "140525&nbsp;1985&ensp;1345&NoBreak;77&shy;12", .markup),
    identity("named blanks without semicolon", "140525&nbsp19851345&nbsp7712", .markup),
    name("name in entities", entities(name) { "&#\($0);" }, .markup),
    name("rare name in entities", entities(rare) { "&#x\(String($0, radix: 16));" }, .markup),
    name("dotted name with an entity", "古丽娜尔&middot;艾山江", .markup),
    identity("split by tags", "<b>140525</b><i class=\"x\">19851345</i>7712", .markup),
    identity("split by cells", "<td>1405</td><td>2519</td><td>85134577</td>", .markup),
    identity("split by comments", "140525<!-- a > b -->19851345<!---->7712", .markup),
    name("name split by tags", "穆<b>清</b><span id=\"a\">霁</span>", .markup),
    name("name split by tspan", "<tspan>穆</tspan><tspan dx=\"1\">清霁</tspan>", .markup),
    name("name split by comments", "穆<!-- > -->清<!-- 1 -->霁", .markup),
    identity("in an attribute", "<a title=\"\(identity)\">x</a>", .markup),
    name("Latin name in an attribute", "<img alt=\"\(latin)\">", .markup),
    identity("in a comment", "<!-- \(identity) -->", .markup),
    identity("CDATA", "<![CDATA[\(identity)]]>", .markup),
  ]

  /// A text in JSON's escapes, characters beyond the BMP as two.
  private static func units(_ text: String) -> String {
    text.utf16.map { "\\u" + String(Int($0) + 0x10000, radix: 16).suffix(4) }.joined()
  }

  private static let json = [
    identity("JSON escapes", units(identity), .json),
    name("name in JSON escapes", units(name), .json),
    name("rare name in JSON escapes", units(rare), .json),
    identity("lines within JSON", "140525\\n198513\\t457712", .json),
    identity(
      "base64 with JSON's solidus", base64("?>~?\(identity)".utf8).replacing("/", with: "\\/"),
      .json),
  ]

  private static let script = [
    identity("\\x escapes", entities(identity) { "\\x" + String($0, radix: 16) }, .script),
    identity("\\u{} escapes", entities(identity) { "\\u{\(String($0, radix: 16))}" }, .script),
    identity("octal escapes", entities(identity) { "\\" + String($0, radix: 8) }, .script),
    identity("a line that goes on", "140525\\\n198513457712", .script),
    name("name in \\u{} escapes", entities(rare) { "\\u{\(String($0, radix: 16))}" }, .script),
  ]

  private static let style = [
    identity("CSS escapes", entities(identity) { "\\" + String($0, radix: 16) + " " }, .style),
    identity("long CSS escapes", entities(identity) { "\\0000" + String($0, radix: 16) }, .style),
    name("name in CSS escapes", entities(name) { "\\" + String($0, radix: 16) }, .style),
  ]

  /// Packs as gzip, or as zlib with other window bits.
  static func gzip(_ bytes: [UInt8], windowBits: Int32 = 31) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + 1024))
    let count = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
        return target.count - Int(stream.avail_out)
      }
    }
    return Array(output.prefix(count))
  }
}
