import BankExchange
import DropBox
import Ledger
import LoanBook
public import Quantities
import Sealing
import StrictJSON

/// A bank's result of a run, on its way or with the bank. COMMAND `settle send`.
public struct SentSettlement: Hashable, Sendable {
  /// The bank's code.
  public let bank: String
  /// The bank's name.
  public let bankName: String
  /// Our package that holds the result.
  public let packageId: String
  /// Lines of the bank.
  public let lines: Int
  /// What is payable of them.
  public let payable: Fen
  /// Whether it was sent just now; else the same result had gone out before.
  public let isNew: Bool
}

extension Office {
  /// Sends each bank the result of an approved run, as a SETTLEMENT package. EXCHANGE §4.
  ///
  /// A verb of its own and no part of the approval: the approval must not wait for the trays of
  /// a bank, and a person decides when personal data leaves the bureau. It may be called at will:
  /// a result that a bank has, or finds in its outbox, is not sent again.
  ///
  /// - Throws: ``OfficeRefusal`` when there is no such run or it is not approved.
  public func sendSettlement(
    _ period: Quarter, by actor: Actor, now: Instant,
    progress: ProgressReport = { _, _, _ in }
  ) throws -> [SentSettlement] {
    try locked(at: now, afterRuns: false) { now in
      progress("准备 \(period) 贴息结果", 0, nil)
      let (run, results) = try ledger.read { session -> (RunEntry, [SettlementResult]) in
        let run = try self.run(of: period, in: session)
        guard run.state == .approved || run.state == .paid else {
          throw OfficeRefusal(
            .state, "\(period)", "本期核算处于\(run.state.title)状态", "批准后才能发给银行（settle approve）")
        }
        return (run, try SettlementResult.all(of: run, in: session))
      }
      let keys = try keys()
      let reports = try ledger.write { session -> [SentSettlement] in
        var sent: [PackageToSend] = []
        let reports = try results.map { result -> SentSettlement in
          if let known = try self.known(result, run, now, session) {
            return SentSettlement(result, known.packageId, isNew: false)
          }
          let package = try self.send(result, of: run, signedBy: keys, now, session)
          sent.append(package)
          return SentSettlement(result, package.entry.packageId, isNew: true)
        }
        guard !sent.isEmpty else { return reports }
        try journal.add(
          Journal.Entry(
            command: "settle send", content: ["period": .string(period.description)], sent: sent),
          in: session, by: actor, at: now)
        return reports
      }
      try publishOutboxes(of: results.map(\.bank), progress)
      return reports
    }
  }

  /// Puts out what waits for the banks. One whose outbox fails does not keep the others waiting;
  /// its packages wait in the ledger for the next `settle send` or `receive`.
  private func publishOutboxes(of banks: [Bank], _ progress: ProgressReport) throws {
    var fault: (any Error)?
    for (done, bank) in banks.enumerated() {
      progress("发给银行", done, banks.count)
      do { try publishOutbox(of: bank) } catch { fault = fault ?? error }
    }
    if let fault { throw fault }
  }

  private func send(
    _ result: SettlementResult, of run: RunEntry, signedBy keys: SystemKeys, _ now: Instant,
    _ session: LedgerSession
  ) throws -> PackageToSend {
    let newest = try session.keys(of: result.bank).first { $0.isActive(at: now) }
    let key = keys.key(for: newest.flatMap { Suite(rawValue: $0.suite) } ?? .sm2)
    let files = try result.files(of: run).map { file in
      (
        listed: try ListedFile(
          name: file.name, role: file.role, bytes: file.bytes,
          algorithm: key.suite.digestAlgorithm),
        bytes: file.bytes
      )
    }
    return try send(
      .settlement, files + carriedCheckpoint(key.suite, in: session), to: result.bank,
      signedBy: key, at: now, in: session)
  }

  /// The package by which the bank has the result, or finds it in its outbox: one that it answered,
  /// unless it could not take it, or one that has not left the outbox by age.
  private func known(
    _ result: SettlementResult, _ run: RunEntry, _ now: Instant, _ session: LedgerSession
  ) throws -> OutboxEntry? {
    let bytes = result.files(of: run)[0].bytes
    for package in try session.sentPackages(to: result.bank).reversed()
    where package.messageType == MessageType.settlement.rawValue {
      let isTaken = package.reply.map { $0.status != ReceiptStatus.rejected.rawValue } ?? false
      guard isTaken || now - package.createdAt < Office.outboxSeconds,
        let entry = try session.sent(number: package.number, to: result.bank)
      else { continue }
      if try fileIfThere(SettlementResult.file, of: entry) == bytes { return entry }
    }
    return nil
  }
}

extension SentSettlement {
  fileprivate init(_ result: SettlementResult, _ packageId: String, isNew: Bool) {
    bank = result.bank.code.text
    bankName = result.bank.name
    self.packageId = packageId
    lines = result.lineCount
    payable = result.payable
    self.isNew = isNew
  }
}

extension ReplayJournal {
  /// The packages of a `settle send` again.
  func replaySettlementResults(_ entry: JournalEntry, _ session: LedgerSession) throws {
    try send(entry, answers: nil, session)
  }
}
