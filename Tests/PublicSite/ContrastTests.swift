import Foundation
import SiteAssets
import Testing

/// The colours of the style sheet against WCAG 2.2 (1.4.3, 1.4.6, 1.4.11).
@Suite("Contrast")
struct ContrastTests {
  @Test(
    "text and marks stand out, in light and in dark",
    arguments: [
      ("ink", "paper", 7.0), ("ink", "card", 7), ("ink", "tint", 7), ("soft", "paper", 7),
      ("soft", "card", 7), ("soft", "tint", 4.5), ("soft", "line", 4.5), ("link", "paper", 7),
      ("link", "card", 7), ("link", "tint", 4.5), ("jade", "jade-tint", 4.5),
      ("paper", "accent", 4.5), ("bar", "paper", 3), ("accent", "paper", 3), ("accent", "card", 3),
    ])
  func pairs(front: String, back: String, least: Double) throws {
    let sheet = String(decoding: SiteAssets.stylesheet, as: UTF8.self)
    let schemes = sheet.components(separatedBy: "prefers-color-scheme: dark")
    #expect(schemes.count == 2)
    for (scheme, name) in zip(schemes, ["light", "dark"]) {
      let a = try luminance(of: front, in: scheme)
      let b = try luminance(of: back, in: scheme)
      let ratio = (max(a, b) + 0.05) / (min(a, b) + 0.05)
      #expect(ratio >= least, "\(front) on \(back), \(name): \(ratio)")
    }
  }

  private func luminance(of name: String, in scheme: String) throws -> Double {
    let value = try #require(
      scheme.components(separatedBy: "--\(name): #").dropFirst().first?
        .prefix { $0.isHexDigit })
    let digits = value.count == 3 ? value.map { "\($0)\($0)" }.joined() : String(value)
    let number = try #require(Int(digits, radix: 16))
    let parts = [number >> 16, number >> 8 & 0xFF, number & 0xFF].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
