public import LoanBook
public import Quantities
public import StrictJSON

/// How far a package came. EXCHANGE §4.
public enum ReceiptStage: String, Hashable, Sendable, CaseIterable {
  case technical = "TECHNICAL"
  case business = "BUSINESS"
}

/// What became of a package or of a record. EXCHANGE §4.
public enum ReceiptStatus: String, Hashable, Sendable, CaseIterable {
  case accepted = "ACCEPTED"
  case partial = "PARTIAL"
  case rejected = "REJECTED"
  case duplicate = "DUPLICATE"
}

/// A record of which something is to be said.
public struct RecordVerdict: Hashable, Sendable {
  /// Its place in `records`, from 0. Not a member of its own in a receipt: the pointers of the
  /// findings tell it.
  public var index: Int
  /// The record number, when it could be read.
  public var recordId: RecordId?
  /// The version, when it could be read.
  public var version: Int?
  /// Accepted with remarks, or rejected.
  public var status: ReceiptStatus
  /// The findings.
  public var codes: [Finding]

  /// States what became of a record.
  public init(
    index: Int, recordId: RecordId?, version: Int?, status: ReceiptStatus, codes: [Finding]
  ) {
    self.index = index
    self.recordId = recordId
    self.version = version
    self.status = status
    self.codes = codes
  }
}

/// The answer to one delivery. EXCHANGE §4.
public struct Receipt: Hashable, Sendable {
  /// The package answered.
  public var packageId: String
  /// Lower hex of the digest of its manifest, in the digest algorithm of the answering suite;
  /// nil when there was none to read.
  public var manifestDigest: String?
  /// How far it came.
  public var stage: ReceiptStage
  /// What became of it.
  public var status: ReceiptStatus
  /// When the delivery was taken.
  public var receivedAt: Instant
  /// The head of the ledger after it, for a BUSINESS receipt.
  public var ledgerHead: String?
  /// Records accepted.
  public var accepted: Int
  /// Records refused.
  public var refused: Int
  /// Findings on the package as a whole.
  public var codes: [Finding]
  /// Records with findings.
  public var records: [RecordVerdict]

  /// States an answer.
  public init(
    packageId: String, manifestDigest: String?, stage: ReceiptStage, status: ReceiptStatus,
    receivedAt: Instant, ledgerHead: String? = nil, accepted: Int = 0, refused: Int = 0,
    codes: [Finding] = [], records: [RecordVerdict] = []
  ) {
    self.packageId = packageId
    self.manifestDigest = manifestDigest
    self.stage = stage
    self.status = status
    self.receivedAt = receivedAt
    self.ledgerHead = ledgerHead
    self.accepted = accepted
    self.refused = refused
    self.codes = codes
    self.records = records
  }

  /// Above this many records with findings they go into findings.json. EXCHANGE §4.
  public static let recordsInManifest = 1000
  /// Above this many findings on records they go there too, or the manifest of the receipt would
  /// pass its own limit of 4 MiB. EXCHANGE §1.
  public static let findingsInManifest = 5000

  /// The manifest members `inReplyTo` and `receipt`; verdicts that do not fit into a manifest are
  /// left out here and stand in findings.json.
  public var members: [JSONMember] {
    var receipt: [JSONMember] = [
      JSONMember("stage", .string(stage.rawValue)),
      JSONMember("status", .string(status.rawValue)),
      JSONMember("receivedAt", .string(receivedAt.description)),
    ]
    if let ledgerHead { receipt.append(JSONMember("ledgerHead", .string(ledgerHead))) }
    receipt += [
      JSONMember("accepted", .integer(Int64(accepted))),
      JSONMember("refused", .integer(Int64(refused))),
      JSONMember("codes", .array(codes.map(\.json))),
      JSONMember("records", recordsFitManifest ? recordsJSON : .array([])),
    ]
    return [
      JSONMember(
        "inReplyTo",
        .object([
          JSONMember("packageId", .string(packageId)),
          JSONMember("manifestDigest", manifestDigest.map(JSONValue.string) ?? .null),
        ])),
      JSONMember("receipt", .object(receipt)),
    ]
  }

  /// Whether the verdicts stand in the manifest itself.
  public var recordsFitManifest: Bool {
    records.count <= Receipt.recordsInManifest
      && records.reduce(0) { $0 + $1.codes.count } <= Receipt.findingsInManifest
  }

  /// The verdicts as a JSON array.
  public var recordsJSON: JSONValue { .array(records.map(\.json)) }

  /// Every code that occurs, on the package or on a record, in order and once.
  public var allCodes: [FindingCode] {
    Set(codes.map(\.code) + records.flatMap { $0.codes.map(\.code) }).sorted()
  }
}

extension Finding {
  /// The finding as it stands in a receipt.
  public var json: JSONValue {
    var members: [JSONMember] = [
      JSONMember("code", .string(code.rawValue)),
      JSONMember("severity", .string(code.severity.rawValue)),
      JSONMember("message", .string(message)),
    ]
    if let file { members.append(JSONMember("file", .string(file))) }
    if let pointer { members.append(JSONMember("pointer", .string(pointer))) }
    return .object(members)
  }
}

extension RecordVerdict {
  /// The verdict as it stands in a receipt.
  public var json: JSONValue {
    .object([
      JSONMember("recordId", recordId.map { .string($0.text) } ?? .null),
      JSONMember("version", version.map { .integer(Int64($0)) } ?? .null),
      JSONMember("status", .string(status.rawValue)),
      JSONMember("codes", .array(codes.map(\.json))),
    ])
  }
}
