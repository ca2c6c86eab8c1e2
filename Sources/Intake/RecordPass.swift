public import BankExchange
import LoanBook
import Quantities
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
  private let rules: BusinessRules
  private var judge: RecordJudge
  private let control: BatchControl
  private var tally = RecordTally()
  private var count = 0
  private var total: Int64? = 0

  /// Prepares the pass over the records of a package.
  ///
  /// - Precondition: the package is a batch.
  public init(context: IntakeContext, package: PassedPackage) {
    guard case .batch(let control, let attachments) = package.content else {
      preconditionFailure("only a batch has records")
    }
    rules = BusinessRules(context: context)
    judge = RecordJudge(rules: rules, attachments: attachments)
    self.control = control
  }

  /// Judges every record; `progress` is told the count from time to time. The reader goes over to
  /// a thread that reads ahead, and that is gone when this returns or throws.
  ///
  /// - Throws: what the reader's source or the book throws, `DropBoxFault` when there is no thread
  ///   to be had. Only then, and when the outcome is `rejected`, the caller must undo what the book
  ///   kept.
  public mutating func run(
    _ reader: sending JSONReader, book: inout some RecordBook, progress: (Int) -> Void
  ) throws -> RecordPassOutcome {
    var stream = try RecordStream(reader, rules)
    var end = RecordsEnd()
    while let chunk = stream.next() {
      for index in chunk.records.indices {
        try take(chunk.records[index], &book)
        if count % 1000 == 0 { progress(count) }
      }
      if let last = chunk.end { end = last }
    }
    if let fault = end.fault { throw fault }
    progress(count)
    // Half a file has no control total to compare; a whole array with something wrong after it
    // has, and then both are told together (EXCHANGE §4, step 5).
    let findings =
      (end.isWhole || end.broken == nil ? controlFindings : []) + (end.broken.map { [$0] } ?? [])
    return findings.isEmpty ? .judged(tally) : .rejected(findings)
  }

  private mutating func take(_ read: ReadRecord, _ book: inout some RecordBook) throws {
    count += 1
    let index = read.decoded.index
    if let amount = read.decoded.controlAmount { add(amount) }
    var refusals = read.decoded.findings
    var remarks: [Finding] = []
    if read.isTwice {
      refusals.append(
        Place(index: index).finding(.recordIdTwice, "recordId", "同一包内记录编号重复，请改用不同的编号。"))
    }
    if refusals.isEmpty, let record = read.decoded.record, let sound = read.sound {
      let verdict = try judge.judge(
        record, digest: sound.digest, index: index, rules: sound.rules, book: book)
      refusals = verdict.refusals
      remarks = verdict.remarks
      if refusals.isEmpty, !verdict.isUnchanged {
        try book.keep(
          AcceptedRecord(
            record: record, position: index, digest: sound.digest, states: verdict.states))
        judge.noteKept(record, verdict.states)
      }
    }
    tally.note(read.decoded, refusals: refusals, remarks: remarks)
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
