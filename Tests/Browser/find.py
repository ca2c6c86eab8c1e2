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


def settled(page, text=None, number=None):
    """Waits until what is shown is of the address, and that is of `text` and page `number`."""
    page.wait_for_function(
        """([text, number]) => {
          const at = new URLSearchParams(location.hash.slice(1));
          return (text === null || (at.get('q') || '') === text)
            && (number === null || (at.get('p') || '1') === number)
            && document.getElementById('hits').dataset.of === location.hash;
        }""", arg=[text, number])


def count(page):
    settled(page)
    text = page.locator("#count").inner_text()
    digits = "".join(c for c in text.split("笔")[0] if c.isdigit())
    return int(digits or 0)


def enter(page, text):
    page.locator("#q").press("Control+a")
    page.keyboard.type(text)
    settled(page, text)


def rows(page):
    return page.locator("#hits li").all_inner_texts()


def compose(page):
    """Puts a word together from pinyin, as an input method does."""
    enter(page, "镇")
    before = page.url
    keys = page.context.new_cdp_session(page)
    page.locator("#q").press("Control+a")
    for text in ("y", "yang", "yangzhi"):
        keys.send("Input.imeSetComposition", {
            "text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    # Longer than the page waits after a key that counts.
    page.evaluate("() => new Promise(done => setTimeout(done, 400))")
    check(page.url == before, f"searched for unfinished pinyin: {page.url}")
    keys.send("Input.insertText", {"text": "养殖"})
    settled(page, "养殖")
    check(count(page) > 0, "nothing found of what was put together")


def unread(browser):
    """Where the index does not come the page says so, shows the lists, and tries again."""
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.route("**/search/f/**", lambda r: r.abort())
    page.goto(address + "?q=养殖")
    page.wait_for_function("() => /没有读到/.test(document.getElementById('count').textContent)")
    check(page.locator("#plain").is_visible(), "unread: no way to the lists")
    page.unroute("**/search/f/**")
    page.locator("#search button").click()
    settled(page, None)
    check(count(page) > 0 and all("养殖" in r for r in rows(page)), "unread: not tried again")
    check(not page.locator("#plain").is_visible(), "unread: still said when all is well")
    enter(page, "镇")
    check("?" not in page.url, f"the old search stays in the address: {page.url}")
    page.close()


def script(browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_default_timeout(120_000)
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
    page.wait_for_function("() => location.hash.includes('f3=')")
    less = count(page)
    check(0 < less < found, f"filtered: {less} of {found}")
    check("f3=" in page.url, f"address without filter: {page.url}")
    page.reload()
    check(count(page) == less, "not the same after loading the address again")
    check(page.locator("#q").input_value() == "养殖", "field not filled from the address")
    page.locator("select").nth(3).select_option(index=0)
    page.locator("#q").focus()
    enter(page, "镇")
    seen, every, at = set(), count(page), 1
    while True:
        seen.update(page.locator("#hits a").evaluate_all("a => a.map(x => x.href)"))
        older = page.locator("#older")
        if not older.get_attribute("href"):
            break
        older.focus()
        page.keyboard.press("Enter")
        at += 1
        settled(page, "镇", str(at))
    check(len(seen) == every, f"paging shows {len(seen)} of {every}")
    focus = page.evaluate("document.activeElement.id")
    check(focus in ("older", "newer", "count"), f"focus lost at the last page: {focus!r}")
    page.goto("about:blank")
    page.go_back()
    settled(page, "镇", str(at))
    check(page.locator("#q").input_value() == "镇", "back from elsewhere: field not filled")
    page.go_back()
    settled(page, "镇", str(at - 1))
    check(page.locator("#older").get_attribute("href"), "back does not lead a page back")
    for href in list(seen)[:20]:
        path = pathlib.Path(href.removeprefix("file://"))
        check(path.exists(), f"leads nowhere: {href}")
    number = re.search("ZEZHOU-[0-9]{4}-[0-9]{6}", rows(page)[0]).group()
    page.goto(address + "#q=" + number)
    page.reload()
    check(count(page) == 1 and number in rows(page)[0], f"number {number}")
    page.locator("#q").focus()
    for written in (number.lower(), number[-11:].replace("-", ""), number.replace("-", "")):
        enter(page, written)
        check(count(page) == 1 and number in rows(page)[0], f"number written {written}")
    digits = number[-6:].lstrip("0")
    enter(page, digits)
    near = page.locator("#note").inner_text() + "".join(rows(page))
    check(number in near, f"{digits} does not lead to {number}")
    enter(page, "字" * 100)
    check(count(page) == 0, "something found of a very long text")
    compose(page)
    page.locator("select").nth(3).select_option(index=1)
    enter(page, "没有这样的字")
    check("不加筛选" in page.locator("#note").inner_text(), "no way out of a filter that hides all")
    page.locator("#note a").first.click()
    settled(page, "没有这样的字")
    check("f3=" not in page.url, "the way out keeps the filter")
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
    unread(browser)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    check(plain.locator("#plain").is_visible(), "without script: no word of it")
    check(not plain.locator("#search").is_visible(), "without script: a field that does nothing")
    check(plain.locator("#plain a").count() >= 4, "without script: no way to the lists")
    browser.close()
print("\n".join(problems))
sys.exit(1 if problems else 0)
