import BankExchange
import LoanBook
import PlainBook
import Quantities
import StrictJSON
import TestKit
import Testing

@testable import Intake

/// The pass with a thread that reads ahead, held against ``PlainPass``: the same verdicts, findings
/// and kept records in the same order whatever the file, the book and the source do, and nothing
/// left behind. EXCHANGE §3, §4.
@Suite(.timeLimit(.minutes(5))) struct StreamTests {
  private let desk = Result { try Delivery() }

  private func plain(
    _ text: [UInt8], _ control: BatchControl, _ book: BrittleBook, _ way: Way
  ) throws -> PassTrace {
    let delivery = try desk.get()
    var pass = PlainPass(try delivery.context(), attachments: ["a.pdf"], control)
    let source = PieceSource(text, piece: way.piece, tornAt: way.tornAt)
    let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
    return try PassTrace.of(book) { try pass.run(reader, book: &$0, progress: $1) }
  }

  private func streamed(
    _ text: [UInt8], _ control: BatchControl, _ book: BrittleBook, _ way: Way
  ) throws -> PassTrace {
    var delivery = try desk.get()
    delivery.attachments = ["a.pdf"]
    var pass = try delivery.pass(control)
    let reading = ThreadNote()
    let trace = try PassTrace.of(book) { book, progress in
      let source = PieceSource(text, piece: way.piece, tornAt: way.tornAt, reading)
      let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
      return try pass.run(reader, book: &book, progress: progress)
    }
    #expect(reading.hasLetGo, "nobody holds the source any more")
    #expect(reading.thread != ThreadNote.current && reading.isGone, "the thread is gone")
    return trace
  }

  /// How a file comes.
  struct Way {
    var piece = 1 << 16
    var tornAt: Int?
  }

  private func compare(
    _ text: [UInt8], _ control: BatchControl, bookFailsAt: Int = 0, _ way: Way, _ comment: Comment
  ) throws {
    let book = BrittleBook(try desk.get().book, failsAt: bookFailsAt)
    let expected = try plain(text, control, book, way)
    let found = try streamed(text, control, BrittleBook(book.book, failsAt: bookFailsAt), way)
    #expect(found == expected, comment)
  }

  @Test(arguments: 0..<120)
  func equalsThePlainPass(number: Int) throws {
    let seed = 7_000 + UInt64(number)
    var random = SeededRandom(seed: seed)
    var batch = BatchDraws(random: random)
    // Some with more records than may wait for the judge.
    let count = number % 24 == 0 ? 1400 : Int.random(in: 0...60, using: &random)
    let (text, control) = try batch.file(count, spoiled: number % 3 == 1)
    let way = Way(
      piece: [1 << 16, 4096, 61, 7][number % 4],
      tornAt: number % 5 == 2 ? Int.random(in: 0...text.count, using: &random) : nil)
    let bookFailsAt = number % 7 == 3 ? Int.random(in: 1...max(1, count), using: &random) : 0
    try compare(text, control, bookFailsAt: bookFailsAt, way, "seed \(seed)")
  }

  /// The draws reach what they are for: records in and out for each reason, files that are refused.
  @Test func drawsReachEverything() throws {
    var codes: Set<FindingCode> = []
    var accepted = 0
    for number in 0..<30 {
      var batch = BatchDraws(random: SeededRandom(seed: 7_000 + UInt64(number)))
      let (text, control) = try batch.file(60, spoiled: number % 3 == 1)
      let book = BrittleBook(try desk.get().book, failsAt: 0)
      let trace = try plain(text, control, book, Way())
      accepted += trace.kept.count
      codes.formUnion(trace.findings.map(\.code) + trace.verdicts.flatMap(\.codes).map(\.code))
    }
    #expect(accepted > 100)
    let wanted: Set<FindingCode> = [
      .recordsNotStrictJSON, .controlTotal, .field, .recordIdTwice, .version, .unknownReference,
      .stateForbids, .attachment, .businessRule, .noteNoUsed, .claimWithoutNote, .secondClaim,
    ]
    #expect(codes.isSuperset(of: wanted), "missing: \(wanted.subtracting(codes))")
  }

  /// A small file cut off and torn at each of its bytes.
  @Test func everyPlace() throws {
    let records = try ["D-1 1 CREATE DISBURSEMENT", "R-1 1 CREATE REPAYMENT principal=x"]
      .map(Delivery.record)
    let text = JSONValue.object([JSONMember("records", .array(records))]).canonical()
    let control = BatchControl(recordCount: 2, totalAmount: .yuan(200_000))
    for place in stride(from: 0, through: text.count, by: 3) {
      try compare(Array(text[..<place]), control, Way(piece: 50), "cut at \(place)")
      try compare(text, control, Way(piece: 50, tornAt: place), "torn at \(place)")
    }
  }

  /// Far more records are to come than may wait when the book fails: the reading thread waits for
  /// room and must be told.
  @Test(arguments: [1, 255, 256, 257, 300, 511, 1300])
  func bookThatFails(at question: Int) throws {
    let record = try Delivery.record("D-1 1 CREATE DISBURSEMENT").setting(["useOrdinal"], 1)
    let records = (1...3000).map { number in
      record.setting(["recordId"], .string("D-\(number)")).setting(
        ["noteNo"], .string(number == 1 ? "N-1" : "N-2"))
    }
    let text = JSONValue.object([JSONMember("records", .array(records))]).canonical()
    let control = BatchControl(recordCount: 3000, totalAmount: .zero)
    try compare(text, control, bookFailsAt: question, Way(), "question \(question)")
  }

  /// A note of many events, in their order and out of it.
  @Test(arguments: [false, true])
  func manyEventsOfOneNote(shuffled: Bool) throws {
    let seed: UInt64 = 41
    var random = SeededRandom(seed: seed)
    let first = try #require(Day("2024-01-11"))
    var events = try (0..<300).map { number in
      try Delivery.record(
        "R-\(number) 1 CREATE REPAYMENT on=\(first + number / 3) principal=\(number + 1).00")
    }
    if shuffled { events.shuffle(using: &random) }
    let records = [try Delivery.record("D-1 1 CREATE DISBURSEMENT")] + events
    let text = JSONValue.object([JSONMember("records", .array(records))]).canonical()
    let control = BatchControl(recordCount: 301, totalAmount: .yuan(200_000))
    try compare(text, control, Way(), "seed \(seed)")
  }

  /// The states that are handed over with each record are those of the notes with it in place.
  @Test(arguments: 0..<20)
  func statesAreThoseOfTheBook(number: Int) throws {
    let seed = 9_100 + UInt64(number)
    var batch = BatchDraws(random: SeededRandom(seed: seed))
    let (text, control) = try batch.file(80, spoiled: false)
    var delivery = try desk.get()
    _ = try delivery.run(text, control)
    var states: [NoteNo: NoteState] = [:]
    for accepted in delivery.book.kept { states.merge(accepted.states) { $1 } }
    for (noteNo, state) in states {
      guard let note = delivery.book.note(noteNo) else { continue }
      let life = NoteLife.fold(note.terms, note.events)
      #expect(life.refusals.isEmpty && life.state == state, "seed \(seed), note \(noteNo)")
    }
  }
}

