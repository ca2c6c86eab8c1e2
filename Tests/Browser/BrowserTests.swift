import Foundation
import TestKit
import Testing

/// The site in a real Chromium, from `file://`, on a phone and a desktop, light and dark, with and
/// without JavaScript. Where Chromium or playwright is missing, one line says so and nothing runs.
@Suite("In a browser")
struct BrowserTests {
  @Test(
    "every kind of page shows whole, asks nothing of the network and reports no error",
    arguments: [false, true])
  func pages(inPortal: Bool) throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright")
    else { return }
    let folder = try ScratchFolder("look")
    let site = try BuiltSite(at: folder.path("site"), inPortal: inPortal)
    let script = try #require(PackageRoot.located).appendingPathComponent("Tests/Browser/look.py")
    let output = try Command.run(python, [script.path, chromium, site.release] + site.pages)
    #expect(output.status == 0 && output.text == "\n", "\(output.text) \(output.message)")
  }
}
