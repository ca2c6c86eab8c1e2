/// How many records of people stand out by their published columns: of how few people a record
/// could be, for somebody who knows them (k-anonymity). Told to the bureau at publication.
/// DISCLOSURE §4.
public struct ColumnSharing: Hashable, Sendable {
  /// Some of the columns that somebody may know of a borrower.
  public struct Level: Hashable, Sendable {
    /// The columns, in the words of the site.
    public let columns: [String]
    /// Records with columns that no other record has.
    public let alone: Int
    /// Records that share them with fewer than five in all, those alone included.
    public let few: Int
  }

  /// Records of people: individuals and partnerships.
  public let records: Int
  /// From all columns to few.
  public let levels: [Level]

  /// Fewer than so many is few.
  public static let least = 5

  /// Counts a catalogue's records: one pass and one sorting of 16 bytes a record for each level.
  init(_ rows: CatalogueRows) {
    let all: [SharedColumns] = rows.indices.compactMap { rows.sharedColumns($0) }
    records = all.count
    levels = SharedColumns.levels.map { columns, mask in
      var keys = all.map { $0.masked(by: mask) }
      keys.sort()
      var (alone, few, start) = (0, 0, 0)
      for end in 1..<(keys.count + 1) where end == keys.count || keys[end] != keys[start] {
        let size = end - start
        if size == 1 { alone += 1 }
        if size < ColumnSharing.least { few += size }
        start = end
      }
      return Level(columns: columns, alone: alone, few: few)
    }
  }
}

/// The published columns of a record that others may know, packed: month and town, bank, industry,
/// kind and step of the amount.
struct SharedColumns: Comparable {
  var first: UInt64
  var second: UInt64

  /// Packs the columns of a record.
  init(month: Int32, town: UInt16, bank: UInt16, industry: UInt16, kind: UInt8, amount: Int64) {
    first = UInt64(UInt32(bitPattern: month)) << 32 | UInt64(town) << 16 | UInt64(bank)
    second =
      UInt64(industry) << 32 | UInt64(kind) << 16 | UInt64(SharedColumns.step(ofFen: amount))
  }

  static let levels: [(columns: [String], mask: SharedColumns)] = [
    (["类型", "乡镇", "行业", "放款月份", "银行", "金额档"], SharedColumns(first: .max, second: .max)),
    (
      ["类型", "乡镇", "行业", "放款月份"],
      SharedColumns(first: 0xFFFF_FFFF_FFFF_0000, second: 0x0000_FFFF_FFFF_0000)
    ),
    (["乡镇", "行业"], SharedColumns(first: 0xFFFF_0000, second: 0xFFFF_0000_0000)),
  ]

  /// The steps of an amount: up to 5, 10, 15, 20, 30, 50 万元 and more.
  private static func step(ofFen amount: Int64) -> Int {
    [5, 10, 15, 20, 30, 50].firstIndex { amount <= $0 * 1_000_000 } ?? 6
  }

  private init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  func masked(by mask: SharedColumns) -> SharedColumns {
    SharedColumns(first: first & mask.first, second: second & mask.second)
  }

  static func < (a: SharedColumns, b: SharedColumns) -> Bool {
    a.first == b.first ? a.second < b.second : a.first < b.first
  }
}
