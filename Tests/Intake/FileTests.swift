import BankExchange
import Foundation
import Glibc
import Sealing
import StrictJSON
import Testing

@testable import Intake

/// Step 5 of EXCHANGE §4: the listed files.
@Suite struct FileTests {
  private static let pdf = Array("%PDF-1.7\n".utf8)

  /// A batch with one attachment, in whose place `lies` something; `make` spoils the folder.
  private func answer(
    _ name: String = "a.pdf", _ bytes: [UInt8] = FileTests.pdf,
    lies: [UInt8]? = FileTests.pdf,
    and make: (String) throws -> Void = { _ in }
  ) throws -> (words: String, staged: [String]) {
    let desk = try PackageDesk()
    let key = try desk.key(.sm2)
    let manifest = try desk.manifest(
      key.publicKey,
      files: [
        ("records.json", "RECORDS", PackageDesk.records), (name, "ATTACHMENT", bytes),
      ])
    var files = ["records.json": PackageDesk.records]
    if let lies { files[name] = lies }
    try desk.put(manifest, key, files: files, and: make)
    let (outcome, staged) = try desk.examine()
    switch outcome {
    case .rejected(let refusal):
      return (refusal.findings.map(PackageDesk.words).joined(separator: "\n"), staged)
    case .passed: return ("passed", staged)
    case .duplicate: return ("duplicate", staged)
    }
  }

  private static let head = ["manifest.json", "manifest.sig", "records.json"]

  @Test func eachFault() throws {
    #expect(try answer().words == "passed")
    let missing = try answer(lies: nil)
    #expect(missing == ("P102 a.pdf", Self.head))
    let unlisted = try answer { path in
      for name in ["b.pdf", "Geheim 1", ".hidden"] {
        try Data(FileTests.pdf).write(to: URL(fileURLWithPath: path + "/" + name))
      }
    }
    #expect(unlisted.words == "P103 b.pdf\nP103")
    let folder = try answer(lies: nil) { path in
      try #require(mkdir(path + "/a.pdf", 0o755) == 0)
    }
    #expect(folder == ("P104 a.pdf", Self.head))
    let link = try answer(lies: nil) { path in
      try #require(symlink("/etc/hostname", path + "/a.pdf") == 0)
    }
    #expect(link == ("P104 a.pdf", Self.head))
    let changed = try answer(lies: Array("%PDF-1.8\n".utf8))
    #expect(changed == ("F501 a.pdf", Self.head))
    let longer = try answer(lies: FileTests.pdf + [1])
    #expect(longer == ("F502 a.pdf", Self.head))
    let shorter = try answer(lies: Array(FileTests.pdf.dropLast()))
    #expect(shorter == ("F502 a.pdf", Self.head))
  }

  @Test(arguments: [
    ("a.pdf", "%PDF-", true), ("a.pdf", "PK\u{3}\u{4}", false), ("a.pdf", "", false),
    ("a.ofd", "PK\u{3}\u{4}", true), ("a.ofd", "%PDF-", false), ("a.png", "PNG", false),
    ("a.jpg", "JFIF", false), ("a.pem", "-----BEGIN PUBLIC KEY-----", true),
    ("a.pem", "key", false), ("a.csv", "甲,乙\n", true), ("a.csv", "a\u{0}b", false),
    ("a.json", "{}", true),
  ])
  func mediaTypes(name: String, content: String, isRight: Bool) throws {
    let bytes = Array(content.utf8)
    let words = try answer(name, bytes, lies: bytes).words
    #expect(words == (isRight ? "passed" : "F503 \(name)"))
  }

  @Test(
    arguments: [
      ("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0], true), ("a.jpeg", [0xFF, 0xD8, 0xFF, 0xDB], true),
      ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00], true),
      ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A], false),
      ("a.jpeg", [0x89, 0x50, 0x4E, 0x47], false),
    ] as [(String, [UInt8], Bool)])
  func mediaTypesOfPictures(name: String, bytes: [UInt8], isRight: Bool) throws {
    let words = try answer(name, bytes, lies: bytes).words
    #expect(words == (isRight ? "passed" : "F503 \(name)"))
  }

  /// P105 by the manifest's own words; nothing is copied then.
  @Test(
    arguments: [
      ("RECORDS", 2 << 30, "F502 big.json"), ("RECORDS", (2 << 30) + 1, "P105 big.json"),
      ("ATTACHMENT", 64 << 20, "F502 big.json"), ("ATTACHMENT", (64 << 20) + 1, "P105 big.json"),
      ("ATTACHMENT", 5 << 30, "P105\nP105 big.json"),
    ] as [(String, Int64, String)])
  func limits(role: String, size: Int64, found: String) throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let name = role == "RECORDS" ? "records.json" : "big.json"
    let big: JSONValue = [
      "name": .string(name), "role": .string(role), "size": .integer(size),
      "digest": .string(String(repeating: "0", count: 64)),
    ]
    var listed = [big]
    if role != "RECORDS", case .array(let files)? = try desk.manifest(key.publicKey)["files"] {
      listed = files + listed
    }
    let manifest = try desk.manifest(key.publicKey).setting(["files"], .array(listed))
    var files = ["records.json": PackageDesk.records]
    files[name] = [0x20]
    try desk.put(manifest, key, files: files)
    #expect(try desk.answer() == found.replacing("big.json", with: name))
  }

  @Test func tooManyFiles() throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let files =
      [("records.json", "RECORDS", PackageDesk.records)]
      + (1...5000).map { ("a\($0).csv", "ATTACHMENT", [UInt8(0x20)]) }
    try desk.put(try desk.manifest(key.publicKey, files: files), key)
    #expect(try desk.answer() == "P105")
  }

  /// All faults of all files together, in the order of codes.
  @Test func everythingTogether() throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let names = ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    let manifest = try desk.manifest(
      key.publicKey,
      files: [("records.json", "RECORDS", PackageDesk.records)]
        + names.map { ($0, "ATTACHMENT", Self.pdf) })
    try desk.put(
      manifest, key,
      files: [
        "records.json": Array(#"{"records":  []}"#.utf8), "b.pdf": Self.pdf,
        "c.pdf": Array("PDF-1.7%\n".utf8), "e.pdf": Self.pdf,
      ]
    ) { path in try #require(mkfifo(path + "/d.pdf", 0o644) == 0) }
    let (outcome, staged) = try desk.examine()
    guard case .rejected(let refusal) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(
      refusal.findings.map(PackageDesk.words) == [
        "P102 a.pdf", "P103 e.pdf", "P104 d.pdf", "F501 c.pdf", "F502 records.json", "F503 c.pdf",
      ])
    #expect(staged == ["b.pdf", "manifest.json", "manifest.sig"])
    #expect(refusal.messageType == .batch && refusal.opened?.key == key.publicKey)
  }
}
