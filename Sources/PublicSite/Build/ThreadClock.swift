import Glibc

/// The processor time of the running thread, to tell what the parts of a build cost. Nothing of it
/// reaches a file.
enum ThreadClock {
  /// In nanoseconds.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
