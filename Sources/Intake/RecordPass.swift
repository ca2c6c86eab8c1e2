public import BankExchange
import LoanBook
import Quantities
import Sealing
public import StrictJSON

/// What became of the records of a package.
public enum RecordPassOutcome: Sendable {
  /// records.json is not strict JSON (C602) or its control total is wrong (C601): the package is
  /// rejected, and what was kept on the way must be undone.
  case rejected([Finding])
  /// Every record was judged.
  case judged(RecordTally)
}

/// The count of judged records, and what is to be said of some.
public struct RecordTally: Sendable {
  /// Records accepted, those without effect included.
  public var accepted = 0
  /// Records refused.
  public var refused = 0
  /// The records with findings, in file order.
  public var verdicts: [RecordVerdict] = []
}

/// Reads records.json as a stream, judges each record and keeps the accepted ones: one pass, so
/// that a file of any size takes bounded memory. EXCHANGE §3, §4.
public struct RecordPass {
  private let judge: RecordJudge
  private let control: BatchControl
  private var tally = RecordTally()
  private var recordIds: Set<String> = []
  private var count = 0
  private var total: Int64? = 0

  /// Prepares the pass over the records of a package.
  public init(context: IntakeContext, package: PassedPackage) {
    judge = RecordJudge(context: context, attachments: package.attachments)
    control = package.control
  }

  /// Judges every record; `progress` is told the count from time to time.
  ///
  /// - Throws: what the reader's source or the book throws. Only then, and when the outcome is
  ///   `rejected`, the caller must undo what the book kept.
  public mutating func run(
    _ reader: JSONReader, book: inout some RecordBook, progress: (Int) -> Void
  ) throws -> RecordPassOutcome {
    do {
      guard try readHead(reader) else { return .rejected([Self.wrongShape(reader)]) }
      while let node = try reader.readElement() {
        try take(node, &book)
        if count % 1000 == 0 { progress(count) }
      }
      guard try reader.readName() == nil else { return .rejected([Self.wrongShape(reader)]) }
      _ = try reader.next()
    } catch let error as JSONError {
      // A file that is not JSON to its end has no control total to compare.
      return .rejected([.notStrictJSON(.recordsNotStrictJSON, error, file: RecordDecoder.file)])
    }
    progress(count)
    let mismatch = controlFindings
    return mismatch.isEmpty ? .judged(tally) : .rejected(mismatch)
  }

  /// `{"records": [`
  private func readHead(_ reader: JSONReader) throws -> Bool {
    guard case .beginObject = try reader.next(), try reader.readName() == "records",
      case .beginArray = try reader.next()
    else { return false }
    return true
  }

  private static func wrongShape(_ reader: JSONReader) -> Finding {
    Finding(
      .recordsNotStrictJSON,
      "第 \(reader.position.line) 行第 \(reader.position.column) 列：records.json 应为 "
        + "{\"records\": [ … ]}，没有其他成员。", file: RecordDecoder.file, pointer: "")
  }

  private mutating func take(_ node: JSONNode, _ book: inout some RecordBook) throws {
    let decoded = RecordDecoder.decode(node, index: count)
    count += 1
    if let amount = decoded.controlAmount { add(amount) }
    var refusals = decoded.findings
    var remarks: [Finding] = []
    let place = Place(pointer: "/records/\(decoded.index)")
    if let recordId = decoded.recordId, !recordIds.insert(recordId.text).inserted {
      refusals.append(place.finding(.recordIdTwice, "recordId", "同一包内记录编号重复，请改用不同的编号。"))
    }
    if let record = decoded.record, refusals.isEmpty {
      let digest = try Digest.of(node.canonical(), .sha256).bytes
      let verdict = try judge.judge(record, digest: digest, pointer: place.pointer, book: book)
      refusals = verdict.refusals
      remarks = verdict.remarks
      if refusals.isEmpty, !verdict.isUnchanged {
        try book.keep(
          AcceptedRecord(
            record: record, position: decoded.index, digest: digest, states: verdict.states))
      }
    }
    note(decoded, refusals, remarks)
  }

  private mutating func note(
    _ decoded: DecodedRecord, _ refusals: [Finding], _ remarks: [Finding]
  ) {
    if refusals.isEmpty { tally.accepted += 1 } else { tally.refused += 1 }
    guard !refusals.isEmpty || !remarks.isEmpty else { return }
    tally.verdicts.append(
      RecordVerdict(
        index: decoded.index, recordId: decoded.recordId, version: decoded.version,
        status: refusals.isEmpty ? .accepted : .rejected, codes: refusals + remarks))
  }

  private mutating func add(_ amount: Int64) {
    guard let sum = total?.addingReportingOverflow(amount) else { return }
    total = sum.overflow ? nil : sum.partialValue
  }

  private var controlFindings: [Finding] {
    var findings: [Finding] = []
    if count != control.recordCount {
      findings.append(
        .manifest(
          .controlTotal, "/control/recordCount",
          "清单所列记录数为 \(control.recordCount)，文件中有 \(count) 条。"))
    }
    if total != control.totalAmount.value {
      let actual = total.map { Fen($0).description } ?? "超出范围"
      findings.append(
        .manifest(
          .controlTotal, "/control/totalAmount",
          "清单所列放款总额为 \(control.totalAmount)，文件中 DISBURSEMENT 金额合计为 \(actual)。"))
    }
    return findings
  }
}
