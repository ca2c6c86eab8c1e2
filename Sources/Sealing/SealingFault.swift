import COpenSSL

/// The cryptographic library could not do what it must be able to do: an algorithm is missing,
/// memory or randomness ran out. Never the sender's mistake.
public struct SealingFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public let operation: String
  /// The library's own words, or empty.
  public let cause: String

  /// A fault with the library's own words, which are taken from the thread's error queue.
  init(_ operation: String) {
    self.operation = operation
    cause = drainErrors()
  }

  /// One line for a log.
  public var description: String {
    cause.isEmpty ? "\(operation) failed" : "\(operation) failed: \(cause)"
  }
}

/// Empties the thread's error queue and gives its text. A failed verification leaves entries
/// behind that a later call would take for its own (EXCHANGE §6).
@discardableResult
func drainErrors() -> String {
  var lines: [String] = []
  var code = ERR_get_error()
  while code != 0 {
    var buffer = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(code, &buffer, buffer.count)
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    lines.append(String(decoding: text, as: UTF8.self))
    code = ERR_get_error()
  }
  return lines.joined(separator: "; ")
}
