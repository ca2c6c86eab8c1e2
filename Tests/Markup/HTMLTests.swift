import Markup
import TestKit
import Testing

@Suite("HTML cannot be mis-escaped")
struct HTMLTests {
  private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

  @Test(
    "text and attribute values",
    arguments: [
      ("王五", "王五"), ("a<b", "a&lt;b"), ("\"&'", "&quot;&amp;&#39;"), ("&amp;", "&amp;amp;"),
      ("</p><script>", "&lt;/p&gt;&lt;script&gt;"), ("a\u{0}b\u{1F}", "a\u{FFFD}b\u{FFFD}"),
      ("两\n行", "两\n行"), ("", ""),
    ])
  func escaping(raw: String, escaped: String) {
    var html = HTML()
    html.element("p", Attribute("title", text: raw)) { $0.text(raw) }
    #expect(text(html) == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test("elements nest, numbers and flags are written, literals are escaped in attributes")
  func elements() {
    var html = HTML()
    html.element("details", Attribute(flag: "open"), .class("a\"b")) { html in
      html.raw("<summary>")
      html.void("meta", Attribute("content", -40))
      html.shape("rect", Attribute("width", 0))
    }
    #expect(
      text(html)
        == "<details open class=\"a&quot;b\"><summary><meta content=\"-40\"><rect width=\"0\"/>"
        + "</details>")
  }

  @Test("any text comes back from its escaped form", arguments: 1...8 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabet = Array("<>&\"'=/ a1王·é\u{7F}\u{200B}\t")
    for _ in 0..<300 {
      let raw = String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        })
      var html = HTML()
      html.text(raw)
      let written = text(html)
      #expect(!written.contains { "<>\"'".contains($0) }, "seed \(seed)")
      let back = written.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        .replacing("&amp;", with: "&")
      #expect(back == raw.replacing("\u{7F}", with: "\u{FFFD}"), "seed \(seed)")
    }
  }

  @Test("a link leads somewhere and runs nothing")
  func links() async {
    var html = HTML()
    html.element("a", .href("../a.html?x=1&y=2#z")) { _ in }
    html.element("a", .href("https://example.gov.cn/")) { _ in }
    html.element("a", .href("tel:0356-0000000")) { _ in }
    #expect(text(html).hasPrefix("<a href=\"../a.html?x=1&amp;y=2#z\"></a>"))
    await #expect(processExitsWith: .failure) { _ = Attribute.href("javascript:alert(1)") }
    await #expect(processExitsWith: .failure) { _ = Attribute.href("JaVaScRiPt:x") }
    await #expect(processExitsWith: .failure) { _ = Attribute("onclick", text: "x") }
    await #expect(processExitsWith: .failure) { _ = Attribute("style", text: "x") }
    await #expect(processExitsWith: .failure) { _ = Attribute("href", text: "x") }
  }
}

@Suite("CSV that is safe to open")
struct CSVTests {
  private func body(_ csv: CSV) -> String {
    String(decoding: csv.bytes.dropFirst(3), as: UTF8.self)
  }

  @Test("BOM, CRLF and a header")
  func frame() {
    var csv = CSV(header: ["number", "amount"])
    csv.row([.text("ZEZHOU-2026-000123"), .figure("-12.34")])
    #expect(Array(csv.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(body(csv) == "number,amount\r\nZEZHOU-2026-000123,-12.34\r\n")
  }

  @Test(
    "cells",
    arguments: [
      ("面馆", "面馆"), ("a,b", "\"a,b\""), ("说\"好\"", "\"说\"\"好\"\"\""), ("两\n行", "\"两\n行\""),
      ("=1+1", "'=1+1"), ("+86", "'+86"), ("-x", "'-x"), ("@sum", "'@sum"), ("＝1", "'＝1"),
      (" =1", "' =1"), ("\t=1", "'\t=1"), ("=a,b", "\"'=a,b\""), ("", ""), ("a=b", "a=b"),
    ])
  func cells(raw: String, written: String) {
    var csv = CSV(header: ["x"])
    csv.row([.text(raw)])
    #expect(body(csv) == "x\r\n\(written)\r\n")
  }

  @Test("a figure is a number, a row is as wide as the header")
  func bugs() async {
    await #expect(processExitsWith: .failure) {
      var csv = CSV(header: ["x"])
      csv.row([.figure("=1")])
    }
    await #expect(processExitsWith: .failure) {
      var csv = CSV(header: ["x"])
      csv.row([.text("a"), .text("b")])
    }
  }
}
