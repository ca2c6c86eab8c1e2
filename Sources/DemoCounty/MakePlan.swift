import LoanBook
public import Policy
import Quantities

extension DemoPlan {
  /// Makes the history of a county, step by step. The same options and policy give the same
  /// plan.
  public static func make(_ options: DemoOptions, policy: Policy) -> DemoPlan {
    var maker = PlanMaker(options, policy)
    maker.tellStories()
    maker.walkThroughTime()
    return DemoPlan(
      options: options, banks: DemoBank.all, steps: maker.steps,
      plantedErrors: maker.plantedErrors, plantedFlags: maker.plantedFlags,
      plantedPackages: maker.plantedPackages,
      notes: maker.notes, quarters: options.claimedQuarters)
  }
}

/// Puts the banks' records into packages and the packages into the order of time.
private struct PlanMaker {
  /// One bank at its work.
  private struct Branch {
    var book: BankBook
    var desk: ClaimDesk
    var postings: [[Posting]]
    var number = 0
    var changed: Set<ContractNo> = []
  }

  private let options: DemoOptions
  private let policy: Policy
  private let calendar: DemoCalendar
  private var branches: [Branch] = []
  private var faults: [PackageFault]
  private var turn = 0
  private(set) var steps: [DemoStep] = []
  private(set) var plantedPackages: [PlantedPackage] = []
  private(set) var plantedFlags: [PlantedFlag] = []
  private(set) var notes = 0

  var plantedErrors: [PlantedError] { branches.flatMap(\.desk.planted) }

  init(_ options: DemoOptions, _ policy: Policy) {
    self.options = options
    self.policy = policy
    calendar = DemoCalendar(options)
    faults = options.plantsWrongPackages ? PackageFault.allCases : []
  }

  /// Tells borrowers' stories until there are notes enough, and has the clerks post them.
  mutating func tellStories() {
    let county = CountyPolicy(policy)
    let none = [[Posting]](repeating: [], count: calendar.batchDays.count)
    var postings = [[[Posting]]](repeating: none, count: DemoBank.all.count)
    var accounts: [NoteNo: PayeeAccount] = [:]
    var index = 0
    while notes < options.notes {
      let stories = BorrowerStory.tell(index, options, county).prefix(options.notes - notes)
      plantedFlags += PlantedFlag.planted(in: stories, options)
      for story in stories {
        notes += 1
        accounts[story.terms.noteNo] = PayeeAccount(
          name: PersonalText(story.terms.borrower.name), bank: DemoBank.all[story.bank].name,
          number: story.account)
        let records = Clerk.post(story, batchDays: calendar.batchDays, seed: options.seed)
        for posting in records { postings[story.bank][posting.batch].append(posting) }
      }
      index += 1
    }
    branches = DemoBank.all.enumerated().map { place, bank in
      Branch(
        book: BankBook(bank: bank.code),
        desk: ClaimDesk(
          bank: bank, policy: policy, accounts: accounts, seed: options.seed,
          turn: place),
        postings: postings[place])
    }
  }

  /// Batches, claims, settlements and approvals in the order of time.
  mutating func walkThroughTime() {
    for (index, day) in calendar.batchDays.enumerated() {
      deliverBatches(index, on: day)
      guard let quarter = calendar.quarter(claimedAfter: day) else { continue }
      deliverClaims(quarter)
      let settledOn = quarter.days.to + DemoCalendar.settlementDelay
      steps.append(.settle(quarter, now: calendar.instant(settledOn, hour: 9)))
      steps.append(.approve(quarter, now: calendar.instant(settledOn + 1, hour: 9)))
    }
  }

  private mutating func deliverBatches(_ index: Int, on day: Day) {
    var deliveries: [[FactRecord]] = []
    for place in branches.indices {
      let records = branches[place].postings[index].sorted(by: PlanMaker.precedes)
        .map(\.record)
      branches[place].postings[index] = []
      for record in records { take(record, at: place) }
      deliveries.append(records)
    }
    deliver(deliveries, on: day, mayPlant: calendar.showsFaults(day))
  }

