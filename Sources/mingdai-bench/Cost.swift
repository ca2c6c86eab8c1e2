import Foundation

/// What a piece of work took.
struct Cost {
  /// Wall time.
  var seconds: Double
  /// Processor time of the whole process: on a busy machine the steadier figure.
  var processorSeconds: Double
  /// Processor time of the thread that did the work, without those that helped it.
  var threadSeconds: Double
  /// The largest resident set of the process since the work began, in KiB; 0 where the system
  /// does not tell.
  var peakKiB: Int

  /// Does the work and measures it.
  static func of<Result>(_ work: () throws -> Result) rethrows -> (result: Result, cost: Cost) {
    forgetPeak()
    let clock = ContinuousClock()
    let start = clock.now
    let (process, thread) = (time(CLOCK_PROCESS_CPUTIME_ID), time(CLOCK_THREAD_CPUTIME_ID))
    let result = try work()
    let wall = start.duration(to: clock.now).components
    let cost = Cost(
      seconds: Double(wall.seconds) + Double(wall.attoseconds) / 1e18,
      processorSeconds: time(CLOCK_PROCESS_CPUTIME_ID) - process,
      threadSeconds: time(CLOCK_THREAD_CPUTIME_ID) - thread, peakKiB: peakKiB())
    return (result, cost)
  }

  static func + (a: Cost, b: Cost) -> Cost {
    Cost(
      seconds: a.seconds + b.seconds,
      processorSeconds: a.processorSeconds + b.processorSeconds,
      threadSeconds: a.threadSeconds + b.threadSeconds,
      peakKiB: max(a.peakKiB, b.peakKiB))
  }

  /// Of some costs the one in the middle by wall time, with the peak of the first: later ones
  /// find memory that others have left.
  static func median(_ costs: [Cost]) -> Cost {
    var cost = costs.sorted { $0.seconds < $1.seconds }[costs.count / 2]
    cost.peakKiB = costs[0].peakKiB
    return cost
  }

  private static func time(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Linux: writing 5 to clear_refs begins a new high-water mark.
  private static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func peakKiB() -> Int {
    // Without /proc there is no figure, which is not worth failing for.
    guard let bytes = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first {
      $0.hasPrefix("VmHWM:")
    }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}

/// What the bench is at, on standard error.
enum Progress {
  static func tell(_ text: String) {
    // Where standard error itself is gone there is nobody to tell.
    do { try FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8)) } catch {}
  }
}
