import Disclosure
import OpenData
import Synchronization

/// The rows of a folder's records while its pages are made: those of a page that is taken over are
/// taken over with it, the others come from the record that was read for the page.
final class RowsInMaking: Sendable {
  /// The records whose pages are taken over, ascending, tombstones included.
  private let taken: [Int]
  private let base: BaseFiles
  private let new = Mutex<[(serial: Int, rows: KeptRows.Rows)]>([])

  init(taking taken: [Int], from base: BaseFiles) {
    self.taken = taken
    self.base = base
  }

  /// Makes the rows of a record whose page is made.
  func add(_ record: PublicRecord) {
    let rows = RecordRows(record)
    let made = [rows.records[...], rows.subsidies[...], rows.line[...]]
    new.withLock { $0.append((record.number.serial, made)) }
  }

  /// The file; the leak scan reads of it what is new.
  func file() throws(PublishFault) -> RenderedFile {
    let made = new.withLock { $0 }
    var all = made
    if !taken.isEmpty, let folder = base.folder {
      let place = folder + "/" + KeptRows.fileName
      guard let kept = try ReleaseFolder.read(place).flatMap(KeptRows.init(reading:)) else {
        throw .damaged(place)
      }
      // A tombstone has no rows.
      for serial in taken { if let rows = kept.rows(of: serial) { all.append((serial, rows)) } }
      all.sort { $0.serial < $1.serial }
    }
    return RenderedFile(
      bytes: KeptRows.file(all), readAs: made.flatMap { $0.rows.flatMap { $0 } })
  }
}
