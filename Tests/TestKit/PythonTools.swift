import Foundation

/// The Python in which the tests run other people's tools: browsers' drivers, validators, readers
/// of spreadsheets. `make test` makes it in `.build/python` from Tests/requirements.txt.
public enum PythonTools {
  /// A python3 that has every one of these modules: the tests' own, else the machine's; nil when
  /// neither has them, which one printed line says.
  public static func python(having modules: String...) -> String? {
    let own = PackageRoot.located?.appendingPathComponent(".build/python/bin/python3").path
    let places = [own, "python3", "/usr/bin/python3"].compactMap { $0 }
    let question = "import " + modules.joined(separator: ", ")
    for place in places {
      do {
        if try Command.run(place, ["-c", question]).status == 0 { return place }
      } catch { continue }
    }
    print("python: no python3 with \(modules.joined(separator: ", ")); run make test once")
    return nil
  }

  /// Where Chromium is; nil when it is not here, which one printed line says.
  public static let chromium: String? = {
    let named = ProcessInfo.processInfo.environment["MINGDAI_CHROMIUM"]
    let places = [named, "/usr/bin/chromium", "/usr/bin/chromium-browser"].compactMap { $0 }
    let found = places.first(where: FileManager.default.isExecutableFile)
    if found == nil { print("browser: no Chromium; set MINGDAI_CHROMIUM") }
    return found
  }()
}
