import DropBox
import Foundation
import Glibc
import Sealing
import Testing

@Suite struct CopyTests {
  let tray: Tray
  let staging: StagingArea
  let scan: PackageFileName

  init() throws {
    tray = try Tray()
    staging = try tray.archive.stage()
    scan = try #require(PackageFileName("scan.pdf"))
  }

  private func copy(_ package: TakenPackage, size: Int64) throws -> CopyOutcome {
    try package.copyFile(scan, expectedSize: size, algorithm: .sha256, into: staging)
  }

  @Test(arguments: [0, 1, 64, 65, 262_144, 262_145, 1_000_000])
  func aWholeFileIsCopiedAndHashed(size: Int) throws {
    let content = String((0..<size).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
    let package = try tray.taken(files: ["scan.pdf": content])
    for algorithm in DigestAlgorithm.allCases {
      let area = try tray.archive.stage()
      let outcome = try package.copyFile(
        scan, expectedSize: Int64(size), algorithm: algorithm, into: area)
      guard case .copied(let file) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(file.size == Int64(size))
      #expect(file.digest == (try Digest.of(Array(content.utf8), algorithm)))
      #expect(file.firstBytes == Array(content.utf8.prefix(64)))
      #expect(try tray.text(area.path(of: "scan.pdf")) == content)
    }
  }

  /// Everything that is no plain file with one name, each made for real.
  @Test func onlyPlainFilesWithOneName() throws {
    let cases: [(FileProblem, (String) throws -> Void)] = [
      (.missing, { _ in }),
      (.notPlain(.symlink), { #expect(symlink("/etc/passwd", $0) == 0) }),
      (.notPlain(.symlink), { #expect(symlink("manifest.sig", $0) == 0) }),
      (.notPlain(.symlink), { #expect(symlink("/dev/zero", $0) == 0) }),
      (.notPlain(.symlink), { #expect(symlink("/nowhere", $0) == 0) }),
      (.notPlain(.folder), { #expect(mkdir($0, 0o755) == 0) }),
      (.notPlain(.fifo), { #expect(mkfifo($0, 0o644) == 0) }),
      (
        .hardLinked,
        { path in
          try self.tray.write(self.tray.folder + "/secret", "x")
          #expect(link(self.tray.folder + "/secret", path) == 0)
        }
      ),
    ]
    for (number, (problem, make)) in cases.enumerated() {
      let name = "ABCD-00000000\(number)"
      let package = try tray.taken(name) { try make($0 + "/scan.pdf") }
      #expect(try copy(package, size: 1) == .refused(problem))
      #expect(try tray.names(staging.path) == [], "nothing was staged")
      unlink(tray.folder + "/secret")
    }
  }

  @Test func aDeviceIsNotOpened() throws {
    guard getuid() == 0 else {
      print("dropbox: not root, the device node is skipped")
      return
    }
    // The console of nothing: opening it would fail with ENXIO, reading /dev/zero never ends.
    let package = try tray.taken {
      #expect(mknod($0 + "/scan.pdf", S_IFCHR | 0o644, 0x105) == 0)
    }
    #expect(try copy(package, size: 1) == .refused(.notPlain(.device)))
  }

  @Test func theListedSizeIsTheMeasure() throws {
    let package = try tray.taken(files: ["scan.pdf": "12345"])
    #expect(try copy(package, size: 4) == .refused(.longer))
    #expect(try copy(package, size: 6) == .refused(.shorter(5)))
    #expect(try copy(package, size: 0) == .refused(.longer))
    #expect(try tray.names(staging.path) == [])
    guard case .copied = try copy(package, size: 5) else {
      Issue.record("not copied")
      return
    }
  }

  @Test func aFileThatChangesWhileItIsCopied() throws {
    let content = String(repeating: "x", count: 1_000_000)
    for (grow, problem) in [(true, FileProblem.longer), (false, .shorter(262_144))] {
      let name = grow ? "ABCD-000000001" : "ABCD-000000002"
      let package = try tray.taken(name, ["manifest.sig": "s", "scan.pdf": content])
      let path = package.path + "/scan.pdf"
      // Whenever a piece is written to the copy, the sender appends to the source or cuts it.
      let outcome = try Disk.$interference.withValue({ operation, _ in
        guard operation == .write else { return nil }
        if grow {
          let file = open(path, O_WRONLY | O_APPEND)
          if Glibc.write(file, "y", 1) != 1 { return EIO }
          close(file)
        } else if truncate(path, 262_144) != 0 {
          return EIO
        }
        return nil
      }) { try copy(package, size: 1_000_000) }
      #expect(outcome == .refused(problem))
      #expect(try tray.names(staging.path) == [])
    }
  }

  @Test func aHandleThatTheSenderKeptChangesNothing() throws {
    var handle: Int32 = -1
    let package = try tray.taken("ABCD-000000001", ["manifest.sig": "s", "scan.pdf": "before"]) {
      handle = open($0 + "/scan.pdf", O_RDWR)
    }
    guard case .copied(let file) = try copy(package, size: 6) else {
      Issue.record("not copied")
      return
    }
    #expect(pwrite(handle, "AFTER!", 6, 0) == 6)
    close(handle)
    #expect(try tray.text(package.path + "/scan.pdf") == "AFTER!", "the handle survives the rename")
    #expect(try tray.text(staging.path(of: "scan.pdf")) == "before")
    #expect(file.digest == (try Digest.of(Array("before".utf8), .sha256)))
  }

  @Test func aSparseGiantIsNotRead() throws {
    let package = try tray.taken("ABCD-000000001", ["manifest.sig": "s"]) { path in
      for name in ["scan.pdf", "manifest.json"] {
        let file = creat("\(path)/\(name)", 0o644)
        #expect(ftruncate(file, 4 << 30) == 0)
        close(file)
      }
    }
    // Any reading at all would be a fault here.
    try Disk.$interference.withValue({ operation, path in
      operation == .read && !path.hasSuffix("manifest.sig") ? EIO : nil
    }) {
      #expect(try copy(package, size: 1_000) == .refused(.longer))
      let head = try package.copyHead(into: staging)
      #expect(head.findings.map(\.problem) == [.overLimit(4 << 20)])
      #expect(head.manifest == nil)
      #expect(head.signature == Array("s".utf8))
    }
  }

  @Test func theHeadAndItsLimits() throws {
    let manifest = String(repeating: "m", count: 4 << 20)
    let signature = String(repeating: "s", count: 1_024)
    let good = try tray.taken(
      "ABCD-000000001", ["manifest.json": manifest, "manifest.sig": signature])
    let head = try good.copyHead(into: staging)
    #expect(head.manifest == Array(manifest.utf8))
    #expect(head.signature == Array(signature.utf8))
    #expect(head.findings == [])
    #expect(try tray.text(staging.path(of: "manifest.sig")) == signature)

    let big = try tray.taken(
      "ABCD-000000002", ["manifest.json": manifest + "m", "manifest.sig": signature + "s"])
    let refused = try big.copyHead(into: try tray.archive.stage())
    #expect(refused.findings.map(\.name) == ["manifest.json", "manifest.sig"])
    #expect(refused.findings.map(\.problem) == [.overLimit(4 << 20), .overLimit(1 << 10)])

    let linked = try tray.taken("ABCD-000000003", [:]) {
      #expect(symlink("/etc/passwd", $0 + "/manifest.json") == 0)
      #expect(mkfifo($0 + "/manifest.sig", 0o644) == 0)
    }
    let odd = try linked.copyHead(into: try tray.archive.stage())
    #expect(odd.findings.map(\.problem) == [.notPlain(.symlink), .notPlain(.fifo)])
    #expect(odd.manifest == nil && odd.signature == nil)
  }

  @Test func theListingOfAFolder() throws {
    let package = try tray.taken(
      "ABCD-000000001", ["manifest.json": "{}", "manifest.sig": "s", "a.pdf": "123", "Ü.exe": ""]
    ) { path in
      #expect(mkfifo(path + "/b.pdf", 0o644) == 0)
      #expect(symlink("a.pdf", path + "/c.pdf") == 0)
      #expect(link(path + "/manifest.sig", path + "/d.pdf") == 0)
    }
    guard case .entries(let entries) = try package.listing() else {
      Issue.record("too many")
      return
    }
    #expect(
      entries.map(\.name) == [
        nil, "a.pdf", "b.pdf", "c.pdf", "d.pdf", "manifest.json", "manifest.sig",
      ])
    #expect(entries.map(\.kind) == [.plain, .plain, .fifo, .symlink, .plain, .plain, .plain])
    #expect(entries.map(\.linkCount) == [1, 1, 1, 1, 2, 1, 2])
    #expect(entries[1].size == 3)
  }

  @Test func fiveThousandFilesAreAllowedAndOneMoreIsNot() throws {
    let package = try tray.taken("ABCD-000000001", ["manifest.json": "{}", "manifest.sig": "s"]) {
      for index in 0..<5_000 { #expect(close(creat("\($0)/\(index).pdf", 0o600)) == 0) }
    }
    guard case .entries(let entries) = try package.listing() else {
      Issue.record("too many")
      return
    }
    #expect(entries.count == 5_002)
    try tray.write(package.path + "/more.pdf", "")
    #expect(try package.listing() == .tooMany)
  }
}

extension Tray {
  /// A taken package with a signature and these files.
  func taken(files: [String: String]) throws -> TakenPackage {
    try taken("ABCD-000000001", files.merging(["manifest.sig": "s"]) { mine, _ in mine })
  }
}
