/// What is fuzzed: each target takes any bytes and stops the program when a property breaks. The
/// same targets serve libFuzzer (`run.sh`) and the seeded runs of `make test`.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// The reader and writers of strict JSON.
  case strictJSON
  /// A manifest behind a signature that verifies.
  case manifest
  /// One record, from JSON to a fact and back.
  case record
  /// A whole records.json, judged against a book.
  case recordPass

  /// Runs one input.
  public func run(_ bytes: [UInt8]) {
    switch self {
    case .strictJSON: StrictJSONTarget.run(bytes)
    case .manifest: ManifestTarget.run(bytes)
    case .record: RecordTarget.run(bytes)
    case .recordPass: RecordPassTarget.run(bytes)
    }
  }
}

/// Stops the program, so that the fuzzer keeps the input. In release builds too.
func hold(_ condition: Bool, _ property: String) {
  if !condition { preconditionFailure("does not hold: \(property)") }
}
