import BankExchange
import DropBox
import LoanBook
import Quantities
import StrictJSON

/// Turns filled-in tables into records.json, with findings by row and column for what cannot be
/// read: a clerk mends the table and tries again.
struct SheetRecords {
  /// The bytes of records.json, one record a line.
  private(set) var bytes = Array("{\"records\": [".utf8)
  /// The control total.
  private(set) var control = BatchControl(recordCount: 0, totalAmount: .zero)
  /// Everything that could not be read.
  private(set) var findings: [KitFinding] = []

  /// The tables a clerk fills have thousands of rows, not millions; programs write JSON.
  private static let limit: Int64 = 64 << 20

  /// Reads the tables of a folder, in the order of ``SheetType/all``.
  static func read(_ tables: [String], in folder: String) throws -> SheetRecords {
    var records = SheetRecords()
    for sheet in SheetType.all where tables.contains(sheet.file) {
      guard let bytes = try KitDisk.read("\(folder)/\(sheet.file)", limit: limit) else {
        throw KitRefusal(sheet.file, "表格过大", "请分成几批，或由程序生成 records.json")
      }
      try records.take(SheetTable(bytes, place: sheet.file), sheet)
    }
    records.bytes += Array("\n]}\n".utf8)
    return records
  }

  private mutating func take(_ table: SheetTable, _ sheet: SheetType) {
    let header = table.rows.first?.map(Self.trimmed) ?? []
    var places: [(column: SheetColumn, index: Int)] = []
    for column in sheet.columns {
      if let index = header.firstIndex(of: column.title) {
        places.append((column, index))
      } else if column.isRequired {
        report(sheet.file, "缺少“\(column.title)”列", "请使用 mingdai kit template 给出的表头")
      }
    }
    for title in header
    where !title.isEmpty && !sheet.columns.contains(where: { $0.title == title }) {
      report(sheet.file, "表头中第 \(place(of: title, in: header)) 列不是模板中的列", "请删去该列或改正表头")
    }
    guard findings.isEmpty else { return }
    for (index, row) in table.rows.enumerated().dropFirst() {
      let cells = row.map(Self.trimmed)
      guard cells.contains(where: { !$0.isEmpty }) else { continue }
      guard cells.first?.hasPrefix(SheetColumn.exampleMark) != true else { continue }
      take(cells, "\(sheet.file) 第 \(index + 1) 行", places, sheet)
    }
  }

  private mutating func take(
    _ cells: [String], _ row: String, _ places: [(column: SheetColumn, index: Int)],
    _ sheet: SheetType
  ) {
    var record = JSONValue.object([
      JSONMember("type", .string(sheet.type.rawValue))
    ])
    var troubled: Set<[String]> = []
    for (column, index) in places {
      let typed = index < cells.count ? cells[index] : ""
      switch read(typed, column) {
      case .success(nil): break
      case .success(let value?): record.put(value, at: column.path[...])
      case .failure(let problem):
        troubled.insert(column.path)
        report("\(row)“\(column.title)”", problem.problem, problem.remedy)
      }
    }
    judge(record, row, troubled, sheet)
  }

  private func read(_ typed: String, _ column: SheetColumn) -> Result<JSONValue?, CellProblem> {
    guard typed.isEmpty else { return column.cell.read(typed).map(Optional.some) }
    if column.isRequired {
      return .failure(CellProblem("没有填写", "应为\(column.cell.expectation)"))
    }
    return .success(column.standard)
  }

  /// What the bureau would refuse as ill-formed (R701) is told by row and column, before sending.
  private mutating func judge(
    _ record: JSONValue, _ row: String, _ troubled: Set<[String]>, _ sheet: SheetType
  ) {
    let line = record.canonical()
    let decoded: DecodedRecord
    do {
      decoded = RecordDecoder.decode(try JSONNode.parse(line, limits: .exchange), index: 0)
    } catch {
      report(row, "含有不能报送的字符", "请删去特殊符号后重填")
      return
    }
    for finding in decoded.findings {
      let path = (finding.pointer ?? "").split(separator: "/").dropFirst(2).map(String.init)
      if troubled.contains(where: { path.starts(with: $0) || $0.starts(with: path) }) { continue }
      let column = sheet.columns.first { path.starts(with: $0.path) }
      report(column.map { "\(row)“\($0.title)”" } ?? row, "内容不合要求", Self.sentence(finding))
    }
    guard troubled.isEmpty, decoded.findings.isEmpty else { return }
    bytes += Array((control.recordCount == 0 ? "\n" : ",\n").utf8) + line
    control.recordCount += 1
    control.totalAmount += Fen(decoded.controlAmount ?? 0)
  }

  /// The sentence without line and column of a JSON text that nobody sees.
  private static func sentence(_ finding: Finding) -> String {
    let parts = finding.message.split(separator: "：", maxSplits: 1)
    let sentence = parts.count == 2 ? parts[1] : parts[0]
    return String(sentence.hasSuffix("。") ? sentence.dropLast() : sentence)
  }

  private mutating func report(_ place: String, _ problem: String, _ remedy: String) {
    findings.append(KitFinding(place, problem, remedy))
  }

  private func place(of title: String, in header: [String]) -> Int {
    (header.firstIndex(of: title) ?? 0) + 1
  }

  private static func trimmed(_ cell: String) -> String {
    var text = Substring(cell)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension JSONValue {
  /// Puts a value at a path of member names, making the objects on the way.
  fileprivate mutating func put(_ value: JSONValue, at path: ArraySlice<String>) {
    guard let name = path.first, case .object(var members) = self else { return }
    let rest = path.dropFirst()
    let index = members.firstIndex { $0.name == name }
    var inner = index.map { members[$0].value } ?? .object([])
    if rest.isEmpty { inner = value } else { inner.put(value, at: rest) }
    if let index {
      members[index].value = inner
    } else {
      members.append(JSONMember(name, inner))
    }
    self = .object(members)
  }
}
