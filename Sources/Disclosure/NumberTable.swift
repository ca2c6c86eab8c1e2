/// A set of numbers other than 0, in an open table: nothing is hashed anew to look at all of them,
/// and adding one that is there already is a look at one place.
struct NumberTable<Number: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable, Sendable {
  /// 0 where nothing is; a power of two of places.
  private var places: [Number] = []
  private(set) var count = 0

  /// An empty set.
  init() {}

  @inline(__always)
  private func place(of number: Number) -> Int {
    let mask = places.count - 1
    // What is alike in its lower digits must not lie together.
    let mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: mixed >> 40) & mask
    while places[place] != 0, places[place] != number { place = (place + 1) & mask }
    return place
  }

  /// Adds a number.
  @inline(__always)
  mutating func insert(_ number: Number) {
    if count * 2 >= places.count { grow() }
    let place = place(of: number)
    guard places[place] == 0 else { return }
    places[place] = number
    count += 1
  }

  /// Whether a number is there.
  func contains(_ number: Number) -> Bool { count > 0 && places[place(of: number)] != 0 }

  /// Whether some number is as wanted.
  func contains(where isWanted: (Number) -> Bool) -> Bool {
    places.contains { $0 != 0 && isWanted($0) }
  }

  /// Adds those of another set.
  mutating func formUnion(_ other: NumberTable) {
    for number in other.places where number != 0 { insert(number) }
  }

  @inline(never)
  private mutating func grow() {
    let old = places
    places = Array(repeating: 0, count: Swift.max(128, old.count * 4))
    for number in old where number != 0 { places[place(of: number)] = number }
  }

  /// The numbers, ascending.
  var sorted: [Number] { places.filter { $0 != 0 }.sorted() }

  static func == (a: NumberTable, b: NumberTable) -> Bool {
    a.count == b.count && a.sorted == b.sorted
  }
  func hash(into hasher: inout Hasher) { hasher.combine(sorted) }
}
