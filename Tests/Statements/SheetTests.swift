import Foundation
import Quantities
import Statements
import Synchronization
import TestKit
import Testing

/// What the writer of sheets refuses, and what it leaves in the folder.
@Suite("Sheets") struct SheetTests {
  private static let created = SampleRun.created

  private static func sheet(_ amounts: [Int64], stated: Int64? = nil) -> Sheet {
    var sheet = Sheet(
      name: "表", title: "表", office: "局", period: "2026年",
      columns: [SheetColumn("名称", .text), SheetColumn("金额", .money), SheetColumn("数", .count)],
      rows: SheetRows(
        amounts.enumerated().map {
          SheetRow([.text("行\($0.offset)"), .money(Fen($0.element)), .count(1)])
        }))
    if let stated { sheet.totals = [1: .money(Fen(stated))] }
    return sheet
  }

  private static func write(
    _ sheets: [Sheet], _ folder: ScratchFolder, replacing: Bool = false, name: String = "册"
  ) throws -> [WrittenFile] {
    try StatementFolder(folder.path, created: created, replacing: replacing).write([
      SheetBook(name: name, sheets: sheets)
    ])
  }

  /// The fault that a writing ends with; nothing lies in the folder then.
  private static func fault(
    _ folder: ScratchFolder, _ body: () throws -> [WrittenFile]
  ) throws -> StatementFault {
    let before = FileManager.default.names(folder.path)
    do {
      _ = try body()
    } catch let fault as StatementFault {
      #expect(FileManager.default.names(folder.path) == before, "something is left")
      return fault
    }
    throw CommandFailed(what: "write", message: "no fault")
  }

  @Test("a stated total is the sum of its rows, or nothing is written")
  func totals() throws {
    let folder = try ScratchFolder("sheets")
    let fault = try SheetTests.fault(folder) {
      try SheetTests.write([SheetTests.sheet([100, 250], stated: 351)], folder)
    }
    guard case .sumDiffers(let difference) = fault.cause else {
      Issue.record("\(fault)")
      return
    }
    #expect(difference.column == "金额" && difference.label == "合计")
    #expect(difference.stated == 351 && difference.summed == 350)
    let files = try SheetTests.write([SheetTests.sheet([100, 250], stated: 350)], folder)
    #expect(files.map(\.name) == ["册.xlsx", "册.csv"])
    #expect(files.map(\.lines) == [2, 2])
  }

  @Test("a subtotal is the sum of the lines since the one before")
  func subtotals() throws {
    func sheet(_ second: Int64) -> Sheet {
      var sheet = SheetTests.sheet([])
      let line = { (amount: Int64) in SheetRow([.text("行"), .money(Fen(amount)), .count(1)]) }
      let subtotal = { (amount: Int64, count: Int) in
        SheetRow([.text("小计"), .money(Fen(amount)), .count(count)], role: .subtotal)
      }
      sheet.rows = SheetRows([line(5), line(6), subtotal(11, 2), line(7), subtotal(second, 1)])
      sheet.totals = [1: .money(Fen(18)), 2: .count(3)]
      return sheet
    }
    let folder = try ScratchFolder("sheets")
    let fault = try SheetTests.fault(folder) { try SheetTests.write([sheet(8)], folder) }
    guard case .sumDiffers(let difference) = fault.cause else {
      Issue.record("\(fault)")
      return
    }
    #expect(difference.label == "小计" && difference.stated == 8 && difference.summed == 7)
    #expect(try SheetTests.write([sheet(7)], folder).map(\.lines) == [3, 3])
  }

  @Test("a long CSV file has every row once, in order")
  func longFile() throws {
    let folder = try ScratchFolder("sheets")
    let amounts = (0..<12_000).map { Int64($0) * 37 }
    _ = try SheetTests.write([SheetTests.sheet(amounts)], folder)
    let bytes = try folder.bytes("册.csv")
    #expect(bytes.count > 3 * (64 << 10))
    let rows = Spreadsheets.rows(String(decoding: bytes, as: UTF8.self))
    #expect(rows.first == ["名称", "金额", "数"])
    #expect(rows.dropFirst().map { $0[1] } == amounts.map { Fen($0).description })
  }

  @Test("another number of lines than stated, an amount too large, a text too long: faults")
  func unwritable() throws {
    let folder = try ScratchFolder("sheets")
    var counted = SheetTests.sheet([1, 2])
    counted.lineCount = 3
    guard
      case .linesDiffer("表", 3, 2) = try SheetTests.fault(
        folder, { try SheetTests.write([counted], folder) }
      ).cause
    else {
      Issue.record("lines")
      return
    }
    var long = SheetTests.sheet([])
    long.notes = [String(repeating: "长", count: 1001)]
    for sheet in [
      SheetTests.sheet([100_000_000_000_000]), SheetTests.sheet([-100_000_000_000_000]),
      SheetTests.sheet([99_999_999_999_999, 1]), SheetTests.sheet([.max, .max]), long,
    ] {
      let fault = try SheetTests.fault(folder) { try SheetTests.write([sheet], folder) }
      guard case .unwritable = fault.cause else {
        Issue.record("\(fault)")
        return
      }
    }
    #expect(try SheetTests.write([SheetTests.sheet([99_999_999_999_998, 1])], folder).count == 2)
  }

