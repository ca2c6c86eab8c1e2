import Foundation
import TestKit
import Testing

/// Personal numbers that a test knows, and where they must never stand.
struct Privacy {
  let secrets: [String]

  init(_ secrets: [String]) { self.secrets = secrets }

  /// Nothing that was printed, no receipt, no journal entry and no file of the site holds one.
  /// The archive and the ledger hold them, and only they.
  func holds(in office: OfficeDesk, _ place: SourceLocation = #_sourceLocation) throws {
    expectNone(in: office.said, "what was printed", place)
    var looked = 0
    let banks = FileManager.default.names(office.path + "/banks")
    let folders =
      ["archive/journal", "site"] + banks.map { "banks/\($0)/outbox" }
      + banks.map { "banks/\($0)/keys" }
    for folder in folders {
      for file in FileManager.default.files(below: office.path + "/" + folder) {
        let path = office.path + "/" + folder + "/" + file
        expectNone(in: Array(file.utf8), "a file name in \(folder)", place)
        expectNone(
          in: try Array(Data(contentsOf: URL(fileURLWithPath: path))), "\(folder)/\(file)", place)
        looked += 1
      }
    }
    #expect(looked > 0, sourceLocation: place)
  }

  private func expectNone(in bytes: [UInt8], _ what: String, _ place: SourceLocation) {
    let data = Data(bytes)
    for secret in secrets {
      #expect(
        data.range(of: Data(secret.utf8)) == nil, "a secret in \(what)", sourceLocation: place)
    }
  }
}
