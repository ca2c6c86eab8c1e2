import Disclosure
import Foundation
import OpenData
import PublicSite
import Quantities
import StrictJSON
import SyntheticCounty
import TestKit
import Testing

@Suite("Open data")
struct OpenDataTests {
  /// A site's data files for an invented county, written as a publication writes them.
  struct Site {
    let folder: ScratchFolder
    let county: SyntheticCounty
    let records: [PublicRecord]
    let facts: [DataFileFacts]
    /// The rows of each file, without its header.
    let rows: [DataFile: Int]

    init(count: Int, masking: MaskingPolicy = MaskingPolicy()) throws {
      folder = try ScratchFolder("opendata")
      county = SyntheticCounty(count: count)
      records = county.candidates.map(masking.disclose)
      let years = Set(records.map(\.number.year)).sorted()
      try FileManager.default.createDirectory(
        at: folder.url("data"), withIntermediateDirectories: true)
      var facts: [DataFileFacts] = []
      var counts: [DataFile: Int] = [:]
      let changes = [DataFile.Form.csv, .jsonl].enumerated().map {
        DataFile.changes("2026-03", part: $0 + 1, $1)
      }
      for file in DataFile.all(years: years) + changes {
        var bytes = file.start
        var rows = 0
        if file == .runs {
          for run in county.input().runs { bytes += RunRows.row(run) }
          rows = county.input().runs.count
        } else if file.month != nil {
          for record in records {
            let row = ChangeRow(
              record: record.number.description, revision: record.revision,
              day: record.publishedOn, change: .first)
            bytes += file.form == .csv ? row.row : row.line
          }
          rows = records.count
        } else {
          for record in records where file.year == nil || file.year == record.number.year {
            let of = RecordRows(record)
            switch (file.table, file.form) {
            case ("records", .csv): bytes += of.records
            case ("subsidies", _):
              bytes += of.subsidies
              rows += record.quarters.count - 1
            default: bytes += of.line
            }
            rows += 1
          }
        }
        try folder.write(file.path, bytes)
        facts.append(
          DataFileFacts(
            file: file, bytes: bytes.count, sha256: try Site.sum(folder, file)))
        counts[file] = rows
      }
      self.facts = facts
      rows = counts
      let package = DataPackage(
        county: "泽州县", publisher: "泽州县人力资源和社会保障局", builtOn: county.builtOn, files: facts)
      try folder.write(DataPackage.path, package.json)
      try folder.write(DataPackage.dictionaryPath, DataPackage.dictionary)
      try folder.write(
        DataPackage.sumsPath, DataPackage.sums(facts.map { ($0.file.path, $0.sha256) }))
    }

    private static func sum(_ folder: ScratchFolder, _ file: DataFile) throws -> String {
      let outcome = try Command.run("sha256sum", [folder.path(file.path)])
      return String(outcome.text.prefix(64))
    }
  }

