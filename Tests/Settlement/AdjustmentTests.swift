import LoanBook
import Policy
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §4: one ADJUSTMENT line for what came after an earlier period was settled.
/// R5, 200 000.00 at 4.50 %: 12.50 subsidy a day, 1137.50 in the 91 days of 2024Q4.
struct AdjustmentTests {
  /// 2024Q4 was settled for JD-1 with an agreed claim; then something came.
  struct Scene {
    var world = World()
    var bureau = Bureau()
    let period: Quarter

    init(claimed: String? = "1137.50", disbursed: Bool = true) throws {
      period = try quarter("2024Q4")
      if disbursed { try disburse() }
      if let claimed { try self.claim("C-1", claimed) }
      try settle()
    }

    mutating func settle() throws {
      let policy = try TestPolicy.policy()
      let run = try bureau.run(
        period, world, known: world.arrival, policy: policy, policyDigest: "p1")
      bureau.approve(run, of: period)
    }

    mutating func disburse(_ id: String = "D-1", _ row: NoteRow = NoteRow()) throws {
      world.receive(try known(RecordId(id)), .create, .disbursement(try row.history().terms))
    }

    mutating func claim(_ id: String, _ subsidy: String, _ action: RecordAction = .create) throws {
      let claim = try Self.claim(subsidy)
      world.receive(try known(RecordId(id)), action, .claim(claim))
    }

    private static func claim(_ subsidy: String) throws -> Claim {
      Claim(
        noteNo: try known(NoteNo("JD-1")), period: try quarter("2024Q4"), days: 91,
        closingBalance: .zero, interest: .zero, subsidy: try yuan(subsidy), interestPaidOn: nil,
        payeeAccount: nil)
    }

    mutating func event(_ id: String, _ event: NoteEvent) throws {
      world.receive(
        try known(RecordId(id)), .create, .event(try known(NoteNo("JD-1")), event))
    }

    func adjustments(digest: String = "p1", policy: Policy? = nil) throws -> [SettlementLine] {
      let policy = try policy ?? TestPolicy.policy()
      return try bureau.run(
        nil, world, known: world.arrival, policy: policy, policyDigest: digest
      ).lines
    }
  }

