import Foundation
import Office
import TransparencyLog

/// A site that is fetched from the network into a folder of its own.
///
/// By wget, which every distribution has: it follows links, knows proxies and certificates, and
/// tries again. No other part of this program opens a connection, and a library for this one would
/// be the largest thing in it.
struct SiteDownload {
  /// Where the site lies.
  let folder: String
  private let address: String
  /// No county has a hundred million entries; a size is only a claim of the site.
  private static let mostEntries: Int64 = 100_000_000

  /// Fetches pages and log; nil when the text is no web address but a folder.
  init?(_ site: String) throws {
    try self.init(of: site) { download in
      try download.fetch(["--mirror", "--no-parent", "--accept", "html", download.address])
      try download.fetch(paths: [LogLayout.keysPath, LogLayout.checkpointPath])
      try download.fetch(paths: download.logPaths())
    }
  }

  /// Fetches keys and checkpoint alone; ``read(_:)`` fetches what else is asked for.
  init?(headOf site: String) throws {
    try self.init(of: site) { download in
      try download.fetch(paths: [LogLayout.keysPath, LogLayout.checkpointPath])
    }
  }

  private init?(of site: String, _ fill: (SiteDownload) throws -> Void) throws {
    guard site.hasPrefix("http://") || site.hasPrefix("https://") else { return nil }
    var address = site
    if address.hasSuffix("/index.html") { address.removeLast("index.html".count) }
    if !address.hasSuffix("/") { address += "/" }
    self.address = address
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("mingdai-site-\(UUID().uuidString)").path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw OfficeRefusal(.fault, folder, "建不了临时文件夹（\(error)）", "请检查磁盘空间和权限")
    }
    do {
      try fill(self)
    } catch {
      discard()
      throw error
    }
  }

  /// Reads a file of the site, fetched when it was not yet; nil when there is none.
  func read(_ path: String) throws -> [UInt8]? {
    if let bytes = try DownloadedSite(folder).read(path) { return bytes }
    try fetch(paths: [path])
    return try DownloadedSite(folder).read(path)
  }

  /// Removes what was fetched.
  func discard() {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      Console.note("提示：没有删除临时文件夹 \(folder)（\(error)）")
    }
  }

  /// The files that the checkpoint's size demands; none when there is no checkpoint, which the
  /// check will say.
  private func logPaths() throws -> [String] {
    guard let bytes = try DownloadedSite(folder).read(LogLayout.checkpointPath),
      let checkpoint = SignedNote(bytes).flatMap({ Checkpoint($0.text) }),
      checkpoint.head.size <= Self.mostEntries
    else { return [] }
    return LogLayout.tiles(size: checkpoint.head.size)
  }

  private func fetch(paths: [String]) throws {
    guard !paths.isEmpty else { return }
    let list = folder + "/.list"
    do {
      try paths.map { address + $0 + "\n" }.joined()
        .write(toFile: list, atomically: false, encoding: .utf8)
    } catch {
      throw OfficeRefusal(.fault, list, "写不进去（\(error)）", "请检查磁盘空间")
    }
    try fetch(["--force-directories", "--input-file", list])
  }

  private func fetch(_ arguments: [String]) throws {
    let depth = address.split(separator: "/").count - 2
    let wget = Process()
    wget.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    wget.arguments =
      [
        "wget", "--quiet", "--execute", "robots=off", "--no-host-directories",
        "--cut-dirs", "\(depth)", "--directory-prefix", folder, "--timeout", "30", "--tries", "3",
      ] + arguments
    wget.standardInput = FileHandle.nullDevice
    do {
      try wget.run()
    } catch {
      throw OfficeRefusal(.fault, "wget", "启动不了（\(error)）", "请安装 wget")
    }
    wget.waitUntilExit()
    switch wget.terminationStatus {
    // A file that the server does not have is for the check to say.
    case 0, 8: return
    case 127:
      throw OfficeRefusal(
        .fault, "wget", "没有这个程序", "请安装 wget，或把网站下载到文件夹后用 --site 指明文件夹")
    case let status:
      throw OfficeRefusal(.fault, address, "下载失败（wget 退出码 \(status)）", "请检查网址和网络")
    }
  }
}