  @Test("the package, its schemas, keys, sums and sizes are valid by frictionless")
  func frictionless() throws {
    guard let python = PythonTools.python(having: "frictionless") else { return }
    let site = try Site(count: 400)
    let script = """
      import json, sys
      from frictionless import Package, validate
      report = validate(sys.argv[1])
      for task in report.tasks:
          print(task.name, task.valid, task.stats.get("rows"), [e.message for e in task.errors][:3])
      print("VALID" if report.valid else "INVALID", [e.message for e in report.errors])
      """
    let outcome = try Command.run(python, ["-c", script, site.folder.path(DataPackage.path)])
    #expect(outcome.text.contains("\nVALID []"), "\(outcome.text) \(outcome.message)")
    let lines = outcome.text.split(separator: "\n")
    for fact in site.facts where fact.file.form == .csv {
      let rows = try #require(site.rows[fact.file])
      #expect(
        lines.contains { $0.hasPrefix("\(fact.file.name) True \(rows) ") },
        "\(fact.file.name): \(rows) rows; \(outcome.text)")
    }
  }

  @Test("frictionless finds a changed cell, a missing record and an altered file")
  func frictionlessFinds() throws {
    guard let python = PythonTools.python(having: "frictionless") else { return }
    let site = try Site(count: 60)
    let path = DataFile.records().path
    let lines = String(decoding: try site.folder.bytes(path), as: UTF8.self)
      .components(separatedBy: "\r\n")
    try site.folder.write(path, Array((lines[0...1] + lines[3...]).joined(separator: "\r\n").utf8))
    let script = """
      import sys
      from frictionless import validate
      report = validate(sys.argv[1])
      errors = report.errors + [e for t in report.tasks for e in t.errors]
      print(sorted({e.type for e in errors}))
      """
    let outcome = try Command.run(python, ["-c", script, site.folder.path(DataPackage.path)])
    #expect(outcome.text.contains("hash-count"), "\(outcome.text) \(outcome.message)")
    #expect(outcome.text.contains("foreign-key"), "\(outcome.text) \(outcome.message)")
  }

  @Test("sha256sum -c reads the sums")
  func sums() throws {
    let site = try Site(count: 30)
    let outcome = try Command.run(
      "sha256sum", ["--strict", "-c", "SHA256SUMS"], in: site.folder.url("data"))
    #expect(outcome.status == 0, "\(outcome.text) \(outcome.message)")
    #expect(outcome.text.split(separator: "\n").count == site.facts.count)
  }

  @Test("every column of every table stands in the dictionary with title and meaning")
  func dictionary() throws {
    let rows = String(decoding: DataPackage.dictionary, as: UTF8.self)
      .components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
    let columns = DataTable.all.flatMap { table in table.fields.map { (table, $0) } }
    #expect(rows.count == columns.count)
    for (row, (table, field)) in zip(rows, columns) {
      #expect(row.hasPrefix("\(table.name),\(table.title),\(field.name),"))
      #expect(!field.title.isEmpty && !field.meaning.isEmpty, "\(field.name)")
      #expect(field.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
    }
  }

  @Test("natural persons are masked in bulk even where their pages show them in full")
  func masked() throws {
    let site = try Site(
      count: 200, masking: MaskingPolicy(individuals: .full, partnerships: .full))
    let files = try site.facts.map {
      String(decoding: try site.folder.bytes($0.file.path), as: UTF8.self)
    }
    for candidate in site.county.candidates where candidate.kind != .enterprise {
      #expect(
        !files.contains { $0.contains(",\(candidate.applicantName),") }, "a full name in bulk")
    }
    #expect(files[0].contains(",true,INDIVIDUAL,"))
  }

  @Test("CSV and JSON Lines tell the same, and the sums of subsidies agree")
  func agree() throws {
    let site = try Site(count: 150)
    let lines = try site.folder.bytes(DataFile.lines().path).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == site.records.count)
    for (line, record) in zip(lines, site.records) {
      let json = try JSONNode.parse(Array(line), limits: .exchange).value
      #expect(json.canonical() == Array(line), "the line is canonical JSON")
      #expect(json["record"] == .string(record.number.description))
      #expect(json["subsidy"] == .string(record.subsidySoFar.description))
      guard case .array(let quarters)? = json["subsidies"] else {
        Issue.record("no quarters")
        continue
      }
      let sum = quarters.reduce(Fen.zero) { sum, quarter in
        guard case .string(let text)? = quarter["payable"], let fen = Fen(text) else { return sum }
        return sum + fen
      }
      #expect(sum == record.subsidySoFar)
      #expect(
        RecordRows(record).subsidies.split(separator: UInt8(ascii: "\n")).count == quarters.count)
    }
  }

  @Test("LibreOffice opens the table with the right characters and as many rows")
  func libreOffice() throws {
    guard (try Command.run("soffice", ["--version"])).status == 0 else {
      print("open data: no LibreOffice; what it shows is not tested")
      return
    }
    let site = try Site(count: 20)
    let outcome = try Command.run(
      "timeout",
      [
        "-k", "10", "120", "soffice",
        "-env:UserInstallation=\(site.folder.url("profile").absoluteString)",
        "--headless", "--norestore", "--infilter=CSV:44,34,76,1", "--convert-to", "html",
        "--outdir", site.folder.path,
        site.folder.path(DataFile.records().path),
      ])
    #expect(outcome.status == 0, "\(outcome.message)")
    let shown = String(decoding: try site.folder.bytes("records.html"), as: UTF8.self)
    #expect(!shown.contains("\u{FEFF}record"), "the mark of the encoding is no part of the header")
    for record in site.records {
      #expect(shown.contains(record.number.description))
      #expect(shown.contains(record.town.name))
    }
  }
}
