import BankExchange
import BankKit
import Foundation
import LoanBook
import Sealing
import SiteAssets
import StrictJSON
import TestKit
import Testing

/// The JSON Schemas say what the reader does, in both directions: what it accepts validates, and
/// what it refuses for its form does not, but for the rows of `beyond`.
@Suite struct SchemaTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func acceptedRecordsValidate(_ seed: UInt64) throws {
    var random = RandomRecord(seed: seed)
    let records = (0..<400).map { _ in random.next() }
    for (index, record) in records.enumerated() {
      let findings = try read(record.canonical())
      #expect(findings.isEmpty, "seed \(seed) \(index): \(findings)")
    }
    guard let verdicts = try validate(records.map { $0.canonical() }) else { return }
    #expect(verdicts.count == records.count)
    for (index, verdict) in verdicts.enumerated() where verdict != "ok" {
      Issue.record("seed \(seed) \(index): \(verdict) in \(records[index].text())")
    }
  }

  /// One thing that can be wrong with a record.
  struct Spoilt: Sendable {
    let what: String
    let type: FactType
    let old: String
    let new: String

    init(_ what: String, _ type: FactType, _ old: String, _ new: String) {
      (self.what, self.type, self.old, self.new) = (what, type, old, new)
    }
  }

  @Test func refusedRecordsDoNotValidate() throws {
    let spoilt = try (Self.wrong + Self.memberRows).map { try Self.text($0) }
    for (row, text) in spoilt {
      let findings = try read(Array(text.utf8))
      #expect(findings.contains { $0.code == .field }, "\(row.what): accepted by the reader")
    }
    guard let verdicts = try validate(spoilt.map { Array($0.1.utf8) }) else { return }
    #expect(verdicts.count == spoilt.count && spoilt.count > 150, "\(spoilt.count)")
    for ((row, text), verdict) in zip(spoilt, verdicts) where verdict == "ok" {
      Issue.record("\(row.what): the schema accepts \(text)")
    }
  }

  /// The records that the rows spoil are in order before.
  @Test func wholeRecordsAreAccepted() throws {
    #expect(Set(Self.whole.keys) == Set(FactType.allCases))
    let texts = Self.whole.values.map { Array($0.utf8) }
    for text in texts { #expect(try read(text) == []) }
    guard let verdicts = try validate(texts) else { return }
    #expect(verdicts == texts.map { _ in "ok" })
  }

  /// What a schema cannot tell: refused by the reader, accepted by the schema. When one of these
  /// can be told after all, this test asks for the row to move.
  @Test func whatASchemaCannotTell() throws {
    let rows = try Self.beyond.map { try Self.text($0) }
    for (row, text) in rows {
      #expect(try !read(Array(text.utf8)).isEmpty, "\(row.what): accepted by the reader")
    }
    guard let verdicts = try validate(rows.map { Array($0.1.utf8) }) else { return }
    for ((row, _), verdict) in zip(rows, verdicts) {
      #expect(verdict == "ok", "\(row.what) can be told: \(verdict)")
    }
  }

  /// The manifests of the conformance pack: whatever is right validates, whatever is wrong in its
  /// form does not.
  @Test func manifestsValidate() throws {
    let scratch = try ScratchFolder("pack")
    let folder = scratch.path("pack")
    _ = try ConformancePack.write(
      into: folder, bank: Bureau.bank, receiver: Bureau.code, suite: .sm2, now: Bureau.now)
    let inForm: Set<String> = ["M302", "M307", "M308", "S203", "S204", "P106"]
    var documents: [[UInt8]] = []
    var isGood: [(place: String, good: Bool)] = []
    var told: Set<String> = []
    for kind in ["cases", "receipts"] {
      for item in FileManager.default.names("\(folder)/\(kind)") {
        let place = "\(folder)/\(kind)/\(item)"
        let expected = try JSONTree(
          Array(Data(contentsOf: URL(fileURLWithPath: place + "/expected.json"))))
        let codes = Set(expected["findings"].elements.compactMap { $0["code"].text })
        // A comma too many is no JSON at all; the total and other sender are values, not form.
        guard codes.isDisjoint(with: ["M301", "S201", "M305"]) else { continue }
        let package = FileManager.default.names(place).first { $0 != "expected.json" } ?? ""
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place)/\(package)/manifest.json"))
        documents.append(try JSONNode.parse(Array(bytes), limits: .exchange).canonical())
        told.formUnion(codes)
        isGood.append((place, codes.isDisjoint(with: inForm)))
      }
    }
    let schema = SiteAssets.BankKit.manifestSchema
    guard let verdicts = try Validator.verdicts(schema, documents) else { return }
    #expect(verdicts.count == documents.count && documents.count > 40)
    #expect(told.isSuperset(of: inForm))
    for (item, verdict) in zip(isGood, verdicts) {
      #expect((verdict == "ok") == item.good, "\(item.place): \(verdict)")
    }
  }

  private func read(_ record: [UInt8]) throws -> [Finding] {
    RecordDecoder.decode(try JSONNode.parse(record, limits: .exchange), index: 0).findings
  }

  private func validate(_ records: [[UInt8]]) throws -> [String]? {
    let documents = records.map { Array("{\"records\":[".utf8) + $0 + Array("]}".utf8) }
    return try Validator.verdicts(SiteAssets.BankKit.recordsSchema, documents)
  }
}
