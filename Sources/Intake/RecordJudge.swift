import BankExchange
import LoanBook
import Quantities

/// Step 6 of EXCHANGE §4 for one record: R702 to R708 and the remarks W7xx, all at once.
struct RecordJudge {
  private let rules: BusinessRules
  private let attachments: Set<String>
  private var latest = LatestStates()

  /// Judges the records of one package, whose attachments are these.
  init(context: IntakeContext, attachments: Set<String>) {
    self.init(rules: BusinessRules(context: context), attachments: attachments)
  }

  /// The same with rules that are at hand.
  init(rules: BusinessRules, attachments: Set<String>) {
    self.rules = rules
    self.attachments = attachments
  }

  /// What is to become of a well-formed record.
  struct Verdict {
    /// Reasons to refuse it.
    var refusals: [Finding] = []
    /// Remarks; the record stands all the same.
    var remarks: [Finding] = []
    /// The same record stands already: accepted without effect.
    var isUnchanged = false
    /// The notes it changes, with it in place.
    var states: [NoteNo: NoteState] = [:]
  }

  /// Judges a record against the book. `rules` is what the business rules find in it, when that is
  /// known already.
  func judge(
    _ record: FactRecord, digest: [UInt8], index: Int, rules found: RuleFindings? = nil,
    book: some RecordBook
  ) throws -> Verdict {
    var verdict = Verdict()
    let versions = try book.versions(of: record.recordId)
    if versions.contains(where: { $0.version == record.version && $0.digest == digest }) {
      verdict.isUnchanged = true
      return verdict
    }
    let place = Place(index: index)
    let last = versions.last
    judgeVersion(record, last, place, &verdict)
    if record.action != .cancel {
      let found = found ?? RuleFindings(record.fact, rules, place)
      verdict.refusals += found.refusals
      verdict.remarks += found.remarks
      verdict.refusals += missingAttachments(record, place)
    }
    // A record of another type, or one that is no more, has no bearing on the state.
    if last.map({ $0.type == record.fact.type && $0.action != .cancel }) ?? true {
      try judgeState(record, last, place, book, &verdict)
    }
    if verdict.refusals.count > 1 { verdict.refusals.sort { $0.code < $1.code } }
    return verdict
  }

  /// Remembers the states that notes have with a record that was kept. Whoever calls this calls it
  /// for every record that is kept.
  mutating func noteKept(_ record: FactRecord, _ states: [NoteNo: NoteState]) {
    // A note number may have been freed.
    if record.version > 1, case .disbursement = record.fact { latest = LatestStates() }
    for (noteNo, state) in states { latest[noteNo] = state }
  }

  /// R703: the version counts on from the current one, and only a new record is created.
  private func judgeVersion(
    _ record: FactRecord, _ last: RecordVersion?, _ place: Place, _ verdict: inout Verdict
  ) {
    let expected = (last?.version ?? 0) + 1
    if record.version != expected || (record.action == .create) != (last == nil) {
      let remedy =
        last == nil
        ? "该记录尚未报送过，应为 CREATE、version 1"
        : "该记录现为第 \(expected - 1) 版，更改应为 AMEND 或 CANCEL、version \(expected)"
      verdict.refusals.append(place.finding(.version, "version", "\(remedy)。"))
    }
    if let last, last.type != record.fact.type {
      verdict.refusals.append(
        place.finding(.field, "type", "更改记录时类型不能变，应为 \(last.type.rawValue)。"))
    }
    if last?.action == .cancel {
      verdict.refusals.append(
        place.finding(.stateForbids, "recordId", LifeRefusal.recordCancelled.sentence))
    }
  }

  private func missingAttachments(_ record: FactRecord, _ place: Place) -> [Finding] {
    record.attachments.indices.filter { !attachments.contains(record.attachments[$0]) }.map {
      place.finding(
        .attachment, "attachments/\($0)", "第 \($0 + 1) 个附件不在本包中，请在清单中以 ATTACHMENT 列出。")
    }
  }

  private func judgeState(
    _ record: FactRecord, _ last: RecordVersion?, _ place: Place, _ book: some RecordBook,
    _ verdict: inout Verdict
  ) throws {
    switch record.fact {
    case .disbursement(let terms):
      try judgeDisbursement(record, terms, last, place, book, &verdict)
    case .event(let noteNo, let event):
      try judgeEvent(record, noteNo, event, last, place, book, &verdict)
    case .claim(let claim):
      try judgeClaim(record, claim, place, book, &verdict)
    case .decision:
      verdict.refusals.append(
        place.finding(.unknownReference, "applicationNo", "本系统没有这份申请，请核对申请编号。"))
    }
  }

  private func judgeClaim(
    _ record: FactRecord, _ claim: Claim, _ place: Place, _ book: some RecordBook,
    _ verdict: inout Verdict
  ) throws {
    guard record.action != .cancel else { return }
    if latest[claim.noteNo] == nil, try book.note(claim.noteNo) == nil {
      verdict.remarks.append(
        place.finding(
          .claimWithoutNote, "noteNo", "本行没有这张借据或借据已撤销，申请已记录，将在核算时认定，请核对借据号。"))
    }
    if try book.hasClaim(claim, besides: record.recordId) {
      verdict.remarks.append(
        place.finding(
          .secondClaim, "period", "该借据本期已有贴息申请，本条已记录，将在核算时认定，请撤销多报的一条。"))
    }
  }

