"""Compares an index with Pagefind's over the same records. Not a dependency: a benchmark.

Usage: against_pagefind.py CHROMIUM FOLDER SAMPLE

FOLDER is what `mingdai-bench search --keep --folder …` left. Needs `pip install pagefind[bin]
playwright`. Prints, as JSON: what Pagefind's index takes to make and to keep; of queries from
SAMPLE records, by length, the share of the right records that it finds, how often its count is
right, and the bytes of a first query, as sent.
"""

import functools
import glob
import gzip
import html
import http.server
import json
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import threading
import time

from playwright.sync_api import sync_playwright

chromium, folder, sample = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])
out = folder / "pagefind"


def cards():
    for path in sorted(folder.glob("search/c/*/*.js"), key=lambda p: int(p.stem)):
        text = path.read_text(encoding="utf-8")
        for card in json.loads(text[text.index(",") + 1:-3]):
            if card:
                yield [t.lower() for t in card[:3]]


def build(records):
    """A page of each record, as small as can be, and Pagefind over them; its time alone."""
    pages = folder / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    for number, texts in enumerate(records):
        path = pages / str(number // 1000) / f"{number}.html"
        if number % 1000 == 0:
            path.parent.mkdir(parents=True)
        name, project, entity = (html.escape(t) for t in texts)
        path.write_text(
            f'<!doctype html><html lang="zh"><title>{project}</title><body><h1>{project}</h1>'
            f"<p>{name}</p><p>{entity}</p></body></html>", encoding="utf-8")
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(out)],
        check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(pages)
    return round(time.monotonic() - began, 1)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def sent(url):
    """Bytes as sent: Pagefind's own files are packed already, the rest is packed by the server."""
    data = (out / url.split("/pagefind/")[1].split("?")[0]).read_bytes()
    packed = data[:2] == b"\x1f\x8b" or b"pagefind_dcd" in data[:32]
    return min(len(data), len(gzip.compress(data, 6))) if not packed else len(data)


def numbers():
    found = {}
    for path in glob.glob(str(out / "fragment" / "*")):
        data = gzip.decompress(pathlib.Path(path).read_bytes())
        text = data[data.index(b"{"):].decode("utf-8")
        found[pathlib.Path(path).stem] = int(json.loads(text)["url"].split("/")[-1].removesuffix(".html"))
    return found


records = list(cards())
shutil.rmtree(out, ignore_errors=True)
seconds = build(records)
result = {
    "records": len(records), "seconds": seconds,
    "peak MiB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    "files": sum(p.is_file() for p in out.rglob("*")),
    "bytes": sum(p.stat().st_size for p in out.rglob("*") if p.is_file()),
}
texts = ["\n".join(t) for t in records]
draw, queries = random.Random(4), {}
for record in draw.sample(records, min(sample, len(records))):
    queries.setdefault("name", set()).add(record[0])
    queries.setdefault("project", set()).add(record[1])
    for length in (1, 2, 3, 4):
        if len(record[1]) > length:
            at = draw.randrange(len(record[1]) - length + 1)
            queries.setdefault(f"{length} of a project", set()).add(record[1][at:at + length])
number = numbers()
(folder / "pagefind.html").write_text('<!doctype html><title>t</title>', encoding="utf-8")
server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
threading.Thread(target=server.serve_forever, daemon=True).start()
FIND = """async text => {
  window.p = window.p || await import('/pagefind/pagefind.js');
  const found = await p.search(text);
  await Promise.all(found.results.slice(0, 20).map(r => r.data()));
  return found.results.map(r => r.id);
}"""
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    for kind, words in queries.items():
        shares, counts, sizes = [], 0, []
        for word in sorted(words):
            page = browser.new_page()
            read = []
            page.on("request", lambda r: read.append(r.url))
            page.goto(f"http://127.0.0.1:{server.server_port}/pagefind.html")
            found = {number[i] for i in page.evaluate(FIND, word)}
            right = {i for i, text in enumerate(texts) if word in text}
            shares.append(len(found & right) / len(right))
            counts += len(found) == len(right)
            sizes.append(sum(sent(u) for u in read if "/pagefind/" in u))
            page.close()
        sizes.sort()
        result[kind] = {
            "queries": len(words), "found": round(sum(shares) / len(shares), 3),
            "all found": round(sum(s == 1 for s in shares) / len(shares), 3),
            "count right": round(counts / len(words), 3),
            "bytes, median": sizes[len(sizes) // 2], "bytes, highest": sizes[-1]}
    browser.close()
server.shutdown()
print(json.dumps(result, ensure_ascii=False, indent=1))
