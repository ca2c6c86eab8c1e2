import Disclosure
import TestKit
import Testing

/// Whatever the name and however it stands in a text: masked, the leak scan finds nothing of it.
@Suite("Masked names, at random")
struct MaskPropertyTests {
  /// How names are built in China.
  enum Sort: CaseIterable {
    case two, three, four, compound, compoundTwo, dotted, dottedThrice, latin, latinDotted, rare
  }

  private static let surnames = ["王", "李", "张", "雒", "𠂉", "𡈼", "令"]
  private static let compound = ["欧阳", "司马", "诸葛", "完颜", "第五", "万俟", "尉迟", "那拉"]
  private static let parts = ["阿卜杜拉", "买买提", "古丽", "巴特尔", "苏和", "才让", "卓玛", "乌"]
  private static let latin = ["John", "Greta", "O", "Élan", "Lindqvist", "MACDONALD", "van"]
  private static let dots = ["·", "•", "・", "‧", "∙", "⋅", "．", ".", "･"]
  private static let blanks = ["", "", "", " ", "　", "\u{200B}", "\u{A0}", "\u{2060}"]

  private struct Names {
    var random: SeededRandom

    mutating func pick(_ items: [String]) -> String {
      items[Int.random(in: 0..<items.count, using: &random)]
    }

    mutating func given(_ count: Int, from first: UInt32 = 0x4E00) -> String {
      (0..<count).map { _ in
        String(Unicode.Scalar(first + UInt32.random(in: 0..<2000, using: &random)) ?? "一")
      }.joined()
    }

    mutating func name(_ sort: Sort) -> String {
      switch sort {
      case .two: pick(surnames) + given(1)
      case .three: pick(surnames) + given(2)
      case .four: pick(surnames) + given(3)
      case .compound: pick(compound) + given(Int.random(in: 1...2, using: &random))
      case .compoundTwo: pick(compound)
      case .dotted: "\(pick(parts))·\(pick(parts))"
      case .dottedThrice: "\(pick(parts))·\(pick(parts))·\(pick(parts))"
      case .latin: "\(pick(latin)) \(pick(latin)) Müller"
      case .latinDotted: "\(pick(latin)).\(pick(latin)).Smith"
      case .rare: given(1, from: 0x20000) + given(2, from: 0x2A700)
      }
    }

    /// The name as somebody might type it.
    mutating func typed(_ name: String) -> String {
      let capital = Int.random(in: 0..<4, using: &random) == 0
      return name.map { character -> String in
        let text = dots.contains(String(character)) ? pick(dots) : String(character)
        return (capital ? text.uppercased() : text) + pick(blanks)
      }.joined()
    }
  }

  private static func isClean(_ text: String, of name: String) -> Bool {
    let identity = SiteIdentity(
      county: "泽州县", bureau: "局", siteName: "站", domain: "d", siteCode: "", icpRecord: "",
      policeRecord: "", phone: "", address: "址", demo: true)
    return LeakScan(secrets: Secrets(maskedNames: [name]), identity: identity, office: "ZEZHOU")
      .hits(in: Array(text.utf8), file: "x").isEmpty
  }

  @Test("a masked name", arguments: Sort.allCases, 1...3 as ClosedRange<UInt64>)
  func names(sort: Sort, seed: UInt64) {
    var names = Names(random: SeededRandom(seed: seed))
    for _ in 0..<60 {
      let name = names.name(sort)
      let masked = Mask.name(name)
      #expect(Self.isClean(masked, of: name), "seed \(seed): \(name) → \(masked)")
      #expect(masked.contains("*") && masked != name, "seed \(seed): \(name) → \(masked)")
      // Never more than the surname and the last character, or the first of each part.
      let shown = masked.count { $0 != "*" && $0 != "·" && $0 != " " }
      let parts = name.count { $0 == "·" || $0 == "." || $0 == " " } + 1
      #expect(
        shown <= (parts > 1 ? parts : 3) && shown < name.count, "seed \(seed): \(name) → \(masked)")
      #expect(sort != .two || masked.hasSuffix("*"), "\(name) → \(masked)")
    }
  }

  @Test(
    "blanks in a Chinese name, seen or not, change nothing", arguments: 1...3 as ClosedRange<UInt64>
  )
  func blanks(seed: UInt64) {
    var names = Names(random: SeededRandom(seed: seed))
    for sort in [Sort.two, .three, .compound, .dotted, .rare] {
      for _ in 0..<40 {
        let name = names.name(sort)
        let typed = names.typed(name)
        #expect(Mask.name(typed) == Mask.name(name), "seed \(seed): \(name), \(typed)")
      }
    }
  }

  @Test(
    "a text that holds the name, typed anyhow", arguments: Sort.allCases,
    1...3 as ClosedRange<UInt64>)
  func texts(sort: Sort, seed: UInt64) {
    var names = Names(random: SeededRandom(seed: seed))
    for _ in 0..<60 {
      let name = names.name(sort)
      let typed = names.typed(name)
      let text = "泽州县\(typed)面馆、\(typed)的店"
      let masked = Mask.text(text, of: name)
      #expect(Self.isClean(masked, of: name), "seed \(seed): \(name), \(text) → \(masked)")
      #expect(masked.hasPrefix("泽州县") && masked.hasSuffix("的店"), "seed \(seed): \(masked)")
      #expect(masked.contains("面馆、"), "seed \(seed): \(text) → \(masked)")
      #expect(Mask.text("泽州县面馆", of: name) == "泽州县面馆")
    }
  }
}
