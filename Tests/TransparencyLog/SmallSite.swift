import Quantities
import Sealing
import StrictJSON
import TestKit
import TransparencyLog

/// A site with a log, small enough to be read and large enough for full tiles: record pages, two
/// runs, a correction, a withdrawal and a notice that was taken down.
struct SmallSite: Sendable {
  static let origin = "www.example.gov.cn/ZEZHOU"
  var site = MemorySite()
  let key: LogKey
  private(set) var leaves: [[UInt8]] = []
  private(set) var heads: [TreeHead] = []
  private(set) var notes: [[UInt8]] = []
  /// The pages of the first publication.
  private(set) var firstPages: [String: [UInt8]] = [:]
  private var random: SeededRandom

  init(count: Int, seed: UInt64 = 3, key: LogKey? = nil) throws {
    self.key = try key ?? LogKey.generate()
    random = SeededRandom(seed: seed)
    try publish {
      for serial in 1...count { try $0.addRecord(serial) }
      try $0.add(.run, "2026Q1", 1, ["payable": "12345.60", "period": "2026Q1"])
      try $0.add(.notice, "GS-2026-001", 1, ["name": "李*"], shown: false)
    }
    firstPages = site.files
    try publish {
      try $0.addRecord(2, revision: 2, project: "小麦加工（更正）")
      try $0.addRecord(3, revision: 2, project: nil)
    }
  }

  /// The newest checkpoint.
  var checkpoint: [UInt8] { notes[notes.count - 1] }

  static func number(_ serial: Int) -> String {
    "ZEZHOU-2026-" + String(1_000_000 + serial).dropFirst()
  }

  static func path(_ serial: Int) -> String { "record/2026/\(number(serial)).html" }

  /// Adds entries, then signs and writes the log from its beginning.
  mutating func publish(_ add: (inout SmallSite) throws -> Void) throws {
    try add(&self)
    var writer = LogWriter(size: Int64(leaves.count), checkpoints: heads.map(\.size))
    for leaf in leaves { try writer.append(leaf) { site.write($0) } }
    let head = try writer.finish()
    heads.append(head)
    let note = try Checkpoint(origin: SmallSite.origin, head: head).signed(by: key)
    notes.append(note)
    for file in LogLayout.checkpointFiles(note) { site.write(file) }
    site.write(try LogKeys(origin: SmallSite.origin, key: key.publicKey).file())
  }

  mutating func addRecord(
    _ serial: Int, revision: Int = 1, project: String? = "小麦加工 <面粉> & 挂面"
  ) throws {
    let number = SmallSite.number(serial)
    let content: JSONValue =
      if let project {
        [
          "amount": .string("\(serial)00000.00"), "applicant": "张*三", "number": .string(number),
          "project": .string(project), "quarters": [["payable": "321.09", "period": "2026Q1"]],
          "term": 24,
        ]
      } else {
        ["number": .string(number), "state": "WITHDRAWN"]
      }
    try add(.record, number, revision, content, path: SmallSite.path(serial))
  }

  mutating func add(
    _ kind: LogEntry.Kind, _ record: String, _ revision: Int, _ content: JSONValue,
    path: String? = nil, shown: Bool = true
  ) throws {
    let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    guard let day = Day("2026-04-02"),
      let entry = try LogEntry(
        kind: kind, record: record, revision: revision, day: day, content: content, salt: salt)
    else { preconditionFailure("a test's entry") }
    let carried = PageEntry(entry, index: Int64(leaves.count), content: content, salt: salt)
    leaves.append(entry.leafData)
    guard shown else { return }
    let path = path ?? "subsidy/\(record).html"
    site.files[path] = SmallSite.page(path, content, carried)
  }

  private static func page(_ path: String, _ content: JSONValue, _ carried: PageEntry) -> [UInt8] {
    func text(_ name: String) -> String? {
      switch content[name] {
      case .string(let text)?:
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      case .number(let number)?: number.literal
      default: nil
      }
    }
    let facts = ["number", "applicant", "project", "amount", "term", "payable", "state"]
      .compactMap { name in
        text(name).map {
          let shown = name == "amount" ? $0.replacing("00000.00", with: "00,000.00") : $0
          return "<p><b data-is=\"\(name)\">\(shown)</b></p>\n"
        }
      }.joined()
    let quarter =
      content["quarters"] == nil ? "" : "<b data-is=\"quarters/0/payable\">321.09</b> 元\n"
    let up = path.split(separator: "/").dropLast().map { _ in "../" }.joined()
    return Array(
      """
      <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>记录</title>
      <script src="\(up)assets/verify.js" defer></script></head><body><main>
      \(facts)\(quarter)<p id="log-status" hidden></p>

      """.utf8) + carried.element + Array("</main></body></html>\n".utf8)
  }

  /// The outcome of the checker.
  func check(against: [UInt8]? = nil) throws -> CheckPublishedSite.Outcome {
    var check = CheckPublishedSite(read: site.read)
    return try check(
      pages: site.files.keys.filter { $0.hasSuffix(".html") }.sorted(), against: against)
  }
}
