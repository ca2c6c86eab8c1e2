import Glibc

/// What happened to watched inboxes.
public struct InboxChanges: Hashable, Sendable {
  /// The paths of the inboxes in which something arrived, or which were moved or removed.
  public internal(set) var inboxes: Set<String> = []
  /// More happened than the system could remember: every inbox may have changed.
  public internal(set) var isOverflow = false

  /// Whether nothing happened.
  public var isEmpty: Bool { inboxes.isEmpty && !isOverflow }

  /// Adds what happened later.
  public mutating func formUnion(_ other: InboxChanges) {
    inboxes.formUnion(other.inboxes)
    isOverflow = isOverflow || other.isOverflow
  }
}

/// Notices arrivals in inboxes (inotify). A hint and no more: a network file system tells nothing,
/// and the writing of files inside a folder is not seen. So whoever watches also looks now and
/// then by himself.
public final class InboxWatch {
  private let descriptor: Int32
  private let stop: StopRequest
  private let buffer = Buffer(count: 64 << 10)
  private var paths: [Int32: String] = [:]

  /// Watches nothing yet. `stop` ends every wait.
  public init(stop: StopRequest) throws(DropBoxFault) {
    descriptor = try Disk.call(.open, "inotify") {
      inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    }
    self.stop = stop
  }

  deinit { close(descriptor) }

  // What is renamed into the folder or made in it; a client that writes its files last of all;
  // and the end of the folder itself.
  private static let mask =
    UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_DELETE_SELF)
    | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR) | UInt32(IN_DONT_FOLLOW)

  /// Watches the folder that stands at this path now. Called again for the same path, it follows
  /// a folder that was put in the old one's place.
  public func follow(_ inbox: String) throws(DropBoxFault) {
    let number = try Disk.call(.open, inbox) { inotify_add_watch(descriptor, inbox, Self.mask) }
    for (old, path) in paths where path == inbox && old != number { drop(old) }
    paths[number] = inbox
  }

  /// Waits until something happens, at most so long, or until the stop is requested. What happened
  /// meanwhile comes as one.
  public func wait(milliseconds: Int) throws(DropBoxFault) -> InboxChanges {
    let ready = try Readiness.wait(
      for: [descriptor, stop.readEnd], milliseconds: milliseconds)
    return ready[0] ? try changes() : InboxChanges()
  }

  /// Reads everything that the system remembers.
  private func changes() throws(DropBoxFault) -> InboxChanges {
    var changes = InboxChanges()
    while true {
      let count: Int
      do {
        count = try Disk.call(.read, "inotify") {
          read(descriptor, buffer.raw.baseAddress, buffer.raw.count)
        }
      } catch {
        if error.errno == EAGAIN { return changes }
        throw error
      }
      guard count > 0 else { return changes }
      take(UnsafeRawBufferPointer(rebasing: buffer.raw[..<count]), into: &changes)
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer, into changes: inout InboxChanges) {
    let head = MemoryLayout<inotify_event>.size
    var offset = 0
    while offset + head <= bytes.count {
      let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      // The name in the inbox is of no interest: whoever is told looks for himself.
      offset += head + Int(event.len)
      if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { changes.isOverflow = true }
      guard let path = paths[event.wd] else { continue }
      changes.inboxes.insert(path)
      if event.mask & UInt32(IN_MOVE_SELF) != 0 { drop(event.wd) }
      if event.mask & UInt32(IN_IGNORED) != 0 { paths[event.wd] = nil }
    }
  }

  private func drop(_ number: Int32) {
    paths[number] = nil
    // Where the folder is gone the system has dropped it by itself (EINVAL): nothing is lost.
    _ = inotify_rm_watch(descriptor, number)
  }
}
