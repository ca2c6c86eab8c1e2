import Foundation
import LoanBook
import Quantities
import Settlement

/// A note reduced to numbers, 64 bytes in a file that a plain program in Python reads too: one
/// loan of an individual with up to two repayments, a change of rate and a stretch of overdue
/// days, settled by the quarter.
struct BareNote {
  /// Fen; a principal of 0 is no repayment.
  var (amount, paid1, paid2): (Int64, Int64, Int64)
  /// Days since 1970-01-01 and rates in ppm; a day of ``never`` did not come.
  var (disbursedOn, dueOn, signedOn, rate): (Int32, Int32, Int32, Int32)
  var (paid1On, paid2On, changedOn, newRate): (Int32, Int32, Int32, Int32)
  var (overdueOn, curedOn): (Int32, Int32)

  static let size = 64
  static let never = Int32.max
  /// Every note is at most in its fourth year in these, most have days in all of them; three of
  /// the four kinds of rule act.
  static let quarters: [Quarter] = (0..<12).compactMap { index in
    Quarter(year: 2021 + (index + 3) / 4, number: (index + 3) % 4 + 1)
  }

  /// The note of a number, from 0: a pure function of it and the seed.
  init(_ number: Int, seed: UInt64) {
    var random = Mixing(state: seed &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
    // 2020-10-01 to 2022-03-30 and, every seventh, 2023-10-01 to 2024-03-31: R4a, R4b and R5.
    let first: Int32 = number % 7 == 0 ? 19_631 : 18_536
    let lent = Day(number: first + random.below(number % 7 == 0 ? 183 : 546))
    disbursedOn = lent.number
    dueOn = lent.adding(months: number % 5 == 0 ? 24 : 36).number
    signedOn = lent.number - random.below(10)
    amount = 1_000_000 + Int64(random.below(30_000_000))
    rate = 35_000 + 50 * random.below(500)
    (paid1, paid2, paid1On, paid2On) = (0, 0, Self.never, Self.never)
    if number % 3 == 0 {
      (paid1, paid2) = (amount / 4 + 1, amount / 7)
      paid1On = disbursedOn + 100 + random.below(300)
      paid2On = paid1On + 1 + random.below(300)
    }
    (changedOn, newRate) = (Self.never, 0)
    if number % 9 == 0 { (changedOn, newRate) = (disbursedOn + 366, rate - 1_000) }
    (overdueOn, curedOn) = (Self.never, Self.never)
    if number % 6 == 0 {
      overdueOn = disbursedOn + 200 + random.below(400)
      curedOn = overdueOn + 1 + random.below(60)
    }
  }

  /// Reads a note of the file.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    func wide(_ place: Int) -> Int64 {
      Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8 * place, as: Int64.self))
    }
    func narrow(_ place: Int) -> Int32 {
      Int32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 24 + 4 * place, as: Int32.self))
    }
    (amount, paid1, paid2) = (wide(0), wide(1), wide(2))
    (disbursedOn, dueOn, signedOn, rate) = (narrow(0), narrow(1), narrow(2), narrow(3))
    (paid1On, paid2On, changedOn, newRate) = (narrow(4), narrow(5), narrow(6), narrow(7))
    (overdueOn, curedOn) = (narrow(8), narrow(9))
  }

  /// Adds the note to the bytes of the file.
  func write(to bytes: inout [UInt8]) {
    for value in [amount, paid1, paid2] {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    let narrow = [
      disbursedOn, dueOn, signedOn, rate, paid1On, paid2On, changedOn, newRate, overdueOn, curedOn,
    ]
    for value in narrow { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
  }

  /// The note as a settlement takes it, a contract of its own.
  func onFile(_ number: Int, borrower: Borrower, project: Project) -> NoteOnFile {
    let terms = Disbursement(
      noteNo: identifier("JD\(padded(number, 9))"),
      contractNo: identifier("HT\(padded(number, 9))"),
      letterNo: nil, applicationNo: nil, borrower: borrower, project: project,
      amount: Fen(amount), signedOn: Day(number: signedOn), disbursedOn: Day(number: disbursedOn),
      dueOn: Day(number: dueOn), rate: Rate(ppm: rate), lpr: Rate(ppm: rate),
      settlement: .quarterly, repayment: .bullet, dayBasis: .actual360, payee: .bank,
      useOrdinal: 1)
    var events: [NoteEvent] = []
    func repaid(_ principal: Int64, _ day: Int32) {
      guard principal > 0 else { return }
      events.append(
        NoteEvent(
          on: Day(number: day), .repayment(principal: Fen(principal), interest: nil, penalty: nil)))
    }
    repaid(paid1, paid1On)
    repaid(paid2, paid2On)
    if changedOn != Self.never {
      events.append(NoteEvent(on: Day(number: changedOn), .rateChange(Rate(ppm: newRate))))
    }
    if overdueOn != Self.never {
      events.append(NoteEvent(on: Day(number: overdueOn), .overdue))
      events.append(NoteEvent(on: Day(number: curedOn), .cure))
    }
    let recorded = events.enumerated().map { place, event in
      RecordedEvent(recordId: identifier("E\(place)"), event: event, arrival: Int64(place))
    }
    return NoteOnFile(
      history: NoteHistory(
        key: NoteKey(bank: Self.bank, noteNo: terms.noteNo),
        disbursementRecord: identifier("D\(padded(number, 9))"), terms: terms, events: recorded))
  }

  private static let bank: PartyCode = {
    guard let code = PartyCode("BENCHBANK") else { preconditionFailure("well formed") }
    return code
  }()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
private struct Mixing {
  var state: UInt64

  mutating func below(_ bound: Int32) -> Int32 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int32((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}

/// An identifier that the bench makes up itself.
func identifier<Kind>(_ text: String) -> Identifier<Kind> {
  guard let identifier = Identifier<Kind>(text) else { preconditionFailure("well formed") }
  return identifier
}
