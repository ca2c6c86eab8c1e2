import Foundation
import Quantities
import TestKit
import Testing

@testable import Statements

/// Amounts on their way into a cell, and in words.
@Suite("Amounts in cells") struct NumberTests {
  /// What a spreadsheet shows with two decimals of the number that the file holds: printed with 16
  /// digits, as the library does, and read back.
  private func shown(_ value: Double, decimals: Int) throws -> String {
    let inFile = String(format: "%.16G", value)
    return String(format: "%.\(decimals)f", try #require(Double(inFile)))
  }

  @Test("no fen is lost up to the largest amount")
  func exact() throws {
    let seed: UInt64 = 20_260_321
    var random = SeededRandom(seed: seed)
    var amounts: [Int64] = [0, 1, 9, 10, 99, 995, 1_000_000_000_000_0, CellNumber.limit]
    for digits in 1...14 {
      let top = Int64(pow(10.0, Double(digits)).rounded())
      amounts += (1...60).map { top - $0 }
      amounts += (0..<4000).map { _ in Int64.random(in: 0..<top, using: &random) }
    }
    for amount in amounts {
      for fen in [Fen(amount), Fen(-amount)] where fen.value != 0 || amount == 0 {
        #expect(
          try shown(CellNumber.yuan(fen), decimals: 2) == fen.description, "\(fen) seed \(seed)")
        #expect(
          try shown(CellNumber.tenThousandYuan(fen), decimals: 6)
            == CellNumber.tenThousandText(fen), "\(fen) seed \(seed)")
      }
    }
  }

  @Test("days are counted as spreadsheets count them")
  func days() throws {
    let table: [(String, Double?)] = [
      ("1900-03-01", 61), ("1970-01-01", 25_569), ("2025-12-21", 46_012), ("2026-03-20", 46_101),
      ("1900-02-28", nil),
    ]
    for (day, serial) in table {
      #expect(CellNumber.serial(try #require(Day(day))) == serial, "\(day)")
    }
  }

  /// The first seven are the examples of the rules themselves (支付结算办法, 附一), in the form
  /// with one 零 fewer where they allow two.
  @Test(
    "amounts in formal characters",
    arguments: [
      (140_950, "人民币壹仟肆佰零玖元伍角整"),
      (600_714, "人民币陆仟零柒元壹角肆分"),
      (168_032, "人民币壹仟陆佰捌拾元叁角贰分"),
      (10_700_053, "人民币壹拾万柒仟元伍角叁分"),
      (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
      (32_504, "人民币叁佰贰拾伍元零肆分"),
      (0, "人民币零元整"),
      (1, "人民币壹分"),
      (10, "人民币壹角整"),
      (100, "人民币壹元整"),
      (1_000, "人民币壹拾元整"),
      (10_010, "人民币壹佰元壹角整"),
      (1_000_000, "人民币壹万元整"),
      (1_000_100, "人民币壹万零壹元整"),
      (1_010_000, "人民币壹万零壹佰元整"),
      (10_001_000, "人民币壹拾万零壹拾元整"),
      (10_000_000_000, "人民币壹亿元整"),
      (10_000_000_100, "人民币壹亿零壹元整"),
      (10_001_000_000, "人民币壹亿零壹万元整"),
      (10_010_000_000, "人民币壹亿零壹拾万元整"),
      (100_000_000_000, "人民币壹拾亿元整"),
      (-30_000, "人民币负叁佰元整"),
      (99_999_999_999_999, "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ] as [(Int64, String)])
  func words(_ fen: Int64, _ words: String) {
    #expect(FormalAmount.words(Fen(fen)) == words)
  }

  @Test("columns are lettered, and cut into stretches that cover all of them")
  func grid() throws {
    #expect(
      [0, 25, 26, 51, 52, 701, 702].map(SheetGrid.letters) == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
      ])
    for count in 1...24 {
      let sheet = Sheet(
        name: "表", title: "", office: "", period: "",
        columns: (0..<count).map { SheetColumn("\($0)", $0 % 3 == 0 ? .longText : .count) },
        rows: SheetRows([]))
      let grid = SheetGrid(sheet)
      for parts in 1...6 {
        guard let stretches = grid.split(parts) else {
          #expect(parts > count + 1)
          continue
        }
        #expect(stretches.count == parts)
        #expect(stretches.flatMap { Array($0) } == Array(0...count), "\(count) in \(parts)")
      }
      let words = ["编制单位：局", "2026年第一季度（2025年12月21日至2026年3月20日）", "单位：元"]
      if let parts = grid.split(for: words) {
        #expect(parts.flatMap { Array($0) } == Array(0...count), "\(count)")
        #expect(grid.width(parts[1]) > 48)
      } else {
        #expect(count < 6)
      }
    }
  }
}
