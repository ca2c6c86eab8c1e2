import Ledger
import LoanBook
public import Quantities

/// Something about a note that rests on what other banks reported too: for the bureau alone, never
/// for a bank's receipt. EXCHANGE §3.
public struct NoteFinding: Hashable, Sendable {
  /// What was found.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The person has had more contracts over all banks than the note states (useOrdinal).
    case moreUses = "MORE_USES"
    /// The person has a note under another contract that runs in the same days.
    case overlap = "OVERLAP"
  }

  /// The bank's code.
  public let bank: String
  /// The note's number.
  public let noteNo: String
  /// What was found.
  public let kind: Kind
  /// A Chinese sentence with what to do, without personal data.
  public let message: String
}

extension Office {
  /// Hands out what is to be looked at before a quarter is settled, note by note in the order of
  /// bank and contract. COMMAND `note findings`. SUBSIDY §3.2 d, §4.
  public func findings(
    in quarter: Quarter, now: Instant, emit: (NoteFinding) throws -> Void
  ) throws {
    try ledger.read { session in
      try session.forEachContract(settling: quarter, knownAt: now) { contract in
        for candidate in contract {
          for finding in NoteFinding.all(of: candidate, in: quarter) { try emit(finding) }
        }
      }
    }
  }
}

extension NoteFinding {
  fileprivate static func all(
    of candidate: SettlementCandidate, in quarter: Quarter
  ) -> [NoteFinding] {
    let history = candidate.history
    func finding(_ kind: Kind, _ message: String) -> NoteFinding {
      NoteFinding(
        bank: history.key.bank.text, noteNo: history.key.noteNo.text, kind: kind,
        message: message)
    }
    var found: [NoteFinding] = []
    let stated = history.terms.useOrdinal
    if history.countedUse > stated, !history.runningDays.intersection(quarter.days).isEmpty {
      found.append(
        finding(
          .moreUses,
          "银行报送为第 \(stated) 次享受贴息，按各行台账为第 \(history.countedUse) 次，核算按较大者计算，请核实。"))
    }
    if candidate.overlapsOtherContract {
      found.append(
        finding(
          .overlap, "借款人在 \(quarter) 内另有同时存续的贷款合同，核算时暂不拨付，请核实后核定。"))
    }
    return found
  }
}
