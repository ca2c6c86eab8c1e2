import GRDB

/// The ledger's tables. Migrations speak only SQL and are never edited after a release.
///
/// Facts are only added: `record` with `disbursement`, `event` and `claim` hold every version of
/// every record, each known from one instant until another (`known_until` is null while it
/// stands). `note` is the projection of what stands now, for lists and joins.
/// Money is in fen, rates in ppm, days are counted from 1970-01-01, instants in seconds UTC.
enum Schema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 banks and packages") { try $0.execute(sql: banks) }
    migrator.registerMigration("2 records and notes") { try $0.execute(sql: records) }
    migrator.registerMigration("3 settlement and disclosure") { try $0.execute(sql: settlement) }
    migrator.registerMigration("4 receipts and system keys") { try $0.execute(sql: receipts) }
    migrator.registerMigration("5 settlement runs") { try $0.execute(sql: settlementRuns) }
    migrator.registerMigration("6 opening and payments") { try $0.execute(sql: opening) }
    migrator.registerMigration("7 payments") { try $0.execute(sql: payments) }
    migrator.registerMigration("8 project states") { try $0.execute(sql: projects) }
    migrator.registerMigration("9 run edition") { try $0.execute(sql: runEdition) }
    migrator.registerMigration("10 publications") { try $0.execute(sql: publications) }
    migrator.registerMigration("11 transparency log") { try $0.execute(sql: log) }
    migrator.registerMigration("12 notices and objections") { try $0.execute(sql: notices) }
    migrator.registerMigration("13 log keys") { try $0.execute(sql: logKeys) }
    migrator.registerMigration("14 counts of people") { try $0.execute(sql: counts) }
    migrator.registerMigration("15 publications that are told") {
      try $0.execute(sql: toldPublications)
    }
    return migrator
  }()

  private static let banks = """
    CREATE TABLE bank (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      added_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE bank_key (
      id INTEGER PRIMARY KEY,
      bank INTEGER NOT NULL REFERENCES bank,
      key_id TEXT NOT NULL UNIQUE,
      suite TEXT NOT NULL,
      spki BLOB NOT NULL,
      certificate BLOB,
      state TEXT NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRED', 'REVOKED')),
      active_from INTEGER,
      active_to INTEGER,
      ended_at INTEGER,
      CHECK (state = 'PENDING' OR (active_from IS NOT NULL AND active_to > active_from)),
      CHECK ((state IN ('RETIRED', 'REVOKED')) = (ended_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX bank_key_bank ON bank_key(bank);

    CREATE TABLE package (
      seq INTEGER PRIMARY KEY,
      bank INTEGER NOT NULL REFERENCES bank,
      delivery TEXT NOT NULL UNIQUE,
      package_id TEXT NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 0),
      message_type TEXT,
      manifest_digest TEXT,
      archived_as TEXT,
      key_id TEXT,
      stage TEXT NOT NULL CHECK (stage IN ('TECHNICAL', 'BUSINESS')),
      status TEXT NOT NULL CHECK (status IN ('ACCEPTED', 'PARTIAL', 'REJECTED', 'DUPLICATE')),
      received_at INTEGER NOT NULL,
      accepted INTEGER NOT NULL CHECK (accepted >= 0),
      refused INTEGER NOT NULL CHECK (refused >= 0),
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      files INTEGER NOT NULL CHECK (files >= 0),
      ledger_head TEXT
    ) STRICT;
    CREATE INDEX package_id ON package(bank, package_id);
    CREATE INDEX package_day ON package(bank, received_at, bytes, files);
    CREATE UNIQUE INDEX package_consumed ON package(bank, number)
      WHERE status IN ('ACCEPTED', 'PARTIAL');

    CREATE TABLE outbox (
      bank INTEGER NOT NULL REFERENCES bank,
      number INTEGER NOT NULL,
      package_id TEXT NOT NULL,
      message_type TEXT NOT NULL,
      archived_as TEXT NOT NULL,
      answers INTEGER UNIQUE REFERENCES package,
      created_at INTEGER NOT NULL,
      is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),
      PRIMARY KEY (bank, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outbox_waiting ON outbox(bank) WHERE is_waiting;
    """

  private static let records = """
    CREATE TABLE person (
      id INTEGER PRIMARY KEY,
      id_number TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE record (
      seq INTEGER PRIMARY KEY,
      package INTEGER NOT NULL REFERENCES package,
      position INTEGER NOT NULL CHECK (position >= 0),
      bank INTEGER NOT NULL REFERENCES bank,
      record_id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version >= 1),
      -- Words are compared one by one, the frequent first: for a list of three or more SQLite
      -- builds a table at every insert.
      action TEXT NOT NULL
        CHECK (action = 'CREATE' OR action = 'AMEND' OR action = 'CANCEL'),
      type TEXT NOT NULL CHECK (type = 'REPAYMENT' OR type = 'CLAIM' OR type = 'DISBURSEMENT'
        OR type = 'OVERDUE' OR type = 'CURE' OR type = 'EXTENSION' OR type = 'RATE_CHANGE'
        OR type = 'COMPENSATION' OR type = 'RECOVERY' OR type = 'DECISION'),
      note_no TEXT,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      CHECK ((action = 'CREATE') = (version = 1)),
      CHECK ((note_no IS NULL) = (type = 'DECISION'))
    ) STRICT;
    CREATE UNIQUE INDEX record_version ON record(bank, record_id, version);

    CREATE TABLE note (
      id INTEGER PRIMARY KEY,
      bank INTEGER NOT NULL REFERENCES bank,
      note_no TEXT NOT NULL,
      disbursement INTEGER REFERENCES record,
      contract_no TEXT NOT NULL,
      person INTEGER NOT NULL REFERENCES person,
      town TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      disbursed_on INTEGER NOT NULL,
      balance INTEGER NOT NULL CHECK (balance BETWEEN 0 AND amount),
      due_on INTEGER NOT NULL CHECK (due_on > disbursed_on),
      overdue_since INTEGER,
      compensated_on INTEGER,
      repaid_on INTEGER CHECK (repaid_on IS NULL OR balance = 0),
      UNIQUE (bank, note_no)
    ) STRICT;

    CREATE TABLE disbursement (
      record INTEGER PRIMARY KEY REFERENCES record,
      note INTEGER NOT NULL REFERENCES note,
      bank INTEGER NOT NULL REFERENCES bank,
      person INTEGER NOT NULL REFERENCES person,
      known_from INTEGER NOT NULL,
      known_until INTEGER CHECK (known_until >= known_from),
      contract_no TEXT NOT NULL,
      letter_no TEXT,
      application_no TEXT,
      kind TEXT NOT NULL
        CHECK (kind = 'INDIVIDUAL' OR kind = 'PARTNERSHIP' OR kind = 'ENTERPRISE'),
      borrower_name TEXT NOT NULL,
      phone TEXT,
      category TEXT NOT NULL,
      partners INTEGER NOT NULL CHECK (partners BETWEEN 1 AND 20),
      partner_ids TEXT,
      project_name TEXT NOT NULL,
      entity_name TEXT,
      uscc TEXT,
      industry TEXT NOT NULL,
      town TEXT NOT NULL,
      address TEXT,
      jobs INTEGER CHECK (jobs >= 0),
      amount INTEGER NOT NULL CHECK (amount > 0),
      signed_on INTEGER NOT NULL,
      disbursed_on INTEGER NOT NULL CHECK (disbursed_on >= signed_on),
      due_on INTEGER NOT NULL CHECK (due_on > disbursed_on),
      rate INTEGER NOT NULL CHECK (rate >= 0),
      lpr INTEGER NOT NULL CHECK (lpr >= 0),
      settlement TEXT NOT NULL CHECK (settlement IN ('QUARTER_20', 'MONTH_20')),
      repayment TEXT NOT NULL CHECK (repayment = 'BULLET' OR repayment = 'EQUAL_INSTALMENT'
        OR repayment = 'EQUAL_PRINCIPAL' OR repayment = 'SCHEDULE'),
      day_basis INTEGER NOT NULL CHECK (day_basis IN (360, 365)),
      payee TEXT NOT NULL CHECK (payee IN ('BORROWER', 'BANK')),
      use_ordinal INTEGER NOT NULL CHECK (use_ordinal BETWEEN 1 AND 99),
      CHECK ((kind = 'PARTNERSHIP') = (partners >= 2))
    ) STRICT;
    CREATE INDEX disbursement_note ON disbursement(note);
    CREATE UNIQUE INDEX disbursement_stands ON disbursement(note) WHERE known_until IS NULL;
    CREATE INDEX disbursement_contract ON disbursement(bank, contract_no, disbursed_on);
    CREATE INDEX disbursement_person ON disbursement(person);

    CREATE TABLE event (
      record INTEGER PRIMARY KEY REFERENCES record,
      note INTEGER NOT NULL REFERENCES note,
      record_id TEXT NOT NULL,
      day INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind = 'REPAYMENT' OR kind = 'OVERDUE' OR kind = 'CURE'
        OR kind = 'EXTENSION' OR kind = 'RATE_CHANGE' OR kind = 'COMPENSATION'
        OR kind = 'RECOVERY'),
      amount INTEGER CHECK (amount >= 0),
      interest INTEGER CHECK (interest >= 0),
      penalty INTEGER CHECK (penalty >= 0),
      rate INTEGER CHECK (rate >= 0),
      new_due_on INTEGER,
      basis TEXT,
      known_from INTEGER NOT NULL,
      known_until INTEGER CHECK (known_until >= known_from),
      CHECK ((kind = 'REPAYMENT' OR kind = 'COMPENSATION' OR kind = 'RECOVERY')
        = (amount IS NOT NULL)),
      CHECK ((kind = 'RATE_CHANGE') = (rate IS NOT NULL)),
      CHECK ((kind = 'EXTENSION') = (new_due_on IS NOT NULL)),
      CHECK (kind = 'REPAYMENT' OR (interest IS NULL AND penalty IS NULL)),
      CHECK (kind = 'EXTENSION' OR basis IS NULL)
    ) STRICT;
    CREATE INDEX event_note ON event(note, day);

    CREATE TABLE claim (
      record INTEGER PRIMARY KEY REFERENCES record,
      record_id TEXT NOT NULL,
      bank INTEGER NOT NULL REFERENCES bank,
      note_no TEXT NOT NULL,
      period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
      days INTEGER NOT NULL CHECK (days >= 0),
      closing_balance INTEGER NOT NULL CHECK (closing_balance >= 0),
      interest INTEGER NOT NULL CHECK (interest >= 0),
      subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
      interest_paid_on INTEGER,
      account_name TEXT,
      account_bank TEXT,
      account_number TEXT,
      known_from INTEGER NOT NULL,
      known_until INTEGER CHECK (known_until >= known_from),
      CHECK ((account_name IS NULL) = (account_number IS NULL)),
      CHECK ((account_bank IS NULL) = (account_number IS NULL))
    ) STRICT;
    CREATE INDEX claim_note ON claim(bank, note_no, period);
    CREATE INDEX claim_period ON claim(period);

    CREATE TABLE bureau_fact (
      seq INTEGER PRIMARY KEY,
      bank INTEGER NOT NULL REFERENCES bank,
      note_no TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN
        ('LOST_ELIGIBILITY', 'OTHER_SUBSIDY', 'EXTENSION_CONFIRMED', 'REGIME')),
      day INTEGER,
      text TEXT,
      reason TEXT NOT NULL,
      made_by TEXT NOT NULL,
      known_from INTEGER NOT NULL,
      CHECK ((kind IN ('LOST_ELIGIBILITY', 'EXTENSION_CONFIRMED')) = (day IS NOT NULL)),
      CHECK ((kind IN ('OTHER_SUBSIDY', 'REGIME')) = (text IS NOT NULL)),
      CHECK (kind <> 'OTHER_SUBSIDY' OR text IN ('yes', 'no'))
    ) STRICT;
    CREATE INDEX bureau_fact_note ON bureau_fact(bank, note_no);
    """

  private static let settlement = """
    CREATE TABLE policy_version (
      digest TEXT PRIMARY KEY,
      used_from INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE policy_file (
      digest TEXT NOT NULL REFERENCES policy_version,
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (digest, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL UNIQUE CHECK (period GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
      state TEXT NOT NULL CHECK (state IN ('DRAFT', 'REVIEWED', 'APPROVED', 'PAID')),
      known_at INTEGER NOT NULL,
      policy TEXT NOT NULL REFERENCES policy_version,
      totals TEXT NOT NULL,
      archived_as TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      reviewed_by TEXT,
      reviewed_at INTEGER,
      approved_by TEXT,
      approved_at INTEGER,
      CHECK (state = 'DRAFT' OR (reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL)),
      CHECK (state NOT IN ('APPROVED', 'PAID')
        OR (approved_by IS NOT NULL AND approved_at IS NOT NULL AND approved_by <> reviewed_by))
    ) STRICT;

    CREATE TABLE run_line (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      position INTEGER NOT NULL,
      bank TEXT NOT NULL,
      note_no TEXT NOT NULL,
      class TEXT NOT NULL,
      interest INTEGER NOT NULL,
      subsidy INTEGER NOT NULL,
      payable INTEGER NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_line_note ON run_line(bank, note_no);

    CREATE TABLE disclosure (
      bank INTEGER NOT NULL REFERENCES bank,
      record_id TEXT NOT NULL,
      year INTEGER NOT NULL,
      number INTEGER NOT NULL,
      published_on INTEGER NOT NULL,
      PRIMARY KEY (bank, record_id),
      UNIQUE (year, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE journal_head (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      count INTEGER NOT NULL,
      digest TEXT NOT NULL
    ) STRICT;
    """
}
