import Glibc
import Synchronization

/// A request to end, made once and from any thread, that whoever waits notices at once.
public final class StopRequest: Sendable {
  private let made = Atomic<Bool>(false)
  /// A pipe that holds a byte from the request on: so a wait for files ends with it too.
  let readEnd: Int32
  private let writeEnd: Int32

  /// Nothing is requested yet.
  public init() throws(DropBoxFault) {
    var ends: [Int32] = [-1, -1]
    try Disk.call(.open, "pipe") { pipe(&ends) }
    readEnd = ends[0]
    writeEnd = ends[1]
    for end in ends {
      try Disk.call(.mode, "pipe") { fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Whether it was made.
  public var isMade: Bool { made.load(ordering: .acquiring) }

  /// Makes the request; a second one changes nothing.
  public func make() {
    guard !made.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 1
    // The first byte into an empty pipe always has room.
    let written = write(writeEnd, &byte, 1)
    precondition(written == 1, "an empty pipe takes a byte")
  }

  /// Waits so long, or shorter when the request is made.
  public func wait(milliseconds: Int) throws(DropBoxFault) {
    _ = try Readiness.wait(for: [readEnd], milliseconds: milliseconds)
  }
}

/// Waiting for descriptors.
enum Readiness {
  /// Waits until something can be read from one of the descriptors, at most so long.
  ///
  /// - Returns: for each, whether something can be read.
  static func wait(
    for descriptors: [Int32], milliseconds: Int
  ) throws(DropBoxFault) -> [Bool] {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let limit = Int32(clamping: max(0, milliseconds))
    try Disk.call(.read, "poll") { poll(&polled, nfds_t(polled.count), limit) }
    return polled.map { $0.revents != 0 }
  }
}
