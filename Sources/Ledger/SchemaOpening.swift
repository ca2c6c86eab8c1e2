extension Schema {
  /// The guarantee fund, and what was paid before this system began. STATISTICS "Guarantee fund",
  /// COMMAND `opening`.
  ///
  /// The facts of an opening import are ordinary records; `opening_file` only tells which files
  /// were taken. A payment before this system is no payment of a run: it stands in a table of its
  /// own, with the record that disbursed the loan, the figure (`computed`, and in `detail` all of
  /// it as JSON) and the claims that were known when it was taken in: while these stand it counts
  /// as resolved. SUBSIDY §4.
  static let opening = """
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
    """
}
