"""Searches an index in Chromium and compares with the records themselves.

Usage: search.py CHROMIUM FOLDER SAMPLE [cold [http] | bound BYTES]

FOLDER holds assets/search.js and search/, and folded.json where folding is to be compared. Every
card is read, then every substring of SAMPLE records' texts, with their numbers, filters and full names, is searched for from file:// and over
http. No output: all is well. With `cold` the bytes of first queries are measured instead: each in
a page that has nothing yet, as sent, compressed with gzip -6, and the last page is turned to.
`cold http` does so over http. `bound` names first queries, without filters and with one, two and
three, that take more than so many bytes.
"""

import functools
import gzip
import http.server
import json
import pathlib
import random
import sys
import threading

from playwright.sync_api import sync_playwright

chromium, folder, sample = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])
PAGE = '<!doctype html><meta charset="utf-8"><title>t</title><script src="assets/search.js"></script>'
(folder / "try.html").write_text(PAGE, encoding="utf-8")
CARDS = """async () => {
  const S = mingdaiSearch, s = await S.start(), out = [];
  for (const [first, count, year, serial] of s.runs) {
    for (let k = 0; k < count; k++) {
      const c = await S.card(first + k);
      out.push([first + k, s.office + '-' + year + '-' + String(serial + k).padStart(6, '0'),
        c.slice(0, 1 + s.texts), c.slice(-s.facets.length)]);
    }
  }
  return out;
}"""
FOLD = "texts => texts.map(mingdaiSearch.fold)"
FIND = """async ([texts, wanted]) => {
  const S = mingdaiSearch, out = [];
  for (const text of texts) {
    const found = await S.search(text, wanted);
    const first = await S.page(found.hits, 1);
    const all = await found.hits.slice(0, found.hits.count);
    out.push([found.hits.count, first, Array.from(all), found.masked]);
  }
  return out;
}"""
START, END = "\u27e8", "\u27e9"


class Records:
    """The cards, folded, searched the plain way."""

    def __init__(self, page):
        cards = page.evaluate(CARDS)
        self.ordinals = [c[0] for c in cards]
        self.facets = [c[3] for c in cards]
        flat = page.evaluate(FOLD, [t for c in cards for t in c[2]])
        numbers = page.evaluate(FOLD, [c[1] for c in cards])
        width = len(cards[0][2])
        self.fields = [flat[i * width:(i + 1) * width] for i in range(len(cards))]
        self.texts = [START + END.join(f) + END + "|" + n for f, n in zip(self.fields, numbers)]
        self.numbers = numbers

    def holding(self, text, masked, wanted):
        whole = START + masked + END
        return [
            o for o, t, f in zip(self.ordinals, self.texts, self.facets)
            if (text in t or masked and whole in t)
            and all(w < 0 or w == v for w, v in zip(wanted, f))]

    def queries(self, count):
        chosen = random.Random(1).sample(range(len(self.texts)), min(count, len(self.texts)))
        found = set()
        for i in chosen:
            for text in self.fields[i] + [self.numbers[i]]:
                for start in range(len(text)):
                    for end in range(start + 1, len(text) + 1):
                        piece = text[start:end]
                        if piece.strip() == piece:
                            found.add(piece)
        return sorted(found)


def compare(page, records, texts, wanted, where, problems):
    folded = page.evaluate(FOLD, texts)
    for start in range(0, len(texts), 200):
        part = texts[start:start + 200]
        for text, fold, (count, first, every, masked) in zip(
                part, folded[start:start + 200], page.evaluate(FIND, [part, wanted])):
            right = records.holding(fold, masked, wanted)
            if count != len(right) or every != right or first != right[::-1][:20]:
                problems.append(f"{where}: {text!r} {wanted}: {count} instead of {len(right)}")


