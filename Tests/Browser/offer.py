"""Paper and downloads of a built site in Chromium: what a sheet prints, and each list's own files.

Usage: offer.py CHROMIUM FOLDER HOME URL RECORD LIST…   Exit code 0 and no output: all is well.
URL is the site's whole address; HOME, where FOLDER is served, stands in for it.
"""

import csv
import io
import json
import pathlib
import sys

import zxingcpp
from PIL import Image
from playwright.sync_api import sync_playwright

chromium, folder, home, url, record, *lists = sys.argv[1:]
root = pathlib.Path(folder)
problems = []

rows = list(csv.reader(io.StringIO(
    (root / "data/records.csv").read_bytes().decode("utf-8-sig"), newline="")))
lines = (root / "data/records.jsonl").read_text(encoding="utf-8").splitlines()


def code(page):
    """What the printed code says; nothing when it cannot be read."""
    picture = page.locator(".paper img").screenshot()
    image = Image.open(io.BytesIO(picture)).convert("L")
    sheet = Image.new("L", (image.width + 80, image.height + 80), 255)
    sheet.paste(image, (40, 40))
    return [found.text for found in zxingcpp.read_barcodes(sheet)]


with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    # On paper, without a script, from a folder.
    context = browser.new_context(
        viewport={"width": 718, "height": 1000}, java_script_enabled=False)
    page = context.new_page()
    for name in (record, *lists):
        page.goto(f"file://{folder}/{name}")
        if page.locator(".paper").is_visible():
            problems.append(f"{name}: what is for paper shows on a screen")
        page.emulate_media(media="print")
        if code(page) != [url + name]:
            problems.append(f"{name}: the code says {code(page)}")
        if url + name not in page.locator(".paper").inner_text():
            problems.append(f"{name}: the address is not printed")
        page.emulate_media(media="screen")
    context.close()

    context = browser.new_context(viewport={"width": 390, "height": 800}, accept_downloads=True)
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    for name in lists:
        page.goto(f"{home}/{name}")
        box = page.locator(".get")
        column, value = (box.get_attribute(f"data-{part}") for part in ("column", "value"))
        place = rows[0].index(column)
        wanted = [rows[0]] + [row for row in rows[1:] if row[place] == value]
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        made = pathlib.Path(download.value.path()).read_bytes()
        if not made.startswith(b"\xef\xbb\xbf"):
            problems.append(f"{name}: CSV without byte order mark")
        got = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
        if got != wanted or len(wanted) < 2:
            problems.append(f"{name}: CSV of {len(got)} rows instead of {len(wanted)}")
        if download.value.suggested_filename != f"{column}-{value}.csv":
            problems.append(f"{name}: {download.value.suggested_filename}")
        with page.expect_download() as download:
            page.get_by_role("button", name="JSON").click()
        got = pathlib.Path(download.value.path()).read_text(encoding="utf-8").splitlines()
        if got != [line for line in lines if json.loads(line)[column] == value]:
            problems.append(f"{name}: JSON of {len(got)} lines")
    # A page that is older than the files says so and gives nothing.
    page.goto(f"{home}/{lists[0]}")
    page.route("**/data/*.csv", lambda route: route.fulfill(
        body="\ufeff" + ",".join(rows[0]) + "\r\n", content_type="text/csv"))
    page.get_by_role("button", name="CSV").click()
    page.get_by_text("请刷新本页").wait_for()
    # From a folder no script may read another file: the links of the years stay.
    page.goto(f"file://{folder}/{lists[0]}")
    if page.locator(".get button").count() or not page.locator(".get a").count():
        problems.append(f"{lists[0]}: downloads from a folder")
    context.close()
    browser.close()
print("\n".join(problems))
sys.exit(1 if problems else 0)
