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
  approved_at INTEGER, tolerance INTEGER NOT NULL DEFAULT 5 CHECK (tolerance >= 0), first_period TEXT, built_on TEXT, last_resolution INTEGER NOT NULL DEFAULT 0, opening_payments INTEGER NOT NULL DEFAULT 0, made_user TEXT NOT NULL DEFAULT '', reviewed_user TEXT, approved_user TEXT, edition INTEGER NOT NULL DEFAULT 0,
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

CREATE TABLE bank_reply (
  package INTEGER PRIMARY KEY REFERENCES package,
  bank INTEGER NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ACCEPTED', 'PARTIAL', 'REJECTED', 'DUPLICATE')),
  FOREIGN KEY (bank, number) REFERENCES outbox
) STRICT;

CREATE INDEX bank_reply_outbox ON bank_reply(bank, number);

CREATE TABLE reissue (
  bank INTEGER NOT NULL,
  number INTEGER NOT NULL,
  original INTEGER NOT NULL,
  PRIMARY KEY (bank, number),
  FOREIGN KEY (bank, number) REFERENCES outbox,
  FOREIGN KEY (bank, original) REFERENCES outbox
) STRICT, WITHOUT ROWID;

CREATE TABLE system_key (
  id INTEGER PRIMARY KEY,
  key_id TEXT NOT NULL UNIQUE,
  suite TEXT NOT NULL,
  spki BLOB NOT NULL,
  replaced_at INTEGER,
  readable_until INTEGER,
  CHECK ((replaced_at IS NULL) = (readable_until IS NULL))
) STRICT;

CREATE TABLE resolution (
  seq INTEGER PRIMARY KEY,
  bank INTEGER NOT NULL REFERENCES bank,
  note_no TEXT NOT NULL,
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  computed INTEGER NOT NULL CHECK (computed >= 0),
  -- Every claimed subsidy in fen, in order of arrival, with a space between.
  claimed TEXT NOT NULL,
  payable INTEGER NOT NULL CHECK (payable >= 0),
  reason TEXT NOT NULL CHECK (reason <> ''),
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX resolution_note ON resolution(bank, note_no);

CREATE INDEX resolution_period ON resolution(period);

CREATE TABLE fund_movement (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('DEPOSIT', 'WITHDRAWAL')),
  day INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  depositor TEXT NOT NULL
    CHECK (depositor IN ('CENTRAL', 'PROVINCE', 'CITY', 'COUNTY', 'OTHER')),
  document TEXT NOT NULL CHECK (document <> ''),
  made_by TEXT NOT NULL,
  known_from INTEGER NOT NULL
) STRICT;

