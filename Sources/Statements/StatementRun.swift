public import Quantities

/// Everything that the statements of one settlement run say. SUBSIDY §6.
///
/// The rows may come from memory or one after the other from elsewhere. The statements are written
/// only if they agree with each other: the sums of the details, differences, adjustments and
/// shares are those of the applications, of every bank and together.
public struct StatementRun: Sendable {
  /// The bureau, `泽州县人力资源和社会保障局`.
  public var bureau: String
  /// The settled quarter.
  public var quarter: Quarter
  /// Records that came later are not in it. SUBSIDY §4.
  public var knownAt: Instant
  /// A word behind every title while the run is not approved: `草稿`, `已复核`.
  public var mark: String?
  /// The banks, in the order in which they are to stand.
  public var banks: [StatementBank]
  /// What the banks ask for, by bank and kind of borrower; those of a bank stand together.
  public var applications: [ApplicationRow]
  /// One row for each note of the quarter.
  public var details: StatementRows<DetailRow>
  /// One row for each line whose claim and figure differ or that is held back.
  public var differences: StatementRows<DifferenceRow>
  /// One row for each earlier quarter of a note that is corrected.
  public var adjustments: StatementRows<AdjustmentRow>
  /// One row for each payee.
  public var payments: StatementRows<PaymentRow>
  /// A letter to each payee who must pay back.
  public var notices: [RecoveryNotice] = []
  /// What each payer bears, one row for each bank.
  public var shares: [ShareRow]
  /// What of the policy data, on which figures rest, is unconfirmed, each in words that say so:
  /// `省级与市级分担比例待确认`.
  public var unconfirmed: [String] = []
  /// By when the steps of the settlement are due, in their order.
  public var deadlines: [StatementDeadline] = []
  /// The newest head of the transparency log that was public when the run was approved: paper is a
  /// witness too. DISCLOSURE §3.
  public var checkpoint: StatementCheckpoint?

  /// A run without rows.
  public init(bureau: String, quarter: Quarter, knownAt: Instant, banks: [StatementBank]) {
    self.bureau = bureau
    self.quarter = quarter
    self.knownAt = knownAt
    self.banks = banks
    applications = []
    details = StatementRows([])
    differences = StatementRows([])
    adjustments = StatementRows([])
    payments = StatementRows([])
    shares = []
  }
}

/// A bank that is settled with.
public struct StatementBank: Hashable, Sendable {
  /// Its code, as in `BankCode`; part of file names.
  public var code: String
  /// Its name, `泽州农村商业银行`.
  public var name: String

  /// A bank.
  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}

/// By when a step of the settlement is due.
public struct StatementDeadline: Hashable, Sendable {
  /// The step in officials' words, `银行申报`.
  public var step: String
  /// The last day in time.
  public var by: Day
  /// Whether the bureau has still to confirm it.
  public var isUnconfirmed: Bool

  /// A deadline.
  public init(step: String, by: Day, isUnconfirmed: Bool = false) {
    self.step = step
    self.by = by
    self.isUnconfirmed = isUnconfirmed
  }
}

/// A head of the transparency log, as it is printed.
public struct StatementCheckpoint: Hashable, Sendable {
  /// Which log it is.
  public var origin: String
  /// Its entries.
  public var size: Int64
  /// The root over them, in base64 as in the signed note.
  public var root: String

  /// A head.
  public init(origin: String, size: Int64, root: String) {
    self.origin = origin
    self.size = size
    self.root = root
  }
}

/// A row that belongs to a bank.
public protocol BankRow: Sendable {
  /// The bank's code.
  var bank: String { get }
}

/// Rows that are read one after the other, of one bank or of all in the order of the banks.
public struct StatementRows<Row: BankRow>: Sendable {
  /// Gives the next row, nil at the end.
  public typealias Next = () throws -> Row?

  /// Begins to read the rows of a bank, or of all when the code is nil.
  let start: @Sendable (_ bank: String?) throws -> Next

  /// Rows in memory.
  public init(_ rows: [Row]) {
    start = { bank in
      var iterator = rows.lazy.filter { bank == nil || $0.bank == bank }.makeIterator()
      return { iterator.next() }
    }
  }

  /// Rows from elsewhere. They are read once for all banks together and once for each bank.
  public init(_ start: @escaping @Sendable (_ bank: String?) throws -> Next) {
    self.start = start
  }

  /// The rows as those of a sheet.
  func sheetRows(
    _ bank: String?, _ cells: @escaping @Sendable (Row) throws -> [SheetCell]
  ) -> SheetRows {
    SheetRows {
      let next = try start(bank)
      return { try next().map { SheetRow(try cells($0)) } }
    }
  }
}
