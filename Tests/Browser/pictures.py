"""Takes the pictures of docs/screenshots from a built site: small PNGs of what a reader first sees.

Usage: pictures.py CHROMIUM FOLDER OUT NAME=PAGE...
A page may have `#` and a query for the search. Each is taken on a desktop and on a phone, light
and dark, and kept under 90 kB by less of its height.
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

chromium, folder, out, *pages = sys.argv[1:]
pathlib.Path(out).mkdir(parents=True, exist_ok=True)
MOST = 90_000
SIZES = {"desktop": (1280, 1000), "phone": (390, 844)}

with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
    for size, (width, height) in SIZES.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            for pair in pages:
                name, _, place = pair.partition("=")
                page.goto(f"file://{folder}/{place}")
                page.wait_for_timeout(900)
                picture, shown = b"", height
                while not picture or len(picture) > MOST:
                    picture = page.screenshot(
                        clip={"x": 0, "y": 0, "width": width, "height": shown})
                    shown = shown * 9 // 10
                ending = "" if scheme == "light" else "-dark"
                (pathlib.Path(out) / f"{name}-{size}{ending}.png").write_bytes(picture)
            context.close()
    browser.close()