  @Test("a source that fails stops the writing and is named")
  func failingRows() throws {
    struct Broken: Error {}
    var sheet = SheetTests.sheet([])
    sheet.rows = SheetRows {
      var count = 0
      return {
        count += 1
        if count > 500 { throw Broken() }
        return SheetRow([.text("行"), .money(.zero), .count(1)])
      }
    }
    let folder = try ScratchFolder("sheets")
    let good = SheetTests.sheet([1])
    let fault = try SheetTests.fault(folder) {
      try StatementFolder(folder.path, created: SheetTests.created).write([
        SheetBook(name: "好", sheets: [good]), SheetBook(name: "坏", sheets: [sheet]),
      ])
    }
    guard case .rows(let error) = fault.cause else {
      Issue.record("\(fault)")
      return
    }
    #expect(error is Broken)
  }

  @Test("the same input gives the same bytes, whatever the hour")
  func sameBytes() throws {
    let one = try ScratchFolder("sheets")
    let two = try ScratchFolder("sheets")
    let run = SampleRun(notes: 30, seed: 3).run
    let files = try StatementFolder(one.path, created: SheetTests.created).write(run)
    // ZIP archives keep even seconds.
    Thread.sleep(forTimeInterval: 2.1)
    _ = try StatementFolder(two.path, created: SheetTests.created).write(run)
    for file in files { #expect(try one.bytes(file.name) == two.bytes(file.name), "\(file.name)") }
    let again = try StatementFolder(one.path, created: SheetTests.created).write(run)
    #expect(again.count == files.count && again.allSatisfy(\.wasThere))
  }

  @Test("other files of the same names stay unless they may be replaced")
  func replacing() throws {
    let folder = try ScratchFolder("sheets")
    _ = try SheetTests.write([SheetTests.sheet([1])], folder)
    let before = try folder.bytes("册.xlsx")
    let fault = try SheetTests.fault(folder) {
      try SheetTests.write([SheetTests.sheet([2])], folder)
    }
    guard case .exists(let names) = fault.cause else {
      Issue.record("\(fault)")
      return
    }
    #expect(names == ["册.xlsx", "册.csv"])
    #expect(try folder.bytes("册.xlsx") == before)
    _ = try SheetTests.write([SheetTests.sheet([2])], folder, replacing: true)
    #expect(try folder.bytes("册.xlsx") != before)
    #expect(FileManager.default.names(folder.path) == ["册.csv", "册.xlsx"])
  }

  @Test("a link under a file's name is replaced, not followed")
  func links() throws {
    let folder = try ScratchFolder("sheets")
    let other = try ScratchFolder("elsewhere")
    try other.write("secret", "secret")
    for name in ["册.csv", ".tmp-册.csv"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: other.path("secret"))
    }
    do {
      _ = try SheetTests.write([SheetTests.sheet([1])], folder)
      Issue.record("no fault")
    } catch let fault as StatementFault {
      guard case .exists(["册.csv"]) = fault.cause else {
        Issue.record("\(fault)")
        return
      }
    }
    _ = try SheetTests.write([SheetTests.sheet([1])], folder, replacing: true)
    #expect(try other.bytes("secret") == Array("secret".utf8))
    #expect(FileManager.default.names(folder.path) == ["册.csv", "册.xlsx"])
  }

  @Test("account numbers are for the owner's eyes, names for the group's, figures for all")
  func readers() throws {
    let folder = try ScratchFolder("sheets")
    _ = try StatementFolder(folder.path, created: SheetTests.created)
      .write(SampleRun(notes: 9, seed: 1).run)
    _ = try SheetTests.write([SheetTests.sheet([1])], folder)
    for name in FileManager.default.names(folder.path) {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path(name))[
        .posixPermissions]
      let expected = name.contains("拨付") ? 0o600 : name.hasPrefix("册") ? 0o644 : 0o640
      #expect((mode as? NSNumber)?.intValue == expected, "\(name)")
    }
  }

  @Test("no folder, names that are none, another writer: faults that say so")
  func places() throws {
    let folder = try ScratchFolder("sheets")
    do {
      _ = try StatementFolder(folder.path("none"), created: SheetTests.created).write([])
      Issue.record("no fault")
    } catch {
      guard case .system(ENOENT) = error.cause else {
        Issue.record("\(error)")
        return
      }
      #expect(error.path == folder.path("none"))
    }
    for name in ["a/b", ".hidden", "a\nb", String(repeating: "长", count: 90)] {
      let fault = try SheetTests.fault(folder) {
        try SheetTests.write([SheetTests.sheet([1])], folder, name: name)
      }
      guard case .unwritable = fault.cause else {
        Issue.record("\(fault)")
        return
      }
    }
    for name in ["a/b", "[表]", "a\u{1}b", String(repeating: "长", count: 32), "'表'"] {
      var sheet = SheetTests.sheet([1])
      sheet.name = name
      let fault = try SheetTests.fault(folder) { try SheetTests.write([sheet], folder) }
      guard case .library = fault.cause else {
        Issue.record("\(fault)")
        return
      }
    }
    let inner = Mutex<StatementFault?>(nil)
    let path = folder.path
    var sheet = SheetTests.sheet([])
    sheet.totalLabel = nil
    sheet.rows = SheetRows {
      do throws(StatementFault) {
        _ = try StatementFolder(path, created: SheetTests.created).write([])
      } catch {
        inner.withLock { $0 = error }
      }
      return { nil }
    }
    _ = try SheetTests.write([sheet], folder)
    guard case .busy? = inner.withLock({ $0 })?.cause else {
      Issue.record("the folder is open to two writers")
      return
    }
  }
}