  /// Old, difference and new of a line's subsidy; what is added to what is payable; the causes.
  private func expect(
    _ scene: Scene, subsidy: (old: String, added: String, new: String), payable: String,
    _ comparison: ComparisonClass, _ causes: [String], policy: Policy? = nil,
    digest: String = "p1", sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let lines = try scene.adjustments(digest: digest, policy: policy)
    let line = try #require(lines.first, sourceLocation: sourceLocation)
    let before = try #require(line.correction?.before, sourceLocation: sourceLocation)
    #expect(lines.count == 1, sourceLocation: sourceLocation)
    #expect(line.kind == .adjustment, sourceLocation: sourceLocation)
    #expect(before.figure.subsidy.description == subsidy.old, sourceLocation: sourceLocation)
    #expect(line.subsidy.description == subsidy.added, sourceLocation: sourceLocation)
    #expect(line.computedSubsidy.description == subsidy.new, sourceLocation: sourceLocation)
    #expect(line.payable.amount.description == payable, sourceLocation: sourceLocation)
    #expect(line.payableShares.total == line.payable.amount, sourceLocation: sourceLocation)
    #expect(line.shares.total == line.subsidy, sourceLocation: sourceLocation)
    #expect(line.comparison == comparison, sourceLocation: sourceLocation)
    #expect(line.correction?.causes.map(\.code) == causes, sourceLocation: sourceLocation)
    #expect(
      line.borrower == line.interest - line.subsidy, sourceLocation: sourceLocation)
  }

  @Test func nothingCame() throws {
    #expect(try Scene().adjustments() == [])
  }

  @Test func aLateRepayment() throws {
    var scene = try Scene()
    // Half of the balance for 30 of the 91 days: 187.50 less; the claim stands as it was.
    try scene.event("R-1", repayment("2024-11-21", "100000.00"))
    try expect(
      scene, subsidy: ("1137.50", "-187.50", "950.00"), payable: "-1137.50", .claimedMore,
      ["LATE_RECORD"])
    // The bank amends its claim too.
    try scene.claim("C-1", "950.00", .amend)
    try expect(
      scene, subsidy: ("1137.50", "-187.50", "950.00"), payable: "-187.50", .agreed,
      ["LATE_RECORD", "LATE_CLAIM"])
    let line = try known(try scene.adjustments().first)
    #expect(line.interest.description == "-375.00")
    #expect(line.borrower.description == "-187.50")
    #expect(line.figure.days == 0)
    #expect(line.derivation.segments.count == 2)
    let names = line.correction?.causes.map(\.title)
    #expect(names == ["迟到的记录 R-1", "贴息申请 C-1 已更正"])
  }

  @Test func aLateClaim() throws {
    var scene = try Scene(claimed: nil)
    try scene.claim("C-9", "1137.50")
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "1137.50", .agreed,
      ["LATE_CLAIM"])
  }

  @Test func aLateClaimThatDiffersIsToldThoughNothingIsPayable() throws {
    var scene = try Scene(claimed: nil)
    try scene.claim("C-9", "2000.00")
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "0.00", .claimedMore,
      ["LATE_CLAIM"])
    // Approved once, it is not told again; resolved, it becomes payable.
    try scene.settleEarlier()
    #expect(try scene.adjustments() == [])
    try scene.resolve(computed: "1137.50", claimed: ["2000.00"], payable: "1137.50")
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "1137.50", .claimedMore,
      ["RESOLVED"])
  }

  @Test func aResolutionLapses() throws {
    var scene = try Scene(claimed: "2000.00")
    try scene.resolve(computed: "1137.50", claimed: ["2000.00"], payable: "1137.50")
    try scene.settleEarlier()
    try scene.claim("C-1", "1999.00", .amend)
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "-1137.50", .claimedMore,
      ["LATE_CLAIM", "RESOLUTION_LAPSED"])
  }

  @Test func aCancelledNote() throws {
    var scene = try Scene()
    scene.world.cancel(try known(RecordId("D-1")))
    try expect(
      scene, subsidy: ("1137.50", "-1137.50", "0.00"), payable: "-1137.50", .claimWithoutNote,
      ["LATE_RECORD"])
    let line = try known(try scene.adjustments().first)
    #expect(line.note?.town == "140525100000")
    #expect(line.figure.days == -91)
    scene.world.cancel(try known(RecordId("C-1")))
    try expect(
      scene, subsidy: ("1137.50", "-1137.50", "0.00"), payable: "-1137.50", .agreed,
      ["LATE_RECORD", "LATE_CLAIM"])
  }

  @Test func aNumberGivenToAnotherNote() throws {
    var scene = try Scene()
    scene.world.cancel(try known(RecordId("D-1")))
    try scene.disburse("D-2", NoteRow(amount: "100000.00"))
    let lines = try scene.adjustments()
    #expect(lines.map(\.subsidy.description) == ["568.75", "-1137.50"])
    #expect(lines.map { $0.note?.disbursementRecord.text } == ["D-2", "D-1"])
    #expect(lines.map(\.comparison) == [.claimedMore, .agreed])
  }

  @Test func aNoteThatCameLate() throws {
    var scene = try Scene(claimed: nil, disbursed: false)
    try scene.disburse()
    try expect(
      scene, subsidy: ("0.00", "1137.50", "1137.50"), payable: "0.00", .notClaimed,
      ["LATE_RECORD"])
    try scene.claim("C-1", "1137.50")
    try expect(
      scene, subsidy: ("0.00", "1137.50", "1137.50"), payable: "1137.50", .agreed,
      ["LATE_RECORD", "LATE_CLAIM"])
  }

  @Test func aClaimThatFindsItsNoteOrGoes() throws {
    var found = try Scene(disbursed: false)
    try found.disburse()
    try expect(
      found, subsidy: ("0.00", "1137.50", "1137.50"), payable: "1137.50", .agreed,
      ["LATE_RECORD"])
    var gone = try Scene(disbursed: false)
    gone.world.cancel(try known(RecordId("C-1")))
    try expect(
      gone, subsidy: ("0.00", "0.00", "0.00"), payable: "0.00", .agreed, ["LATE_CLAIM"])
    // It finds a note that is not subsidised in the period: nothing changes but its class.
    var early = try Scene(disbursed: false)
    try early.disburse("D-1", NoteRow(disbursedOn: "2024-12-25"))
    try expect(
      early, subsidy: ("0.00", "0.00", "0.00"), payable: "0.00", .claimNotEligible,
      ["LATE_RECORD"])
  }

  @Test func aFactOfTheBureau() throws {
    var scene = try Scene()
    let lostOn = try day("2024-12-01")
    scene.world.note(try known(NoteNo("JD-1"))) { $0.lostEligibilityOn = lostOn }
    try expect(
      scene, subsidy: ("1137.50", "-250.00", "887.50"), payable: "-1137.50", .claimedMore,
      ["BUREAU_FACT"])
  }

  @Test func anotherPolicy() throws {
    let scene = try Scene()
    let shared = try TestPolicy.policy(
      regimes: TestPolicy.regimes.replacing(
        #"{"county": 100}"#, with: #"{"city": 30, "county": 70}"#))
    // The figure is the same, the payers are not.
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "0.00", .agreed,
      ["POLICY_CHANGED"], policy: shared, digest: "p2")
    let line = try known(try scene.adjustments(digest: "p2", policy: shared).first)
    #expect(line.payableShares.city.description == "341.25")
    #expect(line.payableShares.county.description == "-341.25")
    // A version that changes nothing for the note gives no line.
    #expect(try scene.adjustments(digest: "p2") == [])
  }

  @Test func whatHappenedElsewhere() throws {
    var scene = try Scene()
    scene.world.overlap(try known(NoteNo("JD-1")))
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "-1137.50", .agreed,
      ["ELSEWHERE"])
    // A late earlier note of the contract takes its part of the cap of 300 000.00.
    var beside = try Scene()
    try beside.disburse(
      "D-2", NoteRow(noteNo: "JD-0", amount: "200000.00", disbursedOn: "2024-02-01"))
    let lines = try beside.adjustments()
    #expect(lines.map(\.subsidy.description) == ["1137.50", "-568.75"])
    #expect(
      lines.map { $0.correction?.causes.map(\.code) } == [
        ["LATE_RECORD"], ["LATE_RECORD_OF_CONTRACT"],
      ])
  }

  @Test func aRecordOfAfterThePeriodIsNoCause() throws {
    var scene = try Scene(claimed: nil)
    try scene.event("R-1", repayment("2025-01-15", "100.00"))
    #expect(try scene.adjustments() == [])
    try scene.claim("C-1", "1137.50")
    try expect(
      scene, subsidy: ("1137.50", "0.00", "1137.50"), payable: "1137.50", .agreed,
      ["LATE_CLAIM"])
  }

  @Test func causesHaveWords() throws {
    let titles = try Scene.everyCause().map(\.title)
    #expect(Set(titles).count == titles.count)
  }
}

