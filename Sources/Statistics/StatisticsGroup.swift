public import LoanBook
public import Policy
import Quantities

/// By what a report is broken down.
public enum StatisticsDimension: String, Hashable, Sendable, CaseIterable {
  /// 合计: all notes.
  case all
  /// 人员类别, by `categories.csv`.
  case category
  /// 借款人种类
  case kind
  /// 经办银行
  case bank
  /// 乡镇
  case town
  /// 行业门类: the section letter of GB/T 4754.
  case industry
  /// 重点群体: women, graduates, veterans. They overlap, and most notes belong to none.
  case focus

  /// The name in Chinese.
  public var name: String {
    switch self {
    case .all: "合计"
    case .category: "人员类别"
    case .kind: "借款人种类"
    case .bank: "经办银行"
    case .town: "乡镇"
    case .industry: "行业"
    case .focus: "重点群体"
    }
  }

  var rank: Int { StatisticsDimension.allCases.firstIndex(of: self) ?? 0 }
}

/// A part of the notes for which figures are made: one value of one dimension.
public struct StatisticsGroup: Hashable, Sendable, Comparable {
  /// By what.
  public let dimension: StatisticsDimension
  /// The code of the category, kind, bank, town, section or focus; empty for all notes.
  public let key: String

  /// Names a group.
  public init(_ dimension: StatisticsDimension, _ key: String) {
    self.dimension = dimension
    self.key = key
  }

  /// All notes.
  public static let all = StatisticsGroup(.all, "")

  /// By dimension, then by code.
  public static func < (a: StatisticsGroup, b: StatisticsGroup) -> Bool {
    a.dimension == b.dimension ? a.key < b.key : a.dimension.rank < b.dimension.rank
  }

  /// 妇女: the 17th digit of the borrower's resident number is even. GB 11643.
  public static let women = StatisticsGroup(.focus, "WOMEN")
  /// 高校毕业生: category 05.
  public static let graduates = StatisticsGroup(.focus, "GRADUATES")
  /// 退役军人: category 03.
  public static let veterans = StatisticsGroup(.focus, "VETERANS")

  private static let graduateCategory = "05"
  private static let veteranCategory = "03"

  /// The groups to which a note belongs.
  static func groups(of note: NoteHistory) -> [StatisticsGroup] {
    let borrower = note.terms.borrower
    var groups = [
      all, StatisticsGroup(.category, borrower.category),
      StatisticsGroup(.kind, borrower.kind.rawValue), StatisticsGroup(.bank, note.key.bank.text),
      StatisticsGroup(.town, note.terms.project.town),
      StatisticsGroup(.industry, String(note.terms.project.industry.prefix(1))),
    ]
    if case .resident(let number) = borrower.idNumber, borrower.kind != .enterprise,
      number.isFemale
    {
      groups.append(women)
    }
    if borrower.category == graduateCategory { groups.append(graduates) }
    if borrower.category == veteranCategory { groups.append(veterans) }
    return groups
  }
}

/// How groups are called: by the policy data, and the banks as they are registered.
public struct StatisticsNames: Sendable {
  private let names: [StatisticsGroup: String]

  /// Takes the names of an office.
  public init(policy: Policy, banks: [PartyCode: String]) {
    var names: [StatisticsGroup: String] = [
      .all: "合计", .women: "妇女", .graduates: "高校毕业生", .veterans: "退役军人",
      StatisticsGroup(.kind, "INDIVIDUAL"): "个人", StatisticsGroup(.kind, "PARTNERSHIP"): "合伙",
      StatisticsGroup(.kind, "ENTERPRISE"): "小微企业",
    ]
    for category in policy.categories {
      names[StatisticsGroup(.category, category.code)] = category.name
    }
    for town in policy.towns { names[StatisticsGroup(.town, town.code)] = town.name }
    for section in policy.industries {
      names[StatisticsGroup(.industry, section.section)] = section.name
    }
    for (code, name) in banks { names[StatisticsGroup(.bank, code.text)] = name }
    self.names = names
  }

  /// The name of a group, else its code: a town may have left the table that once had notes.
  public subscript(group: StatisticsGroup) -> String { names[group] ?? group.key }
}
