"""Tries a web server that serves the site: status codes, headers, types and, with a Chromium, that
the site's scripts do their work under the headers without one line in the browser's console.

Usage: check.py ADDRESS [CHROMIUM]   ADDRESS ends in a slash, https://www.example.gov.cn/cydb/
Prints what is wrong, one line each; exit code 0 and no output: all is well. Standard library only;
the part with the browser needs playwright (PyPI). docs/DISCLOSURE.md §4.
"""

import sys
import urllib.error
import urllib.parse
import urllib.request

base, *rest = sys.argv[1:]
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'")
problems = []


def check(holds, problem):
    if not holds:
        problems.append(problem)


def get(path, **headers):
    address = path if "://" in path else base + path
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.headers, answer.read(), answer.url
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read(), error.url


def links(text, start):
    return [p.split('"')[0] for p in text.split('href="')[1:] if p.startswith(start)]


def of(path, kind, cache, robots=None, status=200):
    code, headers, body, _ = get(path)
    check(code == status, f"{path}: status {code}, expected {status}")
    want = {
        "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff", "X-Robots-Tag": robots,
        "Cache-Control": cache}
    for name, value in want.items():
        check(headers.get(name) == value, f"{path}: {name}: {headers.get(name)}")
    said = headers.get("Content-Type", "")
    check(said.split(";")[0] == kind, f"{path}: type {said}")
    if kind.startswith("text/"):
        check("charset=utf-8" in said.lower(), f"{path}: no charset")
    return body.decode("utf-8", "replace")


HTML, SHORT, LONG = "text/html", "max-age=300", "max-age=86400"
CLOSED = "noindex, noarchive"
home = of("", HTML, SHORT)
record = links(home, "record/")[0]
check("verify.js" in of(record, HTML, SHORT, "noarchive"), f"{record}: does not check itself")
browse = of("browse/index.html", HTML, SHORT)
for kind in ("town", "month", "bank", "industry", "kind"):
    of(links(browse, f"../{kind}/")[0][3:], HTML, SHORT, CLOSED)
of("notice/index.html", HTML, SHORT, CLOSED)
of("search.html", HTML, SHORT, CLOSED)
of("statistics.html", HTML, SHORT)
of("data/records.csv", "text/csv", SHORT, CLOSED)
of("data/datapackage.json", "application/json", SHORT, CLOSED)
of("assets/site.css", "text/css", LONG)
of("assets/site.js", "text/javascript", LONG)
of("assets/seal.svg", "image/svg+xml", LONG)
of("log/checkpoint", "application/octet-stream", "no-cache")
for path in ("nothing.html", "record/2020/0000xx/nothing.html", "assets/"):
    lost = of(path, HTML, SHORT, status=404)
    check("没有这一页" in lost, f"{path}: not the site's own page")
    root = urllib.parse.urlparse(base).path
    check(f'href="{root}assets/site.css"' in lost, f"{path}: its styles are not found from there")
code, headers, body, _ = get("statistics.html", **{"Accept-Encoding": "gzip"})
check(headers.get("Content-Encoding") == "gzip", "statistics.html: not packed")
check(headers.get("Vary") == "Accept-Encoding", "statistics.html: no Vary")
code, _, _, url = get(base.rstrip("/"))
check((code, url) == (200, base), f"without slash: {code} {url}")
try:
    request = urllib.request.Request(base, data=b"x")
    urllib.request.urlopen(request, timeout=120)
    problems.append("POST is answered")
except urllib.error.HTTPError as error:
    check(error.code in (403, 404, 405), f"POST: {error.code}")


def browse_it(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        where = ""
        page.on("console", lambda m: problems.append(f"{where}: console: {m.text}"))
        page.on("pageerror", lambda e: problems.append(f"{where}: error: {e}"))
        host = urllib.parse.urlparse(base).netloc

        def request(r):
            if urllib.parse.urlparse(r.url).netloc != host:
                problems.append(f"{where}: outside: {r.url}")

        page.on("request", request)
        for where in ("", "statistics.html", "browse/index.html"):
            page.goto(base + where)
        where = record
        page.goto(base + record)
        page.wait_for_selector("#log-status[data-log]:not([hidden])")
        page.wait_for_function(
            "() => document.querySelector('#log-status').textContent.includes('已验证')")
        where = "search.html"
        page.goto(base + where)
        page.fill("#q", "镇")
        page.wait_for_function("() => /^(共|没有)/.test(document.getElementById('count').textContent)")
        check(page.locator("#hits li").count() > 0, "search.html: finds nothing")
        where = "trial.html"
        if get("assets/engine.js")[0] == 200:
            page.goto(base + where)
            page.wait_for_function(
                "() => /试算/.test(document.getElementById('tried-state').textContent)")
            said = page.locator("#tried-state").inner_text()
            check("WebAssembly" not in said, f"trial.html: {said}")
        browser.close()


if rest:
    browse_it(rest[0])
print("\n".join(problems))
sys.exit(1 if problems else 0)
