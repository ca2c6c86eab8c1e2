"""Opens pages of a site in Chromium, from file:// and over http on loopback, and prints what the
page's own check says of it.

Usage: look.py CHROMIUM FOLDER PAGE...   One line a page and way: way, page, state, sentence.
"""

import functools
import http.server
import sys
import threading

from playwright.sync_api import sync_playwright

chromium, folder, *pages = sys.argv[1:]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
threading.Thread(target=server.serve_forever, daemon=True).start()
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    ways = (("file", f"file://{folder}/"), ("http", f"http://127.0.0.1:{server.server_port}/"))
    for way, base in ways:
        page = browser.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for name in pages:
            page.goto(base + name)
            page.wait_for_selector("#log-status:not([hidden])", timeout=120_000)
            status = page.locator("#log-status")
            print(way, name, status.get_attribute("data-log"), status.text_content(), *errors)
    browser.close()
server.shutdown()
