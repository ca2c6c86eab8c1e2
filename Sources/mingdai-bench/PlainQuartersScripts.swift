extension PlainQuarters {
  static let common = #"""
    import json, sys, time

    rules = json.load(open(sys.argv[1]))
    path, count = sys.argv[2], int(sys.argv[3])
    quarters, regimes, lprs = rules["quarters"], rules["regimes"], rules["lpr"]
    NEVER = 2**31 - 1


    def tell(seconds, sums):
        peak = 0
        try:
            with open("/proc/self/status", encoding="ascii", errors="replace") as status:
                peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        except OSError:
            pass
        print(seconds, peak)
        for row in sums:
            print(*row)


    """#

  /// Note by note, stretch by stretch; fractions are divided last, so that the sums are exact.
  static let decimal = #"""
    import datetime, struct
    from decimal import Decimal, ROUND_HALF_UP

    EPOCH = datetime.date(1970, 1, 1).toordinal()


    def years_later(day, months):
        date = datetime.date.fromordinal(day + EPOCH)
        year = date.year + (date.month - 1 + months) // 12
        month = (date.month - 1 + months) % 12 + 1
        for last in (date.day, 30, 29, 28):
            try:
                return datetime.date(year, month, last).toordinal() - EPOCH
            except ValueError:
                continue


    def rounded(numerator, denominator):
        return int((numerator / denominator).quantize(Decimal(1), rounding=ROUND_HALF_UP))


    def subsidised_rate(regime, lpr, rate, year):
        kind = regime["kind"]
        if kind == "steps":
            shares = regime["shares"]
            num, den = shares[year] if year < len(shares) else (0, 1)
            return rate * num, den
        if kind == "shareOfLPR":
            num, den = regime["shares"][0]
            return lpr * num, den
        if kind == "shareOfRate":
            num, den = regime["shares"][0]
            return rate * num, den
        if "rateCap" in regime:
            rate = min(rate, lpr + regime["rateCap"])
        return max(0, rate - (lpr - regime["points"])), 1


    def settle(note, regime, lpr, years, term, common, quarter):
        (amount, paid1, paid2, lent, due, _, first_rate, paid1_on, paid2_on, changed_on, new_rate,
         overdue, cured) = note
        start, end = max(quarter[0], lent), min(quarter[1], due)
        if start >= end:
            return None
        inner = (paid1_on, paid2_on, changed_on, overdue, cured, term, *years)
        cuts = sorted({start, end, *(day for day in inner if start < day < end)})
        interest, limit, subsidy = Decimal(0), Decimal(0), Decimal(0)
        for day, until in zip(cuts, cuts[1:]):
            balance = amount
            if day >= paid1_on:
                balance -= paid1
            if day >= paid2_on:
                balance -= paid2
            rate = new_rate if day >= changed_on else first_rate
            part = Decimal(balance) * rate * (until - day)
            interest += part
            if day >= term or overdue <= day < cured:
                continue
            limit += part
            year = sum(1 for anniversary in years if anniversary <= day)
            num, den = subsidised_rate(regime, lpr, rate, year)
            subsidy += Decimal(min(balance, regime["cap"])) * num * (common // den) * (until - day)
        subsidy = min(subsidy, limit * common)
        return rounded(interest, 360_000_000), rounded(subsidy, 360_000_000 * common)


    with open(path, "rb") as file:
        rows = list(struct.iter_unpack("<3q10i", file.read(64 * count)))
    start = time.process_time()
    sums = [[0, 0, 0] for _ in quarters]
    for note in rows:
        lent, signed = note[3], note[5]
        regime = next(r for r in regimes if r["from"] <= lent < r["to"])
        lpr = [rate for day, rate in lprs if day <= signed][-1]
        common = 1
        for _, den in regime.get("shares", []):
            common = max(common, den)
        years = [years_later(lent, 12 * year) for year in (1, 2, 3)]
        term = years_later(lent, regime["termMonths"])
        for place, quarter in enumerate(quarters):
            figure = settle(note, regime, lpr, years, term, common, quarter)
            if figure:
                sums[place][0] += 1
                sums[place][1] += figure[0]
                sums[place][2] += figure[1]
    tell(time.process_time() - start, sums)

    """#

  /// Whole columns of 65 536 notes at a time. 64 bits hold the numerators of these notes, at most
  /// 3·10⁷ fen · 6·10⁴ ppm · 92 days · 3, and twice that for rounding.
  static let numpy = #"""
    import numpy as np

    row = np.dtype(
        [(name, "<i8") for name in ("amount", "paid1", "paid2")]
        + [(name, "<i4") for name in (
            "lent", "due", "signed", "rate", "paid1_on", "paid2_on", "changed_on", "new_rate",
            "overdue", "cured")])
    lpr_from = np.array([day for day, _ in lprs])
    lpr_rate = np.array([rate for _, rate in lprs])
    regime_from = np.array([r["from"] for r in regimes])


    def later(days, months):
        day = days.astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        target = month + months
        last = (target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")
        within = np.minimum(day - month.astype("datetime64[D]"), last - np.timedelta64(1, "D"))
        return (target.astype("datetime64[D]") + within).astype(np.int64)


    def column(name, default=0):
        return np.array([r.get(name, default) for r in regimes], dtype=np.int64)


    commons = np.array([max([den for _, den in r.get("shares", [])], default=1) for r in regimes])
    kinds = np.array([["steps", "shareOfLPR", "shareOfRate", "aboveLPRMinus"].index(r["kind"])
                      for r in regimes])
    steps = np.zeros((len(regimes), 5), dtype=np.int64)
    for place, r in enumerate(regimes):
        for year, (num, den) in enumerate(r.get("shares", [])):
            steps[place, year] = num * (commons[place] // den)
        if r["kind"].startswith("share"):
            steps[place, 1:] = steps[place, 0]
    caps, points = column("cap"), column("points")
    rate_caps, terms = column("rateCap", 10**9), column("termMonths")


    def settle(notes, sums):
        n = {name: notes[name].astype(np.int64) for name in row.names}
        regime = np.searchsorted(regime_from, n["lent"], side="right") - 1
        lpr = lpr_rate[np.searchsorted(lpr_from, n["signed"], side="right") - 1]
        years = [later(n["lent"], 12 * year) for year in (1, 2, 3)]
        term = np.empty_like(n["lent"])
        for months in np.unique(terms[regime]):
            chosen = terms[regime] == months
            term[chosen] = later(n["lent"][chosen], int(months))
        kind, common, cap = kinds[regime], commons[regime], caps[regime]
        inner = [n["paid1_on"], n["paid2_on"], n["changed_on"], n["overdue"], n["cured"], term]
        for place, (first, after) in enumerate(quarters):
            start, end = np.maximum(first, n["lent"]), np.minimum(after, n["due"])
            end = np.maximum(start, end)
            cuts = [np.clip(day, start, end) for day in inner + years]
            cuts = np.sort(np.stack([start, end] + cuts), axis=0)
            interest, limit, subsidy = (np.zeros_like(start) for _ in range(3))
            for day, until in zip(cuts, cuts[1:]):
                days = until - day
                balance = n["amount"] - n["paid1"] * (day >= n["paid1_on"])
                balance -= n["paid2"] * (day >= n["paid2_on"])
                rate = np.where(day >= n["changed_on"], n["new_rate"], n["rate"])
                part = balance * rate * days
                interest += part
                eligible = (day < term) & ~((n["overdue"] <= day) & (day < n["cured"]))
                limit += part * eligible
                year = sum((anniversary <= day).astype(np.int64) for anniversary in years)
                base = np.where(kind == 1, lpr, rate) * steps[regime, year]
                above = np.minimum(rate, lpr + rate_caps[regime]) - (lpr - points[regime])
                ppm = np.where(kind == 3, np.maximum(0, above), base)
                subsidy += np.minimum(balance, cap) * ppm * days * eligible
            subsidy = np.minimum(subsidy, limit * common)
            unit = 360_000_000
            sums[place][0] += int(np.count_nonzero(end > start))
            sums[place][1] += int(((2 * interest + unit) // (2 * unit)).sum())
            unit = unit * common
            sums[place][2] += int(((2 * subsidy + unit) // (2 * unit)).sum())


    seconds = 0.0
    sums = [[0, 0, 0] for _ in quarters]
    with open(path, "rb") as file:
        for first in range(0, count, 65536):
            notes = np.fromfile(file, dtype=row, count=min(65536, count - first))
            start = time.process_time()
            settle(notes, sums)
            seconds += time.process_time() - start
    tell(seconds, sums)

    """#
}
