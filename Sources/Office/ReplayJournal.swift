import DropBox
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// Does again, on an empty ledger, what every entry of the journal says was done. Nothing is judged
/// or computed anew; what an entry names but does not hold comes from the archive.
struct ReplayJournal {
  let office: Office
  let policy: PolicyInUse
  let progress: ProgressReport
  private(set) var entries = 0
  private(set) var packages = 0

  init(office: Office, progress: @escaping ProgressReport) throws {
    self.office = office
    self.progress = progress
    policy = try office.policy()
  }

  /// Replays the journal up to an entry; it must go through the head that the present ledger has.
  /// A last entry that sent what never reached the archive was not acknowledged.
  mutating func run(
    upTo last: Int, through head: (count: Int, digest: String)?
  ) throws {
    // The whole chain first: an altered entry is named before it is done.
    let runs = try LastRuns(office.journal, upTo: last)
    try office.journal.forEachEntry(upTo: last) { entry, digest in
      if entry.number == last, try !isArchived(entry.sent) { return }
      if entry.number == head?.count, digest != head?.digest { throw otherJournal() }
      try office.ledger.write { session in
        try replay(entry, runs, session)
        try session.setJournalHead(count: entry.number, digest: digest)
      }
      entries += 1
      if entry.command == JournalledDelivery.command { packages += 1 }
      progress("重建账本", entries, last)
    }
    if let head, entries < head.count { throw otherJournal() }
  }

  private func isArchived(_ sent: [JournalEntry.Sent]) throws -> Bool {
    try sent.allSatisfy { try !office.archive.files($0.entry.archivedAs).isEmpty }
  }

  private func otherJournal() -> OfficeRefusal {
    OfficeRefusal(
      .fault, office.journal.folder, "操作日志比现有账本短，或不是这本账的日志", "请从备份恢复 archive/journal 后再试")
  }

  private func replay(
    _ entry: JournalEntry, _ runs: LastRuns, _ session: LedgerSession
  ) throws {
    switch entry.command {
    case "init", Office.rollBackCommand: break
    case "bank add", "bank key add", "bank key approve", "bank key retire", "bank key revoke":
      try replayKey(entry, session)
    case "keys rotate": try replayRotation(entry, session)
    case JournalledDelivery.command: try replayDelivery(entry, session)
    case "receipt reissue": try replayReissue(entry, session)
    case "note lose", "note other-subsidy", "note extension-confirm", "note regime":
      try replayFact(entry, session)
    case "settle run": try replayRun(entry, isLast: runs.isLast(entry), session)
    case "settle review", "settle approve": try replayStep(entry, session)
    case PaymentSteps.command: try replayPaymentSteps(entry, session)
    case BankAccountFile.command: try replayBankAccount(entry, session)
    case ResolveLines.command: try replayResolutions(entry, session)
    case "settle send": try replaySettlementResults(entry, session)
    case "publish": try replayPublication(entry, session)
    case Office.logHeadCommand: try replayLogHead(entry, session)
    case Office.logKeyCommand: try replayLogKey(entry, session)
    case NoticeCommand.open, NoticeCommand.move, NoticeCommand.close, NoticeCommand.refuse:
      try replayNotice(entry, session)
    case ObjectionCommand.add, ObjectionCommand.answer: try replayObjection(entry, session)
    case "fund add": try replayFund(entry, session)
    case ProjectList.command: try replayProjects(entry, session)
    case "opening import": try replayOpening(entry, session)
    default: throw entry.unknown("命令 \(entry.command)", office.journal)
    }
  }

  // MARK: Banks and keys

