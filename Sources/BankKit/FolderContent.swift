import BankExchange
import DropBox
import Foundation
import Quantities
import StrictJSON

/// What a folder to be sealed holds: the records with their control total, and attachments.
struct FolderContent {
  /// Where the bytes of records.json are.
  enum Records {
    case file(path: String)
    /// Made from tables.
    case bytes([UInt8])
  }

  let records: Records
  let control: BatchControl
  let illFormed: Int
  let attachments: [String]

  /// Reads a folder; with everything wrong at once.
  static func read(_ folder: String) throws -> FolderContent {
    guard KitDisk.exists(folder) else {
      throw KitRefusal(folder, "没有这个文件夹", "请核对路径")
    }
    let names = try KitDisk.names(folder)
    let tables = names.filter { SheetType.file(named: $0) != nil }
    let hasJSON = names.contains(RecordDecoder.file)
    guard hasJSON != !tables.isEmpty else {
      throw KitRefusal(
        folder, hasJSON ? "既有 records.json 又有表格" : "没有 records.json，也没有模板中的表格",
        hasJSON ? "请只保留一种" : "请放入 records.json，或用 mingdai kit template 取得表格模板后填写")
    }
    let others = names.filter {
      $0 != RecordDecoder.file && !tables.contains($0) && $0 != SheetTemplate.guideFile
    }
    let findings = try others.compactMap { try attachmentFinding($0, in: folder) }
    guard hasJSON else { return try read(tables, in: folder, attachments: others, findings) }
    guard findings.isEmpty else { throw KitRefusal(findings) }
    let path = "\(folder)/\(RecordDecoder.file)"
    guard try KitDisk.isPlainFile(path) else {
      throw KitRefusal(path, "不是普通文件", "请放入文件本身，不能是链接")
    }
    let scan = try RecordsScan.run(path)
    return FolderContent(
      records: .file(path: path), control: scan.control, illFormed: scan.illFormed,
      attachments: others)
  }

  private static func read(
    _ tables: [String], in folder: String, attachments: [String], _ findings: [KitFinding]
  ) throws -> FolderContent {
    let filled = try SheetRecords.read(tables, in: folder)
    guard findings.isEmpty, filled.findings.isEmpty else {
      throw KitRefusal(findings + filled.findings)
    }
    guard filled.control.recordCount > 0 else {
      throw KitRefusal(folder, "表格中没有要报送的行", "请填写后再试；“示例”行不会报送")
    }
    return FolderContent(
      records: .bytes(filled.bytes), control: filled.control, illFormed: 0,
      attachments: attachments)
  }

  /// Why a file cannot be an attachment; nil when it can. EXCHANGE §1.
  private static func attachmentFinding(
    _ name: String, in folder: String
  ) throws -> KitFinding? {
    let path = "\(folder)/\(name)"
    guard try KitDisk.isPlainFile(path) else {
      return KitFinding(path, "不是普通文件", "附件直接放在文件夹中，不能有子文件夹或链接，请移走")
    }
    guard PackageFileName(name) != nil else {
      return KitFinding(
        path, "附件的文件名不合规定",
        "请改用小写字母、数字和 . _ - ，扩展名为 "
          + PackageFileName.extensions.sorted().joined(separator: "、") + "，例如 a0001.jpg")
    }
    guard try KitDisk.size(path) <= ExchangeLimits.attachmentBytes else {
      return KitFinding(
        path, "附件超过 \(ExchangeLimits.attachmentBytes >> 20) MiB", "请压缩或拆分")
    }
    return nil
  }
}

/// Counts what the manifest must say of records.json, in one pass over a file of any size.
struct RecordsScan {
  var control = BatchControl(recordCount: 0, totalAmount: .zero)
  var illFormed = 0

  /// - Throws: ``KitRefusal`` when the file is not strict JSON of the right shape.
  static func run(_ path: String) throws -> RecordsScan {
    var scan = RecordsScan()
    let source = try FileSource(path)
    let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
    do {
      try scan.take(reader, path)
    } catch let error as JSONError {
      let finding = Finding.notStrictJSON(
        .recordsNotStrictJSON, error, file: RecordDecoder.file)
      throw KitRefusal([
        KitFinding(path, "不是严格的 JSON（C602）：\(finding.message)", "请改正后重新封装")
      ])
    }
    return scan
  }

  private mutating func take(_ reader: JSONReader, _ path: String) throws {
    guard case .beginObject = try reader.next(), try reader.readName() == "records",
      case .beginArray = try reader.next()
    else { throw Self.wrongShape(path) }
    while let node = try reader.readElement() {
      let record = RecordDecoder.decode(node, index: control.recordCount)
      control.recordCount += 1
      if let amount = record.controlAmount {
        let (sum, overflow) = control.totalAmount.value.addingReportingOverflow(amount)
        if overflow { throw KitRefusal([KitFinding(path, "放款总额超出范围", "请核对金额")]) }
        control.totalAmount = Fen(sum)
      }
      if !record.findings.isEmpty { illFormed += 1 }
    }
    guard try reader.readName() == nil else { throw Self.wrongShape(path) }
    _ = try reader.next()
  }

  private static func wrongShape(_ path: String) -> KitRefusal {
    KitRefusal([
      KitFinding(path, "结构不对（C602）", "应为 {\"records\": [ … ]}，没有其他成员")
    ])
  }
}
