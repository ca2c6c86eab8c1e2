import Quantities

/// Secret numbers, found by any ten digits that a run shares with one of them. DISCLOSURE §1.
struct SecretNumbers: Sendable {
  /// Digits that must be shared.
  static let window = 10
  /// The shortest number that is looked for at all.
  static let shortest = 7

  private let index: NumberIndex

  private static let kinds: [Leak.Kind] = [.identityNumber, .phone, .account]

  init(_ secrets: Secrets) {
    var index = secrets.numbers
    var new = NumberCollector()
    for number in secrets.identityNumbers { new.add(number, .identityNumber, to: &index) }
    for number in secrets.phones { new.add(number, .phone, to: &index) }
    for number in secrets.accounts { new.add(number, .account, to: &index) }
    new.finish(&index)
    self.index = index
  }

  static func value(_ digits: ArraySlice<UInt8>) -> UInt64 {
    // The length leads, so that short numbers with leading zeros stay apart.
    digits.reduce(digits.count < window ? UInt64(digits.count) : 0) { $0 * 11 + UInt64($1) }
  }

  /// Eleven to the power of nine: the weight of the digit that leaves the window.
  private static let weight: UInt64 = (0..<9).reduce(1) { power, _ in power * 11 }

  /// What a maximal run of digits gives away, or nil; an X that ends it may be a letter.
  func kind(of run: [UInt8]) -> Leak.Kind? {
    if let kind = kind(ofDigits: run[...]) { return kind }
    return run.last == 10 ? kind(ofDigits: run.dropLast()) : nil
  }

  private func kind(ofDigits run: ArraySlice<UInt8>) -> Leak.Kind? {
    if run.count < Self.window { return index.kind(ofShort: Self.value(run)).map(Self.kind) }
    var value = Self.value(run[0..<Self.window])
    var place = Self.window
    while true {
      if let kind = index.kind(ofWindow: value) { return Self.kind(kind) }
      guard place < run.count else { break }
      value = (value - UInt64(run[place - Self.window]) * Self.weight) * 11 + UInt64(run[place])
      place += 1
    }
    return IdentityDigits.contains(Array(run)) ? .validIdentityNumber : nil
  }

  private static func kind(_ place: Int) -> Leak.Kind { kinds[place] }
}

/// Takes secret numbers one by one into a ``NumberIndex``, many at a time.
public struct NumberCollector {
  /// What sort of number it is.
  public enum Kind: Int, Sendable {
    case identityNumber, phone, account
  }

  private var waiting: [UInt64] = []
  private static let atOnce = 1 << 22

  /// Waits for numbers.
  public init() {}

  /// Adds a number, an identity number in both its forms; what stands between digits is passed
  /// over.
  public mutating func add(_ number: String, _ kind: Kind, to index: inout NumberIndex) {
    addForm(number, kind, to: &index)
    if kind == .identityNumber, let other = IdentityDigits.otherForm(of: number) {
      addForm(other, kind, to: &index)
    }
  }

  private mutating func addForm(_ number: String, _ kind: Kind, to index: inout NumberIndex) {
    var digits: [UInt8] = []
    digits.reserveCapacity(number.utf8.count)
    for scalar in number.unicodeScalars {
      let word = Folding.word(scalar.value)
      if word & Folding.digit != 0 { digits.append(Folding.value(word)) }
    }
    if digits.count < SecretNumbers.window {
      if digits.count >= SecretNumbers.shortest {
        index.addShort(SecretNumbers.value(digits[...]), kind: kind.rawValue)
      }
      return
    }
    for start in 0...(digits.count - SecretNumbers.window) {
      let value = SecretNumbers.value(digits[start..<start + SecretNumbers.window])
      waiting.append(NumberIndex.entry(value, kind: kind.rawValue))
    }
    if waiting.count >= Self.atOnce { finish(&index) }
  }

  /// Adds what still waits.
  public mutating func finish(_ index: inout NumberIndex) {
    index.add(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}

/// Identity numbers that nobody told us of, known by their form.
///
/// GB 11643.
enum IdentityDigits {
  /// Whether a run is a valid 15-digit number, or holds a valid 18-digit one.
  static func contains(_ run: [UInt8]) -> Bool {
    if run.count == 15 { return isOld(run) }
    guard run.count >= 18 else { return false }
    return (0...(run.count - 18)).contains { isNew(run[$0..<$0 + 18]) }
  }

  /// A person's number in the old form of 15 digits, or in the new one of 18; nil when it has none:
  /// the old form is of people born in the twentieth century.
  static func otherForm(of number: String) -> String? {
    let digits = Array(number.utf8)
    if digits.count == 18, digits[6...7].elementsEqual("19".utf8) {
      return String(decoding: digits[..<6] + digits[8..<17], as: UTF8.self)
    }
    guard digits.count == 15, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let new = digits[..<6] + Array("19".utf8) + digits[6...]
    let sum = zip(weights, new).reduce(0) { $0 + $1.0 * Int($1.1 - 0x30) }
    return String(decoding: new, as: UTF8.self)
      + (checks[sum % 11] == 10 ? "X" : "\(checks[sum % 11])")
  }

  private static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
    52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91,
  ]
  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checks = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2]

  private static func isOld(_ run: [UInt8]) -> Bool {
    guard !run.contains(10) else { return false }
    let year = 1900 + number(run[6..<8])
    return provinces.contains(number(run[0..<2]))
      && isDate(year, number(run[8..<10]), number(run[10..<12]))
  }

  private static func isNew(_ slice: ArraySlice<UInt8>) -> Bool {
    let digits = Array(slice)
    guard !digits[0..<17].contains(10), provinces.contains(number(digits[0..<2])),
      (1880...2099).contains(number(digits[6..<10])),
      isDate(number(digits[6..<10]), number(digits[10..<12]), number(digits[12..<14]))
    else { return false }
    let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * Int($1.1) }
    return checks[sum % 11] == Int(digits[17])
  }

  private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    Day(year: year, month: month, day: day) != nil
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1) }
  }
}
