import DropBox
public import LoanBook

/// The bank's own counter for its packages to one receiver, in a small file beside the key.
///
/// A number is on the disk as used before anything is sealed with it, so that no crash can make
/// two packages of one name; a number lost that way is a gap, which is remarked on (W404) and
/// hinders nothing. EXCHANGE §1.
public struct PackageCounter: Sendable {
  /// The file: the last number used, in decimal.
  public let path: String

  /// The counter beside a key file for packages from a bank to a receiver.
  public init(beside keyFile: String, from bank: PartyCode, to receiver: PartyCode) {
    let folder = keyFile.lastIndex(of: "/").map { String(keyFile[..<$0]) } ?? "."
    path = "\(folder.isEmpty ? "/" : folder)/counter-\(bank)-\(receiver)"
  }

  /// Uses up the next number, or `wanted` when it is higher: a bank that has sent packages by
  /// other means goes on counting from there.
  ///
  /// - Throws: ``KitRefusal`` when the number was used or the file says none; `DropBoxFault`.
  public func next(wanted: Int? = nil) throws -> Int {
    let lock = try FileLock(path: path + ".lock", waitMilliseconds: 10_000)
    // Held until the number is on the disk.
    defer { withExtendedLifetime(lock) {} }
    let last = try last()
    let number = wanted ?? last + 1
    guard number > last, (1...999_999_999).contains(number) else {
      throw KitRefusal(
        path, "序号 \(number) 不能使用，已用到 \(last)", "序号只能递增，请用 \(last + 1) 或更大的序号")
    }
    try DurableFile.write(Array("\(number)\n".utf8), to: path)
    return number
  }

  private func last() throws -> Int {
    guard let bytes = try DurableFile.read(path, limit: 64) else { return 0 }
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    guard let number = Int(text), number >= 0 else {
      throw KitRefusal(path, "序号文件内容不是数字", "请写入最近一次使用的序号，或在 --number 中给出并删去此文件")
    }
    return number
  }
}
