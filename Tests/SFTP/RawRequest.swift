import Foundation
import TestKit
import Testing

/// A request of the protocol itself (draft-ietf-secsh-filexfer-02): OpenSSH's client keeps some
/// requests to itself when the server does not announce them, an attacker's would not.
struct RawRequest {
  let name: String
  private let type: UInt8
  private let fields: [UInt8]

  private init(_ name: String, _ type: UInt8, _ fields: [[UInt8]]) {
    self.name = name
    self.type = type
    self.fields = fields.flatMap { $0 }
  }

  static func opendir(_ path: String) -> Self { Self("opendir", 11, [text(path)]) }
  static func realpath(_ path: String) -> Self { Self("realpath", 16, [text(path)]) }
  static func readlink(_ path: String) -> Self { Self("readlink", 19, [text(path)]) }
  static func symlink(_ target: String, _ path: String) -> Self {
    Self("symlink", 20, [text(target), text(path)])
  }
  static func extended(_ name: String, _ fields: [[UInt8]]) -> Self {
    Self(name, 200, [text(name)] + fields)
  }

  static func text(_ text: String) -> [UInt8] { number(UInt32(text.utf8.count)) + text.utf8 }
  static func number<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  /// Version 3, then the request with number 7.
  var conversation: [UInt8] {
    let hello = [1] + Self.number(UInt32(3))
    let request = [type] + Self.number(UInt32(7)) + fields
    return [hello, request].flatMap { Self.number(UInt32($0.count)) + $0 }
  }

  enum Answer: Hashable {
    case status(UInt32)
    case name
    case other(UInt8)
  }

  /// The answer to request 7, once all of it is there.
  static func answer(_ bytes: [UInt8]) -> Answer? {
    var rest = bytes[...]
    while let length = value(rest), rest.count >= 4 + length, length >= 5 {
      let packet = rest.dropFirst(4).prefix(length)
      if let type = packet.first, type != 2, value(packet.dropFirst()) == 7 {
        switch type {
        case 101: return .status(UInt32(value(packet.dropFirst(5)) ?? -1))
        case 104: return .name
        default: return .other(type)
        }
      }
      rest = rest.dropFirst(4 + length)
    }
    return nil
  }

  private static func value(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.count < 4 ? nil : bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
  }
}

extension SFTPStage {
  /// Sends a request and gives the answer. The connection stays open until it has come: at the
  /// end of its input the server leaves without answering.
  func answer(_ guest: Guest, _ request: RawRequest) throws -> RawRequest.Answer {
    let scratch = try ScratchFolder("raw")
    let pipe = scratch.path("in")
    try #require(mkfifo(pipe, 0o600) == 0)
    let end = open(pipe, O_RDWR | O_CLOEXEC)
    try #require(end >= 0)
    let running = try Command.start(
      "sh",
      ["-c", "exec ssh \"$@\" <\"$0\" >\"$0.out\"", pipe] + clientOptions(guest.sshKey)
        + ["-p", String(port), "-s", "\(guest.user)@127.0.0.1", "sftp"])
    let bytes = request.conversation
    let written = bytes.withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
    var answer: RawRequest.Answer?
    for _ in 0..<4800 where answer == nil {
      usleep(25_000)
      answer = RawRequest.answer((try? scratch.bytes("in.out")) ?? [])
    }
    Foundation.close(end)
    let outcome = try running.finish()
    try #require(written == bytes.count)
    return try #require(answer, "\(request.name): \(outcome.message)")
  }
}
