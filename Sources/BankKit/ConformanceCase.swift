import BankExchange

/// One package of the conformance pack with what must be answered. EXCHANGE §4.
struct ConformanceCase: Sendable {
  /// What the case shows, in a sentence for a bank's programmer.
  let title: String
  /// ACCEPTED, PARTIAL, REJECTED or DUPLICATE.
  let status: ReceiptStatus
  /// The findings in their order: code and pointer.
  let findings: [Expected]
  /// What the package carries.
  let message: Message
  /// The elements of `records` of a batch.
  let records: [String]
  /// How the package differs from an ordinary one.
  let changes: [Change]

  /// What a package carries.
  enum Message: Sendable {
    /// Records.
    case batch
    /// The bank's receipt for this package of the bureau, with the digest of its manifest or null.
    case receipt(for: @Sendable (ConformanceOrder) -> String, digest: String?)
    /// The bank's next key, as the text of key.pem.
    case keyAnnounce(@Sendable (ConformanceOrder) throws -> String)
  }

  /// A finding that must be told.
  struct Expected: Hashable, Sendable {
    let code: FindingCode
    let pointer: String?

    init(_ code: FindingCode, _ pointer: String? = nil) {
      self.code = code
      self.pointer = pointer
    }
  }

  /// What can be done to a package on its way.
  enum Change: Sendable {
    /// The number, counted from the next one that is expected.
    case ahead(Int)
    /// The sender's code in the folder's name.
    case folderOf(String)
    /// The whole text of records.json.
    case recordsFile(String)
    /// A file more, listed.
    case attachment(String, [UInt8])
    /// A piece of the manifest replaced before signing.
    case manifest(String, String)
    /// Made so many days ago.
    case daysAgo(Int)
    /// Signed by another key.
    case foreignKey
    /// The signature as Base64 text.
    case base64
    /// The signature as r‖s of 64 bytes.
    case rawSignature
    /// A piece of a file replaced after signing.
    case alter(String, String, String)
    /// A file written beside the others after signing.
    case add(String, [UInt8])
    /// A file taken away after signing.
    case remove(String)
    /// The package of the case before once more.
    case again
  }

  init(
    _ title: String, _ status: ReceiptStatus, _ findings: [Expected] = [], _ records: [String],
    _ changes: [Change] = []
  ) {
    self.title = title
    self.status = status
    self.findings = findings
    message = .batch
    self.records = records
    self.changes = changes
  }

  /// A receipt or an announced key.
  init(
    _ title: String, _ status: ReceiptStatus, _ findings: [Expected] = [], _ message: Message,
    _ changes: [Change] = []
  ) {
    self.title = title
    self.status = status
    self.findings = findings
    self.message = message
    records = []
    self.changes = changes
  }

  /// A package is consumed when its records were judged; only then the counter goes on.
  var isConsumed: Bool { status == .accepted || status == .partial }

  /// Records refused: those to which a refusing finding points.
  var refused: Int {
    guard isConsumed, !records.isEmpty else { return 0 }
    let places = findings.filter { $0.code.severity == .reject }.compactMap { finding in
      finding.pointer?.split(separator: "/").dropFirst().first
    }
    return Set(places).count
  }

  /// Records accepted.
  var accepted: Int { isConsumed ? records.count - refused : 0 }
}
