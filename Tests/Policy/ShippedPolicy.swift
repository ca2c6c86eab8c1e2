import Foundation
import Policy

/// The policy files in Resources/policy, whole or with one passage replaced.
enum ShippedPolicy {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Resources/policy")

  static func files() throws -> PolicyFiles {
    func bytes(_ name: PolicyFileName) throws -> [UInt8] {
      try Array(Data(contentsOf: folder.appendingPathComponent(name.rawValue)))
    }
    return PolicyFiles(
      regimes: try bytes(.regimes), lpr: try bytes(.lpr), towns: try bytes(.towns),
      categories: try bytes(.categories), industries: try bytes(.industries),
      holidays: try bytes(.holidays), deadlines: try bytes(.deadlines))
  }

  static func policy() throws -> Policy { try Policy(try files()) }

  /// The files with `old` in `file` replaced; `old` must occur.
  static func files(_ file: PolicyFileName, _ old: String, _ new: String) throws -> PolicyFiles {
    var files = try files()
    let member = file.member
    let text = String(decoding: files[keyPath: member], as: UTF8.self)
    guard let place = text.range(of: old) else { throw NoSuchPassage(file: file, passage: old) }
    files[keyPath: member] = Array(text.replacingCharacters(in: place, with: new).utf8)
    return files
  }

  struct NoSuchPassage: Error {
    var file: PolicyFileName
    var passage: String
  }
}

extension PolicyFileName {
  var member: WritableKeyPath<PolicyFiles, [UInt8]> {
    switch self {
    case .regimes: \.regimes
    case .lpr: \.lpr
    case .towns: \.towns
    case .categories: \.categories
    case .industries: \.industries
    case .overrides: \.overrideBytes
    case .holidays: \.holidayBytes
    case .deadlines: \.deadlineBytes
    }
  }
}

extension PolicyFiles {
  fileprivate var overrideBytes: [UInt8] {
    get { overrides ?? [] }
    set { overrides = newValue }
  }
  fileprivate var holidayBytes: [UInt8] {
    get { holidays ?? [] }
    set { holidays = newValue }
  }
  fileprivate var deadlineBytes: [UInt8] {
    get { deadlines ?? [] }
    set { deadlines = newValue }
  }
}
