extension Schema {
  /// What banks answered to our packages, receipts issued again, and the life of the system's own
  /// signing keys. EXCHANGE §4, §5.
  static let receipts = """
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
    """
}
