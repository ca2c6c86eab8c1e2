extension Schema {
  /// What was published: every revision of a public record, notice or run is one entry of the
  /// transparency log. DISCLOSURE §2, §3.
  ///
  /// Salt and content go together, and are gone once they were destroyed; the commitment stays.
  /// `public_record` is the projection of the records that stand, for lists; `projected` tells
  /// what the last publication had looked at.
  static let publications = """
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
    """
  /// The few revisions that the site lists, among the many that only went on with a record: every
  /// publication asks for them, and would read the contents of all to find them.
  static let toldPublications = """
    CREATE INDEX publication_told ON publication(position) WHERE \(told);
    """

  /// What the index holds; a query that is to use it says the same.
  static let told = """
    (change = 'REDACTION' OR change = 'WITHDRAWAL'
      OR instr(reason, '\(PublicationChange.amended)') > 0
      OR instr(reason, '\(PublicationChange.naming)') > 0)
    """
}
