public import LoanBook
public import Quantities
public import Subsidy

/// The two engines compute different figures of one note: a fault of the program, which stops the
/// run before the line is given out. SUBSIDY §3.
public struct EnginesDisagree: Error, Hashable, Sendable, CustomStringConvertible {
  /// The note.
  public let note: NoteKey
  /// The period settled.
  public let period: Quarter
  /// The figure from stretch to stretch.
  public let byStretches: SubsidyFigure
  /// The figure day by day.
  public let byDays: SubsidyFigure

  /// Names the note and both figures.
  public var description: String {
    "借据 \(note) \(period)：分段计算 \(Self.words(byStretches))，逐日计算 \(Self.words(byDays))，"
      + "两者不一致，核算已停止"
  }

  private static func words(_ figure: SubsidyFigure) -> String {
    "\(figure.days)天（可贴息\(figure.eligibleDays)天）、利息\(figure.interest)、"
      + "贴息\(figure.subsidy)、地方贴息\(figure.localSubsidy)"
  }
}
