extension Schema {
  /// What a settlement run was made from, which operating-system users walked it through its
  /// states, and what people resolved of single lines. SUBSIDY §4.
  static let settlementRuns = """
    ALTER TABLE run ADD COLUMN tolerance INTEGER NOT NULL DEFAULT 5 CHECK (tolerance >= 0);
    -- The first quarter that the run adjusts, and the last one approved when it was made.
    ALTER TABLE run ADD COLUMN first_period TEXT;
    ALTER TABLE run ADD COLUMN built_on TEXT;
    ALTER TABLE run ADD COLUMN last_resolution INTEGER NOT NULL DEFAULT 0;
    -- How many payments from before this system were on file.
    ALTER TABLE run ADD COLUMN opening_payments INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE run ADD COLUMN made_user TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN reviewed_user TEXT;
    ALTER TABLE run ADD COLUMN approved_user TEXT;

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
    """
}
