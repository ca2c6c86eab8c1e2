import BankExchange
import DropBox
import Intake
import Ledger
import LoanBook
import Opening
import Quantities
import Sealing
import StrictJSON

/// `archive/opening/`: the files of opening imports byte for byte, by their SHA-256 digest, and
/// beside them what was accepted of each, as records of a bank (`DIGEST.json`, the form of
/// records.json). From the latter a rebuilt ledger has them again, whatever a later version of the
/// program would read in the tables.
struct OpeningArchive {
  let folder: String

  init(_ archive: PackageArchive) throws {
    folder = archive.root + "/opening"
    try DurableFile.makeFolder(folder, mode: 0o700)
  }

  /// Takes a file into the archive; gives its digest.
  func keep(_ path: String) throws -> String {
    let file = try GrowingFile(in: folder, beginning: "file")
    let digest = try DigestStream(.sha256)
    try FileSource(path).forEachPiece { piece in
      digest.update(piece)
      try file.write(Array(piece))
    }
    let name = try digest.finish().hex
    try file.finish(as: name)
    return name
  }

  /// Hands out a file of the archive piece by piece.
  func read(_ digest: String, _ body: ([UInt8]) throws -> Void) throws {
    try FileSource(folder + "/" + digest).forEachPiece { try body(Array($0)) }
  }

  /// Takes away a file of which nothing was accepted.
  func remove(_ digest: String) throws { try DurableFile.remove(folder + "/" + digest) }
}

extension OpeningArchive {
  /// Accepted facts as they come; the file is named by its digest when it is whole.
  final class Facts {
    private let file: GrowingFile
    private let digest: DigestStream
    private(set) var count = 0

    init(in archive: OpeningArchive, beginning: String) throws {
      file = try GrowingFile(in: archive.folder, beginning: beginning)
      digest = try DigestStream(.sha256)
      try write(Array(#"{"records":["#.utf8))
    }

    func add(_ fact: JSONValue) throws {
      try write((count == 0 ? [] : [0x2C]) + fact.canonical())
      count += 1
    }

    func finish() throws -> String {
      try write(Array("]}".utf8))
      let name = try digest.finish().hex
      try file.finish(as: name + ".json")
      return name
    }

    private func write(_ bytes: [UInt8]) throws {
      bytes.withUnsafeBytes { digest.update($0) }
      try file.write(bytes)
    }
  }

  /// Whether a file of facts is there and what its name says.
  func hasFacts(_ digest: String) throws -> Bool { try has(digest + ".json", digest) }

  /// Whether a table is there and what its name says.
  func hasTable(_ digest: String) throws -> Bool { try has(digest, digest) }

  private func has(_ name: String, _ digest: String) throws -> Bool {
    try Digest.ofFile(folder + "/" + name, .sha256)?.hex == digest
  }

  /// Reads a file of facts.
  func facts(_ digest: String) throws -> JSONReader {
    let source = try FileSource(folder + "/" + digest + ".json")
    return JSONReader(limits: .exchange) { try source.read(into: $0) }
  }
}

extension OpeningNote {
  /// The note as records of its bank: the disbursement, then its events. The numbers come from
  /// the file and its row, so that no two imports meet; they begin with `0-`, below the numbers
  /// that banks count.
  func records(file digest: String) -> [FactRecord] {
    let facts = [Fact.disbursement(terms)] + events.map { .event(terms.noteNo, $0) }
    return facts.enumerated().map { place, fact in
      guard let id = RecordId("0-OPENING-\(digest.prefix(16))-\(row)-\(place)") else {
        preconditionFailure("letters, digits and hyphens are a record number")
      }
      return FactRecord(
        recordId: id, version: 1, action: .create, fact: fact, attachments: [])
    }
  }
}
