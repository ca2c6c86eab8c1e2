import Foundation
import StrictJSON
import TestKit
import Testing
import TransparencyLog

/// `mingdai check --site`, as a citizen calls it: there is no office.
@Suite("mingdai check --site")
struct CommandTests {
  let folder: ScratchFolder
  let small: SmallSite

  init() throws {
    folder = try ScratchFolder("site")
    small = try SmallSite(count: 300)
    try folder.write(small.site)
    // A page that carries nothing, as most of a site's are, leads to the others.
    let links = small.site.files.keys.filter { $0.hasSuffix(".html") }.sorted()
      .map { "<a href=\"\($0)\">x</a>" }.joined()
    try folder.write("index.html", "<!doctype html><title>x</title>\(links)")
  }

  private func check(_ words: String...) throws -> Outcome {
    try Command.run(Command.mingdai, ["check"] + words, in: folder.url)
  }

  @Test("a site in order: exit code 0, text and JSON")
  func good() throws {
    try folder.write("held", small.notes[0])
    let text = try check("--site", folder.path, "--against", folder.path("held"))
    #expect(text.status == 0, "\(text.message)")
    #expect(
      text.text == """
        正常　日志 www.example.gov.cn/ZEZHOU：304 条，签名有效，树根一致
        正常　302 个网页：301 条内容与日志一致，1797 处显示与内容一致
        正常　日志延续手中的签名（302 条）

        """)
    let json = try check("--site", folder.path, "--format", "json")
    #expect(json.status == 0)
    let tree = try JSONNode.parse(json.output, limits: .exchange).value
    #expect(tree["size"] == 304)
    #expect(tree["findings"] == [])
  }

  @Test("what is wrong is named with a remedy, all at once, with exit code 1")
  func wrong() throws {
    for serial in [17, 18] {
      let page = String(
        decoding: try #require(small.site.files[SmallSite.path(serial)]), as: UTF8.self)
      try folder.write(
        LogFile(path: SmallSite.path(serial), bytes: Array(page.replacing("张*三", with: "张*二").utf8))
      )
    }
    let text = try check("--site", folder.path)
    #expect(text.status == 1, "\(text.message)")
    for serial in [17, 18] {
      let number = SmallSite.number(serial)
      #expect(
        text.text.contains("\(SmallSite.path(serial))：\(number) 第 1 版的内容与公布时写入日志的不同。\n办法："),
        "\(text.text)")
    }
    #expect(text.text.contains("异常　网页有 2 处不符"))
    let json = try check("--site", folder.path, "--format", "json")
    #expect(json.status == 1)
    let tree = try JSONNode.parse(json.output, limits: .exchange).value
    guard case .array(let findings)? = tree["findings"] else {
      Issue.record("no findings: \(json.text)")
      return
    }
    #expect(
      findings.map { $0["record"] }
        == [.string(SmallSite.number(17)), .string(SmallSite.number(18))])
  }

  @Test("a wrong call: exit code 64")
  func usage() throws {
    #expect(try check("--site", folder.path("nowhere")).status == 64)
    #expect(try check("--site", folder.path, "--against", folder.path("nowhere")).status == 64)
    #expect(try check("--against", folder.path("index.html")).status == 64)
    #expect(try check("--site", "").status == 64)
  }

  @Test("a folder without a log is not in order")
  func noLog() throws {
    let empty = try ScratchFolder("empty")
    let outcome = try check("--site", empty.path)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("log/checkpoint：日志签名（checkpoint）缺失或读不懂。"), "\(outcome.text)")
  }

  @Test("over http the same is found; an address that does not answer is a fault")
  func http() throws {
    guard let python = PythonTools.python(having: "http.server"),
      try Command.run("which", ["wget"]).status == 0
    else {
      print("site: no wget: the check over http is left out")
      return
    }
    let serve = try #require(PackageRoot.located)
      .appendingPathComponent("Tests/TransparencyLog/serve.py").path
    func fetch(_ path: String) throws -> Outcome {
      let below = URL(fileURLWithPath: folder.path).deletingLastPathComponent().path
      return try Command.run(
        python,
        [
          serve, below, Command.mingdai, "check", "--site",
          "{}/\(folder.url.lastPathComponent)\(path)",
        ])
    }
    for path in ["", "/", "/index.html"] {
      let outcome = try fetch(path)
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.message)")
      #expect(outcome.text.contains("302 个网页：301 条内容与日志一致"), "\(outcome.text)")
    }
    try FileManager.default.removeItem(at: folder.url(SmallSite.path(9)))
    let missing = try fetch("")
    #expect(missing.status == 1)
    #expect(missing.text.contains("日志中有 \(SmallSite.number(9))，网站上没有它的网页"), "\(missing.text)")
    // Port 9 (discard) is not listened to.
    let silent = try check("--site", "http://127.0.0.1:9/")
    #expect(silent.status == 70, "\(silent.text)\(silent.message)")
  }
}
