import Foundation
import LoanBook
import Policy
import Quantities
@_spi(Benchmark) import Settlement
import SiteAssets

/// A million notes over twelve quarters by the settlement's own engines, on one thread and on two,
/// with and without the second engine; then the same notes by a plain program in Python's `decimal`
/// and by NumPy, which must come to the same fen.
///
/// The notes lie in a file, which every program reads in pieces: nothing holds all of them.
struct QuartersBench {
  let folder: String
  let notes: Int
  let seed: UInt64
  private let policy: Policy

  /// So many notes are held at a time.
  private static let piece = 8_192
  /// So many of the first notes go through `decimal`, which would take too long for all.
  private var sample: Int { min(notes, 20_000) }
  private var file: String { folder + "/notes.bin" }

  /// What one program made of the notes, quarter by quarter: lines, interest and subsidy.
  typealias Sums = [[Int64]]

  init(folder: String, notes: Int, seed: UInt64) throws {
    (self.folder, self.notes, self.seed) = (folder, notes, seed)
    policy = try Policy(
      PolicyFiles(
        regimes: SiteAssets.Policy.regimes, lpr: SiteAssets.Policy.lpr,
        towns: SiteAssets.Policy.towns, categories: SiteAssets.Policy.categories,
        industries: SiteAssets.Policy.industries))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func run(_ report: inout BenchReport) throws {
    Progress.tell("writing \(notes) notes")
    try write()
    report.add("quarters, notes", Double(notes), "notes")
    report.add("quarters", Double(BareNote.quarters.count), "quarters")
    let (both, sums) = try settle(notes, threads: 2, isChecked: true)
    tell("both engines, two threads", both, sums, &report, goal: "at most 10 s on two idle cores")
    let (one, sums1) = try settle(notes, threads: 1, isChecked: true)
    tell("both engines, one thread", one, sums1, &report)
    let (single, sums2) = try settle(notes, threads: 1, isChecked: false)
    tell("first engine alone, one thread", single, sums2, &report)
    guard sums == sums1, sums == sums2 else { throw BenchFault("threads change the sums") }
    report.add(
      "both engines / first engine alone, processor",
      one.processorSeconds / single.processorSeconds, "times")
    try compare(sums, one, &report)
  }

  private func tell(
    _ name: String, _ cost: Cost, _ sums: Sums, _ report: inout BenchReport, goal: String? = nil
  ) {
    let looked = Double(notes * BareNote.quarters.count)
    report.add(name, cost.seconds, "s", goal: goal)
    report.add("\(name), processor", cost.processorSeconds, "s")
    report.add("\(name), rate", looked / cost.seconds, "note-quarters/s")
    report.add("\(name), rate per core", looked / cost.processorSeconds, "note-quarters/s")
    report.add("\(name), lines", Double(sums.reduce(0) { $0 + $1[0] }), "lines")
    report.add("\(name), peak memory", Double(cost.peakKiB) / 1024, "MiB")
  }

  /// The other programs, when they are here, on the file that was settled.
  private func compare(_ sums: Sums, _ one: Cost, _ report: inout BenchReport) throws {
    let scripts = PlainQuarters(folder: folder, file: file, policy: policy)
    if let plain = try scripts.run(.decimal, notes: sample) {
      let (few, fewSums) = try settle(sample, threads: 1, isChecked: true)
      try require(plain.sums, fewSums, "decimal")
      let scale = Double(notes) / Double(sample)
      report.add("python decimal, \(sample) notes, processor", plain.seconds, "s")
      report.add("python decimal, all notes (scaled), processor", plain.seconds * scale, "s")
      report.add(
        "python decimal / both engines, processor", plain.seconds / few.processorSeconds, "times")
    } else {
      Progress.tell("python3 is not here: not compared")
    }
    if let vectors = try scripts.run(.numpy, notes: notes) {
      try require(vectors.sums, sums, "NumPy")
      report.add("python NumPy, all notes, processor", vectors.seconds, "s")
      report.add("python NumPy, peak memory", Double(vectors.peakKiB) / 1024, "MiB")
      report.add(
        "python NumPy / both engines, processor", vectors.seconds / one.processorSeconds, "times")
    } else {
      Progress.tell("NumPy is not here (python3 -m pip install numpy): not compared")
    }
  }

  private func require(_ theirs: Sums, _ ours: Sums, _ name: String) throws {
    for (place, quarter) in BareNote.quarters.enumerated() where theirs[place] != ours[place] {
      throw BenchFault("\(quarter): \(name) \(theirs[place]), mingdai \(ours[place])")
    }
    Progress.tell("\(name) agrees to the fen in every quarter")
  }

  private func write() throws {
    try Data().write(to: URL(fileURLWithPath: file))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    var bytes: [UInt8] = []
    for number in 0..<notes {
      BareNote(number, seed: seed).write(to: &bytes)
      if bytes.count >= Self.piece * BareNote.size || number == notes - 1 {
        try handle.write(contentsOf: Data(bytes))
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try handle.close()
  }

  /// Settles the first notes of the file in every quarter. Reading and making the notes is not
  /// counted.
  private func settle(
    _ notes: Int, threads: Int, isChecked: Bool
  ) throws -> (cost: Cost, sums: Sums) {
    let workers = (0..<threads).map { _ in
      BareNote.quarters.map { quarter in
        var settler = Settler(period: quarter, policy: policy)
        settler.isCheckedByDays = isChecked
        return settler
      }
    }
    let crew = SettlementCrew(workers) { (settlers: inout [Settler], notes: [[NoteOnFile]]) in
      for place in settlers.indices {
        for note in notes { try settlers[place].settle(note) { _ in } }
      }
    }
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
    var total = Cost(seconds: 0, processorSeconds: 0, threadSeconds: 0, peakKiB: 0)
    var done = 0
    while done < notes {
      var pieces: [[[NoteOnFile]]] = []
      while pieces.count < threads, done < notes {
        let count = min(Self.piece, notes - done)
        pieces.append(try read(count, from: handle, first: done))
        done += count
      }
      let cost = try Cost.of {
        for piece in pieces { try crew.put(piece) {} }
        try crew.drain {}
      }.cost
      total = total + cost
    }
    try handle.close()
    return (
      total,
      BareNote.quarters.indices.map { place in
        crew.workers.reduce([0, 0, 0]) { sum, settlers in
          let all = settlers[place].totals.all
          return [
            sum[0] + Int64(all.lines), sum[1] + all.interest.value, sum[2] + all.subsidy.value,
          ]
        }
      }
    )
  }

  private func read(
    _ count: Int, from handle: FileHandle, first: Int
  ) throws -> [[NoteOnFile]] {
    guard let data = try handle.read(upToCount: count * BareNote.size),
      data.count == count * BareNote.size, let town = policy.towns.first?.code
    else { throw BenchFault("\(file) is shorter than it was") }
    guard let id = ResidentID("11010519491231002X") else { preconditionFailure("well formed") }
    let borrower = Borrower(
      kind: .individual, name: "虚构", idNumber: .resident(id), phone: nil, category: "05",
      partners: 1, partnerIds: [])
    let project = Project(
      name: "虚构", entityName: nil, socialCreditCode: nil, industry: "A03", town: town,
      address: nil, jobs: nil)
    return data.withUnsafeBytes { bytes in
      (0..<count).map { place in
        [
          BareNote(bytes, at: place * BareNote.size)
            .onFile(first + place, borrower: borrower, project: project)
        ]
      }
    }
  }
}
