extension Schema {
  /// Deregistered and closed projects: of one note, or of an entity with all its notes. Of several
  /// for one note or entity the newest counts. SUBSIDY "Flags".
  static let projects = """
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
    """
}
