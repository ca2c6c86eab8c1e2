public import Quantities

/// Something about a note that an official must look at. It never changes the figure by itself.
/// SUBSIDY "Flags".
public struct NoteFlag: Hashable, Sendable {
  /// What it is; in the order in which a line tells them.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The person has had more contracts over all banks than the note states (useOrdinal).
    case moreUses = "MORE_USES"
    /// With loans of its partners or its entity counted too, it is a later use.
    case usesAcrossKinds = "USES_ACROSS_KINDS"
    /// The borrower has a note under another contract that runs in the same days.
    case overlap = "OVERLAP"
    /// A partner has another note, alone or in another partnership, that runs in the same days.
    case partnerOverlap = "PARTNER_OVERLAP"
    /// Another borrower's note serves the same entity, by its social credit code, in the same days.
    case entityOverlap = "ENTITY_OVERLAP"
    /// The same by the entity's name, where one of the two has no code.
    case entityNameOverlap = "ENTITY_NAME_OVERLAP"
    /// The note receives another central-government interest subsidy.
    case otherSubsidy = "OTHER_SUBSIDY"
    /// The entity was deregistered (注销).
    case projectDeregistered = "PROJECT_DEREGISTERED"
    /// The project closed down (停业).
    case projectClosed = "PROJECT_CLOSED"

    /// Whether what is payable waits until a person resolved the line: one of the note's numbers,
    /// not only a name, stands in two loans that run at once. SUBSIDY §4.
    public var withholds: Bool {
      switch self {
      case .overlap, .partnerOverlap, .entityOverlap: true
      case .moreUses, .usesAcrossKinds, .entityNameOverlap, .otherSubsidy, .projectDeregistered,
        .projectClosed:
        false
      }
    }

    /// The flag in the words of officials.
    public var title: String {
      switch self {
      case .moreUses: "台账次数多于银行报送次数"
      case .usesAcrossKinds: "合伙人或经营主体合并计算次数更多"
      case .overlap: "同一借款人另有同时存续的贷款"
      case .partnerOverlap: "合伙人另有同时存续的贷款"
      case .entityOverlap: "同一经营主体另有同时存续的贷款"
      case .entityNameOverlap: "经营主体名称与另一笔存续贷款相同"
      case .otherSubsidy: "已享受其他中央财政贴息"
      case .projectDeregistered: "经营主体已注销"
      case .projectClosed: "项目已停业"
      }
    }
  }

  /// What it is.
  public var code: Code
  /// From which day, of a deregistered or closed project.
  public var since: Day?
  /// Which use the ledger counts, of ``Code/moreUses`` and ``Code/usesAcrossKinds``.
  public var uses: Int?

  /// States a flag.
  public init(_ code: Code, since: Day? = nil, uses: Int? = nil) {
    self.code = code
    self.since = since
    self.uses = uses
  }

  /// The flag in the words of officials, with the day where it has one.
  public var title: String { code.title + (since.map { "（\($0)）" } ?? "") }
}

/// A flag with the days on which it stands.
public struct FlaggedDays: Hashable, Sendable {
  /// The flag.
  public var flag: NoteFlag
  /// When; none of them empty.
  public var days: [DayRange]

  /// States a flag of some days.
  public init(_ flag: NoteFlag, on days: [DayRange]) {
    self.flag = flag
    self.days = days
  }
}

extension [FlaggedDays] {
  /// The flags that stand on a day of a period.
  public func flags(in period: Quarter) -> [NoteFlag] {
    filter { $0.days.contains { !$0.intersection(period.days).isEmpty } }.map(\.flag)
  }
}
