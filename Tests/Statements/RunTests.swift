import Foundation
import Quantities
import Statements
import TestKit
import Testing

/// Figures of a run that contradict each other are not written.
@Suite("Statements of a run") struct RunTests {
  @Test("the files of a run")
  func files() throws {
    let folder = try ScratchFolder("statements")
    let sample = SampleRun(notes: 21, seed: 5)
    let files = try StatementFolder(folder.path, created: SampleRun.created).write(sample.run)
    #expect(
      files.map(\.name).filter { $0.hasSuffix(".xlsx") } == [
        "2026Q1-全部-贴息申请.xlsx", "2026Q1-ZZRCB-贴息申请.xlsx", "2026Q1-PSBC-贴息申请.xlsx",
        "2026Q1-ZZVB-贴息申请.xlsx", "2026Q1-全部-拨付清单.xlsx",
      ])
    #expect(files.map(\.name).sorted() == FileManager.default.names(folder.path))
    let csv = Spreadsheets.rows(
      String(decoding: try folder.bytes("2026Q1-全部-贴息申请-明细表.csv"), as: UTF8.self))
    #expect(csv.count == 22)
    #expect(csv[0].contains("计息·止日") && csv[0].contains("年利率（%）"))
    for (row, cells) in zip(sample.details, csv.dropFirst()) {
      let amounts = [
        row.interest, row.borrowerPart, row.subsidy, row.payable, row.cumulative,
      ]
      #expect(Array(cells[3...5]) == [row.contractNo, row.noteNo, row.amount.description])
      #expect(
        Array(cells[6...9]) == [
          row.disbursedOn.description, row.dueOn.description, row.rate.description,
          row.lpr?.description ?? "",
        ])
      #expect(Array(cells[14...18]) == amounts.map(\.description))
    }
    let accounts = files.map(\.name).filter { name in
      guard name.hasSuffix(".csv"), let bytes = try? folder.bytes(name) else { return false }
      return String(decoding: bytes, as: UTF8.self).contains("622200000000")
    }
    #expect(accounts == ["2026Q1-全部-拨付清单.csv"])
  }

  /// A run with one thing changed, and what the fault must tell.
  private static let changes: [(String, @Sendable (inout StatementRun) -> Void)] = [
    ("a detail too few", { $0.details = StatementRows(Array(sample.details.dropLast())) }),
    (
      "a detail twice",
      { $0.details = StatementRows(sample.details + sample.details.suffix(1)) }
    ),
    (
      "one fen of interest",
      {
        var rows = sample.details
        rows[3].interest += Fen(1)
        $0.details = StatementRows(rows)
      }
    ),
    (
      "one fen moved to the borrower",
      {
        var rows = sample.details
        rows[3].borrowerPart += Fen(1)
        rows[3].subsidy -= Fen(1)
        $0.details = StatementRows(rows)
      }
    ),
    (
      "one fen payable in another bank's note",
      {
        var rows = sample.details
        rows[0].payable += Fen(1)
        rows[rows.count - 1].payable -= Fen(1)
        $0.details = StatementRows(rows)
      }
    ),
    ("application of an unknown bank", { $0.applications[0].bank = "NONE" }),
    ("application in itself", { $0.applications[1].interest += Fen(1) }),
    ("applied", { $0.applications[1].payable += Fen(1) }),
    ("adjusted", { $0.applications[0].adjustment += Fen(1) }),
    ("a share", { $0.shares[0].current.county += Fen(1) }),
    ("a share of an adjustment", { $0.shares[2].adjustment.central -= Fen(1) }),
    ("no shares of a bank", { $0.shares.removeLast() }),
    ("shares twice", { $0.shares.append($0.shares[0]) }),
    (
      "an adjustment",
      {
        var rows = sample.adjustments
        rows[0].after += Fen(1)
        $0.adjustments = StatementRows(rows)
      }
    ),
    (
      "an adjustment lost",
      { $0.adjustments = StatementRows(Array(sample.adjustments.dropFirst())) }
    ),
    (
      "a difference",
      {
        var rows = sample.differences
        rows[0].claimed = nil
        $0.differences = StatementRows(rows)
      }
    ),
    (
      "a payment without account",
      {
        var rows = sample.payments
        rows[1].account = ""
        $0.payments = StatementRows(rows)
      }
    ),
    (
      "a payment not shared",
      {
        var rows = sample.payments
        rows[1].shares.city += Fen(1)
        $0.payments = StatementRows(rows)
      }
    ),
    (
      "a payment of more than is due",
      {
        var rows = sample.payments
        rows[1].amount += Fen(1)
        rows[1].shares.county += Fen(1)
        $0.payments = StatementRows(rows)
      }
    ),
    (
      "a payment of more than is applied for",
      {
        var rows = sample.payments
        rows[1].due += Fen(1)
        rows[1].amount += Fen(1)
        rows[1].shares.county += Fen(1)
        $0.payments = StatementRows(rows)
      }
    ),
    ("a payment lost", { $0.payments = StatementRows(Array(sample.payments.dropLast())) }),
  ]

  private static let sample = SampleRun(notes: 33, seed: 9)

  @Test("one figure that contradicts the others stops everything", arguments: changes.indices)
  func contradictions(_ index: Int) throws {
    let (what, change) = RunTests.changes[index]
    var run = RunTests.sample.run
    change(&run)
    let folder = try ScratchFolder("statements")
    do {
      _ = try StatementFolder(folder.path, created: SampleRun.created).write(run)
      Issue.record("written: \(what)")
    } catch {
      switch error.cause {
      case .contradiction, .sumDiffers, .linesDiffer: break
      default: Issue.record("\(what): \(error)")
      }
    }
    #expect(FileManager.default.names(folder.path).isEmpty, "\(what)")
  }

  @Test("a quarter without any row is a set of empty forms")
  func empty() throws {
    let run = StatementRun(
      bureau: "局", quarter: SampleRun.quarter, knownAt: SampleRun.created,
      banks: SampleRun.banks)
    let folder = try ScratchFolder("statements")
    let files = try StatementFolder(folder.path, created: SampleRun.created).write(run)
    #expect(files.count == 6 + 3 * 5 + 2)
    #expect(files.allSatisfy { $0.lines == 0 })
  }
}
