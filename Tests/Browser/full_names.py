"""Searches a built site for whole names of persons.

Usage: full_names.py CHROMIUM FOLDER NAMES   Exit code 0 and no output: all is well.

NAMES has a line for each name: the whole name, the masked one, and how many records show the
masked one, with tabs between.
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

chromium, folder, names = sys.argv[1:]
FIND = """async text => {
  const S = mingdaiSearch, none = (await S.start()).facets.map(() => -1);
  const found = await S.search(text, none);
  const all = await found.hits.slice(0, found.hits.count);
  const cards = await Promise.all(Array.from(all, S.card));
  return [found.masked, cards.map(c => c[0])];
}"""
problems = []
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page()
    page.on("pageerror", lambda e: problems.append(str(e)))
    page.goto(f"file://{folder}/search.html")
    for line in pathlib.Path(names).read_text(encoding="utf-8").splitlines():
        whole, masked, count = line.split("\t")
        note, shown = page.evaluate(FIND, whole)
        if note != masked or shown.count(masked) != int(count) or whole in shown:
            problems.append(f"{whole}: {shown.count(masked)} of {count}, told of {note!r}")
    browser.close()
print("\n".join(problems), end="")
sys.exit(1 if problems else 0)
