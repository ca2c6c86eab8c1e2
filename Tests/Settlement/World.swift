import LoanBook
import Policy
import Quantities
import Subsidy

@testable import Settlement

/// What a ledger would hold, in memory: versions of records in their order of arrival, and what
/// was known at any number of it. The arrival number is the clock too.
struct World {
  struct Version {
    var arrival: Int64
    var action: RecordAction
    var fact: Fact
  }

  static func bank() throws -> PartyCode { try known(PartyCode("ZZRCB")) }

  struct BureauFact {
    var note: NoteNo
    var arrival: Int64
    var change: (inout BureauKnowledge) -> Void
  }

  private(set) var arrival: Int64 = 0
  private(set) var records: [RecordId: [Version]] = [:]
  private(set) var bureauFacts: [BureauFact] = []
  private(set) var resolutions: [Resolution] = []
  /// From which arrival on a note counts as overlapping, and as the person's fourth loan.
  private(set) var overlapsFrom: [NoteNo: Int64] = [:]
  private(set) var fourthFrom: [NoteNo: Int64] = [:]

  private mutating func next() -> Int64 {
    arrival += 1
    return arrival
  }

  mutating func receive(_ recordId: RecordId, _ action: RecordAction, _ fact: Fact) {
    records[recordId, default: []].append(
      Version(arrival: next(), action: action, fact: fact))
  }

  mutating func cancel(_ recordId: RecordId) {
    guard let last = records[recordId]?.last, last.action != .cancel else { return }
    receive(recordId, .cancel, last.fact)
  }

  mutating func note(_ noteNo: NoteNo, _ change: @escaping (inout BureauKnowledge) -> Void) {
    bureauFacts.append(BureauFact(note: noteNo, arrival: next(), change: change))
  }

  mutating func resolve(_ resolution: Resolution) {
    var resolution = resolution
    resolution.at = Instant(seconds: next())
    resolutions.append(resolution)
  }

  mutating func overlap(_ noteNo: NoteNo) { overlapsFrom[noteNo] = next() }
  mutating func countFourth(_ noteNo: NoteNo) { fourthFrom[noteNo] = next() }

  /// The facts in force at an arrival number, in the order in which their versions came.
  private func inForce(_ known: Int64) -> [(id: RecordId, version: Version)] {
    records.compactMap { id, versions in
      guard let last = versions.last(where: { $0.arrival <= known }), last.action != .cancel
      else { return nil }
      return (id, last)
    }.sorted { $0.1.arrival < $1.1.arrival }
  }

  /// Everything known at an arrival number, put in order once.
  func knowledge(at known: Int64) throws -> Knowledge {
    let bank = try World.bank()
    var knowledge = Knowledge(bank: bank)
    var terms: [NoteNo: (RecordId, Disbursement)] = [:]
    var events: [NoteNo: [RecordedEvent]] = [:]
    for (id, version) in inForce(known) {
      switch version.fact {
      case .disbursement(let note): terms[note.noteNo] = (id, note)
      case .event(let noteNo, let event):
        events[noteNo, default: []].append(
          RecordedEvent(recordId: id, event: event, arrival: version.arrival))
      case .claim(let claim):
        knowledge.claims[claim.noteNo, default: []].append(
          ClaimOnFile(recordId: id, arrival: version.arrival, claim: claim))
      case .decision: break
      }
    }
    for (noteNo, (record, terms)) in terms {
      var bureau = BureauKnowledge()
      for fact in bureauFacts where fact.note == noteNo && fact.arrival <= known {
        fact.change(&bureau)
      }
      knowledge.histories[noteNo] = NoteHistory(
        key: NoteKey(bank: bank, noteNo: noteNo), disbursementRecord: record, terms: terms,
        events: events[noteNo] ?? [], bureau: bureau,
        countedUse: isSet(fourthFrom[noteNo], known) ? 4 : 1)
      if isSet(overlapsFrom[noteNo], known) { knowledge.overlapping.insert(noteNo) }
    }
    knowledge.resolutions = resolutions.filter { $0.at.seconds <= known }
    return knowledge
  }

  private func isSet(_ from: Int64?, _ known: Int64) -> Bool { from.map { $0 <= known } ?? false }

  /// Every version that came by an arrival number and speaks of one of the notes.
  func arrived(_ notes: Set<NoteNo>, by known: Int64) throws -> [ArrivedRecord] {
    let bank = try World.bank()
    return records.flatMap { id, versions in
      versions.compactMap { version in
        guard version.arrival <= known, let noteNo = version.fact.noteNo, notes.contains(noteNo)
        else { return nil }
        return ArrivedRecord(
          recordId: id, arrival: version.arrival, note: NoteKey(bank: bank, noteNo: noteNo),
          type: version.fact.type, action: version.action, effectiveOn: version.fact.effectiveOn)
      }
    }
  }

  func facts(_ notes: Set<NoteNo>, by known: Int64) throws -> [ArrivedBureauFact] {
    let bank = try World.bank()
    return bureauFacts.filter { $0.arrival <= known && notes.contains($0.note) }.map {
      ArrivedBureauFact(
        note: NoteKey(bank: bank, noteNo: $0.note), at: Instant(seconds: $0.arrival))
    }
  }
}

/// What is known at some instant.
struct Knowledge {
  let bank: PartyCode
  var histories: [NoteNo: NoteHistory] = [:]
  var claims: [NoteNo: [ClaimOnFile]] = [:]
  var overlapping: Set<NoteNo> = []
  var resolutions: [Resolution] = []

  /// Contract by contract, in order of their numbers. Claims and resolutions are of all periods.
  var contracts: [[NoteOnFile]] {
    let notes = histories.values.map { history in
      NoteOnFile(
        history: history, claims: claims[history.key.noteNo] ?? [],
        overlapsOtherContract: overlapping.contains(history.key.noteNo),
        resolutions: resolutions.filter { $0.note == history.key })
    }
    return Dictionary(grouping: notes) { $0.history.terms.contractNo }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  /// The claims of a period for note numbers that no note bears, by number.
  func claimsWithoutNote(_ period: Quarter) -> [(NoteNo, [ClaimOnFile])] {
    claims.compactMap { noteNo, claims in
      let ofPeriod = claims.filter { $0.claim.period == period }
      return histories[noteNo] == nil && !ofPeriod.isEmpty ? (noteNo, ofPeriod) : nil
    }.sorted { $0.0 < $1.0 }
  }
}
