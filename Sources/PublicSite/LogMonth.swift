import OpenData
import Quantities

/// A month of the log: the places of what was published in it.
///
/// The log only grows, so a month that is over keeps its places, and with them all that is said of
/// it. Where the day of publication once went backwards the entries stay with their neighbours.
struct LogMonth: Sendable {
  /// `2026-03`.
  let code: String
  let places: Range<Int64>

  /// Places of the log in one file of changes: a full one is never written again.
  static let part: Int64 = 10_000

  /// The ranges of its files.
  var parts: [Range<Int64>] {
    stride(from: places.lowerBound, to: places.upperBound, by: Int(LogMonth.part)).map {
      $0..<min($0 + LogMonth.part, places.upperBound)
    }
  }

  /// Its files, with the places that each tells of.
  var files: [(file: DataFile, places: Range<Int64>)] {
    parts.enumerated().flatMap { index, places in
      [DataFile.Form.csv, .jsonl].map { (.changes(code, part: index + 1, $0), places) }
    }
  }

  /// Whether nothing can be added to it on a day or later.
  func isOver(on day: Day) -> Bool { code < day.description.prefix(7) }

  /// What all that is said of it is made from.
  var stamp: Stamp {
    Stamp.of { builder in
      builder.add(code)
      builder.add(UInt64(places.lowerBound))
      builder.add(UInt64(places.upperBound))
    }
  }

  /// The months of a log, ascending: their ends are found by halving, so that of a million entries
  /// few are read.
  static func all(of source: any SiteSource) throws -> [LogMonth] {
    var months: [LogMonth] = []
    var start: Int64 = 0
    while start < source.logSize {
      let code = try month(at: start, source)
      var (low, high) = (start + 1, source.logSize)
      if high > low, try month(at: high - 1, source) <= code { low = high }
      while low < high {
        let middle = (low + high) / 2
        if try month(at: middle, source) > code { high = middle } else { low = middle + 1 }
      }
      months.append(LogMonth(code: code, places: start..<low))
      start = low
    }
    return months
  }

  private static func month(at place: Int64, _ source: any SiteSource) throws -> String {
    String(try source.day(at: place).description.prefix(7))
  }
}
