import BankExchange
import LoanBook
import Policy
import Quantities
import Settlement
import Testing

@testable import DemoCounty

@Suite struct PlanTests {
  private static func deliveries(_ plan: DemoPlan) -> [DemoDelivery] {
    plan.steps.compactMap { step in
      if case .deliver(let delivery) = step { delivery } else { nil }
    }
  }

  /// What takes effect: right packages, and of the one with a wrong record all the others.
  private static func accepted(_ plan: DemoPlan) -> [(DemoDelivery, [FactRecord])] {
    deliveries(plan).compactMap { delivery in
      switch delivery.fault {
      case nil: return (delivery, delivery.records)
      case .floatForMoney:
        let wrong = delivery.records.lastIndex { $0.fact.type == .repayment }
        return (
          delivery, delivery.records.enumerated().filter { $0.offset != wrong }.map(\.element)
        )
      default: return nil
      }
    }
  }

  private static func bytes(_ plan: DemoPlan) -> [[UInt8]] {
    deliveries(plan).map { RecordsFile.write($0.records).bytes }
  }

  @Test func sameSeedSameBytes() throws {
    let options = DemoOptions(seed: 7, notes: 200, receiver: try #require(PartyCode("ZEZHOU")))
    let first = DemoPlan.make(options, policy: try TestPolicy.book())
    let second = DemoPlan.make(options, policy: try TestPolicy.book())
    #expect(Self.bytes(first) == Self.bytes(second))
    #expect(first.steps == second.steps)
    #expect(first.plantedErrors == second.plantedErrors)
  }

  @Test func otherSeedOtherCounty() throws {
    let first = Self.bytes(try TestPlan.make(7, notes: 60))
    let second = Self.bytes(try TestPlan.make(8, notes: 60))
    #expect(Set(first).intersection(second).isEmpty)
  }

  @Test(arguments: [1, 20, 300])
  func countsItsNotes(notes: Int) throws {
    let plan = try TestPlan.make(3, notes: notes)
    #expect(plan.notes == notes)
    var numbers: Set<NoteKey> = []
    var cancelled: Set<NoteKey> = []
    for (delivery, records) in Self.accepted(plan) {
      for record in records {
        guard case .disbursement(let terms) = record.fact else { continue }
        let key = NoteKey(bank: delivery.bank, noteNo: terms.noteNo)
        numbers.insert(key)
        if record.action == .cancel { cancelled.insert(key) }
      }
    }
    #expect(numbers.subtracting(cancelled).count == notes)
  }

  @Test func stepsStandInTime() throws {
    let plan = try TestPlan.make()
    let times = plan.steps.map(\.now)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(times.allSatisfy { $0.day <= plan.options.today })
    for delivery in Self.deliveries(plan) where delivery.fault != .staleDate {
      #expect((0...3600).contains(delivery.droppedAt - delivery.createdAt))
    }
  }

  @Test func everyQuarterIsSettledAndApprovedOnce() throws {
    let plan = try TestPlan.make()
    var settled: [Quarter] = []
    var approved: [Quarter] = []
    for step in plan.steps {
      if case .settle(let quarter, let now) = step {
        settled.append(quarter)
        #expect(now.day > quarter.days.to)
      }
      if case .approve(let quarter, _) = step { approved.append(quarter) }
    }
    #expect(settled == plan.quarters && approved == plan.quarters)
    #expect(plan.quarters.last == Quarter("2026Q2"))
    #expect(plan.quarters.count == 6)
  }

  /// Numbers ascend per bank; a number comes twice only around a planted fault.
  @Test func packageNumbersAscend() throws {
    var latest: [PartyCode: Int] = [:]
    for delivery in Self.deliveries(try TestPlan.make()) {
      let before = latest[delivery.bank] ?? 0
      #expect(delivery.number == before + 1 || delivery.number == before)
      latest[delivery.bank] = delivery.number
    }
    let right = Self.deliveries(try TestPlan.make()).filter {
      $0.fault == nil || $0.fault == .floatForMoney
    }
    for bank in DemoBank.all {
      let numbers = right.filter { $0.bank == bank.code }.map(\.number)
      #expect(numbers == Array(1...numbers.count))
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func everyFactIsLawfulOnArrival(seed: UInt64) throws {
    let plan = try TestPlan.make(seed)
    var books = Dictionary(
      uniqueKeysWithValues: DemoBank.all.map { ($0.code, BankBook(bank: $0.code)) })
    var versions: [PartyCode: [RecordId: Int]] = [:]
    for (delivery, records) in Self.accepted(plan) {
      var inPackage: Set<RecordId> = []
      for record in records {
        #expect(inPackage.insert(record.recordId).inserted, "seed \(seed): R702")
        let version = versions[delivery.bank]?[record.recordId] ?? 0
        #expect(record.version == version + 1, "seed \(seed) \(record.recordId): R703")
        #expect((record.action == .create) == (record.version == 1))
        versions[delivery.bank, default: [:]][record.recordId] = record.version
        if record.fact.type != .claim {
          #expect(
            record.fact.effectiveOn < delivery.droppedAt.day, "seed \(seed) \(record.recordId)")
        }
        guard var book = books[delivery.bank], let noteNo = record.fact.noteNo else { continue }
        if case .event = record.fact {
          #expect(book.knows(noteNo), "seed \(seed) \(record.recordId): R704")
        }
        book.take(record)
        books[delivery.bank] = book
        guard let history = book.history(noteNo) else { continue }
        let refusals = NoteLife.fold(history.terms, history.events.map(\.event)).refusals
        #expect(refusals.isEmpty, "seed \(seed) \(record.recordId): \(refusals)")
      }
    }
  }

  @Test(arguments: [1, 2])
  func termsKeepTheRules(seed: UInt64) throws {
    let book = try TestPolicy.book()
    let county = CountyPolicy(book)
    for (_, records) in Self.accepted(try TestPlan.make(seed, notes: 400, firstYear: 2016)) {
      for case .disbursement(let terms) in records.map(\.fact) {
        #expect(terms.signedOn <= terms.disbursedOn && terms.disbursedOn < terms.dueOn)
        #expect(terms.amount > .zero && terms.rate > Rate(ppm: 0))
        if case .resident(let id) = terms.borrower.idNumber {
          #expect(id.age(on: terms.signedOn) >= 18)
        }
        let isPartnership = terms.borrower.kind == .partnership
        #expect(isPartnership == (terms.borrower.partners > 1))
        #expect(terms.borrower.partnerIds.count == terms.borrower.partners - 1)
        #expect((1...100).contains(terms.borrower.name.count))
        #expect((1...100).contains(terms.project.name.count))
        #expect(
          county.isCategory(
            terms.borrower.category, meantFor: terms.borrower.kind, on: terms.disbursedOn),
          "\(terms.noteNo): category \(terms.borrower.category)")
        #expect(book.town(terms.project.town) != nil)
        #expect(book.industry(terms.project.industry) != nil)
      }
    }
  }

  @Test func everyRegimeIsThere() throws {
    let book = try TestPolicy.book()
    func regimes(_ plan: DemoPlan) -> Set<String> {
      var found: Set<String> = []
      for (_, records) in Self.accepted(plan) {
        for case .disbursement(let terms) in records.map(\.fact) {
          if let regime = book.regime(on: terms.disbursedOn)?.id { found.insert(regime) }
        }
      }
      return found
    }
    #expect(regimes(try TestPlan.make(1, notes: 200)) == ["R3", "R4a", "R4b", "R5"])
    #expect(
      regimes(try TestPlan.make(1, notes: 400, firstYear: 2016))
        == ["R1", "R2", "R3", "R4a", "R4b", "R5"])
  }

