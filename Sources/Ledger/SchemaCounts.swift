extension Schema {
  /// People by category of closed years, for the public statistics. DISCLOSURE §4.
  ///
  /// Derived from what was known when a year was closed and never changed again, so that no
  /// publication has to read every loan.
  static let counts = """
    CREATE TABLE category_count (
      year INTEGER NOT NULL,
      town TEXT NOT NULL,
      category TEXT NOT NULL,
      people INTEGER NOT NULL CHECK (people > 0),
      PRIMARY KEY (year, town, category)
    ) STRICT, WITHOUT ROWID;

    -- All years up to this one are counted.
    CREATE TABLE category_year (year INTEGER PRIMARY KEY) STRICT;
    """
}
