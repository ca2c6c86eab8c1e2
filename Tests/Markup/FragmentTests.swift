import Markup
import Testing

/// A portal's header or footer is taken as it is, or refused with everything that is wrong.
@Suite("Somebody else's HTML")
struct FragmentTests {
  private static let good = """
    <!-- 县政府门户 <script> -->
    <nav class="top" aria-label="县政府网站">
      <a href="/"><img src="/images/logo.png" alt="泽州县人民政府" width="200" height="40"></a>
      <a href='https://www.example.gov.cn/search?a=1&amp;b=2' target="_blank">搜索</a>&nbsp;<br/>
      <a href="tel:0356-0000000">电话</a><a href="#portal-top" id="portal-top">顶部</a>
    </nav><link rel="stylesheet" href="/css/portal.css">
    """

  @Test("a good one stays as it is, without its comments")
  func good() throws {
    let fragment = try Fragment(FragmentTests.good)
    let comment = try #require(FragmentTests.good.firstRange(of: "-->"))
    #expect(fragment.html == FragmentTests.good[comment.upperBound...])
    #expect(!fragment.html.contains("<script>"))
    var html = HTML()
    html.fragment(fragment)
    #expect(String(decoding: html.bytes, as: UTF8.self) == fragment.html)
  }

  @Test(
    "what is wrong is named with its line",
    arguments: [
      ("<p>一\n<b>二</p>", 2, "不配对"), ("<div>", 1, "没有结束标记"), ("</div>", 1, "不配对"),
      ("\n<script src=\"/a.js\"></script>", 2, "不能有 <script>"),
      ("<SCRIPT></SCRIPT>", 1, "不能有 <script>"), ("<iframe></iframe>", 1, "不能有 <iframe>"),
      ("<style>p{}</style>", 1, "不能有 <style>"), ("<main></main>", 1, "不能有 <main>"),
      ("<form></form>", 1, "不能有 <form>"), ("<svg></svg>", 1, "不能有 <svg>"),
      ("<p onclick=\"x()\"></p>", 1, "脚本"), ("<p style=\"color:red\"></p>", 1, "不能有属性 style"),
      ("<p data-is=\"amount\"></p>", 1, "不能有属性 data-is"), ("<p id=\"main\"></p>", 1, "portal-"),
      ("<img src=\"https://a.com/x.png\">", 1, "应以 / 开头"),
      ("<img src=\"//a.com/x.png\">", 1, "应以 / 开头"), ("<img src=\"x.png\">", 1, "应以 / 开头"),
      ("<img src=\"/\t/a.com/x.png\">", 1, "应以 / 开头"),
      ("<img src=\"/\\a.com/x.png\">", 1, "应以 / 开头"),
      ("<img src=\"/&sol;a.com/x.png\">", 1, "应以 / 开头"),
      ("<img src=\"/&#47;a.com\">", 1, "应以 / 开头"),
      ("<a href=\"javascript:x()\">x</a>", 1, "完整网址"), ("<a href=\"../x\">x</a>", 1, "完整网址"),
      ("<a href=\" javascript:x()\">x</a>", 1, "完整网址"),
      ("<link rel=\"preload\" href=\"/x\">", 1, "样式"),
      ("<link rel=\"stylesheet\" href=\"https://a.com/x.css\">", 1, "应以 / 开头"),
      ("<p class=a></p>", 1, "引号"), ("<p class></p>", 1, "class=\"…\""),
      ("<p class=\"a\" class=\"b\"></p>", 1, "重复"), ("<p class=\"a", 1, "引号没有结束"),
      ("<p/>", 1, "应写成"), ("a < b", 1, "&lt;"), ("a & b", 1, "&amp;"), ("<!-- x", 1, "注释没有结束"),
      ("<p", 1, "不完整"), ("</p", 1, "不完整"), ("a\u{0}", 1, "控制字符"), ("<", 1, "&lt;"),
    ] as [(String, Int, String)])
  func wrong(_ text: String, _ line: Int, _ words: String) {
    let problems = #expect(throws: Fragment.Problems.self) { try Fragment(text) }?.all ?? []
    #expect(problems.contains { $0.line == line && $0.text.contains(words) }, "\(problems)")
  }

  @Test("everything wrong is told at once")
  func all() {
    let text = "<script></script>\n<p onload=\"\">\n<img src=\"x\">"
    let problems = #expect(throws: Fragment.Problems.self) { try Fragment(text) }?.all ?? []
    #expect(problems.map(\.line) == [1, 2, 3, 2])
  }

  @Test("any beginning of a good one is read to its end")
  func cut() {
    for end in FragmentTests.good.indices {
      // Some are good by themselves; none may trap.
      do { _ = try Fragment(String(FragmentTests.good[..<end])) } catch {
        #expect(!error.all.isEmpty)
      }
    }
  }
}
