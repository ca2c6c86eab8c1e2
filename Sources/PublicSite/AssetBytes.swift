import SiteAssets

extension SiteAsset {
  /// The file's content as it is published.
  var bytes: [UInt8] {
    switch self {
    case .stylesheet: SiteAsset.compact(SiteAssets.stylesheet)
    case .moreStyles: SiteAsset.compact(SiteAssets.moreStyles)
    case .script: SiteAssets.script
    case .seal: SiteAssets.seal
    }
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