CREATE TABLE opening_file (
  digest TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('notes', 'payments')),
  accepted INTEGER NOT NULL CHECK (accepted > 0),
  refused INTEGER NOT NULL CHECK (refused >= 0),
  made_by TEXT NOT NULL,
  known_from INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE opening_payment (
  bank INTEGER NOT NULL REFERENCES bank,
  note_no TEXT NOT NULL,
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  national INTEGER NOT NULL CHECK (national >= 0),
  local INTEGER NOT NULL CHECK (local >= 0),
  paid_on INTEGER NOT NULL,
  disbursement TEXT NOT NULL,
  computed INTEGER NOT NULL CHECK (computed >= 0),
  -- As in `resolution`.
  claimed TEXT NOT NULL,
  detail TEXT NOT NULL,
  known_from INTEGER NOT NULL,
  PRIMARY KEY (bank, note_no, period),
  CHECK (national + local > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  number TEXT NOT NULL UNIQUE CHECK (number GLOB '[0-9][0-9][0-9][0-9]Q[1-4]-[0-9]*'),
  bank INTEGER NOT NULL REFERENCES bank,
  -- The borrower who paid first; null where the bank is the payee.
  person INTEGER REFERENCES person,
  lines INTEGER NOT NULL CHECK (lines > 0),
  -- What the lines make payable, by payer; below nought together where it is taken back.
  central INTEGER NOT NULL,
  province INTEGER NOT NULL,
  city INTEGER NOT NULL,
  county INTEGER NOT NULL,
  CHECK (central + province + city + county <> 0)
) STRICT;

CREATE UNIQUE INDEX payment_payee ON payment(run, bank, ifnull(person, 0));

CREATE INDEX payment_of_payee ON payment(bank, person);

CREATE TABLE payment_offset (
  payment INTEGER NOT NULL REFERENCES payment,
  against INTEGER NOT NULL REFERENCES payment,
  central INTEGER NOT NULL,
  province INTEGER NOT NULL,
  city INTEGER NOT NULL,
  county INTEGER NOT NULL,
  PRIMARY KEY (payment, against),
  CHECK (payment > against),
  CHECK (central + province + city + county > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_offset_against ON payment_offset(against);

CREATE TABLE payment_step (
  seq INTEGER PRIMARY KEY,
  payment INTEGER NOT NULL REFERENCES payment,
  state TEXT NOT NULL
    CHECK (state IN ('DUE', 'SENT', 'RETURNED', 'DONE', 'RECOVERED')),
  day INTEGER NOT NULL,
  document TEXT CHECK (document <> ''),
  reason TEXT CHECK (reason <> ''),
  made_by TEXT NOT NULL,
  made_user TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  CHECK (state <> 'RETURNED' OR reason IS NOT NULL),
  CHECK (state <> 'SENT' OR document IS NOT NULL)
) STRICT;

CREATE INDEX payment_step_payment ON payment_step(payment);

CREATE TABLE bank_account (
  seq INTEGER PRIMARY KEY,
  bank INTEGER NOT NULL REFERENCES bank,
  name TEXT NOT NULL CHECK (name <> ''),
  branch TEXT NOT NULL CHECK (branch <> ''),
  number TEXT NOT NULL CHECK (number <> ''),
  digest TEXT NOT NULL,
  made_by TEXT NOT NULL,
  known_from INTEGER NOT NULL
) STRICT;

CREATE INDEX bank_account_bank ON bank_account(bank);

CREATE TABLE project_state (
  seq INTEGER PRIMARY KEY,
  bank INTEGER REFERENCES bank,
  note_no TEXT,
  uscc TEXT,
  state TEXT NOT NULL CHECK (state IN ('DEREGISTERED', 'CLOSED', 'OPEN')),
  day INTEGER,
  reason TEXT NOT NULL CHECK (reason <> ''),
  made_by TEXT NOT NULL,
  known_from INTEGER NOT NULL,
  CHECK ((bank IS NULL) = (note_no IS NULL)),
  CHECK ((bank IS NULL) = (uscc IS NOT NULL)),
  CHECK ((state = 'OPEN') = (day IS NULL))
) STRICT;

CREATE TABLE publication (
  -- The place in the log, from 0 without gaps.
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  kind TEXT NOT NULL CHECK (kind = 'record' OR kind = 'notice' OR kind = 'run'),
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  day INTEGER NOT NULL,
  change TEXT NOT NULL CHECK (change = 'FIRST' OR change = 'CORRECTION'
    OR change = 'REDACTION' OR change = 'WITHDRAWAL'),
  reason TEXT NOT NULL,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  salt BLOB CHECK (length(salt) = 16),
  content TEXT,
  -- The archive's file with salt and content.
  archived_in TEXT NOT NULL,
  CHECK ((salt IS NULL) = (content IS NULL)),
  CHECK ((change = 'FIRST') = (revision = 1))
) STRICT;

CREATE UNIQUE INDEX publication_subject ON publication(kind, subject, revision);

CREATE INDEX publication_withdrawn ON publication(subject) WHERE change = 'WITHDRAWAL';

CREATE TABLE public_record (
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  position INTEGER NOT NULL UNIQUE REFERENCES publication,
  borrower TEXT NOT NULL
    CHECK (borrower = 'INDIVIDUAL' OR borrower = 'PARTNERSHIP' OR borrower = 'ENTERPRISE'),
  applicant TEXT NOT NULL,
  project TEXT NOT NULL,
  entity TEXT,
  town TEXT NOT NULL,
  bank TEXT NOT NULL,
  industry TEXT NOT NULL,
  -- The first day of the month of disbursement.
  month INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL,
  subsidy INTEGER NOT NULL,
  PRIMARY KEY (year, number),
  FOREIGN KEY (year, number) REFERENCES disclosure(year, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE projected (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  -- The last record and bureau fact, the day, the approved runs, and the digest of settings and
  -- policy of the last publication.
  record INTEGER NOT NULL,
  fact INTEGER NOT NULL,
  day INTEGER NOT NULL,
  runs TEXT NOT NULL,
  basis TEXT NOT NULL
) STRICT;

CREATE TABLE log_tile (
  -- The root over the 256 hashes of a full tile; level 0 is over entries.
  level INTEGER NOT NULL CHECK (level >= 0 AND level < 8),
  position INTEGER NOT NULL CHECK (position >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_head (
  size INTEGER PRIMARY KEY CHECK (size >= 0),
  origin TEXT NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32),
  -- The signed note.
  checkpoint TEXT NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;

CREATE TABLE notice (
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  title TEXT NOT NULL,
  -- Working days, and the first and last day; they move while it is not published.
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 60),
  opens_on INTEGER NOT NULL,
  ends_on INTEGER NOT NULL CHECK (ends_on > opens_on),
  -- The digest of the list in the archive.
  archived_as TEXT NOT NULL,
  closed_on INTEGER,
  close_reason TEXT,
  CHECK ((closed_on IS NULL) = (close_reason IS NULL)),
  PRIMARY KEY (year, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice_line (
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  line INTEGER NOT NULL CHECK (line >= 1),
  name TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind = 'INDIVIDUAL' OR kind = 'PARTNERSHIP' OR kind = 'ENTERPRISE'),
  entity TEXT,
  project TEXT NOT NULL,
  town TEXT NOT NULL,
  bank TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  term_months INTEGER NOT NULL CHECK (term_months >= 1),
  refused_on INTEGER,
  refusal TEXT,
  CHECK ((refused_on IS NULL) = (refusal IS NULL)),
  PRIMARY KEY (year, number, line),
  FOREIGN KEY (year, number) REFERENCES notice(year, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE objection (
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  kind TEXT NOT NULL CHECK (kind = 'record' OR kind = 'notice'),
  -- The number of the record or notice.
  subject TEXT NOT NULL,
  received_on INTEGER NOT NULL,
  due_on INTEGER NOT NULL CHECK (due_on > received_on),
  channel TEXT NOT NULL
    CHECK (channel = 'PHONE' OR channel = 'DESK' OR channel = 'LETTER' OR channel = 'WEB'),
  -- The digest of its text in the archive, which is never published.
  archived_as TEXT NOT NULL,
  answered_on INTEGER CHECK (answered_on >= received_on),
  upheld INTEGER CHECK (upheld IN (0, 1)),
  -- The answer for everybody, and its digest in the archive.
  answer TEXT,
  answer_archived_as TEXT,
  CHECK ((answered_on IS NULL) = (answer IS NULL)),
  CHECK ((answered_on IS NULL) = (answer_archived_as IS NULL)),
  CHECK (upheld IS NULL OR answered_on IS NOT NULL),
  PRIMARY KEY (year, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_key (
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  -- Ed25519, as published.
  key BLOB NOT NULL CHECK (length(key) = 32),
  -- The signed note by which it took over from the one before.
  change TEXT,
  CHECK ((change IS NULL) = (position = 0))
) STRICT;

CREATE TABLE category_count (
  year INTEGER NOT NULL,
  town TEXT NOT NULL,
  category TEXT NOT NULL,
  people INTEGER NOT NULL CHECK (people > 0),
  PRIMARY KEY (year, town, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE category_year (year INTEGER PRIMARY KEY) STRICT;

CREATE INDEX publication_told ON publication(position) WHERE (change = 'REDACTION' OR change = 'WITHDRAWAL'
  OR instr(reason, '补充更正') > 0
  OR instr(reason, '名称或公开方式调整') > 0);
