import DropBox
import Foundation

/// SIGTERM, SIGINT and SIGHUP as a request to end.
///
/// A plain handler, in force from the moment it is set: a signal source of Dispatch is set up in
/// the background, and a signal that comes meanwhile is lost. The handler does what a handler may:
/// an atomic exchange and a write of one byte.
enum StopSignals {
  nonisolated(unsafe) private static var request: StopRequest?

  /// Lets the signals make a request, for the rest of the process.
  static func ask(_ stop: StopRequest) {
    request = stop
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { _ in StopSignals.request?.make() }
    }
    // Whoever started us may have handed down a mask that holds them back.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
