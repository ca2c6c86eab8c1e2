import LoanBook
import Quantities

/// A record that a clerk hands in, with the batch it goes into.
struct Posting: Sendable {
  /// The place of the batch among the bank's batch days.
  var batch: Int
  /// Orders records within a batch: by the day they speak of, then the note.
  var day: Day
  var rank: Int
  var record: FactRecord
}

/// Turns what truly happened into records, with the slips of a real back office: typing errors
/// amended later, records that come late, records of the wrong note cancelled.
struct Clerk {
  private let story: NoteStory
  private let days: [Day]
  private var random: SeededDraws
  private(set) var postings: [Posting] = []

  /// The records of a note. `days` are the bank's batch days, ascending; a batch holds what
  /// happened before its day. What happened after the last one is not reported yet.
  static func post(_ story: NoteStory, batchDays days: [Day], seed: UInt64) -> [Posting] {
    var clerk = Clerk(story, days, seed)
    clerk.postDisbursement()
    for index in story.events.indices { clerk.postEvent(index) }
    clerk.postStrays()
    return clerk.postings
  }

  private init(_ story: NoteStory, _ days: [Day], _ seed: UInt64) {
    self.story = story
    self.days = days
    let key = story.number.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }
    random = SeededDraws(seed: seed, 20, key)
  }

  /// The first batch after a day, or nil when it is yet to come.
  private func batch(after day: Day) -> Int? {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low < days.count ? low : nil
  }

  private mutating func post(
    _ id: RecordId, _ fact: Fact, batch: Int, version: Int = 1, action: RecordAction = .create
  ) {
    var rank = 0
    var attachments: [String] = []
    if case .event(_, let event) = fact {
      rank = event.kind.rank
      // The document under which the subsidy goes on comes along as a scan.
      if case .extension(_, .some) = event.kind { attachments = ["\(id.text.lowercased()).pdf"] }
    }
    postings.append(
      Posting(
        batch: batch, day: fact.effectiveOn, rank: rank,
        record: FactRecord(
          recordId: id, version: version, action: action, fact: fact, attachments: attachments)))
  }

  private mutating func postDisbursement() {
    guard let batch = batch(after: story.terms.disbursedOn) else { return }
    let right = Fact.disbursement(story.terms)
    guard batch + 1 < days.count, let wrong = mistyped(story.terms) else {
      post(story.disbursementId, right, batch: batch)
      return
    }
    post(story.disbursementId, .disbursement(wrong), batch: batch)
    post(story.disbursementId, right, batch: batch + 1, version: 2, action: .amend)
  }

  /// Terms with a typing error, in one note of forty.
  private mutating func mistyped(_ terms: Disbursement) -> Disbursement? {
    var wrong = terms
    switch random.below(400) {
    case 0, 1: wrong.rate = terms.rate + Rate(ppm: 1000)
    case 2, 3: wrong.project.town = random.pick(Place.all).code
    case 4: wrong.dueOn = terms.dueOn + 1
    case 5, 6: wrong.project.name = String(terms.project.name.dropLast())
    case 7, 8: wrong.borrower.phone = PersonalText("10000000000")
    case 9: wrong.payee = terms.payee == .bank ? .borrower : .bank
    default: return nil
    }
    return wrong == terms ? nil : wrong
  }

  private mutating func postEvent(_ index: Int) {
    let event = story.events[index]
    guard var batch = batch(after: event.on) else { return }
    let id = story.eventId(index)
    let fact = Fact.event(story.terms.noteNo, event)
    // A repayment can come late or too low without making the life of the note unlawful
    // meanwhile: it only leaves more owing.
    guard case .repayment(let principal, let interest, let penalty) = event.kind,
      principal > .zero, batch + 1 < days.count
    else { return post(id, fact, batch: batch) }
    switch random.below(1000) {
    case ..<8:
      batch += 1
      post(id, fact, batch: batch)
    case ..<14:
      let low = Fen(principal.value / 10 * 9)
      let wrong = NoteEvent(
        on: event.on, .repayment(principal: low, interest: interest, penalty: penalty))
      post(id, .event(story.terms.noteNo, wrong), batch: batch)
      post(id, fact, batch: batch + 1, version: 2, action: .amend)
    default:
      post(id, fact, batch: batch)
    }
  }

  /// Records that belong to no note or another one, cancelled in the next batch.
  private mutating func postStrays() {
    guard let batch = batch(after: story.terms.disbursedOn), batch + 2 < days.count else { return }
    switch random.below(160) {
    case 0, 1:
      // The note typed in twice.
      var twin = story.terms
      guard let noteNo = NoteNo(story.number + "A") else { return }
      twin.noteNo = noteNo
      let id = recordId("\(noteNo)-D")
      post(id, .disbursement(twin), batch: batch)
      post(id, .disbursement(twin), batch: batch + 1, version: 2, action: .cancel)
    case 2, 3:
      // An overdue that was another note's; only where no real one stands near.
      let hasArrears = story.events.contains { $0.kind == .overdue }
      guard !hasArrears else { return }
      let stray = NoteEvent(on: days[batch] - 1, .overdue)
      let id = recordId("\(story.number)-X01")
      post(id, .event(story.terms.noteNo, stray), batch: batch)
      post(
        id, .event(story.terms.noteNo, stray), batch: batch + 1, version: 2, action: .cancel)
    default: return
    }
  }
}
