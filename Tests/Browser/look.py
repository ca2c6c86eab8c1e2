"""Opens pages of a built site in Chromium and reports what is wrong, one line each.

Usage: look.py CHROMIUM FOLDER PAGE...   Exit code 0 and no output: all is well.
"""

import sys

from playwright.sync_api import sync_playwright

chromium, folder, *pages = sys.argv[1:]
FACTS = """() => {
  const small = [...document.querySelectorAll(
      'nav a, .button, .rows a, .tiles a, .pages a, .hints a, .files a, .map a, .form input, summary')]
    .filter((e) => e.getClientRects().length)
    .filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.textContent.trim());
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll('h1').length,
    sections: document.querySelectorAll('main h2').length,
    text: document.querySelector('main').innerText.length,
    small,
  };
}"""
# What scrolls sideways on a screen is cut off on paper.
CUT = """() => [...document.querySelectorAll('main *')]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
    && getComputedStyle(e).display !== 'inline' && e.clientWidth > 1)
  .map((e) => e.tagName + '.' + e.className)"""
problems = []
SECTIONED = (
    "index.html", "browse/index.html", "subsidy/index.html", "subsidy/2026Q1.html", "policy.html",
    "about.html", "statistics.html", "check.html", "data.html", "objections.html", "sitemap.html")
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    for script, scheme in ((True, "light"), (False, "dark")):
        for width in (390, 1280):
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme,
                java_script_enabled=script)
            page = context.new_page()
            where = ""

            def failed(r):
                # A favicon that is still on its way when the page is left is no failure.
                if "ERR_ABORTED" not in (r.failure or ""):
                    problems.append(f"{where}: failed: {r.url}")

            page.on("console", lambda m: problems.append(f"{where}: console: {m.text}"))
            page.on("pageerror", lambda e: problems.append(f"{where}: error: {e}"))
            page.on("requestfailed", failed)

            def request(r):
                if not r.url.startswith("file://" + folder):
                    problems.append(f"{where}: outside: {r.url}")

            page.on("request", request)
            for name in pages:
                where = f"{name} {width} {scheme} {'script' if script else 'no script'}"
                page.goto(f"file://{folder}/{name}")
                facts = page.evaluate(FACTS)
                if facts["overflow"] > 0:
                    problems.append(f"{where}: {facts['overflow']} px too wide")
                if facts["headings"] != 1 or facts["sections"] < 1 and name in SECTIONED:
                    problems.append(f"{where}: headings {facts}")
                if facts["text"] < 40:
                    problems.append(f"{where}: hardly any text")
                page.locator("#big").check(force=True)
                wide = page.evaluate(FACTS)["overflow"]
                if wide > 0:
                    problems.append(f"{where}: {wide} px too wide in large type")
                page.locator("#big").uncheck(force=True)
                again = page.locator("#recomputed")
                if script and again.count():
                    page.wait_for_selector("#recomputed:not([hidden])", timeout=120_000)
                    if again.get_attribute("data-result") != "ok":
                        problems.append(f"{where}: {again.inner_text()}")
                if facts["small"]:
                    problems.append(f"{where}: small targets {facts['small'][:3]}")
            context.close()
    # On paper, at 200 % of a small desktop, and in the colours that a reader forces: nothing is cut
    # off, and what is used can be told from what surrounds it.
    for where, width, media in (
            ("print", 718, {"media": "print"}), ("200 %", 640, {}),
            ("forced", 390, {"forced_colors": "active"})):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.emulate_media(**media)
        for name in pages:
            page.goto(f"file://{folder}/{name}")
            wide = page.evaluate(FACTS)["overflow"]
            if wide > 0:
                problems.append(f"{name} {where}: {wide} px too wide")
            if where == "print":
                cut = page.evaluate(CUT)
                if cut:
                    problems.append(f"{name} print: cut off {cut[:3]}")
        context.close()
    browser.close()
print("\n".join(problems))
sys.exit(1 if problems else 0)
