import Glibc
import Synchronization

extension Office {
  /// What tells this program from another version of it: the file it was started from. With another
  /// one every record is looked at and every page is made again.
  static func program() throws -> String {
    try known.withLock { known in
      if let known { return known }
      var file = stat()
      guard stat("/proc/self/exe", &file) == 0 else {
        throw OfficeRefusal(.fault, "/proc/self/exe", "无法读取", "请检查 /proc 是否可用")
      }
      let identity =
        "\(file.st_ino)-\(file.st_size)-\(file.st_mtim.tv_sec)-\(file.st_mtim.tv_nsec)"
      known = identity
      return identity
    }
  }

  private static let known = Mutex<String?>(nil)
}
