import Foundation
import TestKit
import Testing

/// An independent JSON Schema validator: Python's `jsonschema`, the machine's own or one that is
/// installed for this run.
enum Validator {
  /// A Python that has it; nil when there is none to be had.
  static let python: String? = {
    if has("python3") { return "python3" }
    do {
      let place = FileManager.default.temporaryDirectory
        .appendingPathComponent("mingdai-jsonschema-\(getpid())").path
      for arguments in [
        ["-m", "venv", place], ["-m", "pip", "--python", place, "install", "-q", "jsonschema"],
      ] where try Command.run("python3", arguments).status != 0 {
        return nil
      }
      return has(place + "/bin/python") ? place + "/bin/python" : nil
    } catch {
      return nil
    }
  }()

  private static func has(_ python: String) -> Bool {
    (try? Command.run(python, ["-c", "import jsonschema; jsonschema.Draft202012Validator"]))?
      .status == 0
  }

  /// For each document `ok`, or what is wrong with it; nil, after one line, without a validator.
  static func verdicts(_ schema: [UInt8], _ documents: [[UInt8]]) throws -> [String]? {
    guard let python else {
      print("no python3 with jsonschema to be had: the schemas are not tested")
      return nil
    }
    let scratch = try ScratchFolder("schema")
    try scratch.write("schema.json", schema)
    try scratch.write("documents", Array(documents.joined(separator: [0x0A])))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("validate.py").path
    let outcome = try Command.run(
      python, [script, scratch.path("schema.json"), scratch.path("documents")])
    try #require(outcome.status == 0, "\(outcome.message)")
    return outcome.text.split(separator: "\n").map(String.init)
  }
}
