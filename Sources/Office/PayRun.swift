import Ledger
public import Quantities
public import StrictJSON

/// What is recorded of the payments of an approved run. COMMAND `settle pay`.
public enum PaymentAct: Sendable {
  /// Every open payment was paid.
  case done
  /// The list was handed over: what is due, and what came back.
  case sent
  /// Notices were handed over to those who must pay back.
  case noticed
  /// The finance bureau's or a bank's answer, a file.
  case results([UInt8])
}

/// A row of an answer that cannot be taken, or a payment that an act cannot be recorded of.
public struct PaymentFinding: Hashable, Sendable {
  /// The row as the spreadsheet counts; nil where no file is read.
  public let row: Int?
  /// The payment's number; empty where the row has none.
  public let number: String
  /// What is wrong.
  public let problem: String
  /// What to do.
  public let remedy: String

  /// The finding for programs.
  public var json: JSONValue {
    [
      "row": row.map { .integer(Int64($0)) } ?? .null, "number": .string(number),
      "problem": .string(problem), "remedy": .string(remedy),
    ]
  }
}

/// What became of an act, or the payments as they stand. COMMAND `settle pay`.
public struct PaymentOutcome: Sendable {
  /// The run as it stands.
  public let run: RunSummary
  /// Its payments.
  public let payments: [PaymentSummary]
  /// Steps that were recorded.
  public let recorded: Int
  /// Rows that say what is on file already.
  public let repeated: Int
  /// Rows without a result.
  public let unanswered: Int
  /// Everything that is wrong; then nothing was recorded.
  public let findings: [PaymentFinding]
}

extension Office {
  /// The payments of a run as they stand.
  ///
  /// - Throws: ``OfficeRefusal`` when there is no such run or it is not approved.
  public func payments(of period: Quarter) throws -> PaymentOutcome {
    try ledger.read { session in
      try outcome(
        try payableRun(period, in: session), PaymentJudgement(period), in: session)
    }
  }

  /// Records what became of the payments of a run: all of it, or, when something is wrong,
  /// nothing. An answer is one document: half of it would leave nobody knowing which rows count,
  /// while a mended file can simply be given again, since rows on file have no effect.
  ///
  /// - Parameter day: the day on which it happened, today unless told; rows of an answer name
  ///   their own.
  /// - Throws: ``OfficeRefusal`` when the run is not approved or there is nothing to record.
  public func pay(
    _ period: Quarter, _ act: PaymentAct, on day: Day? = nil, document: String? = nil,
    by actor: Actor, now: Instant
  ) throws -> PaymentOutcome {
    try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let run = try payableRun(period, in: session)
        let desk = PaymentDesk(
          run: run, payments: try session.payments(of: run), document: document, today: now.day)
        var judgement = try desk.judge(act, on: day ?? now.day)
        guard judgement.findings.isEmpty else { return try outcome(run, judgement, in: session) }
        let steps = judgement.steps
        // A run that has nothing to pay is paid when somebody says so.
        let isLeft = run.state == .approved && desk.payments.allSatisfy { !$0.isWaiting }
        guard !steps.steps.isEmpty || isLeft else {
          return try outcome(run, judgement, in: session)
        }
        guard try steps.keep(of: run, in: session, by: actor, at: now) else {
          preconditionFailure("only payments on file are judged")
        }
        try journal.add(
          Journal.Entry(command: PaymentSteps.command, content: steps.json), in: session,
          by: actor, at: now)
        judgement.recorded = steps.steps.count
        return try outcome(try self.run(of: period, in: session), judgement, in: session)
      }
    }
  }

  private func payableRun(_ period: Quarter, in session: LedgerSession) throws -> RunEntry {
    let run = try run(of: period, in: session)
    guard run.isApproved else {
      throw OfficeRefusal(
        .state, "\(period)", "本期核算处于\(run.state.title)状态", "批准后才有拨付（settle approve）")
    }
    return run
  }

  private func outcome(
    _ run: RunEntry, _ judgement: PaymentJudgement, in session: LedgerSession
  ) throws -> PaymentOutcome {
    let payees = Payees(session: session)
    return PaymentOutcome(
      run: try summary(run), payments: try session.payments(of: run).map(payees.summary),
      recorded: judgement.recorded, repeated: judgement.repeated,
      unanswered: judgement.unanswered, findings: judgement.findings)
  }
}

/// What an act comes to.
struct PaymentJudgement {
  var steps: PaymentSteps
  var findings: [PaymentFinding] = []
  var recorded = 0
  var repeated = 0
  var unanswered = 0

  init(_ period: Quarter) { steps = PaymentSteps(period) }
}
