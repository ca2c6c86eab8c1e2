import LoanBook
import Quantities
import Subsidy

/// Lets the notes of one contract share its cap. SUBSIDY §3.3.
enum ContractCaps {
  /// Lowers the caps of each case by what the earlier ones use up.
  ///
  /// `cases` stand in order of disbursedOn, then noteNo. Each note has the cap of its own regime;
  /// a note without applicable policy has none and uses up nothing.
  static func share(among cases: inout [SubsidyCase]) {
    var subsidised: [Timeline<Fen>] = []
    var locallySubsidised: [Timeline<Fen>] = []
    for index in cases.indices {
      let note = cases[index]
      guard var terms = note.terms else { continue }
      terms.cap = remaining(of: terms.cap, beside: subsidised)
      let used = SharedCap.subsidised(note.balance, from: note.disbursedOn, under: terms.cap)
      if let localCap = terms.localCap {
        let left = remaining(of: localCap, beside: locallySubsidised)
        terms.localCap = left
        locallySubsidised.append(
          SharedCap.subsidised(note.balance, from: note.disbursedOn, under: left))
      } else {
        locallySubsidised.append(used)
      }
      subsidised.append(used)
      cases[index].terms = terms
    }
  }

  /// A regime's cap is one amount until it is shared, so its first value is all of it.
  private static func remaining(
    of cap: Timeline<Fen>, beside earlier: [Timeline<Fen>]
  ) -> Timeline<Fen> {
    earlier.isEmpty ? cap : SharedCap.remaining(of: cap.first, beside: earlier)
  }
}
