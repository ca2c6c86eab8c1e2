import DropBox
import Glibc
import LoanBook
import Policy
import PublicSite
import Quantities
import Sealing
import Subsidy

extension TrialRegime {
  /// A regime in numbers, for 贴息试算.
  init(_ regime: Regime) {
    let kinds = BorrowerKind.allCases.map { kind in
      (kind, Terms(regime[kind], of: regime))
    }
    self.init(
      id: regime.id, title: regime.basis.joined(separator: "、"), from: regime.days.from,
      through: regime.days.to - 1, terms: Dictionary(uniqueKeysWithValues: kinds))
  }
}

extension TrialRegime.Terms {
  fileprivate init(_ terms: KindTerms, of regime: Regime) {
    // SUBSIDY §3.5: the rate cap acts where the regime enforces it, in aboveLPRMinus alone.
    let cap = regime.rateCapEnforced ? regime.rateCapOverLPR : nil
    switch terms.cap {
    case .fixed(let amount):
      self.init(cap: amount, months: terms.termMonths, rule: .init(terms.rule), rateCapOverLPR: cap)
    case .perPartner(_, _, let total):
      self.init(
        cap: regime.cap(for: .partnership, partners: 1), isPerPartner: true, capTotal: total,
        months: terms.termMonths, rule: .init(terms.rule), rateCapOverLPR: cap)
    }
  }
}

extension TrialRegime.Rule {
  fileprivate init(_ rule: SubsidyRule) {
    switch rule {
    case .steps(let fractions): self = .steps(fractions)
    case .shareOfLPR(let fraction): self = .shareOfLPR(fraction)
    case .aboveLPRMinus(let points): self = .aboveLPRMinus(points: points)
    case .shareOfRate(let fraction): self = .shareOfRate(fraction)
    }
  }
}

extension Office {
  /// The arithmetic for browsers, in base64: `calculator.wasm` beside this program, where it was
  /// built (make wasm); nil where it is not.
  static func engine() throws -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    guard length > 0 else {
      throw OfficeRefusal(.fault, "/proc/self/exe", "无法读取", "请检查 /proc 是否可用")
    }
    let program = String(decoding: buffer[..<length], as: UTF8.self)
    let place = program[..<(program.lastIndex(of: "/") ?? program.startIndex)] + "/calculator.wasm"
    return try DurableFile.read(String(place), limit: 1 << 22).map { bytes in
      String(decoding: Base64.encode(bytes), as: UTF8.self)
    }
  }
}
