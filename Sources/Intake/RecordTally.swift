public import BankExchange

/// The count of judged records, and what is to be said of some.
public struct RecordTally: Sendable {
  /// Records accepted, those without effect included.
  public private(set) var accepted = 0
  /// Records refused.
  public private(set) var refused = 0
  /// The records with findings, in file order.
  public private(set) var verdicts: [RecordVerdict] = []
  private var findings = 0

  /// So many findings are kept word by word. Of each later record only the first is, shortened:
  /// a batch of millions of wrong records must not fill the memory, and nobody reads that many.
  public static let findingsInFull = 200_000

  /// Nothing judged yet.
  public init() {}

  /// Counts a record with what was found in it.
  mutating func note(_ decoded: DecodedRecord, refusals: [Finding], remarks: [Finding]) {
    let isAccepted = refusals.isEmpty
    if isAccepted { accepted += 1 } else { refused += 1 }
    guard !isAccepted || !remarks.isEmpty else { return }
    var codes = refusals + remarks
    if findings >= Self.findingsInFull {
      codes = [
        Finding(
          codes[0].code, "包内问题过多，本条只列首个代码，请改正前面的问题后核对本条。",
          file: RecordDecoder.file, pointer: Place(index: decoded.index).pointer)
      ]
    }
    findings += codes.count
    verdicts.append(
      RecordVerdict(
        index: decoded.index, recordId: decoded.recordId, version: decoded.version,
        status: isAccepted ? .accepted : .rejected, codes: codes))
  }
}
