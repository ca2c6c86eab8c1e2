/// Who pays the subsidy. SUBSIDY §3.6.
public enum Payer: String, Hashable, Sendable, CaseIterable {
  /// 中央财政.
  case central
  /// 省级财政.
  case province
  /// 市级财政.
  case city
  /// 县级财政: takes what rounding leaves.
  case county
}

/// What each payer bears. The sum is exactly what was shared.
public struct Shares: Hashable, Sendable {
  /// Of the central budget.
  public var central: Fen
  /// Of the province.
  public var province: Fen
  /// Of the city.
  public var city: Fen
  /// Of the county: takes what rounding leaves, so it may be −0.01.
  public var county: Fen

  /// Makes shares.
  public init(
    central: Fen = .zero, province: Fen = .zero, city: Fen = .zero, county: Fen = .zero
  ) {
    self.central = central
    self.province = province
    self.city = city
    self.county = county
  }

  /// The share of one payer.
  public subscript(payer: Payer) -> Fen {
    switch payer {
    case .central: central
    case .province: province
    case .city: city
    case .county: county
    }
  }

  /// Nothing.
  public static let zero = Shares()

  /// The sum of all shares.
  public var total: Fen { central + province + city + county }

  /// Shares added payer by payer, for totals.
  public static func + (a: Shares, b: Shares) -> Shares {
    Shares(
      central: a.central + b.central, province: a.province + b.province, city: a.city + b.city,
      county: a.county + b.county)
  }

  /// The shares of an adjustment: shares(new) − shares(old). SUBSIDY §3.6.
  public static func - (a: Shares, b: Shares) -> Shares {
    Shares(
      central: a.central - b.central, province: a.province - b.province, city: a.city - b.city,
      county: a.county - b.county)
  }
}
