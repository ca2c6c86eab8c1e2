/// Rules about traces of the machine that something was written on, for every text file.
enum TraceRules {
  /// Each in two halves, so that this file does not hold them.
  static let traces: [String] = [
    "/wo" + "rk/", "/ro" + "ot/", "/tmp" + "/h-", "/Us" + "ers/", "regis" + "try.npmjs",
    "py" + "pi.org", "index.crat" + "es.io", "proxy.gol" + "ang", "arti" + "factory",
  ]

  static func check(_ file: TidyFile) -> [Violation] {
    var found: [Violation] = []
    let present = traces.filter(file.text.contains)
    if !present.isEmpty {
      for (index, line) in file.lines.enumerated() {
        for trace in present where line.contains(trace) {
          found.append(file.violation(index + 1, "\(trace) belongs to a machine"))
        }
      }
    }
    if file.path.split(separator: "/").last == "Package" + ".resolved" {
      found.append(file.violation(1, "the package is a product: nothing pins its dependencies"))
    }
    return found
  }
}
