public import Quantities

/// The whole history of a synthetic county, ready to be replayed: what the banks deliver, when
/// the bureau receives, settles and approves, and what was planted wrong on the way.
public struct DemoPlan: Sendable {
  /// What it was made from.
  public let options: DemoOptions
  /// The banks.
  public let banks: [DemoBank]
  /// The steps in the order of time.
  public let steps: [DemoStep]
  /// The errors planted in claims.
  public let plantedErrors: [PlantedError]
  /// What must be flagged of notes.
  public let plantedFlags: [PlantedFlag]
  /// The packages planted wrong, in the order of delivery.
  public let plantedPackages: [PlantedPackage]
  /// The number of notes disbursed, corrections aside.
  public let notes: Int
  /// The quarters settled, oldest first.
  public let quarters: [Quarter]
}
