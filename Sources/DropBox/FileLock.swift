import Glibc

/// An exclusive lock between processes, held as long as this object lives. The system releases
/// it when the process ends, however it ends; the file stays.
public final class FileLock {
  /// The lock's file. It holds the process number of the last holder.
  public let path: String
  private let file: OpenFile

  /// Takes the lock, trying again for so many milliseconds; without success the fault's cause is
  /// `held`, with the holder's process number.
  public init(path: String, waitMilliseconds: Int = 0) throws(DropBoxFault) {
    guard let (parent, name) = OpenFolder.split(path) else {
      throw DropBoxFault(operation: "lock", path: path, cause: .system(errno: EISDIR))
    }
    let file = try OpenFolder.at(parent).sharedFile(name)
    var waited = 0
    while try !file.tryLock() {
      guard waited < waitMilliseconds else {
        throw DropBoxFault(operation: "lock", path: path, cause: .held(by: try file.holder()))
      }
      usleep(UInt32(Self.stepMilliseconds) * 1_000)
      waited += Self.stepMilliseconds
    }
    try file.truncate()
    try file.write(Array("\(getpid())\n".utf8))
    self.file = file
    self.path = path
  }

  private static let stepMilliseconds = 20
}

extension OpenFile {
  fileprivate func tryLock() throws(DropBoxFault) -> Bool {
    do {
      try lock()
      return true
    } catch {
      if error.errno == EWOULDBLOCK { return false }
      throw error
    }
  }

  /// The process number in the file; nil while a new holder is still writing it.
  fileprivate func holder() throws(DropBoxFault) -> Int32? {
    let bytes = try readAll(limit: 32) ?? []
    return Int32(String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline })
  }
}