  private mutating func deliverClaims(_ quarter: Quarter) {
    var deliveries: [[FactRecord]] = []
    for place in branches.indices {
      let changed = branches[place].changed
      branches[place].changed = []
      deliveries.append(
        branches[place].desk.file(quarter, branches[place].book, changed: changed))
    }
    deliver(deliveries, on: quarter.days.to + DemoOptions.claimDelayDays, mayPlant: false)
  }

  /// The bank's book takes a record in; a contract whose past changed is noted, so that its
  /// claims are looked at again.
  private mutating func take(_ record: FactRecord, at place: Int) {
    let noteNo = record.fact.noteNo
    let before = noteNo.flatMap { branches[place].book.history($0) }
    branches[place].book.take(record)
    let after = noteNo.flatMap { branches[place].book.history($0) }
    guard let contract = (after ?? before)?.terms.contractNo else { return }
    branches[place].changed.insert(contract)
  }

  /// By the day spoken of, then disbursements first, then the record's number and version: a
  /// bank's file in the order of its journal.
  private static func precedes(_ a: Posting, _ b: Posting) -> Bool {
    (a.day.number, a.rank, a.record.recordId.text, a.record.version)
      < (b.day.number, b.rank, b.record.recordId.text, b.record.version)
  }

  // MARK: Packages

  /// Drops a package of each bank in the morning; a planted fault goes first and the right
  /// package follows in the afternoon, or the other way round where the fault needs it.
  private mutating func deliver(
    _ deliveries: [[FactRecord]], on day: Day, mayPlant: Bool
  ) {
    var afternoon: [DemoDelivery] = []
    var morning: [DemoDelivery] = []
    let faulty = mayPlant && !faults.isEmpty ? turn % branches.count : nil
    turn += 1
    for (place, records) in deliveries.enumerated() where !records.isEmpty {
      branches[place].number += 1
      let good = delivery(place, records, on: day, hour: 10, fault: nil)
      let fault = place == faulty ? nextFault(for: records) : nil
      guard let fault else {
        morning.append(good)
        continue
      }
      plantedPackages.append(PlantedPackage(packageId: good.packageId, fault: fault))
      switch fault {
      case .replay:
        morning.append(good)
        afternoon.append(delivery(place, records, on: day, hour: 15, fault: .replay))
      case .floatForMoney:
        morning.append(delivery(place, records, on: day, hour: 10, fault: fault))
        // The record refused goes again, alone, in the next package.
        branches[place].number += 1
        let again = records.last(where: PlanMaker.isRepayment).map { [$0] } ?? []
        afternoon.append(delivery(place, again, on: day, hour: 15, fault: nil))
      default:
        morning.append(delivery(place, records, on: day, hour: 10, fault: fault))
        afternoon.append(delivery(place, records, on: day, hour: 15, fault: nil))
      }
    }
    drop(morning, receiveAt: calendar.instant(day, hour: 13))
    drop(afternoon, receiveAt: calendar.instant(day, hour: 17))
  }

  private mutating func drop(_ deliveries: [DemoDelivery], receiveAt now: Instant) {
    guard !deliveries.isEmpty else { return }
    steps += deliveries.map { .deliver($0) }
    steps.append(.receive(now: now))
  }

  /// The next fault still to be planted that this package has room for.
  private mutating func nextFault(for records: [FactRecord]) -> PackageFault? {
    let hasRepayment = records.contains(where: PlanMaker.isRepayment)
    let place = faults.firstIndex { $0 != .floatForMoney || hasRepayment }
    return place.map { faults.remove(at: $0) }
  }

  private static func isRepayment(_ record: FactRecord) -> Bool {
    guard case .event(_, let event) = record.fact, case .repayment = event.kind else {
      return false
    }
    return true
  }

  private func delivery(
    _ place: Int, _ records: [FactRecord], on day: Day, hour: Int, fault: PackageFault?
  ) -> DemoDelivery {
    let droppedAt = calendar.instant(day, hour: hour) + Int64(place * 600)
    let age: Int64 = fault == .staleDate ? 40 * 86_400 : 300
    return DemoDelivery(
      bank: branches[place].book.bank, number: branches[place].number,
      createdAt: droppedAt + -age, droppedAt: droppedAt, records: records, fault: fault)
  }
}
