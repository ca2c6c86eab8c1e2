/// One version of a record as the ledger has it.
public struct RecordVersion: Hashable, Sendable {
  /// The version, 1…
  public let version: Int
  /// What it did.
  public let action: RecordAction
  /// Its type.
  public let type: FactType
  /// The note it speaks of.
  public let noteNo: NoteNo?
  /// The digest of its canonical form.
  public let digest: [UInt8]

  /// Describes a version on file.
  public init(
    version: Int, action: RecordAction, type: FactType, noteNo: NoteNo?, digest: [UInt8]
  ) {
    self.version = version
    self.action = action
    self.type = type
    self.noteNo = noteNo
    self.digest = digest
  }
}

/// A record to be kept, judged and found lawful.
public struct AcceptedRecord: Sendable {
  /// The record.
  public var record: FactRecord
  /// Its place in the package, from 0.
  public var position: Int
  /// The digest of its canonical form.
  public var digest: [UInt8]
  /// The states of the notes that it changes, with it in place.
  public var states: [NoteNo: NoteState]

  /// Hands over a record to keep.
  public init(
    record: FactRecord, position: Int, digest: [UInt8], states: [NoteNo: NoteState]
  ) {
    self.record = record
    self.position = position
    self.digest = digest
    self.states = states
  }
}
