public import Quantities

/// Notes with the same contractNo share one cap, in order of disbursedOn, then noteNo.
/// SUBSIDY §3.3.
public enum SharedCap {
  /// What is left of `cap` on each day beside the earlier notes of the contract:
  /// max(0, cap − Σ earlier subsidised balances).
  public static func remaining(of cap: Fen, beside earlier: [Timeline<Fen>]) -> Timeline<Fen> {
    combine(earlier) { balances in
      var left = cap
      for balance in balances { left -= balance }
      return max(left, .zero)
    }
  }

  /// The subsidised balance of a note on each day: min(balance, cap), and zero before
  /// disbursedOn. It uses up the cap whether or not the day is eligible.
  public static func subsidised(
    _ balance: Timeline<Fen>, from disbursedOn: Day, under cap: Timeline<Fen>
  ) -> Timeline<Fen> {
    let least = combine([balance, cap]) { min($0[0], $0[1]) }
    var result = Timeline(Fen.zero)
    result.change(to: least.value(on: disbursedOn), on: disbursedOn)
    for change in least.changes where change.on > disbursedOn {
      result.change(to: change.value, on: change.on)
    }
    return result
  }

  private static func combine(
    _ timelines: [Timeline<Fen>], _ value: ([Fen]) -> Fen
  ) -> Timeline<Fen> {
    var result = Timeline(value(timelines.map { $0.first }))
    var day: Day? = nil
    while true {
      var next = Day.farFuture
      for timeline in timelines {
        let until: Day
        if let day {
          until = timeline.stretch(at: day).until
        } else {
          until = timeline.changes.first?.on ?? .farFuture
        }
        next = min(next, until)
      }
      if next == .farFuture { return result }
      result.change(to: value(timelines.map { $0.value(on: next) }), on: next)
      day = next
    }
  }
}
