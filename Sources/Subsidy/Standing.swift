/// Why a day is not eligible, in order of precedence: a day to which two apply keeps the first.
/// SUBSIDY §2 (no policy), §3.2 a–f.
public enum Exclusion: UInt8, Hashable, Sendable, CaseIterable, Comparable {
  /// 无适用政策: no regime or no LPR in force. Without one the others cannot be judged.
  case noPolicy
  /// a. 原到期日以后: on or after the original due day, in no documented extension.
  case afterOriginalDue
  /// a. 超过贴息期限: on or after disbursedOn + termMonths, in no documented extension.
  case beyondTerm
  /// b. 逾期.
  case overdue
  /// c. 资格丧失.
  case lostEligibility
  /// d. 超过贴息次数.
  case tooManyUses
  /// e. 已享受其他中央财政贴息.
  case otherSubsidy
  /// f. 已代偿.
  case compensated

  /// The one that takes precedence comes first.
  public static func < (a: Exclusion, b: Exclusion) -> Bool { a.rawValue < b.rawValue }
}

/// How a day stands to the subsidy. SUBSIDY §3.2.
public enum Standing: Hashable, Sendable {
  /// Every condition holds.
  case eligible
  /// Every condition holds, the first by an extension that names its document: computed, but
  /// payable only when the bureau has confirmed the extension.
  case inDocumentedExtension
  /// Not eligible, with the first reason that fits.
  case excluded(Exclusion)

  /// Whether the day is subsidised.
  public var isEligible: Bool {
    if case .excluded = self { return false }
    return true
  }

  /// The reason of an excluded day.
  public var exclusion: Exclusion? {
    if case .excluded(let exclusion) = self { return exclusion }
    return nil
  }
}