def recall(browser, address, where, problems):
    page = browser.new_page()
    page.on("pageerror", lambda e: problems.append(f"{where}: {e}"))
    page.goto(address)
    known = folder / "folded.json"
    if known.exists():
        got = page.evaluate(
            "() => Array.from({length: 65536}, (_, u) => Array.from(mingdaiSearch.fold("
            "String.fromCharCode(u))).map(c => c.charCodeAt(0)))")
        for unit, (mine, its) in enumerate(zip(json.loads(known.read_text()), got)):
            if mine != its and not 0xD800 <= unit < 0xE000:
                problems.append(f"{where}: U+{unit:04X} folds to {its}, in the index to {mine}")
    records = Records(page)
    facets = len(records.facets[0])
    queries = records.queries(sample)
    compare(page, records, queries, [-1] * facets, where, problems)
    names = ["张小英", "王伟", "欧阳小英", "张 小 英", "李大", "ＫＴＶ", "John Smith", "刘三姐水果", "不存在", "買"]
    compare(page, records, names, [-1] * facets, where, problems)
    draw = random.Random(2)
    for place, values in enumerate(zip(*records.facets)):
        for text in draw.sample([q for q in queries if len(q) < 3], 12) + [""]:
            wanted = [-1] * facets
            wanted[place] = draw.choice(values)
            compare(page, records, [text], wanted, where, problems)
    for text in draw.sample(queries, min(40, len(queries))) + [""]:
        wanted = [draw.choice([-1, row]) for row in draw.choice(records.facets)]
        compare(page, records, [text], wanted, where, problems)
    page.close()
    return len(queries)


def weight(names):
    return sum(len(gzip.compress((folder / n).read_bytes(), 6, mtime=0)) for n in names)


COLD = """async ([text, wanted]) => {
  const S = mingdaiSearch;
  await S.start();
  window.found = await S.search(text, wanted);
  const last = await S.page(found.hits, 1);
  await Promise.all(last.map(S.card));
  return found.hits.count;
}"""
REST = "async () => { await found.hits.slice(0, found.hits.count); }"
LAST = """async () => {
  const S = mingdaiSearch, pages = Math.max(1, Math.ceil(found.hits.count / 20));
  const cards = await Promise.all((await S.page(found.hits, pages)).map(S.card));
  return cards.length === found.hits.count - (pages - 1) * 20 || found.hits.count === 0;
}"""


def queries_of(page):
    """Texts by length, drawn from the records, and the commonest single characters."""
    draw, texts = random.Random(3), {}
    runs = page.evaluate("async () => (await mingdaiSearch.start()).runs")
    seen = {}
    for _ in range(sample):
        run = draw.choice(runs)
        ordinal = run[0] + draw.randrange(run[1])
        fields = page.evaluate(
            f"async () => (await mingdaiSearch.card({ordinal})).slice(0, 3).map(mingdaiSearch.fold)")
        for length in (1, 2):
            for field in fields:
                for at in range(len(field) - length + 1):
                    seen.setdefault(length, {}).setdefault(field[at:at + length], set()).add(ordinal)
        field = draw.choice([f for f in fields if f])
        for length in (1, 2, 3, 4, 6, 10, len(field)):
            if length <= len(field):
                at = draw.randrange(len(field) - length + 1)
                key = "all" if length == len(field) else length
                texts.setdefault(key, set()).add(field[at:at + length].strip())
    for length, found in seen.items():
        texts[length].update(sorted(found, key=lambda t: (-len(found[t]), t))[:5])
    return {length: sorted(t - {""}) for length, t in texts.items()}


def first_query(browser, address, text, wanted, last):
    """Bytes and files of one query in a browser that has nothing: of the first page, of all
    ordinals and of the last page besides."""
    page = browser.new_page()
    read = []
    page.on("request", lambda r: read.append(r.url))
    page.goto(address)

    def size(kinds=""):
        files = {u.removeprefix(address[:-8]) for u in read if u.startswith(address[:-8])}
        index = [f for f in files if f.startswith("search/" + kinds)]
        return weight(index), len(index)

    count = page.evaluate(COLD, [text, wanted])
    first = size()
    rest = (0, 0)
    if last:
        if not page.evaluate(LAST):
            problems.append(f"{address}: the last page of {text!r} {wanted} is not whole")
        page.evaluate(REST)
        cards = size("c/")
        rest = (size()[0] - cards[0], 0)
    page.close()
    return first[0], first[1], count, text, wanted, rest[0]


