public import BankExchange
import LoanBook
public import Policy

/// A batch of any size, written as a stream in bounded memory: for measuring, and for a bank's
/// programmer who wants a large example.
public enum BatchStream {
  /// Writes records.json with exactly `count` records, disbursements with what happened to each
  /// note after it, and returns the control total of its manifest.
  ///
  /// Every record is lawful in file order, and the same options give the same bytes. Notes are
  /// those of the first bank, whoever lends in the story. Throws what `sink` throws.
  public static func write<Failure: Error>(
    _ count: Int, _ options: DemoOptions, policy: Policy,
    sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> BatchControl {
    let county = CountyPolicy(policy)
    var file = RecordsFile()
    var pending = RecordsFile.opening
    var index = 0
    while file.control.recordCount < count {
      for story in BorrowerStory.tell(index, options, county) {
        for record in records(of: story) where file.control.recordCount < count {
          pending += file.append(record)
        }
        if pending.count >= chunk {
          try sink(pending)
          pending.removeAll(keepingCapacity: true)
        }
      }
      index += 1
    }
    try sink(pending + RecordsFile.closing)
    return file.control
  }

  private static let chunk = 1 << 18

  private static func records(of story: NoteStory) -> [FactRecord] {
    let terms = FactRecord(
      recordId: story.disbursementId, version: 1, action: .create,
      fact: .disbursement(story.terms), attachments: [])
    return [terms]
      + story.events.enumerated().map { index, event in
        FactRecord(
          recordId: story.eventId(index), version: 1, action: .create,
          fact: .event(story.terms.noteNo, event), attachments: [])
      }
  }
}
