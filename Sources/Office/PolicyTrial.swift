import DropBox
import Ledger
import Policy
public import Quantities
import Settlement
public import StrictJSON
import Subsidy

/// A quarter settled under the policy in force and under a draft. COMMAND `policy try`.
public struct PolicyTrialQuarter: Sendable {
  /// The quarter.
  public let period: Quarter
  /// Lines of the settlement.
  public let lines: Int
  /// Lines whose subsidy or whose payers differ.
  public let changed: Int
  /// Who pays how much, in the order 中央、省级、市级、县级.
  public let payers: [Payment]

  /// What a payer bears.
  public struct Payment: Sendable {
    /// The payer's code.
    public let code: String
    /// The payer's name in Chinese.
    public let name: String
    /// Under the policy in force.
    public let current: Fen
    /// Under the draft.
    public let draft: Fen
    /// How much more the draft costs.
    public var difference: Fen { draft - current }
  }

  /// All payers together.
  public var total: Payment {
    payers.reduce(Payment(code: "total", name: "合计", current: .zero, draft: .zero)) {
      Payment(
        code: $0.code, name: $0.name, current: $0.current + $1.current,
        draft: $0.draft + $1.draft)
    }
  }

  /// The quarter for programs.
  public var json: JSONValue {
    [
      "period": .string(period.description), "lines": .integer(Int64(lines)),
      "changed": .integer(Int64(changed)),
      "payers": .object(
        (payers + [total]).map { payment in
          JSONMember(
            payment.code,
            [
              "current": .string(payment.current.description),
              "draft": .string(payment.draft.description),
              "difference": .string(payment.difference.description),
            ])
        }),
    ]
  }
}

/// What a lint of the policy files finds. COMMAND `policy lint`.
public struct PolicyReview: Sendable {
  /// Everything that is wrong, with place and remedy; empty when all is well.
  public let findings: [String]
  /// Of sound files, which notes have a policy, what local rules change, and what is open.
  public let summary: [String]
}

extension Office {
  /// Everything that is wrong with the office's policy files, or with a draft in the place of one
  /// of them, with place and remedy. COMMAND `policy lint`.
  ///
  /// - Throws: ``OfficeRefusal`` when there is no such draft.
  public func policyReview(draft: String? = nil) throws -> PolicyReview {
    do {
      let files = try PolicyFolder(folder: folder + "/policy").files()
      let policy = try PolicyInUse(draft.map { try put($0, in: files) } ?? files).policy
      return PolicyReview(findings: [], summary: policy.summary)
    } catch let findings as PolicyFindings {
      return PolicyReview(findings: findings.sentences, summary: [])
    }
  }

  /// Settles the last four ended quarters under the policy in force and under a draft of one of
  /// its files, by what is known now, and keeps nothing.
  ///
  /// - Throws: ``OfficeRefusal`` with everything that is wrong with the draft.
  public func tryPolicy(
    _ draftFile: String, now: Instant, progress: ProgressReport = { _, _, _ in }
  ) throws -> [PolicyTrialQuarter] {
    let current = try policy()
    let draft = try draft(draftFile, beside: current)
    let last = Quarter(containing: now.day).previous
    let quarters = [last.previous.previous.previous, last.previous.previous, last.previous, last]
    do {
      return try ledger.read { session in
        try quarters.map { period in
          try trial(period, current.policy, draft.policy, in: session, now, progress)
        }
      }
    } catch let fault as EnginesDisagree {
      throw OfficeRefusal(fault)
    }
  }

  /// The files with a draft in the place of the one whose name it bears. Under another name, what
  /// holds `overrides` are local rules, all else regimes.
  private func put(
    _ path: String, in files: [(name: String, bytes: [UInt8])]
  ) throws -> [(name: String, bytes: [UInt8])] {
    guard let bytes = try DurableFile.read(path, limit: 4 << 20) else {
      throw OfficeRefusal(.usage, path, "没有这个文件", "请给出草拟的政策文件")
    }
    let own = path.split(separator: "/").last.map(String.init) ?? path
    let isNamed = PolicyFolder.names.contains(own)
    guard isNamed || !own.hasSuffix(".csv") else {
      throw OfficeRefusal(
        .usage, path, "看不出是哪个政策文件的草稿",
        "请按所替代的文件取名：" + PolicyFolder.names.filter { $0.hasSuffix(".csv") }.joined(separator: "、"))
    }
    let name =
      isNamed ? own : (isOverrides(bytes) ? PolicyFileName.overrides : .regimes).rawValue
    return PolicyFolder.names.compactMap { known in
      known == name ? (name, bytes) : files.first { $0.name == known }
    }
  }

  private func isOverrides(_ bytes: [UInt8]) -> Bool {
    do throws(JSONError) {
      return try JSONNode.parse(bytes, limits: .exchange)["overrides"] != nil
    } catch {
      return false
    }
  }

  private func draft(_ path: String, beside current: PolicyInUse) throws -> PolicyInUse {
    let files = try put(path, in: current.files)
    do {
      return try PolicyInUse(files)
    } catch let findings as PolicyFindings {
      throw OfficeRefusal(
        .usage, path, findings.sentences.joined(separator: "\n"), "请改正草拟的政策文件后再试")
    }
  }

  /// Claims change what is payable, not what a rule costs: computed subsidies are compared.
  private func trial(
    _ period: Quarter, _ current: Policy, _ draft: Policy, in session: LedgerSession,
    _ now: Instant, _ progress: ProgressReport
  ) throws -> PolicyTrialQuarter {
    let settings = SettlementSettings(tolerance: settings.tolerance)
    var (old, new) = (
      Settler(period: period, policy: current, settings: settings),
      Settler(period: period, policy: draft, settings: settings)
    )
    let total = try session.noteCount()
    var (done, changed) = (0, 0)
    try session.forEachContract(settling: period, knownAt: now) { contract in
      // Nor does what was decided, or paid before this system.
      let notes = contract.map { candidate in
        var note = NoteOnFile(candidate)
        note.resolutions = []
        return note
      }
      var shares: [Shares] = []
      try old.settle(notes) { shares.append($0.shares) }
      var place = 0
      try new.settle(notes) { line in
        if place >= shares.count || shares[place] != line.shares { changed += 1 }
        place += 1
      }
      done += contract.count
      if done % 1000 < contract.count { progress("试算 \(period)", done, total) }
    }
    progress("试算 \(period)", done, total)
    let (before, after) = (old.totals.subsidyByPayer, new.totals.subsidyByPayer)
    return PolicyTrialQuarter(
      period: period, lines: new.totals.all.lines, changed: changed,
      payers: Payer.allCases.map {
        .init(code: $0.rawValue, name: $0.title, current: before[$0], draft: after[$0])
      })
  }
}
