import BankExchange
import LoanBook
import Quantities
import Sealing
import StrictJSON

@testable import Intake

/// The pass over records.json as plainly as it can be told: one thread, one record after the
/// other, nothing ahead of time and nothing remembered. What ``RecordPass`` is held against.
struct PlainPass {
  let judge: RecordJudge
  let control: BatchControl
  var tally = RecordTally()
  var recordIds: Set<RecordId> = []
  var count = 0
  var total = 0

  init(_ context: IntakeContext, attachments: Set<String>, _ control: BatchControl) {
    judge = RecordJudge(context: context, attachments: attachments)
    self.control = control
  }

  mutating func run(
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
    var findings: [Finding] = []
    if isWhole || broken == nil, count != control.recordCount {
      findings.append(
        .manifest(
          .controlTotal, "/control/recordCount",
          "清单所列记录数为 \(control.recordCount)，文件中有 \(count) 条。"))
    }
    if isWhole || broken == nil, total != Int(control.totalAmount.value) {
      findings.append(
        .manifest(
          .controlTotal, "/control/totalAmount",
          "清单所列放款总额为 \(control.totalAmount)，文件中 DISBURSEMENT 金额合计为 \(Fen(Int64(total)))。"))
    }
    if let broken { findings.append(broken) }
    return findings.isEmpty ? .judged(tally) : .rejected(findings)
  }

  private mutating func read(
    _ reader: JSONReader, _ book: inout some RecordBook, _ progress: (Int) -> Void,
    _ isWhole: inout Bool
  ) throws -> Finding? {
    guard case .beginObject = try reader.next(), try reader.readName() == "records",
      case .beginArray = try reader.next()
    else { return wrongShape(reader) }
    while let node = try reader.readElement() {
      try take(node, &book)
      if count % 1000 == 0 { progress(count) }
    }
    isWhole = true
    guard try reader.readName() == nil else { return wrongShape(reader) }
    _ = try reader.next()
    return nil
  }

  private func wrongShape(_ reader: JSONReader) -> Finding {
    Finding(
      .recordsNotStrictJSON,
      "第 \(reader.position.line) 行第 \(reader.position.column) 列：records.json 应为 "
        + "{\"records\": [ … ]}，没有其他成员。", file: RecordDecoder.file, pointer: "")
  }

  private mutating func take(_ node: JSONNode, _ book: inout some RecordBook) throws {
    let decoded = RecordDecoder.decode(node, index: count)
    count += 1
    total += Int(decoded.controlAmount ?? 0)
    var refusals = decoded.findings
    var remarks: [Finding] = []
    if let recordId = decoded.recordId, !recordIds.insert(recordId).inserted {
      refusals.append(
        Finding(
          .recordIdTwice, "同一包内记录编号重复，请改用不同的编号。", file: RecordDecoder.file,
          pointer: "/records/\(decoded.index)/recordId"))
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
}
