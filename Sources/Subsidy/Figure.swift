public import Quantities

extension SubsidyCase {
  /// Interest and subsidy of one settlement period. SUBSIDY §3.
  ///
  /// `groups` are the rounding groups, ascending: the quarter, or its three months for a note
  /// that settles monthly.
  public func figure(for groups: [DayRange]) -> SubsidyFigure {
    var nothing = NoDerivation()
    return compute(groups, into: &nothing)
  }

  /// The same figure together with its derivation, which replaces what `derivation` held.
  public func figure(for groups: [DayRange], derivation: inout Derivation) -> SubsidyFigure {
    derivation.segments.removeAll(keepingCapacity: true)
    derivation.groups.removeAll(keepingCapacity: true)
    return compute(groups, into: &derivation)
  }

  private func compute(
    _ groups: [DayRange], into sink: inout some DerivationSink
  ) -> SubsidyFigure {
    let walk = Walk(self)
    var figure = SubsidyFigure()
    for index in groups.indices {
      let group = walk.figure(of: groups[index], index: index, of: self, into: &sink)
      figure.days += group.interestDays
      figure.eligibleDays += group.eligibleDays
      figure.interest += group.interest
      figure.subsidy += group.subsidy
      figure.localSubsidy += group.localSubsidy
      figure.limited = figure.limited || group.limited
      sink.take(group)
    }
    return figure
  }
}

/// Takes the parts of a derivation as they arise. The figure is the same code with and without.
protocol DerivationSink {
  mutating func take(_ segment: Segment)
  mutating func take(_ group: GroupFigure)
}

/// Lets the parts go: for a run over many notes that needs the figures only.
struct NoDerivation: DerivationSink {
  mutating func take(_ segment: Segment) {}
  mutating func take(_ group: GroupFigure) {}
}

extension Derivation: DerivationSink {
  mutating func take(_ segment: Segment) { segments.append(segment) }
  mutating func take(_ group: GroupFigure) { groups.append(group) }
}
