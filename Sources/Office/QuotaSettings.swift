public import LoanBook
import StrictJSON

/// How much of a bank's deliveries is received a day. EXCHANGE §1: a brake on a bank's broken
/// program or a stolen login, not a judgement: what is beyond it waits for the next day.
public struct DayQuota: Hashable, Sendable {
  /// Deliveries, whatever became of them.
  public var packages = 2_000
  /// Bytes of everything delivered.
  public var bytes = 20 << 30
  /// Files and folders delivered, and entries that went to quarantine.
  public var files = 100_000

  /// What a busy county never reaches: a delivery every 43 seconds, five packages of the largest
  /// size (4 GiB), twenty of the largest number of files (5 000).
  public init() {}
}

/// The member `quota` of `mingdai.json`.
public struct QuotaSettings: Hashable, Sendable {
  /// For every bank that has none of its own.
  public var everybody = DayQuota()
  /// For single banks.
  public var banks: [PartyCode: DayQuota] = [:]

  /// The defaults.
  public init() {}

  /// What counts for a bank.
  public func of(_ bank: PartyCode) -> DayQuota { banks[bank] ?? everybody }
}

/// A member of a quota: what may be used up.
public enum QuotaMember: String, Hashable, Sendable, CaseIterable {
  case packagesPerDay, bytesPerDay, filesPerDay

  /// Where the figure stands in a quota.
  var place: WritableKeyPath<DayQuota, Int> {
    switch self {
    case .packagesPerDay: \.packages
    case .bytesPerDay: \.bytes
    case .filesPerDay: \.files
    }
  }

  /// What may be set. The upper ends keep sums within 64 bits (``PackageSize``).
  var range: ClosedRange<Int> {
    switch self {
    case .packagesPerDay: 1...1_000_000
    case .bytesPerDay: 1...1 << 50
    case .filesPerDay: 1...1_000_000_000
    }
  }
}

extension QuotaSettings {
  var json: JSONValue {
    let codes = banks.keys.sorted()
    return .object(
      everybody.members + [
        JSONMember(
          "banks", .object(codes.map { JSONMember($0.text, .object(of($0).members)) }))
      ])
  }

  mutating func read(_ reader: inout SettingsReader) {
    everybody = reader.quota(else: everybody)
    reader.within("banks") { banks in
      for name in banks.names {
        // What a bank's own quota leaves out is as for everybody.
        var own = everybody
        banks.within(name) { own = $0.quota(else: everybody) }
        if let code = PartyCode(name) {
          self.banks[code] = own
        } else {
          banks.complain(name, "不是银行代码：应为 4 至 16 位大写字母或数字")
        }
      }
    }
  }
}

extension DayQuota {
  fileprivate var members: [JSONMember] {
    QuotaMember.allCases.map {
      JSONMember($0.rawValue, .integer(Int64(self[keyPath: $0.place])))
    }
  }
}

extension SettingsReader {
  fileprivate mutating func quota(else standard: DayQuota) -> DayQuota {
    var quota = standard
    for member in QuotaMember.allCases {
      if let figure = number(member.rawValue, in: member.range) {
        quota[keyPath: member.place] = figure
      }
    }
    return quota
  }
}
