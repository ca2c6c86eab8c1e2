import ArgumentParser
import BankKit
import Foundation
import Office
import Sealing
import StrictJSON
import TransparencyLog

/// The bank as a witness of the transparency log. COMMAND `kit witness`.
struct WitnessLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness", abstract: "核对收到的检查点：公开网站的日志有没有被改写或截短。",
    discussion: """
      kit open 把随包收到的检查点存进文件夹。不给 --site 时只核对它们彼此不矛盾；给出网站（文件夹或网址）
      时核对网站的日志延续其中每一个。只读日志的少量文件，不下载网页。
      """)

  @OptionGroup var options: KitOptions

  @Argument(help: ArgumentHelp("存放检查点的文件夹。", valueName: "文件夹"))
  var checkpoints: String

  @Option(help: ArgumentHelp("公开网站。", valueName: "文件夹或网址"))
  var site: String?

  func validate() throws {
    if site?.isEmpty == true { throw ValidationError("--site 不能为空") }
  }

  func run() throws {
    try options.run {
      let held = try KeptCheckpoints(checkpoints).all().map { (place: $0.path, bytes: $0.bytes) }
      guard !held.isEmpty else {
        throw KitRefusal(checkpoints, "里面没有检查点", "请先用 mingdai kit open 打开人社局发来的包")
      }
      let outcome = try check(held)
      if options.isJSON { try Console.json(json(outcome)) } else { print(outcome) }
      if !outcome.findings.isEmpty { throw ExitCode(1) }
    }
  }

  private func check(
    _ held: [(place: String, bytes: [UInt8])]
  ) throws -> CheckHeldCheckpoints.Outcome {
    guard let site else {
      var check = CheckHeldCheckpoints(read: nil)
      return try check(held)
    }
    guard let download = try SiteDownload(headOf: site) else {
      guard FileManager.default.fileExists(atPath: site + "/.") else {
        throw KitRefusal(site, "没有这个文件夹", "请用 --site 指明网址，或下载的网站所在的文件夹")
      }
      var check = CheckHeldCheckpoints(read: DownloadedSite(site).read)
      return try check(held)
    }
    defer { download.discard() }
    var check = CheckHeldCheckpoints(read: download.read)
    return try check(held)
  }

  private func print(_ outcome: CheckHeldCheckpoints.Outcome) {
    let isGood = outcome.findings.isEmpty
    let mark = isGood ? "正常" : "异常"
    if let newest = outcome.newest {
      let head = "最新的 \(newest.head.size) 条（\(newest.origin)）"
      Console.line("\(mark)　手中 \(outcome.count) 个检查点，\(head)")
    }
    if let published = outcome.published {
      Console.line(
        "\(mark)　网站的日志 \(published.head.size) 条" + (isGood ? "，延续手中的每一个检查点" : ""))
    } else if site == nil, isGood {
      Console.line("提示　只核对了检查点彼此不矛盾；给出 --site 才能核对网站的日志")
    }
    for remark in outcome.remarks { Console.line("提示　\(remark)") }
    for finding in outcome.findings {
      Console.line()
      Console.line(Console.layout(finding.place, finding.problem, finding.remedy))
    }
  }

  private func json(_ outcome: CheckHeldCheckpoints.Outcome) -> JSONValue {
    [
      "held": .integer(Int64(outcome.count)), "newest": outcome.newest?.json ?? .null,
      "published": outcome.published?.json ?? .null,
      "remarks": .array(outcome.remarks.map { .string($0) }),
      "findings": .array(outcome.findings.map(\.json)),
    ]
  }
}

extension Checkpoint {
  /// Which log, how long, and its root.
  var json: JSONValue {
    [
      "origin": .string(origin), "size": .integer(head.size),
      "root": .string(Hex.encode(head.root.bytes)),
    ]
  }
}

extension SiteFinding {
  var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "place": .string(place),
      "record": record.map { .string($0) } ?? .null, "problem": .string(problem),
      "remedy": .string(remedy),
    ]
  }
}