  private func judgeDisbursement(
    _ record: FactRecord, _ terms: Disbursement, _ last: RecordVersion?, _ place: Place,
    _ book: some RecordBook, _ verdict: inout Verdict
  ) throws {
    let noteNo = terms.noteNo
    let standing = try book.note(noteNo)
    if let standing, standing.disbursementRecord != record.recordId {
      verdict.refusals.append(
        place.finding(.noteNoUsed, "noteNo", "该借据号已被另一条放款记录使用，请核对借据号。"))
      return
    }
    // A note number is what events hang on: with events it neither goes nor changes.
    let before = last?.noteNo == noteNo ? standing : try last?.noteNo.flatMap(book.note)
    let leaves = record.action == .cancel || last?.noteNo != noteNo
    if let events = before?.events, leaves, !events.isEmpty {
      verdict.refusals.append(
        place.finding(
          .stateForbids, "noteNo", LifeRefusal.noteHasEvents(count: events.count).sentence))
    }
    guard record.action != .cancel else { return }
    let life = NoteLife.fold(terms, standing?.events ?? [])
    verdict.refusals += life.refusals.map { place.finding(.stateForbids, nil, $0.sentence) }
    verdict.states[noteNo] = life.state
    if try book.useOrdinal(of: terms) > terms.useOrdinal {
      verdict.remarks.append(
        place.finding(
          .useOrdinal, "useOrdinal", "本行报送的次数小于本行已有借据的次数，核算时按较大者计算。"))
    }
  }

  private func judgeEvent(
    _ record: FactRecord, _ noteNo: NoteNo, _ event: NoteEvent, _ last: RecordVersion?,
    _ place: Place, _ book: some RecordBook, _ verdict: inout Verdict
  ) throws {
    guard let note = try book.note(noteNo) else {
      verdict.refusals.append(
        place.finding(.unknownReference, "noteNo", "本行没有这张借据或借据已撤销，请先报送放款记录。"))
      return
    }
    if last == nil, record.action != .cancel,
      judgeLatest(record, event, of: note, place, &verdict)
    {
      return
    }
    var events = note.events
    if let last {
      if let moved = last.noteNo, moved != noteNo, let origin = try book.note(moved) {
        let rest = origin.events.filter { $0.recordId != record.recordId }
        judgeLife(of: origin, with: rest, place, &verdict)
      }
      events.removeAll { $0.recordId == record.recordId }
    }
    if record.action != .cancel {
      // It arrives after all that is on file; mostly it also happened after them.
      let arrived = RecordedEvent(recordId: record.recordId, event: event, arrival: Int64.max)
      let place = events.lastIndex { RecordedEvent.precedes($0, arrived) }.map { $0 + 1 } ?? 0
      events.insert(arrived, at: place)
    }
    judgeLife(of: note, with: events, place, &verdict)
  }

  /// Mostly an event is new and happened after all that is on file: then only it is judged, in the
  /// state that they led to, so that a note of many events does not take the square of their
  /// number. False when it is otherwise.
  private func judgeLatest(
    _ record: FactRecord, _ event: NoteEvent, of note: NoteHistory, _ place: Place,
    _ verdict: inout Verdict
  ) -> Bool {
    let arrived = RecordedEvent(recordId: record.recordId, event: event, arrival: Int64.max)
    if let last = note.events.last, !RecordedEvent.precedes(last, arrived) { return false }
    let noteNo = note.key.noteNo
    var state: NoteState
    if let known = latest[noteNo] {
      state = known
    } else {
      let life = NoteLife.fold(note.terms, note.events)
      guard life.refusals.isEmpty else { return false }
      state = life.state
    }
    if let refusal = NoteLife.decide(event, in: state, terms: note.terms) {
      verdict.refusals.append(place.finding(.stateForbids, nil, refusal.sentence))
    } else {
      NoteLife.evolve(&state, event)
    }
    verdict.states[noteNo] = state
    return true
  }

  /// With the record in place no day may break a rule. EXCHANGE §3, "Order of facts".
  private func judgeLife(
    of note: NoteHistory, with events: [RecordedEvent], _ place: Place, _ verdict: inout Verdict
  ) {
    let life = NoteLife.fold(note.terms, events)
    for refusal in life.refusals {
      verdict.refusals.append(place.finding(.stateForbids, nil, refusal.sentence))
    }
    verdict.states[note.key.noteNo] = life.state
  }
}

/// The states of notes that stand and were judged of late: of few, so that the memory stays
/// bounded.
private struct LatestStates {
  private static let capacity = 4096
  private var states: [NoteNo: NoteState] = [:]

  subscript(noteNo: NoteNo) -> NoteState? {
    get { states[noteNo] }
    set {
      if states.count == Self.capacity { states.removeAll(keepingCapacity: true) }
      states[noteNo] = newValue
    }
  }
}
