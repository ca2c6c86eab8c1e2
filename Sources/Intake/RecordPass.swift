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

/// Reads records.json as a stream, judges each record and keeps the accepted ones: one pass, so
/// that a file of any size takes bounded memory. EXCHANGE §3, §4.
public struct RecordPass {
  private let judge: RecordJudge
  private let control: BatchControl
  private var tally = RecordTally()
  private var recordIds = RecordIdSet()
  private var count = 0
  private var total: Int64? = 0

  /// Prepares the pass over the records of a package.
  ///
  /// - Precondition: the package is a batch.
  public init(context: IntakeContext, package: PassedPackage) {
    guard case .batch(let control, let attachments) = package.content else {
      preconditionFailure("only a batch has records")
    }
    judge = RecordJudge(context: context, attachments: attachments)
    self.control = control
  }

  /// Judges every record; `progress` is told the count from time to time.
  ///
  /// - Throws: what the reader's source or the book throws. Only then, and when the outcome is
  ///   `rejected`, the caller must undo what the book kept.
  public mutating func run(
    _ reader: JSONReader, book: inout some RecordBook, progress: (Int) -> Void
  ) throws -> RecordPassOutcome {
    var isWhole = false
    var broken: Finding?
    do {
      broken = try read(reader, &book, progress, &isWhole)
    } catch let error as JSONError {
      broken = .notStrictJSON(.recordsNotStrictJSON, error, file: RecordDecoder.file)
    }
    progress(count)
    // Half a file has no control total to compare; a whole array with something wrong after it
    // has, and then both are told together (EXCHANGE §4, step 5).
    let findings = (isWhole || broken == nil ? controlFindings : []) + (broken.map { [$0] } ?? [])
    return findings.isEmpty ? .judged(tally) : .rejected(findings)
  }

  /// Reads to the end of the file; gives what is wrong with its shape. `isWhole` tells whether
  /// the end of the records was reached.
  private mutating func read(
    _ reader: JSONReader, _ book: inout some RecordBook, _ progress: (Int) -> Void,
    _ isWhole: inout Bool
  ) throws -> Finding? {
    guard try readHead(reader) else { return Self.wrongShape(reader) }
    while let node = try reader.readElement() {
      try take(node, &book)
      if count % 1000 == 0 { progress(count) }
    }
    isWhole = true
    guard try reader.readName() == nil else { return Self.wrongShape(reader) }
    _ = try reader.next()
    return nil
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
    if let recordId = decoded.recordId, !recordIds.insert(recordId) {
      refusals.append(
        Place(index: decoded.index).finding(
          .recordIdTwice, "recordId", "同一包内记录编号重复，请改用不同的编号。"))
    }
    if let record = decoded.record, refusals.isEmpty {
      let digest = try Digest.of(node.canonical(), .sha256).bytes
      let verdict = try judge.judge(record, digest: digest, index: decoded.index, book: book)
      refusals = verdict.refusals
      remarks = verdict.remarks
      if refusals.isEmpty, !verdict.isUnchanged {
        try book.keep(
          AcceptedRecord(
            record: record, position: decoded.index, digest: digest, states: verdict.states))
      }
    }
    tally.note(decoded, refusals: refusals, remarks: remarks)
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