/// Batches drawn from small alphabets, so that records meet: numbers twice, versions that follow
/// and that do not, events in any order, wrong members.
struct BatchDraws {
  var random: SeededRandom

  mutating func file(_ count: Int, spoiled: Bool) throws -> ([UInt8], BatchControl) {
    var records: [JSONValue] = []
    for number in 0..<count { records.append(try record(number)) }
    var total: Int64 = 0
    for (index, record) in records.enumerated() {
      let node = try JSONNode.parse(record.canonical(), limits: .exchange)
      total += RecordDecoder.decode(node, index: index).controlAmount ?? 0
    }
    var text = JSONValue.object([JSONMember("records", .array(records))]).text(
      indent: pick([0, 2]))
    if spoiled { spoil(&text) }
    let isWrong = draw(8) == 0
    return (text, BatchControl(recordCount: count + (isWrong ? 1 : 0), totalAmount: Fen(total)))
  }

  private mutating func record(_ number: Int) throws -> JSONValue {
    if draw(40) == 0 { return pick([.null, .integer(7), .array([]), "text", .object([])]) }
    let type =
      draw(5) == 0
      ? pick(["EXTENSION", "CLAIM", "DECISION", "COMPENSATION", "RECOVERY", "RATE_CHANGE"])
      : pick(["DISBURSEMENT", "REPAYMENT", "REPAYMENT", "OVERDUE", "CURE", "CLAIM"])
    // Mostly a number of its own, at times one that others have too.
    let name = draw(3) == 0 ? "X-\(draw(12))" : "R-\(number)"
    let (version, action) = pick([
      (1, "CREATE"), (1, "CREATE"), (1, "CREATE"), (2, "AMEND"), (2, "CANCEL"), (3, "AMEND"),
    ])
    var line = "\(name) \(version) \(action) \(type)"
    if type != "DECISION" { line += " noteNo=N-\(draw(6))" }
    let day = "2024-\(pick(["03", "07", "11"]))-\(pick(["02", "15", "29"]))"
    switch type {
    case "REPAYMENT": line += " on=\(day) principal=\(pick(["9.00", "90000.00", "0.00", "1"]))"
    case "OVERDUE": line += " from=\(day)"
    case "CURE": line += " on=\(day)"
    case "DISBURSEMENT": line += pick(["", " amount=300.00", " dueOn=2023-01-01", " amount=1"])
    default: break
    }
    if draw(15) == 0 { line += " attachments=[\(pick(["a.pdf", "b.pdf"]))]" }
    if draw(30) == 0 { line += " more=1" }
    return try Delivery.record(line)
  }

  private mutating func spoil(_ text: inout [UInt8]) {
    let place = draw(text.count)
    switch draw(5) {
    case 0: text.removeSubrange(place...)
    case 1: text[place] = UInt8(draw(256))
    case 2: text.insert(pick(Array("{}[],:\"\\x".utf8)), at: place)
    case 3: text.remove(at: place)
    default: text += Array(pick(["]", " x", "\u{FEFF}", "{}"]).utf8)
    }
  }

  private mutating func draw(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[draw(elements.count)]
  }
}
