import DemoCounty
import Foundation
import LoanBook
import Policy
import Quantities
import Synchronization
import TestKit
import Testing

/// The policy data that come with the package.
enum TestPolicy {
  static func book() throws -> Policy {
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

/// Plans, each made once for all tests that ask for it.
enum TestPlan {
  private static let made = Mutex<[DemoOptions: DemoPlan]>([:])

  static func make(
    _ seed: UInt64 = 1, notes: Int = 300, firstYear: Int = 2019
  ) throws -> DemoPlan {
    let options = DemoOptions(
      seed: seed, notes: notes, firstYear: firstYear, receiver: try #require(PartyCode("ZEZHOU")))
    if let plan = made.withLock({ $0[options] }) { return plan }
    let plan = DemoPlan.make(options, policy: try TestPolicy.book())
    made.withLock { $0[options] = plan }
    return plan
  }
}
