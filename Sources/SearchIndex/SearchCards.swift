/// Result cards of records that follow one another, in one file.
///
/// `mingdaiShard("c/0/12",[["张*英","水果店","","20 万元","2026-03","在贷",5,2,0,1,3],0,…])`: name,
/// texts, what is only shown, facets; 0 for an ordinal without a record.
public enum SearchCards {
  /// Ordinals in a file: twenty hits are mostly in twenty files, and each costs a reader its size.
  public static let size = 8

  /// The file that holds the card of a record: its bytes depend on that file's records only.
  public static func number(of ordinal: Int) -> Int { ordinal / size }

  /// The number of the folder that holds the file, 32 of them: where one changes, so many are
  /// linked again.
  public static func folder(of ordinal: Int) -> Int { number(of: ordinal) >> 5 }

  /// The file of a number, from its records in ascending order.
  public static func file(_ number: Int, _ records: some Sequence<SearchRecord>) -> SearchFile {
    var script = Script(name: "c/\(number >> 5)/\(number)")
    script.literal("[")
    var next = number * size
    for record in records {
      precondition(
        next <= record.ordinal && record.ordinal < (number + 1) * size, "a record of this file")
      while next < record.ordinal {
        script.literal("0,\n")
        next += 1
      }
      card(record, &script)
      next += 1
      if next < (number + 1) * size { script.literal(",\n") }
    }
    script.literal("]")
    return script.finish()
  }

  private static func card(_ record: SearchRecord, _ script: inout Script) {
    script.literal("[")
    script.text(record.name)
    for text in record.texts + record.shown {
      script.literal(",")
      script.text(text)
    }
    for value in record.facets { script.literal(",\(value)") }
    script.literal("]")
  }
}
