import Foundation
import GRDB
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// The schema as text, and every constraint tried.
@Suite struct SchemaTests {
  /// `MINGDAI_RECORD=1 swift test --filter schemaIsTheGoldenOne` writes the file and fails.
  @Test func schemaIsTheGoldenOne() throws {
    let fixture = try LedgerFixture()
    let sql = try fixture.ledger.read { session throws in
      try String.fetchAll(
        session.db,
        sql: """
          SELECT sql FROM sqlite_master
          WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY rowid
          """)
    }
    let dump = sql.map { $0 + ";\n" }.joined(separator: "\n")
    let golden = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("Golden/schema.sql")
    if ProcessInfo.processInfo.environment["MINGDAI_RECORD"] != nil {
      try Data(dump.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent); look at it and run again without")
      return
    }
    #expect(dump == String(decoding: try Data(contentsOf: golden), as: UTF8.self))
  }

  @Test func everyTableIsStrict() throws {
    let fixture = try LedgerFixture()
    let lax = try fixture.ledger.read { session throws in
      try String.fetchAll(
        session.db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND strict = 0
            AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
          """)
    }
    #expect(lax == [])
  }

  @Test func aLaterSchemaIsNotTouched() throws {
    let fixture = try LedgerFixture()
    try fixture.execute("INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
    let fault = #expect(throws: LedgerFault.self) { _ = try Ledger.open(at: fixture.path) }
    #expect(fault?.reason == .newer)
  }

  @Test func anEarlierFileIsBroughtUpToDate() throws {
    let folder = try ScratchFolder("ledger")
    let path = folder.path("old.sqlite")
    let old = try DatabaseQueue(path: path)
    try Schema.migrator.migrate(old, upTo: "1 banks and packages")
    try old.write {
      try $0.execute(sql: "INSERT INTO bank (code, name, added_at) VALUES ('OLDBANK', 'x', 1)")
    }
    try old.close()
    let ledger = try Ledger.open(at: path)
    #expect(try ledger.read { try $0.banks().map(\.code.text) } == ["OLDBANK"])
    #expect(try ledger.read { try $0.noteCount() } == 0)
    #expect(try ledger.damage() == [])
  }

  @Test func theFileIsWrittenForGood() throws {
    let fixture = try LedgerFixture()
    let settings = try fixture.ledger.read { session throws in
      try ["journal_mode", "synchronous", "foreign_keys"].map {
        try String.fetchOne(session.db, sql: "PRAGMA \($0)") ?? ""
      }
    }
    #expect(settings == ["wal", "2", "1"])
  }

  /// Each breaks one rule of the schema in a ledger that otherwise stands.
  static let breaches: [(sql: String, says: String)] = [
    ("INSERT INTO bank (code, name, added_at) VALUES ('TAIHANG', 'x', 0)", "bank.code"),
    ("UPDATE bank SET name = NULL", "bank.name"),
    ("UPDATE bank SET added_at = 'yesterday'", "TEXT value in INTEGER column"),
    ("UPDATE bank_key SET state = 'LOST'", "state IN"),
    ("UPDATE bank_key SET state = 'ACTIVE', active_from = NULL", "active_from IS NOT NULL"),
    ("UPDATE bank_key SET active_to = active_from", "active_to > active_from"),
    ("UPDATE bank_key SET state = 'RETIRED'", "ended_at IS NOT NULL"),
    ("UPDATE bank_key SET ended_at = 5", "ended_at IS NOT NULL"),
    (
      "INSERT INTO bank_key SELECT 99, bank, key_id, suite, spki, certificate, state,"
        + " active_from, active_to, ended_at FROM bank_key", "bank_key.key_id"
    ),
    ("UPDATE bank_key SET bank = 99", "FOREIGN KEY"),
    ("UPDATE package SET stage = 'SOCIAL'", "stage IN"),
    ("UPDATE package SET status = 'MAYBE'", "status IN"),
    ("UPDATE package SET accepted = -1", "accepted >= 0"),
    ("UPDATE package SET refused = -1", "refused >= 0"),
    ("UPDATE package SET number = -1", "number >= 0"),
    ("UPDATE package SET delivery = 'same'", "package.delivery"),
    (
      "INSERT INTO package (bank, delivery, package_id, number, stage, status, received_at,"
        + " accepted, refused, bytes, files)"
        + " VALUES (1, 'z', 'x', 1, 'BUSINESS', 'PARTIAL', 0, 0, 0, 0, 0)",
      "package.bank, package.number"
    ),
    ("UPDATE outbox SET answers = 99", "FOREIGN KEY"),
    (
      "INSERT INTO outbox (bank, number, package_id, message_type, archived_as, answers,"
        + " created_at, is_waiting) VALUES (1, 2, 'x', 'RECEIPT', 'a', 1, 0, 1)", "outbox.answers"
    ),
    ("UPDATE outbox SET is_waiting = 2", "is_waiting"),
    ("INSERT INTO person (id_number) SELECT id_number FROM person", "person.id_number"),
    ("UPDATE record SET package = 99", "FOREIGN KEY"),
    ("UPDATE record SET position = -1", "position >= 0"),
    ("UPDATE record SET version = 0", "version"),
    ("UPDATE record SET action = 'ERASE'", "action = 'CREATE' OR"),
    ("UPDATE record SET action = 'AMEND'", "action = 'CREATE'"),
    ("UPDATE record SET type = 'RUMOUR'", "type = 'REPAYMENT' OR"),
    ("UPDATE record SET note_no = NULL", "note_no IS NULL"),
    ("UPDATE record SET digest = x'00'", "length(digest)"),
    ("UPDATE record SET record_id = 'same'", "record.bank, record.record_id"),
    ("UPDATE note SET amount = 0", "amount > 0"),
    ("UPDATE note SET balance = -1", "balance BETWEEN"),
    ("UPDATE note SET balance = amount + 1", "balance BETWEEN"),
    ("UPDATE note SET due_on = disbursed_on", "due_on > disbursed_on"),
    ("UPDATE note SET repaid_on = 5", "repaid_on IS NULL"),
    ("UPDATE note SET person = 99", "FOREIGN KEY"),
    ("UPDATE note SET disbursement = 99", "FOREIGN KEY"),
    (
      "INSERT INTO note SELECT 99, bank, note_no, NULL, contract_no, person, town, amount,"
        + " disbursed_on, balance, due_on, NULL, NULL, NULL FROM note", "note.bank, note.note_no"
    ),
    ("UPDATE disbursement SET known_until = known_from - 1", "known_until >="),
    ("UPDATE disbursement SET kind = 'CLUB'", "kind = 'INDIVIDUAL' OR"),
    ("UPDATE disbursement SET partners = 21", "partners"),
    ("UPDATE disbursement SET partners = 2", "kind = 'PARTNERSHIP'"),
    ("UPDATE disbursement SET kind = 'PARTNERSHIP'", "kind = 'PARTNERSHIP'"),
    ("UPDATE disbursement SET jobs = -1", "jobs >= 0"),
    ("UPDATE disbursement SET amount = 0", "amount > 0"),
    ("UPDATE disbursement SET signed_on = disbursed_on + 1", "disbursed_on >= signed_on"),
    ("UPDATE disbursement SET due_on = disbursed_on", "due_on > disbursed_on"),
    ("UPDATE disbursement SET rate = -1", "rate >= 0"),
    ("UPDATE disbursement SET lpr = -1", "lpr >= 0"),
    ("UPDATE disbursement SET settlement = 'DAILY'", "settlement IN"),
    ("UPDATE disbursement SET repayment = 'NEVER'", "repayment = 'BULLET' OR"),
    ("UPDATE disbursement SET day_basis = 364", "day_basis IN"),
    ("UPDATE disbursement SET payee = 'NOBODY'", "payee IN"),
    ("UPDATE disbursement SET use_ordinal = 0", "use_ordinal BETWEEN"),
    ("UPDATE disbursement SET note = 99 WHERE record = 1", "FOREIGN KEY"),
    ("UPDATE disbursement SET note = 1", "disbursement.note"),
    ("UPDATE event SET kind = 'PARTY'", "kind"),
    ("UPDATE event SET amount = -1", "amount >= 0"),
    ("UPDATE event SET amount = NULL", "amount IS NOT NULL"),
    ("UPDATE event SET interest = -1", "interest >= 0"),
    ("UPDATE event SET penalty = -1", "penalty >= 0"),
    ("UPDATE event SET rate = 1", "rate IS NOT NULL"),
    ("UPDATE event SET rate = -1", "rate"),
    ("UPDATE event SET new_due_on = 1", "new_due_on IS NOT NULL"),
    ("UPDATE event SET basis = 'x'", "basis IS NULL"),
    ("UPDATE event SET kind = 'RECOVERY', interest = 1", "interest IS NULL"),
    ("UPDATE event SET note = 99", "FOREIGN KEY"),
    ("UPDATE event SET known_until = known_from - 1", "known_until >="),
    ("UPDATE claim SET period = '2025Q5'", "period GLOB"),
    ("UPDATE claim SET days = -1", "days >= 0"),
    ("UPDATE claim SET closing_balance = -1", "closing_balance >= 0"),
    ("UPDATE claim SET interest = -1", "interest >= 0"),
    ("UPDATE claim SET subsidy = -1", "subsidy >= 0"),
    ("UPDATE claim SET account_name = NULL", "account_name IS NULL"),
    ("UPDATE claim SET account_bank = NULL", "account_bank IS NULL"),
    ("UPDATE claim SET known_until = known_from - 1", "known_until >="),
    ("UPDATE claim SET bank = 99", "FOREIGN KEY"),
    ("UPDATE bureau_fact SET kind = 'GOSSIP'", "kind"),
    ("UPDATE bureau_fact SET day = NULL", "day IS NOT NULL"),
    ("UPDATE bureau_fact SET text = 'x'", "text IS NOT NULL"),
    ("UPDATE bureau_fact SET kind = 'OTHER_SUBSIDY', day = NULL, text = 'perhaps'", "text IN"),
    ("UPDATE bureau_fact SET reason = NULL", "bureau_fact.reason"),
    ("UPDATE project_state SET state = 'SOLD'", "state IN"),
    ("UPDATE project_state SET state = 'OPEN'", "state = 'OPEN'"),
    ("UPDATE project_state SET day = NULL", "state = 'OPEN'"),
    ("UPDATE project_state SET note_no = NULL", "note_no IS NULL"),
    ("UPDATE project_state SET uscc = 'x'", "uscc IS NOT NULL"),
    ("UPDATE project_state SET reason = ''", "reason <> ''"),
    ("UPDATE project_state SET bank = 99", "FOREIGN KEY"),
    ("UPDATE policy_file SET digest = 'other'", "FOREIGN KEY"),
    ("UPDATE run SET policy = 'other'", "FOREIGN KEY"),
    ("UPDATE run SET period = 'soon'", "period GLOB"),
    ("UPDATE run SET state = 'DONE'", "state"),
    ("UPDATE run SET state = 'REVIEWED'", "reviewed_by IS NOT NULL"),
    (
      "UPDATE run SET state = 'APPROVED', reviewed_by = 'a', reviewed_at = 1",
      "approved_by IS NOT NULL"
    ),
    (
      "UPDATE run SET state = 'APPROVED', reviewed_by = 'a', reviewed_at = 1,"
        + " approved_by = 'a', approved_at = 2", "approved_by <> reviewed_by"
    ),
    (
      "INSERT INTO run SELECT 99, period, state, known_at, policy, totals, archived_as, made_by,"
        + " made_at, NULL, NULL, NULL, NULL, tolerance, NULL, NULL, 0, 0, '', NULL, NULL, 0"
        + " FROM run",
      "run.period"
    ),
    (
      "INSERT INTO resolution VALUES (1, 99, 'N', '2025Q1', 0, '', 0, 'r', 'b', 1)",
      "FOREIGN KEY"
    ),
    (
      "INSERT INTO resolution VALUES (1, 1, 'N', '2025Q1', 0, '', -1, 'r', 'b', 1)",
      "payable >= 0"
    ),
    (
      "INSERT INTO resolution VALUES (1, 1, 'N', '2025Q1', 0, '', 0, '', 'b', 1)", "reason <> ''"
    ),
    ("INSERT INTO run_line VALUES (99, 0, 'B', 'N', 'AGREED', 0, 0, 0, '{}')", "FOREIGN KEY"),
    ("INSERT INTO run_line SELECT * FROM run_line", "run_line.run, run_line.position"),
    ("INSERT INTO disclosure VALUES (99, 'D9', 2025, 99, 1)", "FOREIGN KEY"),
    ("INSERT INTO disclosure VALUES (1, 'D9', 2025, 1, 1)", "disclosure.year, disclosure.number"),
    ("INSERT INTO journal_head VALUES (2, 1, 'x')", "only = 1"),
    (
      "INSERT INTO publication"
        + " VALUES (-1, 'record', 'S', 1, 1, 'FIRST', '', zeroblob(32), NULL, NULL, 'f')",
      "position >= 0"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'rumour', 'S', 1, 1, 'FIRST', '', zeroblob(32), NULL, NULL, 'f')",
      "kind = 'record' OR"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'record', 'S', 0, 1, 'FIRST', '', zeroblob(32), NULL, NULL, 'f')",
      "revision >= 1"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'record', 'S', 1, 1, 'ERASED', '', zeroblob(32), NULL, NULL, 'f')",
      "change = 'FIRST' OR"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'record', 'S', 2, 1, 'FIRST', '', zeroblob(32), NULL, NULL, 'f')",
      "revision = 1"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'record', 'S', 1, 1, 'FIRST', '', x'00', NULL, NULL, 'f')",
      "length(commitment)"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'record', 'S', 1, 1, 'FIRST', '', zeroblob(32), x'00', '{}', 'f')",
      "length(salt)"
    ),
    (
      "INSERT INTO publication"
        + " VALUES (0, 'record', 'S', 1, 1, 'FIRST', '', zeroblob(32), zeroblob(16), NULL, 'f')",
      "content IS NULL"
    ),
    (
      "INSERT INTO public_record"
        + " VALUES (2025, 1, 99, 'INDIVIDUAL', 'a', 'p', NULL, 't', 'b', 'i', 1, 1, 's', 0)",
      "FOREIGN KEY"
    ),
    (
      "INSERT INTO public_record"
        + " VALUES (2025, 1, 0, 'PERSON', 'a', 'p', NULL, 't', 'b', 'i', 1, 1, 's', 0)",
      "borrower = 'INDIVIDUAL' OR"
    ),
    (
      "INSERT INTO public_record"
        + " VALUES (2025, 1, 0, 'INDIVIDUAL', 'a', 'p', NULL, 't', 'b', 'i', 1, 0, 's', 0)",
      "amount > 0"
    ),
    ("INSERT INTO projected VALUES (2, 1, 1, 1, '', '')", "only = 1"),
    ("DELETE FROM record", "FOREIGN KEY"),
    ("DELETE FROM person", "FOREIGN KEY"),
  ]

  @Test func everyConstraintBites() throws {
    let fixture = try LedgerFixture()
    try fill(fixture)
    for (sql, says) in Self.breaches {
      let fault = #expect(throws: LedgerFault.self, "\(sql)") { try fixture.execute(sql) }
      #expect(fault?.cause.contains(says) == true, "\(sql): \(fault?.cause ?? "")")
    }
    #expect(try fixture.ledger.damage() == [])
  }

  /// A row of everything.
  private func fill(_ fixture: LedgerFixture) throws {
    try fixture.keep(try Made.disbursement("N1"), "D1")
    try fixture.keep(try Made.disbursement("N2", person: 2), "D2")
    try fixture.keep(try Made.repayment(5, on: "2025-01-01"), "E1")
    try fixture.keep(try Made.claim(), "K1")
    let at = Instant(seconds: 1)
    let (note, quarter) = (try #require(NoteNo("N1")), try #require(Quarter("2025Q1")))
    let day = try Made.day("2025-04-01")
    try fixture.ledger.write { session throws in
      try session.addKey(
        BankKey(
          keyId: "k", suite: "s", spki: [1], certificate: nil, state: .active, from: at,
          to: Instant(seconds: 9)), to: fixture.bank)
      try session.send(
        OutboxEntry(number: 1, packageId: "p", messageType: "RECEIPT", archivedAs: "a"),
        to: fixture.bank, answers: fixture.packages[0], at: at)
      try session.keep(
        .lostEligibility(from: day), of: note, bank: fixture.bank, reason: "r", by: "b", at: at)
      try session.keep(
        .closed(on: day), of: .note(NoteKey(bank: fixture.bank.code, noteNo: note)), reason: "r",
        by: "b", at: at)
      try session.keepPolicy(digest: "d", files: [("f", [1])], at: at)
      let run = try session.startRun(quarter, knownAt: at, policy: "d", by: "b", at: at)
      try session.add(
        RunLine(
          position: 0, bank: "TAIHANG", noteNo: "N1", comparison: "AGREED", interest: .zero,
          subsidy: .zero, payable: .zero, detail: "{}"), to: run)
      try session.disclose(try session.undisclosedLoans(limit: 100), on: day)
      try session.setJournalHead(count: 1, digest: "x")
    }
  }
}
