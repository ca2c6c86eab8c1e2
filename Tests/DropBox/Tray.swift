import DropBox
import Foundation
import Glibc
import Testing

/// A bank's folders and an archive in a scratch folder, and the bank's side of things.
final class Tray {
  let folder: String
  let bank: BankFolders
  let archive: PackageArchive
  /// A fixed clock; folders get their times relative to it.
  let now: Int64 = 1_780_000_000

  convenience init() throws {
    try self.init(
      at: FileManager.default.temporaryDirectory.path + "/dropbox-\(UUID().uuidString)")
  }

  init(at folder: String) throws {
    self.folder = folder
    bank = BankFolders(root: folder + "/banks/ABCD")
    archive = PackageArchive(root: folder + "/archive")
    try bank.create()
    try archive.create()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A folder in the inbox with files, as old as asked for.
  @discardableResult
  func put(_ name: String, _ files: [String: String], age: Int64 = 0) throws -> String {
    let path = bank.inbox + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (file, text) in files { try write(path + "/" + file, text) }
    setAge(path, age)
    return path
  }

  func setAge(_ path: String, _ age: Int64) {
    let time = timespec(tv_sec: Int(now - age), tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
  }

  func write(_ path: String, _ text: String) throws { try Data(text.utf8).write(to: url(path)) }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url(path)), as: UTF8.self)
  }

  func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func exists(_ path: String) -> Bool {
    var raw = stat()
    return lstat(path, &raw) == 0
  }

  /// Puts a package with one entry made by `make` and takes it.
  func taken(
    _ name: String = "ABCD-000000001", _ files: [String: String] = ["manifest.sig": "s"],
    make: (String) throws -> Void = { _ in }
  ) throws -> TakenPackage {
    let path = try put(name, files)
    try make(path)
    let entry = try #require(try bank.look(now: now).ready.first { $0.id.description == name })
    guard case .taken(let package) = try bank.take(entry) else { throw NotTaken() }
    return package
  }

  struct NotTaken: Error {}

  private func url(_ path: String) -> URL { URL(fileURLWithPath: path) }
}

/// The fault that a piece of code throws, for its parts to be looked at.
func fault(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) throws -> DropBoxFault {
  try #require(
    #expect(throws: DropBoxFault.self, sourceLocation: sourceLocation) { try body() })
}
