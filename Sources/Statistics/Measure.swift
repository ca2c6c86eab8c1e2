/// What is counted or summed. The raw value is the stable code. STATISTICS "Figures".
public enum Measure: String, Hashable, Sendable, CaseIterable {
  case disbursedNotes, disbursedAmount
  case repaidPrincipal
  case balanceNotes, balanceAmount, balancePersons
  case dueNotes, duePrincipal, dueRepaid, recoveryRate
  case overdueNotes30, overdueAmount30
  case overdueNotes90, overdueAmount90
  case overdueNotesOver90, overdueAmountOver90
  case overdueNotes, overdueAmount, overdueRate
  case compensatedNotes, compensatedAmount, compensationRate, recoveredAmount
  case subsidyDue, subsidyDueCentral, subsidyDueProvince, subsidyDueCity, subsidyDueCounty
  case subsidyPaid, subsidyPaidCentral, subsidyPaidProvince, subsidyPaidCity
  case subsidyPaidCounty
  case supportedPersons, supportedEnterprises, jobs

  /// What the figure is made of.
  public enum Kind: Hashable, Sendable {
    /// A number of notes, persons or jobs: the sum of what each note adds.
    case count
    /// An amount: the sum of what each note adds.
    case money
    /// One measure divided by another, in percent.
    case percent(of: Measure, in: Measure)
  }

  /// What the figure is made of.
  public var kind: Kind {
    switch self {
    case .recoveryRate: .percent(of: .dueRepaid, in: .duePrincipal)
    case .overdueRate: .percent(of: .overdueAmount, in: .balanceAmount)
    case .compensationRate: .percent(of: .compensatedAmount, in: .duePrincipal)
    case .disbursedNotes, .balanceNotes, .balancePersons, .dueNotes, .overdueNotes30,
      .overdueNotes90, .overdueNotesOver90, .overdueNotes, .compensatedNotes, .supportedPersons,
      .supportedEnterprises, .jobs:
      .count
    case .disbursedAmount, .repaidPrincipal, .balanceAmount, .duePrincipal, .dueRepaid,
      .overdueAmount30, .overdueAmount90, .overdueAmountOver90, .overdueAmount,
      .compensatedAmount, .recoveredAmount, .subsidyDue, .subsidyDueCentral, .subsidyDueProvince,
      .subsidyDueCity, .subsidyDueCounty, .subsidyPaid, .subsidyPaidCentral, .subsidyPaidProvince,
      .subsidyPaidCity, .subsidyPaidCounty:
      .money
    }
  }

  /// Whether the measure is taken at the end of the period (期末) instead of over its days.
  public var isStock: Bool {
    switch self {
    case .balanceNotes, .balanceAmount, .balancePersons, .overdueNotes30, .overdueAmount30,
      .overdueNotes90, .overdueAmount90, .overdueNotesOver90, .overdueAmountOver90,
      .overdueNotes, .overdueAmount, .overdueRate:
      true
    default: false
    }
  }

  /// Whether each person counts once, with the largest figure of that person's notes.
  public var isPersonal: Bool {
    switch self {
    case .balancePersons, .supportedPersons, .supportedEnterprises, .jobs: true
    default: false
    }
  }

  /// The unit in Chinese.
  public var unit: String {
    switch self {
    case .balancePersons, .supportedEnterprises: "户"
    case .supportedPersons, .jobs: "人"
    default:
      switch kind {
      case .count: "笔"
      case .money: "元"
      case .percent: "%"
      }
    }
  }
}