def summary(rows):
    sizes = sorted(r[0] for r in rows)
    return {
        "queries": len(rows), "median": sizes[len(sizes) // 2], "highest": sizes[-1],
        "files": max(r[1] for r in rows), "worst": max(rows)[2:5],
        "all ordinals of at most 10 000 hits": max([r[5] for r in rows if r[2] <= 10_000] or [0])}


def cold(browser, address):
    """Bytes of first queries by length, and with filters: the index files, the cards of a page."""
    page = browser.new_page()
    page.goto(address)
    texts = queries_of(page)
    facets = page.evaluate("async () => (await mingdaiSearch.start()).facets")
    page.close()
    result = {"search.js": script_weight()}
    none = [-1] * len(facets)
    for length, queries in sorted(texts.items(), key=lambda x: str(x[0])):
        result[f"{length} characters"] = summary(
            [first_query(browser, address, t, none, True) for t in queries])
    draw = random.Random(4)
    every = [t for queries in texts.values() for t in queries]
    common = (texts[1] + texts[2]) * 2 + every
    for place, facet in enumerate(facets):
        rows = []
        for text in [""] + draw.sample(common, min(sample, len(common))):
            wanted = list(none)
            wanted[place] = draw.choice([v for v, c in enumerate(facet["counts"]) if c])
            rows.append(first_query(browser, address, text, wanted, False))
        result[f"with {facet['name']}"] = summary(rows)
    # All pairs of facets, with common values and rare ones; then three filters and more.
    pairs = [[a, b] for b in range(len(facets)) for a in range(b)]
    kinds = {"two": pairs, "three": [draw.sample(range(len(facets)), 3) for _ in range(10)]}
    kinds["all"] = [list(range(len(facets)))] * 5
    for name, chosen in kinds.items():
        rows = []
        for places in chosen:
            for text in [""] + draw.sample(common, min(max(2, sample // 5), len(common))):
                wanted = list(none)
                for place in places:
                    counts = facets[place]["counts"]
                    commonest = counts.index(max(counts))
                    wanted[place] = draw.choice([v for v, c in enumerate(counts) if c] + [commonest])
                rows.append(first_query(browser, address, text, wanted, False))
        result[f"with {name} filters"] = summary(rows)
        result[f"with {name} filters, more than 100 000"] = sum(r[0] > 100_000 for r in rows)
    print(json.dumps(result, ensure_ascii=False).replace("}, ", "},\n"))


def bound(browser, address, most):
    """First queries of one, two and three characters and without text, and the script itself."""
    page = browser.new_page()
    page.goto(address)
    texts = queries_of(page)
    facets = page.evaluate("async () => (await mingdaiSearch.start()).facets")
    page.close()
    own, draw, tried = script_weight(), random.Random(5), 0
    for text in [t for length in (1, 2, 3) for t in draw.sample(texts[length], 2)] + [""]:
        for count in range(4):
            if count > len(facets):
                continue
            wanted = [-1] * len(facets)
            for place in draw.sample(range(len(facets)), count):
                wanted[place] = draw.choice([v for v, c in enumerate(facets[place]["counts"]) if c])
            size, files, hits, *_ = first_query(browser, address, text, wanted, False)
            tried += 1
            if size + own > most:
                problems.append(f"{text!r} {wanted}: {size} in {files} files, {own} of script")
    if tried < 20:
        problems.append(f"only {tried} queries")


def script_weight():
    """As it is published: without comments and indentation."""
    script = [line.lstrip() for line in (folder / "assets/search.js").read_text().splitlines()]
    plain = "\n".join(line for line in script if line and not line.startswith("//"))
    return len(gzip.compress(plain.encode(), 6, mtime=0))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


problems = []
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    disk = f"file://{folder}/try.html"
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served = f"http://127.0.0.1:{server.server_port}/try.html"
    if "bound" in sys.argv:
        bound(browser, disk, int(sys.argv[5]))
    elif "cold" in sys.argv:
        cold(browser, served if "http" in sys.argv else disk)
    else:
        count = recall(browser, disk, "file", problems)
        recall(browser, served, "http", problems)
        if count < 100:
            problems.append(f"only {count} queries")
    server.shutdown()
    browser.close()
print("\n".join(problems), end="")
sys.exit(1 if problems else 0)
