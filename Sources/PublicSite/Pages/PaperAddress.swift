import Disclosure
import Markup

extension PageWriter {
  /// Where this page lies, for a sheet on a notice board: in letters and, where the site's whole
  /// address is known, as a QR code. Screens do not show it, and it works without a script.
  ///
  /// The leak scan passes over the picture: it says what stands beside it in letters.
  mutating func paperAddress() {
    let url = site.identity.url
    let whole = (url ?? "") + address.canonicalPath
    element("div", .class("paper")) { w in
      if url != nil, let code = QRCode(whole) {
        let start = w.html.length
        w.void(
          "img", .src(png: code.png), Attribute("alt", "本页地址的二维码"),
          Attribute("width", code.size), Attribute("height", code.size))
        w.quiet.append(start..<w.html.length)
      }
      w.element("p") { w in
        w.raw(url == nil ? "本页在网站内的地址：" : "扫码或输入地址，看本页现在的内容和以后的更正：")
        w.element("b", text: whole)
      }
    }
  }
}
