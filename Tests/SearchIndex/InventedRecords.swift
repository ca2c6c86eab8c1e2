import TestKit

@testable import SearchIndex

/// Records of few, unevenly frequent characters, so that a small index has every kind of entry.
struct InventedRecords {
  let records: [SearchRecord]

  static let settings = SearchSettings(
    office: "ZEZHOU", recordAddress: "record/{year}/{hundred}xx/{number}.html",
    facets: [
      SearchFacet(name: "年份", values: ["2025", "2026"]),
      SearchFacet(name: "乡镇", values: ["甲镇", "乙镇", "丙镇", "无人镇"]),
      SearchFacet(name: "银行", values: ["子银行", "丑银行"]),
    ])

  /// `gap`: every so many ordinals one is missing, as after a withdrawal.
  init(count: Int, seed: UInt64, gap: Int = 0) {
    var random = SeededRandom(seed: seed)
    let common = Array("水果店养殖加工（个体）村镇大河沟")
    let rare = Array("䶮𬭊ＡＢc3é·×|⟨\"\\和平顺达宏泰")
    func below18(_ random: inout SeededRandom) -> Int { Int.random(in: 0..<18, using: &random) }
    func word(_ length: Int, _ random: inout SeededRandom) -> String {
      String(
        (0..<length).map { _ in
          Int.random(in: 0..<12, using: &random) == 0
            ? rare.randomElement(using: &random) ?? "和"
            : common[min(common.count - 1, below18(&random), below18(&random))]
        })
    }
    records = (0..<count).compactMap { ordinal in
      if gap > 0, ordinal % gap == gap - 1 { return nil }
      let isOld = ordinal < count / 3
      let town = Int.random(in: 0..<3, using: &random)
      // Two of three towns have a bank of their own.
      let bank = town < 2 ? town : Int.random(in: 0..<2, using: &random)
      return SearchRecord(
        ordinal: ordinal, year: isOld ? 2025 : 2026,
        serial: isOld ? ordinal + 1 : ordinal - count / 3 + 1,
        name: "王李张刘".randomElement(using: &random).map { "\($0)*" + word(1, &random) } ?? "",
        texts: [
          "泽州县" + word(Int.random(in: 1...7, using: &random), &random),
          Int.random(in: 0..<2, using: &random) == 0 ? "" : word(5, &random),
        ],
        shown: ["5 万元", "2026年1月", "在贷"],
        facets: [isOld ? 0 : 1, town, bank])
    }
  }

  /// The text that is searched, name and texts each between their marks.
  static func text(_ record: SearchRecord) -> [UInt16] {
    ([record.name] + record.texts.filter { !$0.isEmpty }).reduce(into: [SearchFold.start]) {
      $0 += SearchFold.units($1) + [SearchFold.end]
    }
  }

  /// Limits by which lists of some hundred records are long ones.
  static let tight = PostingList.Limits(
    inlineBits: 300, fileBits: 256, fewFiles: 1, fewRecords: 150)

  /// Every file of the index without the cards.
  static func files(
    _ records: [SearchRecord], _ limits: PostingList.Limits = PostingList.Limits()
  ) -> [SearchFile] {
    var index = SearchIndex(settings, limits)
    for record in records { index.add(record) }
    var files: [SearchFile] = []
    for part in 0..<SearchIndex.parts(records: records.count) {
      for piece in 0..<SearchIndex.pieces { files += index.files(part: part, piece: piece) }
    }
    index.writeFrame { files.append($0) }
    return files
  }
}
