/// Places in order of publication that outlast withdrawals: a record keeps its own whatever
/// becomes of the others.
///
/// Each year begins at a multiple of 4 096, so that a folder of cards holds one year and the last
/// record of a closed year can go without moving all later ones.
public struct SearchOrdinals: Hashable, Sendable {
  private var bases: [Int: Int] = [:]

  /// From the highest running number of each year, any order.
  public init(highest: [(year: Int, serial: Int)]) {
    var base = 0
    for (year, serial) in highest.sorted(by: { $0.year < $1.year }) {
      bases[year] = base
      base += (serial + 4_095) / 4_096 * 4_096
    }
  }

  /// The place of a record; its year was named at the beginning.
  public func ordinal(year: Int, serial: Int) -> Int {
    guard let base = bases[year] else { preconditionFailure("a year without records") }
    return base + serial - 1
  }
}
