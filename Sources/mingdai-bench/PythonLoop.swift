import Foundation

/// The same rows by the means that lie nearest: Python's `json` and `sqlite3`, a thousand records
/// at a time, in one transaction, without any check but the schema's. The same row needs the
/// digest of the record's canonical form; its share is told.
struct PythonLoop {
  /// What the script tells of itself.
  struct Figures {
    var seconds: Double
    var digestSeconds: Double
    var peakKiB: Int
    var rows: Int
  }

  let folder: String

  /// Runs the script; nil when there is no Python on this machine.
  func run(records: String, ledger: String) throws -> Figures? {
    guard try Self.run(["python3", "-c", "import json, sqlite3"]).status == 0 else { return nil }
    let script = folder + "/bare.py"
    let copy = folder + "/python.sqlite"
    try Data(Self.script.utf8).write(to: URL(fileURLWithPath: script))
    defer {
      for suffix in ["", "-wal", "-shm"] {
        // What stays goes with the whole folder.
        do { try FileManager.default.removeItem(atPath: copy + suffix) } catch {}
      }
    }
    let (status, output) = try Self.run(["python3", script, records, ledger, copy])
    let words = output.split(whereSeparator: \.isWhitespace)
    guard status == 0, words.count == 4, let seconds = Double(words[0]),
      let digest = Double(words[1]), let peak = Int(words[2]), let rows = Int(words[3])
    else { throw BenchFault("python3: status \(status), \(output)") }
    return Figures(seconds: seconds, digestSeconds: digest, peakKiB: peak, rows: rows)
  }

  static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private static let script = #"""
    import datetime, hashlib, json, sqlite3, sys, time

    records, ledger, copy = sys.argv[1:]
    db = sqlite3.connect(copy, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536"):
        db.execute("PRAGMA " + pragma)
    db.execute("ATTACH ? AS ledger", (ledger,))
    for (sql,) in db.execute(
        "SELECT sql FROM ledger.sqlite_master WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%' ORDER BY rowid"
    ).fetchall():
        db.execute(sql)
    for table in ("bank", "package"):
        db.execute(f"INSERT INTO main.{table} SELECT * FROM ledger.{table}")
    bank, package, now = db.execute(
        "SELECT bank, seq, received_at FROM package ORDER BY seq DESC LIMIT 1").fetchone()
    db.execute("DETACH ledger")
    db.execute("PRAGMA foreign_keys = ON")


    def stream(path):
        decode = json.JSONDecoder().raw_decode
        with open(path, encoding="utf-8") as file:
            text = file.read(1 << 20)
            at = text.index("[") + 1
            while True:
                while at < len(text) and text[at] in " \n\r\t,":
                    at += 1
                if at < len(text) and text[at] == "]":
                    return
                try:
                    record, at = decode(text, at)
                    yield record
                except ValueError:
                    more = file.read(1 << 20)
                    if not more:
                        raise
                    text, at = text[at:] + more, 0


    days = {}


    def day(text):
        if text is None:
            return None
        if text not in days:
            days[text] = datetime.date.fromisoformat(text).toordinal() - 719163
        return days[text]


    def fen(text):
        return None if text is None else int(text.replace(".", ""))


    sqls = {
        "person": "INSERT INTO person VALUES (?,?)",
        "record": "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?)",
        "note": "INSERT INTO note (id, bank, note_no, disbursement, contract_no, person, town,"
        " amount, disbursed_on, balance, due_on) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        "disbursement": "INSERT INTO disbursement (record, note, bank, person, known_from,"
        " contract_no, letter_no, application_no, kind, borrower_name, phone, category, partners,"
        " partner_ids, project_name, entity_name, uscc, industry, town, address, jobs, amount,"
        " signed_on, disbursed_on, due_on, rate, lpr, settlement, repayment, day_basis, payee,"
        " use_ordinal) VALUES (" + ",".join("?" * 32) + ")",
        "event": "INSERT INTO event (record, note, record_id, day, kind, amount, interest, penalty,"
        " rate, new_due_on, basis, known_from) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        "claim": "INSERT INTO claim (record, record_id, bank, note_no, period, days,"
        " closing_balance, interest, subsidy, interest_paid_on, account_name, account_bank,"
        " account_number, known_from) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    }
    rows = {table: [] for table in sqls}
    persons, notes = {}, {}
    count = 0


    def flush():
        global count
        for table, sql in sqls.items():
            db.executemany(sql, rows[table])
            count += len(rows[table])
            rows[table].clear()


    start = time.perf_counter()
    digesting = 0.0
    db.execute("BEGIN IMMEDIATE")
    for index, r in enumerate(stream(records)):
        begun = time.perf_counter()
        digest = hashlib.sha256(
            json.dumps(r, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        ).digest()
        digesting += time.perf_counter() - begun
        seq, kind, no, get = index + 1, r["type"], r["noteNo"], r.get
        rows["record"].append(
            (seq, package, index, bank, r["recordId"], r["version"], r["action"], kind, no, digest))
        if kind == "DISBURSEMENT":
            b, p = r["borrower"], r["project"]
            person = persons.get(b["idNumber"])
            if person is None:
                person = persons[b["idNumber"]] = len(persons) + 1
                rows["person"].append((person, b["idNumber"]))
            note = notes[no] = len(notes) + 1
            amount, lent, due = fen(r["amount"]), day(r["disbursedOn"]), day(r["dueOn"])
            rows["note"].append(
                (note, bank, no, seq, r["contractNo"], person, p["town"], amount, lent, amount,
                 due))
            ids = b.get("partnerIds")
            rows["disbursement"].append(
                (seq, note, bank, person, now, r["contractNo"], get("letterNo"),
                 get("applicationNo"), b["kind"], b["name"], b.get("phone"), b["category"],
                 b.get("partners", 1), " ".join(ids) if ids else None, p["name"],
                 p.get("entityName"), p.get("uscc"), p["industry"], p["town"], p.get("address"),
                 p.get("jobs"), amount, day(r["signedOn"]), lent, due, fen(r["rate"]),
                 fen(r["lpr"]), r["settlement"], r["repayment"], r["dayBasis"], r["payee"],
                 r["useOrdinal"]))
        elif kind == "CLAIM":
            a = get("payeeAccount") or {}
            rows["claim"].append(
                (seq, r["recordId"], bank, no, r["period"], r["days"], fen(r["closingBalance"]),
                 fen(r["interest"]), fen(r["subsidy"]), day(get("interestPaidOn")), a.get("name"),
                 a.get("bank"), a.get("number"), now))
        else:
            amount = get("amount") or get("principal")
            rows["event"].append(
                (seq, notes[no], r["recordId"], day(get("on") or get("from")), kind, fen(amount),
                 fen(get("interest")), fen(get("penalty")), fen(get("rate")), day(get("newDueOn")),
                 get("subsidisedBasis"), now))
        if seq % 1000 == 0:
            flush()
    flush()
    db.execute("COMMIT")
    seconds = time.perf_counter() - start
    peak = 0
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        pass
    print(seconds, digesting, peak, count)

    """#
}
