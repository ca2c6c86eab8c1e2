import Foundation
import TestKit
import Testing

/// An independent JSON Schema validator: Python's `jsonschema`.
enum Validator {
  /// A Python that has it; nil when there is none.
  static let python: String? = PythonTools.python(having: "jsonschema")

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
