import BankExchange

/// Where in records.json a record stands.
struct Place {
  /// From 0.
  let index: Int

  /// The pointer to the record.
  var pointer: String { "/records/\(index)" }

  /// A finding at a member of the record, or at the record itself.
  func finding(_ code: FindingCode, _ member: String?, _ sentence: String) -> Finding {
    Finding(
      code, sentence, file: RecordDecoder.file,
      pointer: member.map { "\(pointer)/\($0)" } ?? pointer)
  }
}
