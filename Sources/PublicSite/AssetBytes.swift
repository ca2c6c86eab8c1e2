import SiteAssets

extension SiteAsset {
  /// The file's content as it is published.
  var bytes: [UInt8] {
    switch self {
    case .stylesheet: SiteAsset.compact(SiteAssets.stylesheet)
    case .moreStyles: SiteAsset.compact(SiteAssets.moreStyles)
    case .portalStyles: SiteAsset.compact(SiteAssets.portalStyles)
    case .script: SiteAssets.script
    case .searchScript: SiteAsset.plain(SiteAssets.searchScript)
    case .searchStyles: SiteAsset.compact(SiteAssets.searchStyles)
    case .listScript: SiteAsset.plain(SiteAssets.listScript)
    case .verifyScript: SiteAssets.verifyScript
    case .calculatorScript: SiteAssets.calculatorScript
    case .seal: SiteAssets.seal
    }
  }

  /// A script without indentation and the lines that are comments.
  ///
  /// Good for our own scripts, which have no text over several lines.
  static func plain(_ script: [UInt8]) -> [UInt8] {
    let lines = script.split(separator: UInt8(ascii: "\n")).map { line in
      line.drop { $0 == UInt8(ascii: " ") }
    }
    return Array(lines.filter { !$0.starts(with: "//".utf8) }.joined(separator: "\n".utf8))
  }

  /// A style sheet without comments, line breaks and the blanks that only people need.
  ///
  /// Good for our own sheets, which hold none of these marks inside a string.
  static func compact(_ sheet: [UInt8]) -> [UInt8] {
    var text = String(decoding: sheet, as: UTF8.self)
    while let start = text.firstRange(of: "/*"), let end = text.firstRange(of: "*/") {
      text.removeSubrange(start.lowerBound..<end.upperBound)
    }
    text = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    for mark in ["{", "}", ";", ","] {
      text = text.replacing(mark + " ", with: mark).replacing(" " + mark, with: mark)
    }
    // After a colon in a declaration; a selector has no blank there.
    return Array(text.replacing(": ", with: ":").replacing(";}", with: "}").utf8)
  }
}
