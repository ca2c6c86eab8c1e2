extension Schema {
  /// The transparency log beside its entries, which are the rows of `publication`. DISCLOSURE §3.
  ///
  /// `log_tile` follows from the entries: with it the root of any size, and every file of the log,
  /// is had without reading all of them. `log_head` tells which checkpoints went out: their partial
  /// tiles stay published.
  static let log = """
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
    """
}
