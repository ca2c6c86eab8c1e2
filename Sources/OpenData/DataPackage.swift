import Markup
public import Quantities
import StrictJSON

/// The files that describe the data: `datapackage.json` after the Frictionless standards, the
/// dictionary, and the list of sums. DISCLOSURE §4.
public struct DataPackage: Sendable {
  /// Where the package is described.
  public static let path = "data/datapackage.json"
  /// Where the sums stand, in the form that `sha256sum -c` reads.
  public static let sumsPath = "data/SHA256SUMS"
  /// Where the dictionary stands.
  public static let dictionaryPath = "data/dictionary.csv"

  private let county: String
  private let publisher: String
  private let builtOn: Day
  private let files: [DataFileFacts]

  /// Describes finished files.
  ///
  /// - Parameters:
  ///   - county: `泽州县`.
  ///   - publisher: the bureau.
  ///   - builtOn: the day of the build.
  ///   - files: in the order of ``DataFile/all(years:)``.
  public init(county: String, publisher: String, builtOn: Day, files: [DataFileFacts]) {
    self.county = county
    self.publisher = publisher
    self.builtOn = builtOn
    self.files = files
  }

  /// The bytes of `datapackage.json`.
  public var json: [UInt8] {
    let package: JSONValue = [
      "profile": "data-package", "name": "startup-guarantee-loans",
      "title": .string("\(county)创业担保贷款公开数据"),
      "description": .string(
        "\(county)每笔公开的创业担保贷款及其财政贴息。自然人姓名一律隐去部分字，不含身份证号、电话和账号。"),
      "created": .string("\(builtOn)T00:00:00+08:00"), "version": .string("\(builtOn)"),
      "sources": [["title": .string(publisher)]],
      "contributors": [["title": .string(publisher), "role": "publisher"]],
      "keywords": ["创业担保贷款", "财政贴息", "信息公开"],
      "resources": .array(files.map(resource)),
    ]
    return package.text()
  }

  private func resource(_ facts: DataFileFacts) -> JSONValue {
    let file = facts.file
    var members: [JSONMember] = [
      JSONMember("name", .string(file.form == .jsonl ? file.name + "-lines" : file.name)),
      JSONMember("path", .string(String(file.path.dropFirst("data/".count)))),
      JSONMember("title", .string(file.title)),
      JSONMember("format", .string(file.form.rawValue)),
      JSONMember(
        "mediatype", .string(file.form == .csv ? "text/csv" : "application/jsonl")),
      JSONMember("encoding", "utf-8"), JSONMember("bytes", .integer(Int64(facts.bytes))),
      JSONMember("hash", .string("sha256:\(facts.sha256)")),
    ]
    if file.form == .csv, let table = DataTable.all.first(where: { $0.name == file.table }) {
      members.insert(JSONMember("profile", "tabular-data-resource"), at: 1)
      members.append(JSONMember("schema", table.schema(year: file.year)))
    } else {
      members.insert(JSONMember("profile", "data-resource"), at: 1)
    }
    return .object(members)
  }

  /// One line for each file: its SHA-256 sum, two blanks, its name in the folder.
  public static func sums(_ files: [(path: String, sha256: String)]) -> [UInt8] {
    files.flatMap { Array("\($0.sha256)  \($0.path.dropFirst("data/".count))\n".utf8) }
  }

  /// The dictionary: every column of every table, with its meaning and codes.
  public static var dictionary: [UInt8] {
    var csv = CSV(header: [
      "table", "table_title", "field", "title", "type", "unit", "required", "meaning", "values",
    ])
    for table in DataTable.all {
      for field in table.fields {
        csv.row(
          [
            table.name, table.title, field.name, field.title, field.kind.rawValue, field.unit,
            field.isRequired.description, field.meaning,
            field.values.map { $0.code == $0.title ? $0.code : "\($0.code) \($0.title)" }
              .joined(separator: "；"),
          ].map(CSV.Cell.text))
      }
    }
    return csv.bytes
  }
}

extension DataTable {
  /// The Table Schema; rows of one year's subsidies refer to that year's records.
  fileprivate func schema(year: Int?) -> JSONValue {
    let suffix = year.map { "-\($0)" } ?? ""
    var members: [JSONMember] = [
      JSONMember("fields", .array(fields.map(\.schema))),
      JSONMember("primaryKey", .array(primaryKey.map(JSONValue.string))),
    ]
    if !references.isEmpty {
      members.append(
        JSONMember(
          "foreignKeys",
          .array(
            references.map {
              [
                "fields": .string($0.field),
                "reference": [
                  "resource": .string($0.table + suffix), "fields": .string($0.key),
                ],
              ]
            })))
    }
    return .object(members)
  }
}

extension DataField {
  fileprivate var schema: JSONValue {
    var constraints: [JSONMember] = []
    if isRequired { constraints.append(JSONMember("required", true)) }
    if !values.isEmpty {
      constraints.append(JSONMember("enum", .array(values.map { .string($0.code) })))
    }
    var members: [JSONMember] = [
      JSONMember("name", .string(name)), JSONMember("title", .string(title)),
      JSONMember("type", .string(kind.rawValue)), JSONMember("description", .string(meaning)),
    ]
    if !unit.isEmpty { members.append(JSONMember("unit", .string(unit))) }
    if !constraints.isEmpty { members.append(JSONMember("constraints", .object(constraints))) }
    return .object(members)
  }
}
