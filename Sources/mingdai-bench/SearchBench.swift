import Foundation
import SearchIndex
import SiteAssets

/// Builds the search of an invented county, all of it and then again with a hundred records
/// changed, and leaves it in a folder that Tests/SearchIndex/search.py and against_pagefind.py can
/// measure.
struct SearchBench {
  let folder: String
  let records: Int
  let seed: UInt64

  /// Files, bytes by kind, and a checksum of each file by path.
  private struct Tally {
    var files: [String: Int] = [:]
    var bytes: [Substring: Int] = [:]

    mutating func add(_ file: SearchFile) {
      var hasher = Hasher()
      hasher.combine(bytes: file.bytes.withUnsafeBytes { UnsafeRawBufferPointer($0) })
      files[file.path] = hasher.finalize()
      let kind = file.path.dropFirst("search/".count).prefix(1)
      bytes[kind, default: 0] += file.bytes.count
    }
  }

  func run(_ report: inout BenchReport) throws {
    let name = "search, \(records) records"
    var folders: Set<Substring> = []
    try write(SiteAssets.searchScript, "assets/search.js", &folders)
    let (first, cost) = try Cost.of {
      try build(changed: []) { try write($0.bytes, $0.path, &folders) }
    }
    report.add("\(name), files", Double(first.files.count), "files")
    report.add("\(name), bytes of cards", Double(first.bytes["c"] ?? 0), "B")
    report.add(
      "\(name), bytes of the index", Double((first.bytes["p"] ?? 0) + (first.bytes["f"] ?? 0)), "B")
    report.add("\(name), built and written", cost)
    let (_, bare) = Cost.of { build(changed: []) { _ in } }
    report.add("\(name), built", bare, count: records, of: "records")
    let step = max(1, records / 100)
    let changed = Set(stride(from: 0, to: records, by: step))
    let (second, again) = Cost.of { build(changed: changed) { _ in } }
    report.add("\(name), built with \(changed.count) changed", again)
    let differing = second.files.count { first.files[$0.key] != $0.value }
    report.add("\(name), files changed then", Double(differing), "files")
  }

  /// Makes every file; in `changed` records the project has another name.
  private func build<E>(
    changed: Set<Int>, _ sink: (SearchFile) throws(E) -> Void
  ) throws(E) -> Tally {
    var county = SearchCounty(count: records, seed: seed)
    var index = SearchIndex(SearchCounty.settings)
    var tally = Tally()
    func take(_ file: SearchFile) throws(E) {
      tally.add(file)
      try sink(file)
    }
    var cards: [SearchRecord] = []
    for ordinal in 0..<records {
      var record = county.record(ordinal)
      if changed.contains(ordinal) { record.texts[0] += "改造" }
      index.add(record)
      cards.append(record)
      if cards.count == SearchCards.size || ordinal == records - 1 {
        try take(SearchCards.file(SearchCards.number(of: ordinal), cards))
        cards = []
      }
    }
    for part in 0..<SearchIndex.parts(records: records) {
      for piece in 0..<SearchIndex.pieces {
        for file in index.files(part: part, piece: piece) { try take(file) }
      }
    }
    try index.writeFrame { file throws(E) in try take(file) }
    return tally
  }

  /// Plain open, write, close: what is measured is the index.
  private func write(_ bytes: [UInt8], _ path: String, _ known: inout Set<Substring>) throws {
    let whole = folder + "/" + path
    if known.insert(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]).inserted {
      try FileManager.default.createDirectory(
        atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    }
    let file = open(whole, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw BenchFault("\(whole) cannot be written") }
    defer { close(file) }
    let written = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw BenchFault("\(whole) was written in part only") }
  }
}
