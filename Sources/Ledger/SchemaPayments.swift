extension Schema {
  /// What approved runs pay or take back, by payee, and the accounts of banks. SUBSIDY §4.
  ///
  /// Nothing of it is changed once it stands: the state of a payment is its last step, what a
  /// payment sets off is a row beside it, and of a bank's accounts the newest counts. Where a
  /// borrower's subsidy goes stands in the claims.
  static let payments = """
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
    """
}
