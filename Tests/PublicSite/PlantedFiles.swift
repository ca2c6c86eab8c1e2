import Foundation

/// A kind of file that a release holds, or a place in one, and how a text stands in it.
enum PlantedFile: String, CaseIterable, Sendable {
  case page = "HTML page"
  case attribute = "HTML attribute"
  case comment = "HTML comment"
  case logEntry = "JSON in a page"
  case csv = "CSV"
  case lines = "JSON Lines"
  case package = "datapackage.json"
  case feed = "Atom feed"
  case shard = "search index"
  case cards = "search cards"
  case svg = "SVG"
  case styles = "CSS"
  case asset = "script"
  case logScript = "log's script"
  case text = "text"
  case packed = "packed file"
  case packedTwice = "packed twice"
  case path = "path"

  /// Which escapes mean something there.
  private var understands: Set<Plant.Needs> {
    switch self {
    case .page, .feed, .svg: [.nothing, .markup]
    case .logEntry, .lines, .package: [.nothing, .json]
    case .shard, .cards, .asset, .logScript: [.nothing, .json, .script]
    case .styles: [.nothing, .style]
    case .attribute, .comment, .csv, .text, .packed, .packedTwice, .path: [.nothing]
    }
  }

  private var suffix: String {
    switch self {
    case .page, .attribute, .comment, .logEntry: "html"
    case .csv: "csv"
    case .lines: "jsonl"
    case .package: "json"
    case .feed: "xml"
    case .shard, .cards, .asset, .logScript: "js"
    case .svg: "svg"
    case .styles: "css"
    case .text, .path: "txt"
    case .packed, .packedTwice: "gz"
    }
  }

  /// A file that holds the plant, nil where its form makes no sense.
  func file(_ plant: Plant, number: Int) -> (name: String, bytes: [UInt8])? {
    guard understands.contains(plant.needs) else { return nil }
    guard self != .path else {
      // What a file's name cannot hold.
      guard !plant.text.contains(where: { $0 == "/" || $0.isNewline }), plant.text.utf8.count < 200
      else { return nil }
      return ("\(plant.text).p\(number)", Array("无".utf8))
    }
    return ("\(number).\(suffix)", bytes(plant))
  }

  private func bytes(_ plant: Plant) -> [UInt8] {
    let text = written(plant)
    let content =
      switch self {
      case .page: "<!doctype html><title>某页</title><main><p>项目：\(text)。</p></main>"
      case .attribute: "<!doctype html><p><a href=\"x.html\" title='\(text)'>某项目</a></p>"
      case .comment: "<!doctype html><p>某项目</p><!-- \(text) -->"
      case .logEntry:
        "<p>某</p><script type=\"application/json\" class=\"log-entry\">{\"a\":\"\(text)\"}</script>"
      case .csv: "\u{FEFF}编号,项目\r\nZEZHOU-2026-000001,\"\(text)\"\r\n"
      case .lines: "{\"number\":\"ZEZHOU-2026-000001\",\"project\":\"\(text)\"}\n"
      case .package: "{\"name\":\"x\",\"title\":\"\(text)\",\"resources\":[]}"
      case .feed:
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>\(text)</title></entry></feed>"
      case .shard: "mingdaiGrams(3,[\"某\",\"\(text)\",\"A7bx\"])"
      case .cards: "mingdaiCards(\"0\",\"1|张*|\(text)|20 万元\")"
      case .svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"><text x=\"1\">\(text)</text></svg>"
      case .styles: "a::after{content:\"\(text)\"}"
      case .asset: "const a = \"\(text)\";\n"
      case .logScript: "mingdaiLog(0,\"\(text)\")\n"
      case .text, .packed, .packedTwice, .path: text
      }
    let bytes = Array(content.utf8)
    switch self {
    case .packed: return PlantForms.gzip(bytes)
    case .packedTwice: return PlantForms.gzip(PlantForms.gzip(bytes))
    default: return bytes
    }
  }

  /// The text as this kind of file writes it: JSON and scripts escape the end of a line.
  private func written(_ plant: Plant) -> String {
    guard plant.needs == .nothing else { return plant.text }
    return understands.contains(.json) ? plant.text.replacing("\n", with: "\\n") : plant.text
  }
}
