public import Quantities
public import Subsidy

/// What the policy grants one note, and what of it is still to be confirmed.
public struct Entitlement: Hashable, Sendable {
  /// The regime in force on disbursedOn, as overrides changed it.
  public let regime: Regime
  /// What the arithmetic needs. Its caps are those of one note; `SharedCap` narrows them for
  /// notes of one contract.
  public let terms: SubsidyTerms
  /// Who pays the subsidy. SUBSIDY §3.6.
  public let sharing: Sharing
  /// Who pays the local part, where there is a local tier.
  public let localSharing: Sharing?
  /// The local documents on which the figure or its shares rest.
  public let overrides: [PolicyOverride]
  /// Why the figure is shown as unconfirmed; empty when it is not.
  public let doubts: [PolicyDoubt]
  /// Why the sharing is shown as unconfirmed; empty when it is not.
  public let sharingDoubts: [PolicyDoubt]
}

/// Why no policy applies (无适用政策). SUBSIDY §2.
public enum NoPolicy: Hashable, Sendable {
  /// No regime is in force on disbursedOn.
  case noRegime(on: Day)
  /// No LPR is in force on signedOn.
  case noLPR(on: Day)
}

/// The answer of the policy for one note.
public enum PolicyAnswer: Hashable, Sendable {
  /// A regime and an LPR are in force.
  case entitled(Entitlement)
  /// Subsidy 0, reason 无适用政策.
  case none(NoPolicy)

  /// What is granted, if anything.
  public var entitlement: Entitlement? {
    if case .entitled(let entitlement) = self { return entitlement }
    return nil
  }
}

extension Policy {
  /// What is granted to a note of a borrower of `kind` with `partners` partners (1 unless a
  /// partnership) and a category, by its days. SUBSIDY §2, §3.3, §3.6.
  public func entitlement(
    of kind: BorrowerKind, partners: Int = 1, category: some StringProtocol,
    disbursedOn: Day, signedOn: Day
  ) -> PolicyAnswer {
    guard let regime = regime(on: disbursedOn) else { return .none(.noRegime(on: disbursedOn)) }
    return entitlement(
      under: regime, of: kind, partners: partners, category: category, signedOn: signedOn)
  }

  /// What a regime grants, whichever is in force.
  public func entitlement(
    under regime: Regime, of kind: BorrowerKind, partners: Int = 1,
    category: some StringProtocol, signedOn: Day
  ) -> PolicyAnswer {
    guard let row = lpr.row(on: signedOn) else { return .none(.noLPR(on: signedOn)) }
    let granted = regime[kind]
    let terms = SubsidyTerms(
      rule: granted.rule, lpr: row.oneYear,
      rateCap: regime.rateCapEnforced ? regime.highestRate(lpr: row.oneYear) : nil,
      termMonths: granted.termMonths, maxUses: regime.maxUses,
      cap: Timeline(regime.cap(for: kind, partners: partners)),
      localCap: granted.local.map { Timeline($0.cap) })
    let countyAlone = category == Category.countyAloneCode
    return .entitled(
      Entitlement(
        regime: regime, terms: terms, sharing: countyAlone ? .countyAlone : regime.sharing,
        localSharing: granted.local.map { countyAlone ? .countyAlone : $0.sharing },
        overrides: regime.overrides(for: kind, countyAlone: countyAlone),
        doubts: regime.figureDoubts(for: kind) + lprDoubts(granted.rule, row, signedOn: signedOn),
        sharingDoubts: countyAlone ? [] : regime.sharingDoubts(for: kind)))
  }

  /// Only two rules rest on the LPR; under the others a figure is not in doubt for its sake.
  private func lprDoubts(
    _ rule: SubsidyRule, _ row: LPRTable.Row, signedOn: Day
  ) -> [PolicyDoubt] {
    switch rule {
    case .steps, .shareOfRate:
      return []
    case .shareOfLPR, .aboveLPRMinus:
      var doubts: [PolicyDoubt] = []
      if row.confidence == .open { doubts.append(.lprOpen(from: row.from)) }
      if signedOn > lpr.verifiedUntil { doubts.append(.lprNotVerified(on: signedOn)) }
      return doubts
    }
  }
}

extension Regime {
  /// The open members on which a figure of `kind` rests.
  func figureDoubts(for kind: BorrowerKind) -> [PolicyDoubt] {
    var roots = [kind.member, "maxUses", "from", "to", "basis"]
    if case .perPartner = self[kind].cap { roots.append("individual.cap") }
    // SUBSIDY §3.4: the rate cap acts in `aboveLPRMinus` alone, and only where it is enforced.
    if case .aboveLPRMinus = self[kind].rule {
      roots.append("rateCapEnforced")
      if rateCapEnforced || isOpen("rateCapEnforced") { roots.append("rateCapOverLPR") }
    }
    return doubts { name in
      roots.contains { name.touches($0) } && !name.isOrIsBelow(kind.member + ".newHirePercent")
        && !name.isOrIsBelow(kind.member + ".local.sharing")
    }
  }

  /// The open members on which the shares of the payers rest.
  func sharingDoubts(for kind: BorrowerKind) -> [PolicyDoubt] {
    let local = self[kind].local != nil
    return doubts {
      $0.touches("sharing") || (local && $0.isOrIsBelow(kind.member + ".local.sharing"))
    }
  }

  private func isOpen(_ name: String) -> Bool {
    open.contains(name) || overrides.contains { $0.open.contains(name) }
  }
}
