"""Takes the pictures of docs/screenshots from a built site: what a reader first sees, whole.

Usage: pictures.py CHROMIUM FOLDER OUT NAME=PAGE...
A page may have `#` and a query for the search. Each is taken on a desktop and on a phone, light
and dark, with as many colours of a palette of its own as 60 kB allow. Exit code 1 when one is
larger still, or all of them together are more than 900 kB.
"""

import io
import pathlib
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

chromium, folder, out, *pages = sys.argv[1:]
pathlib.Path(out).mkdir(parents=True, exist_ok=True)
MOST, ALL = 60_000, 900_000
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}


def packed(picture):
    """The picture with the most colours that fit; smooth edges of letters need some dozens."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (128, 64, 48, 32, 24, 16):
        small = io.BytesIO()
        whole.quantize(
            colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        ).save(small, "PNG", optimize=True)
        if small.tell() <= MOST:
            break
    return small.getvalue()


together, problems = 0, []
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
                picture = packed(page.screenshot())
                ending = "" if scheme == "light" else "-dark"
                (pathlib.Path(out) / f"{name}-{size}{ending}.png").write_bytes(picture)
                together += len(picture)
                if len(picture) > MOST:
                    problems.append(f"{name}-{size}{ending}: {len(picture)} bytes")
            context.close()
    browser.close()
if together > ALL:
    problems.append(f"all together {together} bytes")
print("\n".join(problems), end="")
sys.exit(1 if problems else 0)
