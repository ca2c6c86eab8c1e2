import Disclosure
import Synchronization

/// The leak scan of new files: what many of them share is read once.
final class PieceScan: Sendable {
  let scan: LeakScan
  private let known = Mutex<[ObjectIdentifier: Known]>([:])

  /// What was found in a piece, which is kept so that no other can be taken for it.
  private struct Known {
    let piece: FramePiece
    let leaks: [Leak]
    let traces: LeakTraces
  }

  init(_ scan: LeakScan) { self.scan = scan }

  /// The hits in a file, pieces included; the round keeps its traces without those of the pieces.
  func leaks(in file: RenderedFile, at place: String, _ round: inout LeakRound) -> [Leak] {
    if let readAs = file.readAs {
      return round.leaks(in: readAs.silenced(at: file.quiet), file: place)
    }
    let apart = file.pieces.filter(\.piece.standsApart)
    if apart.isEmpty {
      return round.leaks(in: file.bytes.silenced(at: file.quiet), file: place)
    }
    let own = round.leaks(in: PieceScan.rest(of: file, without: apart), file: place)
    var leaks = own.map { leak in
      Leak(file: leak.file, offset: PieceScan.offset(leak.offset, apart), kind: leak.kind)
    }
    // As the scan names the file: a path that tells something is not told.
    let name = own.first?.file ?? place
    for (start, piece) in apart {
      leaks += known(piece).leaks.map {
        Leak(file: name, offset: start + $0.offset, kind: $0.kind)
      }
    }
    return leaks
  }

  /// The traces of a piece; none when they are among those of the files.
  func traces(of piece: FramePiece) -> LeakTraces {
    piece.standsApart ? known(piece).traces : LeakTraces()
  }

  private func known(_ piece: FramePiece) -> Known {
    let key = ObjectIdentifier(piece)
    if let known = known.withLock({ $0[key] }) { return known }
    let (leaks, traces) = scan.findings(in: piece.bytes, file: "")
    let new = Known(piece: piece, leaks: leaks, traces: traces)
    known.withLock { $0[key] = new }
    return new
  }

  /// The file with a seam for each of its pieces and `#` for what is passed over.
  private static func rest(
    of file: RenderedFile, without pieces: [(place: Int, piece: FramePiece)]
  ) -> [UInt8] {
    var rest: [UInt8] = []
    rest.reserveCapacity(file.bytes.count)
    var quiet = file.quiet[...]
    var start = 0
    /// Takes what stands before a place.
    func take(upTo end: Int) {
      while let next = quiet.first, next.upperBound <= end {
        rest += file.bytes[start..<next.lowerBound]
        rest += repeatElement(UInt8(ascii: "#"), count: next.count)
        start = next.upperBound
        quiet = quiet.dropFirst()
      }
      rest += file.bytes[start..<end]
    }
    for (place, piece) in pieces {
      take(upTo: place)
      rest += LeakScan.seam
      start = place + piece.bytes.count
    }
    take(upTo: file.bytes.count)
    return rest
  }

  /// A place of what was read as a place in the file.
  private static func offset(
    _ offset: Int, _ pieces: [(place: Int, piece: FramePiece)]
  ) -> Int {
    pieces.reduce(offset) { offset, next in
      offset > next.place ? offset + next.piece.bytes.count - LeakScan.seam.count : offset
    }
  }
}
