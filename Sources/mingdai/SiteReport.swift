import ArgumentParser
import DropBox
import Foundation
import Office
import Sealing
import StrictJSON
import TransparencyLog

/// A public site against its own log, as anybody can check it. DISCLOSURE §3.
struct SiteReport {
  private let site: String
  private let outcome: CheckPublishedSite.Outcome

  /// Checks a folder, or a site that is downloaded first.
  init(site: String, against: String?) throws {
    self.site = site
    let held = try against.map(Self.held)
    guard let download = try SiteDownload(site) else {
      outcome = try Self.check(site, held)
      return
    }
    defer { download.discard() }
    outcome = try Self.check(download.folder, held)
  }

  private static func held(_ path: String) throws -> [UInt8] {
    guard let bytes = try DurableFile.read(path, limit: 1 << 20) else {
      throw OfficeRefusal(.usage, path, "没有这个文件", "请用 --against 指明日志签名（checkpoint）文件")
    }
    return bytes
  }

  private static func check(
    _ folder: String, _ held: [UInt8]?
  ) throws -> CheckPublishedSite.Outcome {
    guard FileManager.default.fileExists(atPath: folder + "/.") else {
      throw OfficeRefusal(.usage, folder, "没有这个文件夹", "请用 --site 指明下载的网站，其中有 index.html 和 log")
    }
    let download = DownloadedSite(folder)
    let bar = ProgressBar()
    defer { bar.finish() }
    do {
      let pages = try download.pages()
      var check = CheckPublishedSite(read: download.read) { step, done, total in
        bar.report(
          step == .entries ? "核对日志" : "核对网页", Int(done),
          step == .entries ? Int(total) : pages.count)
      }
      return try check(pages: pages, logFiles: download.logFiles(), against: held)
    } catch let error as CocoaError {
      throw OfficeRefusal(
        .fault, error.filePath ?? folder, "读不出来（\(error.localizedDescription)）", "请检查权限和磁盘")
    }
  }

  /// Prints the report, and ends with exit code 1 when something does not agree.
  func print(asJSON: Bool) throws {
    if asJSON { try Console.json(json) } else { printText() }
    if !outcome.findings.isEmpty { throw ExitCode(1) }
  }

  /// One line for the log, one for the pages, one for the checkpoint that the checker holds.
  private var checks: [(name: String, ok: Bool, detail: String)] {
    func failing(_ kinds: Set<SiteFinding.Kind>) -> Int {
      outcome.findings.count { kinds.contains($0.kind) }
    }
    func line(
      _ name: String, _ kinds: Set<SiteFinding.Kind>, _ good: String, _ bad: String
    ) -> (name: String, ok: Bool, detail: String) {
      let count = failing(kinds)
      return (name, count == 0, count == 0 ? good : "\(bad)有 \(count) 处不符")
    }
    let head = outcome.checkpoint
    var checks = [
      line(
        "log", [.keys, .checkpoint, .signature, .file, .entry, .root],
        "日志 \(head?.origin ?? "")：\(head?.head.size ?? 0) 条，签名有效，树根一致", "日志"),
      line(
        "pages", [.page, .content, .shown, .outdated, .missing],
        "\(outcome.pages) 个网页：\(outcome.agreeing) 条内容与日志一致，"
          + "\(outcome.facts) 处显示与内容一致", "网页"),
    ]
    if let against = outcome.against {
      checks.append(line("against", [.against], "日志延续手中的签名（\(against.size) 条）", "与手中的签名"))
    } else if failing([.against]) > 0 {
      checks.append(("against", false, "手中的签名不能用来核对"))
    }
    return checks
  }

  private func printText() {
    for check in checks { Console.line("\(check.ok ? "正常" : "异常")　\(check.detail)") }
    for remark in outcome.remarks { Console.line("提示　\(remark)") }
    for finding in outcome.findings {
      Console.line()
      Console.line(Console.layout(finding.place, finding.problem, finding.remedy))
    }
  }

  private var json: JSONValue {
    let head = outcome.checkpoint
    return [
      "site": .string(site), "origin": head.map { .string($0.origin) } ?? .null,
      "size": head.map { .integer($0.head.size) } ?? .null,
      "root": head.map { .string(Hex.encode($0.head.root.bytes)) } ?? .null,
      "against": outcome.against.map { .integer($0.size) } ?? .null,
      "pages": .integer(Int64(outcome.pages)), "agreeing": .integer(Int64(outcome.agreeing)),
      "facts": .integer(Int64(outcome.facts)),
      "checks": .array(
        checks.map {
          ["name": .string($0.name), "ok": .bool($0.ok), "detail": .string($0.detail)]
        }),
      "remarks": .array(outcome.remarks.map { .string($0) }),
      "findings": .array(outcome.findings.map(\.json)),
    ]
  }
}
