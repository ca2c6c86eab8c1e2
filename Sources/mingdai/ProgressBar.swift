import Foundation
import Office

/// A progress bar on standard error, only where somebody looks: on a terminal.
final class ProgressBar {
  private let isShown = isatty(2) == 1
  private var last = ""

  var report: ProgressReport {
    { [self] what, done, total in
      guard isShown else { return }
      let text: String
      if let total, total > 0 {
        let full = min(30, done * 30 / total)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 30 - full)
        text = "\(what) \(bar) \(done)/\(total)"
      } else {
        text = "\(what) \(done)"
      }
      guard text != last else { return }
      last = text
      Console.raw("\r\u{1B}[2K\(text)")
    }
  }

  /// Clears the line, so that the result stands alone.
  func finish() {
    guard isShown, !last.isEmpty else { return }
    Console.raw("\r\u{1B}[2K")
  }
}
