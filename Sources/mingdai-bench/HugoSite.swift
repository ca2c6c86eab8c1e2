import Foundation
import Ledger
import LoanBook
import Quantities
import StrictJSON

/// The same records as a site of Hugo's: a file of front matter for each record, with the content
/// that the log commits to, and templates of our own for the same kinds of pages: records, lists by
/// town, month, bank, industry and kind in pages of fifty, home, feed.
///
/// Search, data files, log, sums and leak scan it has not; ours has them in its figures.
struct HugoSite {
  let folder: String

  /// Hugo's own name for itself; nil when it is not installed.
  static let version: String? = {
    let told = Pipe()
    do {
      let process = try started(["version"], output: told)
      let text = String(decoding: told.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return process.terminationStatus == 0
        ? text.split(separator: " ").prefix(2).joined(separator: " ") : nil
    } catch {
      return nil
    }
  }()

  /// Writes configuration, templates and every record that stands.
  ///
  /// - Returns: how many records.
  func write(from ledger: Ledger) throws -> Int {
    for (name, text) in HugoTemplates.files { try put(text, name) }
    var count = 0
    try ledger.read { session in
      var newest = ""
      try session.forEachPublication(kind: .record, from: "", through: "~", before: .max) { entry in
        // Newest first; what was withdrawn has no content of a record.
        guard entry.subject != newest else { return }
        newest = entry.subject
        guard entry.change != .withdrawal, let secret = entry.secret else { return }
        try put(try HugoSite.frontMatter(entry, secret), HugoSite.path(of: entry.subject))
        count += 1
      }
    }
    return count
  }

  /// Writes the records of some revisions anew.
  func rewrite(_ subjects: [String], from ledger: Ledger) throws {
    try ledger.read { session in
      for subject in subjects {
        guard let entry = try session.publications(of: subject, kind: .record).first,
          let secret = entry.secret
        else { continue }
        try put(try HugoSite.frontMatter(entry, secret), HugoSite.path(of: subject))
      }
    }
  }

  /// Builds the site: into an empty folder, or over what is there.
  func build() throws -> Cost {
    let before = HugoSite.children.seconds
    var cost = try Cost.of {
      let process = try HugoSite.started(["--quiet", "--source", folder], output: nil)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw BenchFault("hugo ended with a fault") }
    }.cost
    let after = HugoSite.children
    (cost.processorSeconds, cost.peakKiB) = (after.seconds - before, after.peakKiB)
    return cost
  }

  /// What all processes that were started and have ended took together, and the largest of them.
  private static var children: (seconds: Double, peakKiB: Int) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let (user, system) = (usage.ru_utime, usage.ru_stime)
    return (
      Double(user.tv_sec + system.tv_sec) + Double(user.tv_usec + system.tv_usec) / 1e6,
      usage.ru_maxrss
    )
  }

  private static func started(_ arguments: [String], output: Pipe?) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["hugo"] + arguments
    process.standardError = FileHandle.nullDevice
    if let output { process.standardOutput = output }
    try process.run()
    return process
  }

  /// `ZEZHOU-2026-000123` lies in a folder of a hundred, as our page does.
  private static func path(of subject: String) -> String {
    let words = subject.split(separator: "-")
    return "content/record/\(words[1])/\(words[2].dropLast(2))xx/\(subject).md"
  }

  private static func frontMatter(
    _ entry: PublicationEntry, _ secret: PublicationEntry.Secret
  ) throws -> String {
    let content = try JSONNode.parse(Array(secret.content.utf8), limits: .exchange).value
    func code(_ name: String) -> JSONValue { .array([content[name]?["code"] ?? .null]) }
    let page: JSONValue = [
      "title": content["project"] ?? .null, "date": .string(entry.day.description),
      "number": .string(entry.subject), "town": code("town"), "bank": code("bank"),
      "industry": code("industry"), "kind": .array([content["borrower"] ?? .null]),
      "month": .array([content["disbursed"] ?? .null]), "record": content,
      "entry": [
        "index": .integer(entry.position), "revision": .integer(Int64(entry.revision)),
        "salt": .string(secret.salt.map { padded(String($0, radix: 16)) }.joined()),
        "content": .string(secret.content),
      ],
    ]
    return String(decoding: page.text(), as: UTF8.self)
  }

  private static func padded(_ hex: String) -> String { hex.count == 1 ? "0" + hex : hex }

  private func put(_ text: String, _ name: String) throws {
    let path = folder + "/" + name
    let above = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}
