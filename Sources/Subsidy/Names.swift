// Stable names for derivations, exports and people. Left out of the WebAssembly build, where text
// is the page's work.
#if !hasFeature(Embedded)

  extension Exclusion {
    /// The stable code, for exports and the public data.
    public var code: String {
      switch self {
      case .noPolicy: "NO_POLICY"
      case .afterOriginalDue: "AFTER_ORIGINAL_DUE"
      case .beyondTerm: "BEYOND_TERM"
      case .overdue: "OVERDUE"
      case .lostEligibility: "LOST_ELIGIBILITY"
      case .tooManyUses: "TOO_MANY_USES"
      case .otherSubsidy: "OTHER_SUBSIDY"
      case .compensated: "COMPENSATED"
      }
    }

    /// The reason in officials' words.
    public var reason: String {
      switch self {
      case .noPolicy: "无适用政策"
      case .afterOriginalDue: "超过原到期日"
      case .beyondTerm: "超过贴息期限"
      case .overdue: "逾期"
      case .lostEligibility: "资格丧失"
      case .tooManyUses: "超过贴息次数"
      case .otherSubsidy: "已享受其他中央财政贴息"
      case .compensated: "已代偿"
      }
    }

    /// The paragraph of SUBSIDY that excludes the day.
    public var paragraph: String {
      switch self {
      case .noPolicy: "§2"
      case .afterOriginalDue, .beyondTerm: "§3.2 a"
      case .overdue: "§3.2 b"
      case .lostEligibility: "§3.2 c"
      case .tooManyUses: "§3.2 d"
      case .otherSubsidy: "§3.2 e"
      case .compensated: "§3.2 f"
      }
    }
  }

  extension SubsidyRule {
    /// The name in the policy data, `rule.kind`.
    public var kind: String {
      switch self {
      case .steps: "steps"
      case .shareOfLPR: "shareOfLPR"
      case .aboveLPRMinus: "aboveLPRMinus"
      case .shareOfRate: "shareOfRate"
      }
    }
  }

#endif
