public import Quantities

/// The percentages in which payers share a subsidy; they sum to 100. SUBSIDY §3.6.
public struct Sharing: Hashable, Sendable {
  /// Whole percent of the central budget.
  public let central: Int
  /// Whole percent of the province.
  public let province: Int
  /// Whole percent of the city.
  public let city: Int
  /// Whole percent of the county.
  public let county: Int

  /// Makes a sharing, or nil when a percentage is negative or the sum is not 100.
  public init?(central: Int = 0, province: Int = 0, city: Int = 0, county: Int = 0) {
    guard central >= 0, province >= 0, city >= 0, county >= 0,
      central + province + city + county == 100
    else { return nil }
    self.init(unchecked: (central, province, city, county))
  }

  private init(unchecked percent: (Int, Int, Int, Int)) {
    (central, province, city, county) = percent
  }

  /// The county's alone, as for category 99. SUBSIDY §3.6.
  public static let countyAlone = Sharing(unchecked: (0, 0, 0, 100))

  /// The whole percent of one payer.
  public subscript(payer: Payer) -> Int {
    switch payer {
    case .central: central
    case .province: province
    case .city: city
    case .county: county
    }
  }

  /// Shares of a line's quarterly subsidy (not negative): each payer's percent rounded half up,
  /// the county gets the remainder.
  public func shares(of subsidy: Fen) -> Shares {
    func part(_ percent: Int) -> Fen {
      ExactFen(numerator: Int128(subsidy.value) * Int128(percent), denominator: 100).rounded
    }
    let (central, province, city) = (part(central), part(province), part(city))
    return Shares(
      central: central, province: province, city: city,
      county: subsidy - central - province - city)
  }
}
