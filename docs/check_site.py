"""Checks a downloaded Mingdai site against its transparency log (DISCLOSURE §3).

Usage: python3 check_site.py FOLDER [EARLIER_CHECKPOINT]     exit code 0: in order, 1: not.

Standard library only. Ed25519 is verified by `signed` below: slow, which does no harm to one who
only verifies. It knows none of our programs; `mingdai check --site` says the same and more.
"""
import base64, hashlib, html, json, os, pathlib, re, sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(a, b):                                                       # RFC 8032 §5.1.4, affine
    k = D * a[0] * b[0] * a[1] * b[1]
    return ((a[0] * b[1] + b[0] * a[1]) * pow(1 + k, -1, P) % P,
            (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P)

def times(n, a):
    sum = (0, 1)
    while n:
        sum, a, n = (add(sum, a) if n & 1 else sum), add(a, a), n >> 1
    return sum

def point(data):
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = next(x for r in (1, pow(2, (P - 1) // 4, P))
             for x in [pow(square, (P + 3) // 8, P) * r % P] if (x * x - square) % P == 0)
    return (x if x & 1 == data[31] >> 7 else -x % P), y

def signed(note, vkey):                                              # C2SP signed-note
    text, _, lines = note.rpartition("\n\n")
    text, (name, id, key) = (text + "\n").encode(), vkey.split("+", 2)
    key = base64.b64decode(key)[1:]
    for line in lines.splitlines():
        dash, signer, data = line.split(" ")
        data = base64.b64decode(data)
        if (dash, signer, data[:4].hex()) == ("—", name, id) and len(data) == 68:
            r, s = data[4:36], int.from_bytes(data[36:], "little")
            h = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little")
            base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
            if s < L and times(s, base) == add(point(r), times(h, point(key))):
                return True
    return False

sha = lambda data: hashlib.sha256(data).digest()
canonical = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
plain = lambda text: re.sub(r"[\s,]", "", html.unescape(str(text)))

def root(row):                                                       # RFC 6962 §2.1
    while len(row) > 1:
        row = [sha(b"\1" + row[i] + row[i + 1]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)]
    return row[0] if row else sha(b"")

def tile(n, width):                                                  # C2SP tlog-tiles
    name, n = f"{n % 1000:03}", n // 1000
    while n:
        name, n = f"x{n % 1000:03}/{name}", n // 1000
    return name + (f".p/{width}" if width < 256 else "")

def fact(value, path):
    for part in path.split("/"):
        value = value[int(part)] if isinstance(value, list) else value.get(part) if isinstance(value, dict) else None
    return value

def main(folder, earlier=None):
    folder, problems = pathlib.Path(folder), []
    note = (folder / "log/checkpoint").read_text("utf-8")
    keys = json.loads((folder / "log/keys.json").read_text("utf-8"))["keys"]
    size, top = int(note.split("\n")[1]), base64.b64decode(note.split("\n")[2])
    if not signed(note, keys[-1]):
        problems.append("log/checkpoint：不是现行日志公钥的签名")
    leaves, newest = [], {}
    for n in range(-(-size // 256)):
        name = tile(n, min(256, size - 256 * n))
        try:
            bundle, hashes = (folder / "log/tile/entries" / name).read_bytes(), (folder / "log/tile/0" / name).read_bytes()
        except FileNotFoundError as error:
            problems.append(f"{error.filename}：日志从第 {256 * n + 1} 条起缺失")
            break
        for at in range(0, len(hashes), 32):
            length, bundle = int.from_bytes(bundle[:2], "big"), bundle[2:]
            data, bundle = bundle[:length], bundle[length:]
            leaves.append(hashes[at:at + 32])
            if sha(b"\0" + data) != leaves[-1]:
                problems.append(f"log/tile/entries/{name}：日志第 {len(leaves)} 条与日志树不符：{data.decode('utf-8', 'replace')}")
            else:
                entry = json.loads(data)
                newest[entry["kind"], entry["record"]] = entry["revision"]
    if len(leaves) != size or root(leaves) != top:
        problems.append("log/checkpoint：由日志各条算出的树根与签名中的不同")
    if earlier:
        old = pathlib.Path(earlier).read_text("utf-8")
        count = int(old.split("\n")[1])
        if not any(signed(old, key) for key in keys):
            problems.append(f"{earlier}：签它的密钥不在网站公布的日志公钥之中")
        if count > len(leaves) or root(leaves[:count]) != base64.b64decode(old.split("\n")[2]):
            problems.append(f"{earlier}：网站日志的前 {count} 条不是它所签的那 {count} 条")
    shown = {}
    for path in sorted(os.path.join(at, name) for at, _, names in os.walk(folder, followlinks=True)
                       for name in names if name.endswith(".html")):
        page = pathlib.Path(path).read_text("utf-8")
        entries = [json.loads(text) for text in re.findall(r'<script type="application/json" class="log-entry">(.*?)</script>', page)]
        here = {}
        for entry in reversed(entries):                              # the first is the one shown
            record = entry["kind"], entry["record"]
            here[record] = entry["revision"]
            leaf = {name: entry[name] for name in ("day", "kind", "record", "revision")}
            leaf["commitment"] = sha(bytes.fromhex(entry["salt"]) + canonical(entry["content"])).hex()
            if leaves[entry["index"]:entry["index"] + 1] != [sha(b"\0" + canonical(leaf))]:
                problems.append(f"{path}：{entry['record']} 第 {entry['revision']} 版的内容与公布时写入日志的不同")
        shown.update({record: max(revision, shown.get(record, 0)) for record, revision in here.items()})
        for name, text in re.findall(r' data-is="([^"]*)"[^>]*>([^<]*)<', page) if entries else []:
            if plain(html.escape(str(fact(entries[0]["content"], name)))) != plain(text):
                problems.append(f"{path}：{entries[0]['record']} 显示的「{name}」与所附的日志内容不同")
    for record, revision in newest.items():
        if record[0] != "notice" and shown.get(record, 0) < revision:
            problems.append(f"日志：{record[1]} 第 {revision} 版在网站上没有网页")
    print("\n".join(problems) or f"网站与日志一致：{size} 条，{len(shown)} 个编号")
    return 1 if problems else 0

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
