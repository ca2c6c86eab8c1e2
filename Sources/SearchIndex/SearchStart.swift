/// Records whose ordinals and running numbers both rise by one: `(ordinal, count, year, serial)`.
struct NumberRun {
  let ordinal: Int
  let year: Int
  let serial: Int
  private(set) var count = 1

  init(_ record: SearchRecord) {
    ordinal = record.ordinal
    year = record.year
    serial = record.serial
  }

  /// Takes in the record that follows; false when another one follows.
  mutating func take(_ record: SearchRecord) -> Bool {
    guard record.ordinal == ordinal + count, record.year == year,
      record.serial == serial + count
    else { return false }
    count += 1
    return true
  }
}

/// The first file that the search loads: how many records and buckets there are, the record
/// numbers as runs, and the facets with their counts.
struct SearchStart {
  let settings: SearchSettings
  let runs: [NumberRun]
  let buckets: Int
  let parts: Int
  let counts: [[Int]]
  /// Texts of a record beside its name.
  let texts: Int
  let limits: PostingList.Limits
  /// First characters of masked names: only what begins with one may be somebody's full name.
  let surnames: [UInt16]

  var file: SearchFile {
    var script = Script(name: "f/start")
    script.literal(
      "{buckets:\(buckets),parts:\(parts),cards:\(SearchCards.size),texts:\(texts),")
    script.literal(
      "limits:[\(limits.inlineBits),\(limits.fileBits),\(limits.fewFiles),\(limits.fewRecords)],")
    script.literal("office:")
    script.text(settings.office)
    script.literal(",address:")
    script.text(settings.recordAddress)
    script.literal(",surnames:")
    script.text(String(decoding: surnames, as: UTF16.self))
    script.literal(",runs:[")
    for (place, run) in runs.enumerated() {
      script.literal(place > 0 ? "," : "")
      script.literal("[\(run.ordinal),\(run.count),\(run.year),\(run.serial)]")
    }
    script.literal("],\nfacets:[")
    for (place, facet) in settings.facets.enumerated() {
      script.literal(place > 0 ? ",\n{name:" : "\n{name:")
      script.text(facet.name)
      script.literal(",values:[")
      for (value, name) in facet.values.enumerated() {
        if value > 0 { script.literal(",") }
        script.text(name)
      }
      script.literal("],counts:\(counts[place])}".filter { $0 != " " })
    }
    script.literal("]}")
    return script.finish()
  }
}
