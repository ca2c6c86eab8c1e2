import Foundation
import Quantities
import TestKit
import Testing

@testable import Statements

/// A disk that takes no more: a typed fault with the path, and nothing left behind.
@Suite("Statements on a full disk") struct DiskTests {
  /// Makes every file of this process end at so many bytes, without killing it.
  private static func bound(_ limit: Int) {
    signal(SIGXFSZ, SIG_IGN)
    var bound = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
    guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound) == 0 else { exit(3) }
  }

  /// Writes a run where no file may grow beyond `limit` bytes, which a program meets like a full
  /// disk, and says what came of it.
  private static func write(limit: Int) throws -> Int32 {
    let folder = try ScratchFolder("full")
    bound(limit)
    do throws(StatementFault) {
      _ = try StatementFolder(folder.path, created: SampleRun.created)
        .write(SampleRun(notes: 1200, seed: 1).run)
      return FileManager.default.names(folder.path).count == 23 ? 0 : 4
    } catch {
      guard error.path.hasPrefix(folder.path) else { return 5 }
      guard FileManager.default.names(folder.path).isEmpty else { return 6 }
      switch error.cause {
      case .system(EFBIG): return 10
      case .incomplete: return 11
      case .library: return 12
      default: return 7
      }
    }
  }

  @Test("files that may not grow: a few bytes, in the middle of the rows, in the archive")
  func limits() async {
    await #expect(processExitsWith: .exitCode(0)) { exit(try DiskTests.write(limit: 100 << 20)) }
    await #expect(processExitsWith: .exitCode(10)) { exit(try DiskTests.write(limit: 1 << 10)) }
    await #expect(processExitsWith: .exitCode(10)) { exit(try DiskTests.write(limit: 60 << 10)) }
    await #expect(processExitsWith: .exitCode(10)) { exit(try DiskTests.write(limit: 300 << 10)) }
  }

  /// The rows reach the disk, the sheet that they are copied into does not: the library says
  /// nothing of it.
  private static func cut() throws -> Int32 {
    let folder = try ScratchFolder("cut")
    let run = SampleRun(notes: 600, seed: 2).run
    let place = StatementFolder(folder.path, created: SampleRun.created, replacing: true)
    _ = try place.write(run)
    let before = FileManager.default.names(folder.path)
    let counts = try DiskTests.counts(folder.path("2026Q1-全部-贴息申请.xlsx"), "sheet2")
    DiskTests.bound(counts.bytes + 100)
    do throws(StatementFault) {
      _ = try place.write(run)
      return 1
    } catch {
      guard FileManager.default.names(folder.path) == before else { return 2 }
      if case .incomplete = error.cause { return 11 }
      return 12
    }
  }

  @Test("a sheet that the library cuts in silence is noticed")
  func cutInSilence() async {
    await #expect(processExitsWith: .exitCode(11)) { exit(try DiskTests.cut()) }
  }

  @Test("a file with a hole, a byte changed, or its end cut is noticed when it is read back")
  func readBack() throws {
    let folder = try ScratchFolder("back")
    _ = try StatementFolder(folder.path, created: SampleRun.created)
      .write(SampleRun(notes: 300, seed: 1).run)
    let whole = try folder.bytes("2026Q1-全部-拨付清单.xlsx")
    let path = folder.path("spoilt")
    let counts = [try DiskTests.counts(folder.path("2026Q1-全部-拨付清单.xlsx"), "sheet1")]
    try SpreadsheetCheck.run(folder.path("2026Q1-全部-拨付清单.xlsx"), counts)
    #expect(throws: StatementFault.self) {
      var other = counts
      other[0].cells += 1
      try SpreadsheetCheck.run(folder.path("2026Q1-全部-拨付清单.xlsx"), other)
    }
    let seed: UInt64 = 4
    var random = SeededRandom(seed: seed)
    for _ in 0..<60 {
      let cut = Int.random(in: 0..<whole.count, using: &random)
      try folder.write("spoilt", Array(whole[..<cut]))
      #expect(throws: StatementFault.self, "cut at \(cut), seed \(seed)") {
        try SpreadsheetCheck.run(path, counts)
      }
    }
    // Every byte of the packed sheet is under its checksum.
    let sheet = try #require(range(of: "xl/worksheets/sheet1.xml", in: whole))
    for _ in 0..<60 {
      var spoilt = whole
      spoilt[Int.random(in: sheet, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try folder.write("spoilt", spoilt)
      #expect(throws: StatementFault.self, "seed \(seed)") {
        try SpreadsheetCheck.run(path, counts)
      }
    }
  }

  /// What a sheet of a good file amounts to.
  private static func counts(_ path: String, _ sheet: String) throws -> SheetCounts {
    let archive = try ZipReader(path)
    while let part = try archive.next() {
      var scan = XMLScan()
      try archive.unpack { scan.read($0) }
      if part == "xl/worksheets/\(sheet).xml" { return scan.counts }
    }
    throw CommandFailed(what: path, message: "no \(sheet)")
  }

  /// The packed bytes of a part: 30 bytes and the name before them, their number at 18.
  private func range(of part: String, in file: [UInt8]) -> Range<Int>? {
    let name = Array(part.utf8)
    guard let start = file.firstRange(of: name)?.lowerBound else { return nil }
    let size = (0..<4).reversed().reduce(0) { $0 << 8 | Int(file[start - 12 + $1]) }
    return start + name.count..<start + name.count + size
  }

  @Test("XML that is cut, nested wrongly or holds a hole is not whole")
  func scan() {
    func isWhole(_ text: String) -> Bool {
      var scan = XMLScan()
      var bytes = Array(text.utf8)
      bytes.withUnsafeMutableBufferPointer { scan.read(UnsafeBufferPointer($0)) }
      return scan.isWhole
    }
    let good = "<?xml version=\"1.0\"?>\n<a b=\"/>\" c='>'><b/><c r=\"A1\"><v>1</v></c></a>"
    #expect(isWhole(good))
    for end in good.indices.dropFirst() { #expect(!isWhole(String(good[..<end]))) }
    for bad in ["<a></a><b></b>", "<a/></a>", "<a><b></a>", "<a>>", "<a>\u{0}</a>", "<a <b></a>"] {
      #expect(!isWhole(bad), "\(bad)")
    }
  }

  @Test("memory does not grow with the rows")
  func memory() async {
    await #expect(processExitsWith: .success) {
      func write(_ rows: Int) -> Bool {
        do {
          let folder = try ScratchFolder("large")
          var sheet = Sheet(
            name: "表", title: "表", office: "局", period: "2026年",
            columns: [
              SheetColumn("名称", .text), SheetColumn("金额", .money), SheetColumn("日", .day),
              SheetColumn("率", .rate), SheetColumn("备注", .longText),
            ], rows: SheetRows([]))
          sheet.isList = true
          sheet.lineCount = rows
          sheet.rows = SheetRows {
            var number = 0
            return {
              number += 1
              guard number <= rows else { return nil }
              return SheetRow([
                .text("借款人\(number)"), .money(Fen(Int64(number))),
                .day(Day(number: 20_000 + Int32(number % 300))), .rate(Rate(ppm: 36_500)),
                .text("备注"),
              ])
            }
          }
          return try StatementFolder(folder.path, created: SampleRun.created)
            .write([SheetBook(name: "大", sheets: [sheet])]).count == 2
        } catch {
          return false
        }
      }
      func peak() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
      }
      guard write(2_000) else { exit(2) }
      let before = peak()
      guard write(30_000) else { exit(3) }
      // 28 000 more rows are 9 MB of XML; in memory they would take several times that.
      exit(peak() - before < 6 << 10 ? 0 : 4)
    }
  }
}
