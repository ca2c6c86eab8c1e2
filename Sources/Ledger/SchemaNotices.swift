extension Schema {
  /// Notices before a disbursement (事前公示) with the applicants that they name, and objections
  /// with their answers. DISCLOSURE §2.
  ///
  /// What of a notice was published lies in `publication`. The names here are never published as
  /// they are; that of a refused applicant stays, so that the leak scan knows it.
  static let notices = """
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
    """
}
