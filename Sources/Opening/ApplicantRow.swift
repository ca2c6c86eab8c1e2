public import LoanBook
import Policy
public import Quantities

/// An applicant on the list of a notice (公示名单).
public struct ApplicantRow: Hashable, Sendable {
  /// The row as the spreadsheet counts.
  public let row: Int
  /// The person's or enterprise's name.
  public let name: String
  /// Who borrows.
  public let kind: BorrowerKind
  /// 字号
  public let entity: String?
  /// The startup project.
  public let project: String
  /// The town's code.
  public let town: String
  /// The bank that is to lend.
  public let bank: PartyCode
  /// What is applied for.
  public let amount: Fen
  /// The term in months.
  public let termMonths: Int
}

/// 公示名单
enum ApplicantColumn: Int, OpeningColumns {
  case name, kind, entity, project, town, bank, amount, term

  static var table: OpeningTable { .applicants }

  var column: OpeningColumn {
    switch self {
    case .name: OpeningColumn("申请人姓名或企业名称", "文字，不超过 100 字", "张示例")
    case .kind: OpeningColumn("借款人种类", "个人、合伙、小微企业之一", "个人")
    case .entity: OpeningColumn("字号", "文字，不超过 100 字", "", isRequired: false)
    case .project: OpeningColumn("项目名称", "文字，不超过 100 字", "示例养殖项目")
    case .town: OpeningColumn("乡镇", "本县的乡镇名称，或 12 位区划代码", "示例镇")
    case .bank: OpeningColumn("经办银行代码", "已登记银行的代码", "ZZRCB")
    case .amount: OpeningColumn("申请金额（元）", "金额（元），最多两位小数，如 200000", "200000")
    case .term: OpeningColumn("期限（月）", "1 至 120 的整数", "36")
    }
  }
}

/// Reads 公示名单 as its bytes come: all that is wrong with it is found at once.
public struct ApplicantListReader {
  private var table = TableReader<ApplicantColumn>()
  private let context: OpeningContext
  /// The applicants of the rows so far that can be taken.
  public private(set) var rows: [ApplicantRow] = []

  /// Prepares to read.
  public init(_ context: OpeningContext) { self.context = context }

  /// What became of the list so far; complete after ``finish()``.
  public var summary: OpeningSummary { table.summary }

  /// Takes a piece of the file, of any size.
  public mutating func take(_ piece: some Collection<UInt8>) {
    let context = context
    table.take(piece) { row in rows.add(row.applicant(context), &row) }
  }

  /// Takes the end of the file.
  public mutating func finish() {
    let context = context
    table.finish { row in rows.add(row.applicant(context), &row) }
  }
}

extension [ApplicantRow] {
  fileprivate mutating func add(
    _ applicant: ApplicantRow?, _ row: inout RowReader<ApplicantColumn>
  ) {
    guard let applicant else { return }
    if contains(where: { $0.name == applicant.name && $0.project == applicant.project }) {
      row.refuse(.name, .duplicateRow, "同一申请人的同一项目在表中已有一行", "请删去重复的一行")
    } else {
      append(applicant)
    }
  }
}

extension RowReader where Column == ApplicantColumn {
  /// The applicant, or nil when something in the row forbids it; everything is reported.
  fileprivate mutating func applicant(_ context: OpeningContext) -> ApplicantRow? {
    let name = words(.name)
    let kind = required(.kind) { CellText.kind($0) }
    let entity = isFilled(.entity) ? words(.entity) : nil
    let project = words(.project)
    let town = required(.town) { text in
      context.policy.towns.first { $0.code == text || $0.name == text }?.code
    }
    let bank = bank(.bank, context)
    let amount = required(.amount, as: .number) { text in
      CellText.money(text).flatMap { $0 > .zero ? $0 : nil }
    }
    let term = count(.term, in: 1...120)
    guard let name, let kind, let project, let town, let bank, let amount, let term, !isRefused
    else { return nil }
    return ApplicantRow(
      row: number, name: name, kind: kind, entity: entity, project: project, town: town,
      bank: bank, amount: amount, termMonths: term)
  }

  /// Words without a long run of digits: the list goes on the web, and holds no number of a person.
  private mutating func words(_ column: ApplicantColumn) -> String? {
    guard let text = required(column, as: .words, { CellText.name($0) }) else { return nil }
    let digits = CellText.narrow(text).utf8.split { !(0x30...0x39).contains($0) }
    guard digits.allSatisfy({ $0.count < 7 }) else {
      refuse(column, .value, "含有像证件号、电话或账号的数字", "请删去，名单会上网公示")
      return nil
    }
    return text
  }
}
