import Disclosure
import TestKit
import Testing

/// Invented secrets, planted in every form a page could carry them.
@Suite("The leak scan")
struct LeakScanTests {
  private static let identity = "140525198506123018"
  private static let phone = "13800001234"
  private static let account = "6228480402564890018"

  private static let secrets = Secrets(
    identityNumbers: [identity, "14052519900101204X"], phones: [phone, "7654321"],
    accounts: [account], maskedNames: ["张三丰", "欧阳锋", "阿卜杜拉·买买提", "John Smith", "李白", "Label"],
    reviewedNames: ["李白"])

  private static let site = SiteIdentity(
    county: "泽州县", bureau: "局", siteName: "站", domain: "d", siteCode: "1405251985",
    icpRecord: "晋ICP备00000000号", policeRecord: "晋公网安备14052519850612号", phone: "0356-1234567",
    address: "址", demo: true)

  private let scan = LeakScan(secrets: secrets, identity: site, office: "ZEZHOU")

  private func kinds(_ text: String) -> [Leak.Kind] {
    scan.hits(in: Array(text.utf8), file: "x.html").map(\.kind)
  }

  @Test(
    "an identity number in every disguise",
    arguments: [
      "140525198506123018", "<p>140525198506123018</p>", "140525 19850612 3018",
      "140525-1985-0612-3018", "140525–19850612—3018", "１４０５２５１９８５０６１２３０１８",
      "140525&nbsp;19850612&#8203;3018", "1405251985&#48;&#54;123018",
      "1405251985&#x30;&#x36;123018",
      "<td>1405</td><td>2519</td><td>8506</td><td>1230</td><td>18</td>",
      "<b>140525</b><i>198506123018</i>", "<a href=\"x?id=140525198506123018\">y</a>",
      "<!-- 140525198506123018 -->", "%31%34%30525198506123018",
      "{\"id\":\"\\u0031\\u003405251985061230\\u00318\"}",
      "\\x31\\x3405251985061230", "MTQwNTI1MTk4NTA2MTIzMDE4",
      "data:text/plain;base64,MTQwNTI1MTk4NTA2MTIzMDE4Cg==",
      "\u{1D7CF}40525198506\u{1D7CF}\u{1D7D0}3018", "¹⁴⁰⁵²⁵198506123018", "①④⓪⑤②⑤①⑨⑧⑤⓪⑥123018",
      "1405251985061230", "xx25198506123yy", "&amp;#49;&amp;#52;05251985061230",
      "1405251985%2530%2536123018", "140525\n198506\n123018",
      "<svg><text>140525</text><text>198506123018</text></svg>",
    ])
  func identityNumber(text: String) {
    #expect(kinds(text).contains(.identityNumber), "\(text)")
  }

  @Test("an X at the end, small, wide or Roman", arguments: ["X", "x", "Ｘ", "Ⅹ"])
  func checkLetter(letter: String) {
    #expect(kinds("14052519900101204\(letter)") == [.identityNumber])
  }

  @Test("a name in the site's own wording is nobody, elsewhere it is the person")
  func ownWording() {
    var scan = LeakScan(
      secrets: Secrets(maskedNames: ["何一"]), identity: Self.site, office: "ZEZHOU")
    let wording = Array("<p>对任何一笔贷款有疑问</p>".utf8)
    #expect(scan.hits(in: wording, file: "x.html").map(\.kind) == [.name])
    scan.permit(wording: wording)
    #expect(scan.hits(in: wording, file: "x.html").isEmpty)
    for text in ["<dd>何一</dd>", "借款人何一", "何一的面馆", "无任何一笔"] {
      #expect(!scan.hits(in: Array(text.utf8), file: "x.html").isEmpty, "\(text)")
    }
  }

  @Test("phones and accounts")
  func others() {
    #expect(kinds("电话 138-0000-1234。") == [.phone])
    #expect(kinds("tel:13800001234") == [.phone])
    #expect(kinds("8613800001234") == [.phone])
    #expect(kinds("6228 4804 0256 4890 018") == [.account])
    #expect(kinds("…4804 0256 48…") == [.account])
    #expect(kinds("尾号 4890018") == [])
    #expect(kinds("7654321") == [.phone])
    #expect(kinds("17654321") == [])
  }

  @Test("any valid identity number, known or not")
  func validNumbers() {
    #expect(kinds("11010519491231002X") == [.validIdentityNumber])
    #expect(kinds("9911010519491231002X") == [.validIdentityNumber])
    #expect(kinds("110105194912310021") == [])
    #expect(kinds("110105491231002") == [.validIdentityNumber])
    #expect(kinds("110105491331002") == [])
    #expect(kinds("990105491231002") == [])
  }