extension AdjustmentTests.Scene {
  /// Approves the adjustments that are due.
  mutating func settleEarlier() throws {
    let run = try bureau.run(
      nil, world, known: world.arrival, policy: try TestPolicy.policy(), policyDigest: "p1")
    bureau.approve(run, of: nil)
  }

  mutating func resolve(computed: String, claimed: [String], payable: String) throws {
    world.resolve(
      Resolution(
        note: NoteKey(bank: try World.bank(), noteNo: try known(NoteNo("JD-1"))), period: period,
        computed: try yuan(computed), claimed: try claimed.map(yuan), payable: try yuan(payable),
        reason: "核对合同", by: "张三", at: Instant(seconds: 0)))
  }

  /// One of each kind and word.
  static func everyCause() throws -> [AdjustmentCause] {
    let key = NoteKey(bank: try World.bank(), noteNo: try known(NoteNo("JD-1")))
    func record(_ type: FactType, _ action: RecordAction) throws -> ArrivedRecord {
      ArrivedRecord(
        recordId: try known(RecordId("R-1")), arrival: 1, note: key, type: type, action: action,
        effectiveOn: try day("2024-10-01"))
    }
    let resolution = Resolution(
      note: key, period: try quarter("2024Q4"), computed: .zero, claimed: [], payable: .zero,
      reason: "", by: "张三", at: Instant(seconds: 0))
    return try RecordAction.allCases.flatMap { action in
      [.late(try record(.claim, action)), .late(try record(.repayment, action))]
    } + [
      .lateBeside(try record(.disbursement, .create)),
      .bureauFact(ArrivedBureauFact(note: key, at: Instant(seconds: 0))),
      .resolved(resolution), .resolutionLapsed(resolution), .policyChanged, .elsewhere,
    ]
  }
}
