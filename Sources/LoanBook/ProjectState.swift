public import Quantities

/// What the bureau or the market regulator knows of a project. SUBSIDY "Flags".
public enum ProjectState: Hashable, Sendable {
  /// 注销: the entity was deregistered on a day.
  case deregistered(on: Day)
  /// 停业: the project closed down on a day.
  case closed(on: Day)
  /// 正常: an earlier report was wrong, or the project opened again.
  case open

  /// From which day, unless it is open.
  public var day: Day? {
    switch self {
    case .deregistered(let day), .closed(let day): day
    case .open: nil
    }
  }

  /// The flag of a note whose project is in this state; nil while it is open.
  public var flag: NoteFlag? {
    switch self {
    case .deregistered(let day): NoteFlag(.projectDeregistered, since: day)
    case .closed(let day): NoteFlag(.projectClosed, since: day)
    case .open: nil
    }
  }

  /// The code in files.
  public var code: String {
    switch self {
    case .deregistered: "DEREGISTERED"
    case .closed: "CLOSED"
    case .open: "OPEN"
    }
  }

  /// Reads a code, and the day that it needs; nil when they do not fit.
  public init?(code: String, day: Day?) {
    switch (code, day) {
    case ("DEREGISTERED", let day?): self = .deregistered(on: day)
    case ("CLOSED", let day?): self = .closed(on: day)
    case ("OPEN", nil): self = .open
    default: return nil
    }
  }
}
