extension Schema {
  /// The keys of the transparency log in their order. Empty until the first change: until then the
  /// one key is the one in `keys/`. DISCLOSURE §3.
  static let logKeys = """
    CREATE TABLE log_key (
      position INTEGER PRIMARY KEY CHECK (position >= 0),
      -- Ed25519, as published.
      key BLOB NOT NULL CHECK (length(key) = 32),
      -- The signed note by which it took over from the one before.
      change TEXT,
      CHECK ((change IS NULL) = (position = 0))
    ) STRICT;
    """
}