  @Test(
    "names of masked persons",
    arguments: [
      "张三丰面馆", "<p>张<b>三</b>丰</p>", "张 三 丰", "张&#19977;丰", "<img alt=\"张三丰\">",
      "\\u5f20\\u4e09\\u4e30",
      "%E5%BC%A0%E4%B8%89%E4%B8%B0", "5byg5LiJ5Liw6Z2i6aaG", "欧阳锋", "阿卜杜拉•买买提",
      "<p>JOHN <i>smith</i></p>", "<img alt=\"John Smith\">", "<p>Label</p>", "阿卜杜拉.买买提",
      "阿卜杜拉买买提", "欧阳<!-- > -->锋",
    ])
  func names(text: String) {
    #expect(kinds(text).contains(.name), "\(text)")
  }

  @Test(
    "what is no leak",
    arguments: [
      "张*丰", "<td>张三</td><td>丰收</td>", "<li>欧阳</li><li>锋</li>", "李白故里",
      "<p class=\"label\">x</p>",
      "ZEZHOU-2026-000123", "0356-1234567", "网站标识码：1405251985", "14052519850612号",
      "2026-01-12 至 2026-03-20",
      "200,000.00 元 × 3.45 %", "140525198",
      "<a href=\"../../town/140525106000/index.html\">金村镇</a>", "",
    ])
  func clean(text: String) {
    #expect(kinds(text) == [], "\(text)")
  }

  @Test("a record number is passed over, but not the digits around it")
  func recordNumbers() {
    let secret = Secrets(accounts: ["62022026000123999"])
    let scan = LeakScan(secrets: secret, identity: LeakScanTests.site, office: "ZEZHOU")
    func hits(_ text: String) -> Int { scan.hits(in: Array(text.utf8), file: "x").count }
    #expect(hits("ZEZHOU-2026-000123") == 0)
    #expect(hits("ZEZHOU-2026-000123 6202202600") == 1)
    #expect(hits("OTHER-2026-000123") == 1)
  }

  @Test("a hit names file, place and kind, and nothing that prints shows a secret")
  func silence() {
    let leak = scan.hits(in: Array("身份证 140525198506123018".utf8), file: "a/b.html")
    #expect(leak.count == 1)
    #expect(leak.first?.file == "a/b.html")
    #expect(leak.first.map { (10...28).contains($0.offset) } == true)
    var dumped = ""
    dump(LeakScanTests.secrets, to: &dumped)
    for text in [
      "\(leak)", "\(LeakScanTests.secrets)", String(reflecting: LeakScanTests.secrets), dumped,
    ] {
      #expect(!text.contains("140525198506") && !text.contains("张三丰"))
    }
  }

  @Test(
    "ten digits of any secret are found anywhere, nine never are",
    arguments: 1...5 as ClosedRange<UInt64>)
  func windows(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let secret = String(
        (0..<19).map { _ in
          Character(String(Int.random(in: 0...9, using: &random)))
        })
      let scan = LeakScan(
        secrets: Secrets(accounts: [secret]), identity: LeakScanTests.site, office: "ZEZHOU")
      let start = Int.random(in: 0...9, using: &random)
      let part = String(secret.dropFirst(start).prefix(10))
      let hits = scan.hits(in: Array("a\(part)b".utf8), file: "x")
      #expect(hits.map(\.kind) == [.account], "seed \(seed)")
      #expect(scan.hits(in: Array("a\(part.dropLast())b".utf8), file: "x").isEmpty, "seed \(seed)")
    }
  }

  @Test("whatever stands between the digits", arguments: 1...5 as ClosedRange<UInt64>)
  func anyDisguise(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    func pick(_ items: [String]) -> String {
      items[Int.random(in: 0..<items.count, using: &random)]
    }
    for _ in 0..<300 {
      var text = "甲"
      for digit in LeakScanTests.identity.unicodeScalars {
        let value = digit.value
        let wide = String(Unicode.Scalar(value + 0xFEE0) ?? "?")
        text += pick([
          String(digit), String(digit), "&#\(value);", "&#x\(String(value, radix: 16));", wide,
        ])
        text += pick([
          "", "", " ", "-", "&nbsp;", "\u{200B}", "<b>", "</td><td class='7'>", "\n", "　",
        ])
      }
      #expect(kinds(text + "乙").contains(.identityNumber), "seed \(seed): \(text)")
    }
  }
}