  private func replayKey(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let code = entry.content.text("bank").flatMap({ PartyCode($0) }),
      let json = entry.content["key"], let key = BankKey(json)
    else { throw entry.unknown("银行或公钥", office.journal) }
    if entry.command == "bank add" {
      let bank = try session.addBank(
        code: code, name: entry.content.text("name") ?? "", at: entry.at)
      try session.addKey(key, to: bank)
      return
    }
    let bank = try bank(code, entry, session)
    switch entry.command {
    case "bank key add": try session.addKey(key, to: bank)
    case "bank key approve":
      guard let from = key.from, let to = key.to, let waiting = try known(key, of: bank, session)
      else { throw entry.unknown("公钥", office.journal) }
      try session.activate(waiting, from: from, to: to)
      if let end = json.text("othersUntil").flatMap({ Instant($0) }) {
        for other in try session.keys(of: bank) where other.keyId != key.keyId {
          try session.shorten(other, to: end)
        }
      }
    default:
      guard let ended = try known(key, of: bank, session) else {
        throw entry.unknown("公钥", office.journal)
      }
      let state: KeyState = entry.command == "bank key retire" ? .retired : .revoked
      try session.end(ended, as: state, at: entry.at)
    }
  }

  private func known(_ key: BankKey, of bank: Bank, _ session: LedgerSession) throws -> BankKey? {
    try session.keys(of: bank).first { $0.keyId == key.keyId }
  }

  private func replayRotation(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let suite = entry.content.text("suite"), let old = entry.content.text("old"),
      let oldSpki = entry.content.text("oldSpki").flatMap(Hex.decode),
      let new = entry.content.text("new"),
      let newSpki = entry.content.text("newSpki").flatMap(Hex.decode),
      let until = entry.content.text("readableUntil").flatMap({ Instant($0) })
    else { throw entry.unknown("密钥", office.journal) }
    try send(entry, answers: nil, session)
    try session.replaceSystemKey(
      SystemKeyEntry(keyId: old, suite: suite, spki: oldSpki),
      by: SystemKeyEntry(keyId: new, suite: suite, spki: newSpki), at: entry.at,
      readableUntil: until)
  }

  // MARK: Packages

  private func replayDelivery(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let delivery = JournalledDelivery(entry.content, receivedAt: entry.at) else {
      throw entry.unknown("接收的包", office.journal)
    }
    let bank = try bank(delivery.bank, entry, session)
    let seq = try ReplayDelivery(
      office: office, bank: bank, delivery: delivery, policy: policy, session: session,
      progress: progress
    ).run()
    try send(entry, answers: seq, session)
  }

  private func replayReissue(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let sent = entry.sent.first,
      let original = entry.content.text("original").flatMap({ PackageId($0) })
    else { throw entry.unknown("重发的回执", office.journal) }
    try send(entry, answers: nil, session)
    try session.keepReissue(
      sent.entry.number, of: original.number, to: bank(sent.bank, entry, session))
  }

  func send(_ entry: JournalEntry, answers: Int64?, _ session: LedgerSession) throws {
    for sent in entry.sent {
      guard try isArchived([sent]) else {
        throw OfficeRefusal(
          .fault, sent.entry.packageId, "档案中没有这个已发出的包", "请从备份恢复 archive/packages 后再试")
      }
      try session.send(
        sent.entry, to: bank(sent.bank, entry, session), answers: answers, at: entry.at)
    }
  }

  // MARK: Notes, runs, publications

  private func replayFact(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let code = entry.content.text("bank").flatMap({ PartyCode($0) }),
      let noteNo = entry.content.text("noteNo").flatMap({ NoteNo($0) }),
      let value = entry.content.text("value"), let reason = entry.content.text("reason"),
      let fact = BureauFact(verb: entry.command.dropFirst("note ".count), value: value)
    else { throw entry.unknown("借据事项", office.journal) }
    try session.keep(
      fact, of: noteNo, bank: bank(code, entry, session), reason: reason, by: entry.actor.name,
      at: entry.at)
  }

