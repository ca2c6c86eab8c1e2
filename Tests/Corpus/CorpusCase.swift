import Foundation
import TestKit
import Testing

/// One hostile package, or a short story of several: recipes that build it, and what must be
/// answered.
///
/// `cases/CODE/NAME.sh` builds the first delivery, `NAME.2.sh` and `NAME.3.sh` what comes after
/// it was answered; `NAME.while.sh` runs while the first is received. `NAME.json` is expected.
struct CorpusCase: Sendable, Hashable, CustomTestStringConvertible {
  /// The folder: a code of EXCHANGE §4, or GOOD for what must be accepted.
  let code: String
  let name: String
  /// How many deliveries there are.
  let rounds: Int
  let suite: BankSuite
  /// Whether only the superuser can build it.
  let needsRoot: Bool
  /// A code of a bank of its own, so that no case touches another.
  let bank: String

  var testDescription: String { "\(code)/\(name)" }
  static let good = "GOOD"

  /// Every case that this machine can build.
  static let all: [CorpusCase] = {
    let isRoot = geteuid() == 0
    for one in known where one.needsRoot && !isRoot {
      print("corpus: \(one.testDescription) needs the superuser and does not run")
    }
    return known.filter { isRoot || !$0.needsRoot }
  }()

  /// Every case, in the order of folders and names.
  static let known: [CorpusCase] = {
    let found = FileManager.default.names(folder.path).flatMap { code in
      FileManager.default.names(folder.appendingPathComponent(code).path)
        .filter { $0.hasSuffix(".sh") && $0.split(separator: ".").count == 2 }
        .map { (code, String($0.dropLast(3))) }
    }
    return found.enumerated().map { CorpusCase($1.0, $1.1, number: $0 + 1) }
  }()

  /// The folder of all cases.
  static var folder: URL {
    (PackageRoot.located ?? URL(fileURLWithPath: "."))
      .appendingPathComponent("Tests/Corpus/cases")
  }

  private init(_ code: String, _ name: String, number: Int) {
    self.code = code
    self.name = name
    let place = Self.folder.appendingPathComponent("\(code)/\(name)")
    let text = (try? String(contentsOf: place.appendingPathExtension("sh"), encoding: .utf8)) ?? ""
    suite = text.contains("# suite: sm2\n") ? .sm2 : .p256
    needsRoot = text.contains("# needs: root\n")
    rounds = [2, 3].reduce(1) { last, round in
      FileManager.default.fileExists(atPath: place.path + ".\(round).sh") ? round : last
    }
    let digits = String(number)
    bank = "KASE" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// The recipe of a delivery; nil when there is none.
  func recipe(_ round: Int) -> String? {
    guard round <= rounds else { return nil }
    return path(round == 1 ? "sh" : "\(round).sh")
  }

  /// What goes on while the first delivery is received; nil for nothing.
  var meanwhile: String? {
    let path = path("while.sh")
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The file of what is expected.
  var expectation: URL { URL(fileURLWithPath: path("json")) }

  private func path(_ suffix: String) -> String {
    Self.folder.appendingPathComponent("\(code)/\(name).\(suffix)").path
  }
}
