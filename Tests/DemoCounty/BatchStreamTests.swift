import BankExchange
import LoanBook
import Policy
import Quantities
import StrictJSON
import Testing

@testable import DemoCounty

@Suite struct BatchStreamTests {
  private func batch(_ count: Int, _ seed: UInt64 = 1) throws -> (bytes: [UInt8], BatchControl) {
    let options = DemoOptions(seed: seed, receiver: try #require(PartyCode("ZEZHOU")))
    var bytes: [UInt8] = []
    let control = BatchStream.write(count, options, policy: try TestPolicy.book()) {
      bytes += $0
    }
    return (bytes, control)
  }

  @Test(arguments: [0, 1, 7, 2000])
  func holdsExactlySoManyLawfulRecords(count: Int) throws {
    let (bytes, control) = try batch(count)
    let node = try JSONNode.parse(bytes, limits: .exchange)
    guard case .array(let elements) = try #require(node["records"]).content else {
      Issue.record("records is no array")
      return
    }
    #expect(elements.count == count && control.recordCount == count)
    var book = BankBook(bank: DemoBank.all[0].code)
    var ids: Set<RecordId> = []
    var total = Fen.zero
    for (index, element) in elements.enumerated() {
      let record = try #require(RecordDecoder.decode(element, index: index).record)
      #expect(ids.insert(record.recordId).inserted)
      if case .disbursement(let terms) = record.fact { total += terms.amount }
      book.take(record)
      let history = try #require(record.fact.noteNo.flatMap(book.history))
      #expect(NoteLife.fold(history.terms, history.events.map(\.event)).refusals.isEmpty)
    }
    #expect(control.totalAmount == total)
  }

  @Test func sameSeedSameBytes() throws {
    #expect(try batch(500, 4).bytes == (try batch(500, 4).bytes))
    #expect(try batch(500, 4).bytes != (try batch(500, 5).bytes))
  }
}
