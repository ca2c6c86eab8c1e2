import DropBox
import Ledger
import Sealing
import StrictJSON

/// The lines of a settlement run in the archive, `runs/PERIOD-DIGEST.jsonl`, and the payments of
/// an approved one, `runs/PERIOD-payments-DIGEST.jsonl`: a line of canonical JSON each, by the
/// SHA-256 digest of the whole. The ledger's are the same; from here they come back when it is
/// rebuilt, whatever the program would compute by then.
enum ArchivedRun {
  /// Writes a file line by line.
  final class Writer {
    private let beginning: String
    private let file: GrowingFile
    private let digest: DigestStream

    init(_ beginning: String, in archive: PackageArchive) throws {
      self.beginning = beginning
      let folder = ArchivedRun.folder(archive)
      try DurableFile.makeFolder(folder, mode: 0o700)
      file = try GrowingFile(in: folder, beginning: beginning)
      digest = try DigestStream(.sha256)
    }

    func add(_ line: RunLine) throws { try add(Array(line.detail.utf8)) }

    func add(_ line: [UInt8]) throws {
      let bytes = line + [0x0A]
      bytes.withUnsafeBytes { digest.update($0) }
      try file.write(bytes)
    }

    /// Gives the file its name, which it returns, down to the disk.
    func finish() throws -> String {
      let name = "\(beginning)-\(try digest.finish().hex).jsonl"
      try file.finish(as: name)
      return name
    }
  }

  /// Hands out the lines of a file in their order, each with its bytes.
  ///
  /// - Parameter body: tells whether a line is what it should be.
  /// - Returns: false when the file is gone, not what its name says or a line is wrong; then some
  ///   lines may have been handed out.
  static func read(
    _ name: String, in archive: PackageArchive,
    _ body: (_ line: JSONValue, _ bytes: [UInt8]) throws -> Bool
  ) throws -> Bool {
    let digest = try DigestStream(.sha256)
    var pending: [UInt8] = []
    struct NotALine: Error {}
    do {
      try FileSource(folder(archive) + "/" + name).forEachPiece { piece in
        digest.update(piece)
        for part in piece.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
          if part.offset > 0 {
            let line: JSONValue
            do { line = try JSONNode.parse(pending, limits: .exchange).value } catch {
              throw NotALine()
            }
            guard try body(line, pending) else { throw NotALine() }
            pending.removeAll(keepingCapacity: true)
          }
          pending += part.element
        }
      }
    } catch is NotALine {
      return false
    } catch let fault as DropBoxFault {
      guard fault.isMissingFile else { throw fault }
      return false
    }
    return try name.hasSuffix("-\(digest.finish().hex).jsonl")
  }

  /// Takes away the lines of a draft that was made anew.
  static func remove(_ name: String, in archive: PackageArchive) throws {
    let path = folder(archive) + "/" + name
    do {
      try DurableFile.remove(path)
    } catch {
      if !error.isMissingFile { throw error }
    }
  }

  private static func folder(_ archive: PackageArchive) -> String { archive.root + "/runs" }
}

extension RunLine {
  /// Reads a line of the archive; nil when it is not one.
  init?(_ json: JSONValue, _ bytes: [UInt8], position: Int) {
    guard let bank = json.text("bank"), let noteNo = json.text("noteNo"),
      let comparison = json.text("class"),
      let interest = json.fen("interest"),
      let subsidy = json.fen("subsidy"),
      let payable = json.fen("payable")
    else { return nil }
    self.init(
      position: position, bank: bank, noteNo: noteNo, comparison: comparison,
      interest: interest, subsidy: subsidy, payable: payable,
      detail: String(decoding: bytes, as: UTF8.self))
  }
}
