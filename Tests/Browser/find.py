"""Uses the search page of a built site as a reader does, and reports what is wrong.

Usage: find.py CHROMIUM FOLDER NAMES   Exit code 0 and no output: all is well.

NAMES is a file of full and masked names, one pair a line with a tab between.
"""

import pathlib
import re
import sys

from playwright.sync_api import sync_playwright

chromium, folder, names = sys.argv[1:]
address = f"file://{folder}/search.html"
problems = []


def check(holds, what):
    if not holds:
        problems.append(what)


def count(page):
    page.wait_for_function(
        "() => /^(共|没有)/.test(document.getElementById('count').textContent)")
    text = page.locator("#count").inner_text()
    digits = "".join(c for c in text.split("笔")[0] if c.isdigit())
    return int(digits or 0)


def enter(page, text):
    before = page.locator("#count").inner_text()
    page.locator("#q").press("Control+a")
    page.keyboard.type(text)
    page.wait_for_function(
        "text => new URLSearchParams(location.hash.slice(1)).get('q') === text", arg=text)
    page.wait_for_timeout(250)
    return before


def rows(page):
    return page.locator("#hits li").all_inner_texts()


def script(browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.on("console", lambda m: problems.append(f"console: {m.text}"))
    page.on("pageerror", lambda e: problems.append(f"error: {e}"))
    page.on("request", lambda r: check(r.url.startswith(f"file://{folder}"), f"outside: {r.url}"))
    page.goto(address)
    total = count(page)
    check(total > 200, f"at first: {total}")
    check(len(rows(page)) == 20, "the newest twenty at first")
    check(page.evaluate("document.activeElement === document.body"), "focus taken at the start")
    check(not page.locator("#plain").is_visible(), "says that the script did not run")
    page.locator("#q").focus()
    enter(page, "养殖")
    found = count(page)
    check(0 < found < total, f"养殖: {found} of {total}")
    check(all("养殖" in r for r in rows(page)), "a row without 养殖")
    check(page.locator("#hits mark").first.inner_text() == "养殖", "no mark")
    check(page.evaluate("document.activeElement.id") == "q", "focus lost while typing")
    check(page.locator("#count").get_attribute("aria-live") == "polite", "count is not told")
    page.locator("select").nth(3).select_option(index=1)
    page.wait_for_timeout(300)
    less = count(page)
    check(0 < less < found, f"filtered: {less} of {found}")
    check("f3=" in page.url, f"address without filter: {page.url}")
    page.reload()
    check(count(page) == less, "not the same after loading the address again")
    check(page.locator("#q").input_value() == "养殖", "field not filled from the address")
    page.locator("select").nth(3).select_option(index=0)
    page.locator("#q").focus()
    enter(page, "镇")
    seen, every = set(), count(page)
    while True:
        seen.update(page.locator("#hits a").evaluate_all("a => a.map(x => x.href)"))
        older = page.locator("#older")
        if not older.get_attribute("href"):
            break
        at = page.url
        older.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("at => location.href !== at", arg=at)
        page.wait_for_timeout(200)
    check(len(seen) == every, f"paging shows {len(seen)} of {every}")
    page.go_back()
    page.wait_for_timeout(200)
    check(page.locator("#older").get_attribute("href"), "back does not lead a page back")
    for href in list(seen)[:20]:
        path = pathlib.Path(href.removeprefix("file://"))
        check(path.exists(), f"leads nowhere: {href}")
    number = re.search("ZEZHOU-[0-9]{4}-[0-9]{6}", rows(page)[0]).group()
    page.goto(address + "#q=" + number)
    page.reload()
    check(count(page) == 1 and number in rows(page)[0], f"number {number}")
    page.locator("#q").focus()
    enter(page, "没有这样的字")
    check(count(page) == 0 and not rows(page), "something found of nothing")
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"{wide} px too wide on a phone")
    for line in pathlib.Path(names).read_text(encoding="utf-8").splitlines():
        full, masked = line.split("\t")
        got = page.evaluate("t => mingdaiSearch.masked(t)", full)
        check(got == masked, f"{full} masked as {got}, not {masked}")
    full, masked = pathlib.Path(names).read_text(encoding="utf-8").splitlines()[0].split("\t")
    enter(page, full)
    check(any(masked in r for r in rows(page)), f"{full} does not find {masked}")
    check(masked in page.locator("#note").inner_text(), "nothing said of masked names")
    page.close()


with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    script(browser)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    check(plain.locator("#plain").is_visible(), "without script: no word of it")
    check(not plain.locator("#search").is_visible(), "without script: a field that does nothing")
    check(plain.locator("#plain a").count() >= 4, "without script: no way to the lists")
    browser.close()
print("\n".join(problems))
sys.exit(1 if problems else 0)
