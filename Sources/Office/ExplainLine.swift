import Disclosure
import Ledger
public import LoanBook
public import Quantities
import Settlement
public import StrictJSON
import Subsidy

/// One line in words and figures. COMMAND `settle explain`.
public struct Explanation: Sendable {
  /// The line as `settle run` gives it.
  public let line: JSONValue
  /// The derivation in words, line by line; empty when nothing is computed.
  public let words: [String]
}

extension Office {
  /// Explains how a note's subsidy of a quarter is computed, by its run if there is one, else by
  /// what is known now. SUBSIDY §3.7.
  public func explain(_ key: NoteKey, _ period: Quarter, now: Instant) throws -> Explanation {
    let stored = try ledger.read { session -> RunLine? in
      _ = try bank(key.bank, in: session)
      // Of the quarter's own run, or of the last that corrected it.
      return try session.runs().filter { $0.period >= period }.flatMap { run in
        try session.lines(of: run, bank: key.bank.text, noteNo: key.noteNo.text)
      }.last { try StoredLine($0).period == period }
    }
    guard let line = try stored ?? preview(key, period, now: now) else {
      throw OfficeRefusal(.usage, "\(key) \(period)", "这张借据在本期没有利息，也没有申请", "请核对借据号和季度")
    }
    return Explanation(
      line: try JSONNode.parse(Array(line.detail.utf8), limits: .exchange).value,
      words: try words(line))
  }

  /// The derivation in words, only when redoing it gives the line's figures; of an adjustment
  /// those as now known.
  private func words(_ line: RunLine) throws -> [String] {
    let stored = try StoredLine(line)
    guard let segments = stored.segments, !segments.isEmpty else { return stored.correction }
    let words = DerivationWords(
      segments: segments, interest: stored.interestNow, subsidy: stored.subsidyNow,
      citation: stored.citation)
    let unconfirmed = stored.unconfirmed
    return stored.correction
      + (words.agrees ? words.lines : ["计算过程无法用文字重算，请看 --format json。"])
      + stored.localDocuments + stored.localShares
      + (unconfirmed.isEmpty ? [] : [unconfirmed.joined(separator: "；") + "。"])
  }

  private func preview(_ key: NoteKey, _ period: Quarter, now: Instant) throws -> RunLine? {
    let policy = try policy()
    return try ledger.read { session in
      var settler = Settler(
        period: period, policy: policy.policy,
        settings: SettlementSettings(tolerance: settings.tolerance))
      var found: RunLine?
      let now = try present(now, in: session)
      try session.forEachContract(settling: period, knownAt: now, holding: key) { contract in
        try settler.judge(contract.map(NoteOnFile.init)) { (line: SettlementLine) in
          guard line.key == key, line.computed.days > 0 || line.claim != nil else { return }
          found = RunLine(line, LineJSON.encode(line), position: 0)
        }
      }
      return found
    }
  }
}
