import BankExchange
import LoanBook
import Sealing
import StrictJSON

/// Reads records.json from its first byte to its last: strict JSON, the shape of the file, the
/// form of each record, the digest of its canonical form, and whatever else can be told without
/// the book of records. EXCHANGE §3.
struct RecordsReader {
  private let reader: JSONReader
  private let rules: BusinessRules
  private var recordIds = RecordIdSet()

  init(_ reader: JSONReader, _ rules: BusinessRules) {
    self.reader = reader
    self.rules = rules
  }

  /// A chunk ends with so many records, or after so many bytes of the file: what is read ahead of
  /// the judge stays small whatever the records are.
  static let recordsInChunk = 256
  static let bytesInChunk: Int64 = 256 << 10

  /// Hands over the records in chunks, until `hand` wants no more or the last is told.
  mutating func read(_ hand: (RecordChunk) -> Bool) {
    var chunk = RecordChunk()
    var end = RecordsEnd()
    do {
      guard try read(into: &chunk, &end, hand) else { return }
    } catch let error as JSONError {
      end.broken = .notStrictJSON(.recordsNotStrictJSON, error, file: RecordDecoder.file)
    } catch {
      end.fault = error
    }
    chunk.end = end
    _ = hand(chunk)
  }

  /// False when nobody wants more.
  private mutating func read(
    into chunk: inout RecordChunk, _ end: inout RecordsEnd, _ hand: (RecordChunk) -> Bool
  ) throws -> Bool {
    guard try readHead() else {
      end.broken = wrongShape
      return true
    }
    var index = 0
    var begun: Int64 = 0
    while let node = try reader.readElement() {
      let isFull =
        chunk.records.count == Self.recordsInChunk
        || node.position.offset - begun > Self.bytesInChunk
      if isFull {
        guard hand(chunk) else { return false }
        chunk.records.removeAll()
        begun = node.position.offset
      }
      chunk.records.append(try record(node, index))
      index += 1
    }
    end.isWhole = true
    if try reader.readName() == nil { _ = try reader.next() } else { end.broken = wrongShape }
    return true
  }

  private mutating func record(_ node: JSONNode, _ index: Int) throws -> ReadRecord {
    let decoded = RecordDecoder.decode(node, index: index)
    let sound = try decoded.record.map { record in
      ReadRecord.Sound(
        digest: try Digest.of(node.canonical(), .sha256).bytes,
        rules: RuleFindings(record.fact, rules, Place(index: index)))
    }
    let isNew = decoded.recordId.map { recordIds.insert($0) } ?? true
    return ReadRecord(decoded: decoded, isTwice: !isNew, sound: sound)
  }

  /// `{"records": [`
  private func readHead() throws -> Bool {
    guard case .beginObject = try reader.next(), try reader.readName() == "records",
      case .beginArray = try reader.next()
    else { return false }
    return true
  }

  private var wrongShape: Finding {
    Finding(
      .recordsNotStrictJSON,
      "第 \(reader.position.line) 行第 \(reader.position.column) 列：records.json 应为 "
        + "{\"records\": [ … ]}，没有其他成员。", file: RecordDecoder.file, pointer: "")
  }
}