  @Test(arguments: [1, 2, 3])
  func everyKindOfRecordAndTermComes(seed: UInt64) throws {
    let records = Self.accepted(try TestPlan.make(seed)).flatMap(\.1)
    let types = Set(records.map(\.fact.type))
    // DECISION answers an application, and the county's banks begin with running loans.
    #expect(types == Set(FactType.allCases).subtracting([.decision]))
    #expect(Set(records.map(\.action)) == Set(RecordAction.allCases))
    let terms = records.compactMap { record -> Disbursement? in
      if case .disbursement(let terms) = record.fact { terms } else { nil }
    }
    #expect(Set(terms.map(\.borrower.kind)) == Set(BorrowerKind.allCases))
    #expect(Set(terms.map(\.settlement)) == Set(SettlementRhythm.allCases))
    #expect(Set(terms.map(\.repayment)) == Set(RepaymentMethod.allCases))
    #expect(Set(terms.map(\.payee)) == Set(Payee.allCases))
    #expect(Set(terms.map(\.dayBasis)) == Set(DayBasis.allCases))
    #expect(terms.contains { $0.borrower.category == "99" })
    #expect((terms.map(\.useOrdinal).max() ?? 0) > 3)
    #expect(Set(terms.map(\.project.town)).count == 16)
  }

  @Test func projectsDoNotLookCopied() throws {
    let terms = Self.accepted(try TestPlan.make(5, notes: 2000)).flatMap(\.1)
      .compactMap { record -> Disbursement? in
        if case .disbursement(let terms) = record.fact, record.version == 1 { terms } else { nil }
      }
    let names = Dictionary(grouping: terms, by: \.project.name).mapValues {
      Set($0.map(\.borrower.idNumber)).count
    }
    #expect(names.count > 1000, "\(names.count) project names")
    #expect((names.values.max() ?? 0) < 12)
  }

  @Test(arguments: [1, 2, 3, 4])
  func everyErrorIsPlanted(seed: UInt64) throws {
    let plan = try TestPlan.make(seed, notes: 220)
    let faults = Set(plan.plantedErrors.map(\.fault))
    #expect(faults == Set(ClaimFault.allCases), "seed \(seed)")
    #expect(Set(plan.plantedErrors.map(\.expected)) == Set(ComparisonClass.allCases))
    #expect(Set(plan.plantedPackages.map(\.fault)) == Set(PackageFault.allCases))
  }
}
