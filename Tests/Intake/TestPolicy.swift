import Foundation
import Policy
import TestKit
import Testing

/// The policy data that come with the package.
enum TestPolicy {
  static func book() throws -> Policy { try shipped.get() }

  private static let shipped = Result {
    let root = try #require(PackageRoot.located).appendingPathComponent("Resources/policy")
    func bytes(_ name: PolicyFileName) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: root.appendingPathComponent(name.rawValue)))
    }
    return try Policy(
      PolicyFiles(
        regimes: try bytes(.regimes), lpr: try bytes(.lpr), towns: try bytes(.towns),
        categories: try bytes(.categories), industries: try bytes(.industries)))
  }
}
