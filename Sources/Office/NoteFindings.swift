import Ledger
public import LoanBook
public import Quantities

/// Something about a note that rests on what other banks reported too, or that the bureau alone
/// knows: never for a bank's receipt. EXCHANGE §3, SUBSIDY "Flags".
public struct NoteFinding: Hashable, Sendable {
  /// The bank's code.
  public let bank: String
  /// The note's number.
  public let noteNo: String
  /// What was found.
  public let flag: NoteFlag
  /// A Chinese sentence with what to do, without personal data.
  public let message: String
}

extension Office {
  /// Hands out what is to be looked at before a quarter is settled, note by note in the order of
  /// bank and contract. COMMAND `note findings`. SUBSIDY "Flags".
  public func findings(
    in quarter: Quarter, now: Instant, emit: (NoteFinding) throws -> Void
  ) throws {
    try ledger.read { session in
      let now = try present(now, in: session)
      try session.forEachContract(settling: quarter, knownAt: now) { contract in
        for candidate in contract {
          let note = candidate.history
          for flag in candidate.flags {
            try emit(
              NoteFinding(
                bank: note.key.bank.text, noteNo: note.key.noteNo.text, flag: flag,
                message: flag.finding(stated: note.terms.useOrdinal, in: quarter)))
          }
        }
      }
    }
  }
}

extension NoteFlag {
  /// What was found, and what is to be done.
  fileprivate func finding(stated: Int, in quarter: Quarter) -> String {
    let uses = uses ?? 0
    let wait = "核算时暂不拨付，请核实后核定。"
    return switch code {
    case .moreUses:
      "银行报送为第 \(stated) 次享受贴息，按各行台账为第 \(uses) 次，核算按较大者计算，请核实。"
    case .usesAcrossKinds:
      "银行报送为第 \(stated) 次享受贴息，合伙人或经营主体的贷款合并计算为第 \(uses) 次，请核实是否超过规定次数。"
    case .overlap: "借款人在 \(quarter) 内另有同时存续的贷款合同，\(wait)"
    case .partnerOverlap: "合伙人在 \(quarter) 内另有同时存续的贷款合同，\(wait)"
    case .entityOverlap: "同一统一社会信用代码的经营主体在 \(quarter) 内另有同时存续的贷款合同，\(wait)"
    case .entityNameOverlap:
      "经营主体名称与 \(quarter) 内另一笔存续贷款相同，其中有的未报统一社会信用代码，请核实是否同一主体。"
    case .otherSubsidy: "已登记享受其他中央财政贴息，核算不再贴息，请通知银行停止申报。"
    case .projectDeregistered: "\(title)，请核实经营情况；不再符合条件的，登记资格丧失（note lose）。"
    case .projectClosed: "\(title)，请核实经营情况；不再符合条件的，登记资格丧失（note lose）。"
    }
  }
}