  /// Of a draft that was made anew later only its place in the ledger counts.
  private func replayRun(_ entry: JournalEntry, isLast: Bool, _ session: LedgerSession) throws {
    guard let period = entry.period, let totals = entry.content["totals"],
      let knownAt = entry.content.text("knownAt").flatMap({ Instant($0) }),
      let digest = entry.content.text("policy"), let lines = entry.content.text("lines"),
      let basis = entry.content["basis"].flatMap(RunBasis.init)
    else { throw entry.unknown("核算", office.journal) }
    try PolicyInUse.keepArchived(digest, office.archive, in: session, at: entry.at)
    let id = try session.startRun(
      period, knownAt: knownAt, policy: digest, basis: basis, by: entry.actor.name,
      user: entry.actor.systemUser, at: entry.at)
    if isLast {
      var position = 0
      let isWhole = try ArchivedRun.read(lines, in: office.archive) { json, bytes in
        guard let line = RunLine(json, bytes, position: position) else { return false }
        try session.add(line, to: id)
        position += 1
        return true
      }
      guard isWhole else {
        throw OfficeRefusal(
          .fault, lines, "档案中的核算明细缺失或被改动", "请从备份恢复 archive/runs 后再试")
      }
    }
    try session.finishRun(
      id, totals: String(decoding: totals.canonical(), as: UTF8.self), archivedAs: lines)
  }

  private func replayStep(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let period = entry.period, let run = try session.run(of: period) else {
      throw entry.unknown("核算", office.journal)
    }
    let (name, user) = (entry.actor.name, entry.actor.systemUser)
    guard entry.command == "settle approve" else {
      return try session.review(run, by: name, user: user, at: entry.at)
    }
    try session.approve(run, by: name, user: user, at: entry.at)
    try replayPayments(entry, of: run, session)
  }

  func replayNumbers(_ entry: JournalEntry, _ session: LedgerSession) throws {
    let loans = (entry.content["numbered"]?.elements ?? []).map { pair -> UndisclosedLoan? in
      let words = pair.elements.compactMap(\.asText)
      guard words.count == 2, let bank = PartyCode(words[0]), let record = RecordId(words[1])
      else { return nil }
      return UndisclosedLoan(bank: bank, recordId: record)
    }
    guard !loans.contains(nil) else { throw entry.unknown("公示编号", office.journal) }
    try session.disclose(loans.compactMap { $0 }, on: entry.at.day)
  }

  // MARK: What they share

  private func bank(
    _ code: PartyCode, _ entry: JournalEntry, _ session: LedgerSession
  ) throws -> Bank {
    guard let bank = try session.bank(code) else {
      throw entry.unknown("银行 \(code)", office.journal)
    }
    return bank
  }
}

/// The last settlement of each quarter: an earlier draft of it left no lines.
private struct LastRuns {
  private var numbers: [String: Int] = [:]

  init(_ journal: Journal, upTo last: Int) throws {
    var numbers: [String: Int] = [:]
    try journal.forEachEntry(upTo: last) { entry, _ in
      if entry.command == "settle run", let period = entry.content.text("period") {
        numbers[period] = entry.number
      }
    }
    self.numbers = numbers
  }

  func isLast(_ entry: JournalEntry) -> Bool {
    entry.content.text("period").flatMap { numbers[$0] } == entry.number
  }
}

extension JournalEntry {
  var period: Quarter? { content.text("period").flatMap { Quarter($0) } }

  /// The entry cannot be done again.
  func unknown(_ what: String, _ journal: Journal) -> OfficeRefusal {
    OfficeRefusal(
      .fault, journal.path(of: number), "操作日志第 \(number) 条中的\(what)无法辨认",
      "请用写下它的或更新的程序版本重建")
  }
}

extension BureauFact {
  /// Reads a fact back from its verb and value.
  init?(verb: Substring, value: String) {
    switch verb {
    case "lose":
      guard let day = Day(value) else { return nil }
      self = .lostEligibility(from: day)
    case "other-subsidy": self = .otherSubsidy(value == "yes")
    case "extension-confirm":
      guard let day = Day(value) else { return nil }
      self = .extensionConfirmed(newDueOn: day)
    case "regime": self = .regime(value)
    default: return nil
    }
  }
}
