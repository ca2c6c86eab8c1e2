/// Which members of their content pages mark as shown: pages of one kind mark the same, so one that
/// lacks a mark had it removed.
///
/// A member is named with `*` for the places in lists: what one quarter marks, every quarter marks.
struct MarkedNames {
  private struct Pattern: Hashable {
    let kind: LogEntry.Kind
    let unmarked: Set<String>
  }

  private var marked: [LogEntry.Kind: Set<String>] = [:]
  private var pages: [Pattern: [(page: String, record: String)]] = [:]

  mutating func add(_ entry: PageEntry, facts: [PageReader.Fact], page: String) {
    let shown = Set(facts.map(\.path))
    marked[entry.entry.kind, default: []].formUnion(shown.map(Self.general))
    // A text that stands there already, as a business that bears its owner's name, is shown once.
    let texts = Set(facts.map(\.text))
    let unmarked = entry.showable.filter { path in
      !shown.contains(path) && !(entry.fact(path).map(texts.contains) ?? false)
    }
    let pattern = Pattern(kind: entry.entry.kind, unmarked: Set(unmarked.map(Self.general)))
    pages[pattern, default: []].append((page, entry.entry.record))
  }

  /// Members that a page does not mark although another page of its kind does.
  var gaps: [(page: String, record: String, name: String)] {
    pages.flatMap { pattern, found in
      pattern.unmarked.intersection(marked[pattern.kind] ?? []).flatMap { name in
        found.map { (page: $0.page, record: $0.record, name: name) }
      }
    }.sorted { ($0.page, $0.name) < ($1.page, $1.name) }
  }

  /// `quarters/3/payable` as `quarters/*/payable`.
  private static func general(_ path: String) -> String {
    path.split(separator: "/").map { Int($0) == nil ? $0 : "*" }.joined(separator: "/")
  }
}
