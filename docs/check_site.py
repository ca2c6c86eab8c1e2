"""Checks a downloaded Mingdai site against its transparency log (DISCLOSURE §3).

Usage: python3 check_site.py FOLDER [EARLIER_CHECKPOINT]     exit code 0: in order, 1: not.

Standard library only. Ed25519 is verified by `signed` below: slow, which does no harm to one who
only verifies. It knows none of our programs; `mingdai check --site` says the same. Whatever a file
holds, or that it is missing, is a sentence and never the end of the check.
"""
import base64, hashlib, html, json, os, pathlib, re, sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
LIMIT = 32 << 20                                                     # no file of a site is larger
ODD = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError)

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
    for root in (1, pow(2, (P - 1) // 4, P)):
        x = pow(square, (P + 3) // 8, P) * root % P
        if y < P and (x * x - square) % P == 0:
            return (x if x & 1 == data[31] >> 7 else -x % P), y
    raise ValueError("no point of the curve")

def signed(note, vkey):                                              # C2SP signed-note
    text, _, lines = note.rpartition("\n\n")
    text, (name, id, key) = (text + "\n").encode(), vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if key[0] != 1 or sha(name.encode() + b"\n" + key)[:4].hex() != id:
        return False
    for line in lines.splitlines():
        dash, signer, data = line.split(" ")
        data = base64.b64decode(data, validate=True)
        if (dash, signer, data[:4].hex()) == ("—", name, id) and len(data) == 68:
            r, s = data[4:36], int.from_bytes(data[36:], "little")
            h = int.from_bytes(hashlib.sha512(r + key[1:] + text).digest(), "little")
            base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
            if s < L and times(s, base) == add(point(r), times(h, point(key[1:]))):
                return True
    return False

sha = lambda data: hashlib.sha256(data).digest()
canonical = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
plain = lambda text: re.sub(r"[\s,]", "", html.unescape(str(text)))
general = lambda path: re.sub(r"(?<![^/])\d+(?![^/])", "*", path)

def root(row):                                                       # RFC 6962 §2.1
    while len(row) > 1:
        row = [sha(b"\1" + row[i] + row[i + 1]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)]
    return row[0] if row else sha(b"")

def tile(n, width):                                                  # C2SP tlog-tiles
    name, n = f"{n % 1000:03}", n // 1000
    while n:
        name, n = f"x{n % 1000:03}/{name}", n // 1000
    return name + (f".p/{width}" if width < 256 else "")

def head(note):                                                      # C2SP tlog-checkpoint
    origin, size, top = note.split("\n")[:3]
    if not re.fullmatch("0|[1-9][0-9]{0,17}", size):
        raise ValueError("size")
    return origin, int(size), base64.b64decode(top, validate=True)

def leaves_of(value, path=""):                                       # texts and integers of a content
    if isinstance(value, (dict, list)):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves_of(inner, f"{path}/{name}")
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        yield path[1:], value

class Check:
    def __init__(self, folder):
        self.folder, self.problems, self.remarks = pathlib.Path(folder), [], []
        self.leaves, self.newest, self.shown, self.marked, self.unmarked = [], {}, {}, {}, {}

    def read(self, path):
        with open(self.folder / path, "rb") as file:
            data = file.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise ValueError("file too large")
        return data

    def keys(self):                                                  # and how each followed
        content = json.loads(self.read("log/keys.json"))
        keys, changes = content["keys"], content["changes"]
        if len(changes) != len(keys) - 1:
            raise ValueError("changes")
        for n, note in enumerate(changes, 1):
            lines = note.rpartition("\n\n")[0].split("\n")
            people = {line for line in lines[6:] if line.startswith("declared by ")}
            good = (lines[0] == "mingdai log key change" and lines[1] == content["origin"]
                    and lines[4:6] == keys[n - 1:n + 1] and signed(note, keys[n]))
            if good and signed(note, keys[n - 1]):
                self.remarks.append(f"日志公钥更换过：第 {n + 1} 把由前一把签名确认")
            elif good and len(people) == 2:
                self.remarks.append(f"日志公钥更换过：第 {n + 1} 把由两人声明，请向公开单位核实")
            else:
                self.problems.append(f"log/keys.json：第 {n + 1} 把日志公钥没有合格的更换说明")
        return content["origin"], keys

    def entries(self, size):
        for n in range(-(-size // 256)):
            name = tile(n, min(256, size - 256 * n))
            try:
                bundle, hashes = self.read(f"log/tile/entries/{name}"), self.read(f"log/tile/0/{name}")
            except ODD:
                self.problems.append(f"log/tile/0/{name}：日志从第 {256 * n + 1} 条起缺失或读不出")
                return
            at = 0
            for hash in (hashes[i:i + 32] for i in range(0, len(hashes), 32)):
                end = at + 2 + int.from_bytes(bundle[at:at + 2], "big")
                data, at = bundle[at + 2:end], end
                self.leaves.append(hash)
                try:
                    if sha(b"\0" + data) != hash:
                        raise ValueError("hash")
                    entry = json.loads(data)
                    self.newest[sys.intern(entry["kind"]), entry["record"]] = entry["revision"]
                except ODD:
                    self.problems.append(f"log/tile/entries/{name}：日志第 {len(self.leaves)} 条与日志树不符：{data[:300].decode('utf-8', 'replace')}")
            if at != len(bundle):
                self.problems.append(f"log/tile/entries/{name}：长度与条数不符")

    def page(self, path):
        text = re.sub(r"<!--.*?(?:-->|\Z)|<((?i:style|template|noscript|textarea|title|svg|iframe))\b.*?(?:</\1|\Z)"
                      r'|<(?i:script)\b(?! type="application/json" class="log-entry">).*?(?:</(?i:script)|\Z)',
                      "", self.read(path).decode("utf-8"), flags=re.S)
        entries = [json.loads(one) for one in re.findall(r'<script type="application/json" class="log-entry">(.*?)</script>', text)]
        for entry in entries:
            leaf = {name: entry[name] for name in ("day", "kind", "record", "revision")}
            leaf["commitment"] = sha(bytes.fromhex(entry["salt"]) + canonical(entry["content"])).hex()
            if self.leaves[entry["index"]:entry["index"] + 1] != [sha(b"\0" + canonical(leaf))]:
                self.problems.append(f"{path}：{entry['record']} 第 {entry['revision']} 版的内容与公布时写入日志的不同")
        if not entries:
            return
        first = entries[0]                                           # the one shown; the rest is its past
        content, kind, record = first["content"], first["kind"], first["record"]
        if pathlib.Path(path).stem != record or {(e["kind"], e["record"]) for e in entries} != {(kind, record)}:
            self.problems.append(f"{path}：所附的是 {record} 的内容，或附有别的编号的内容")
        if (kind, record) in self.shown:
            self.problems.append(f"{path}：{record} 有两个网页")
        self.shown[kind, record] = first["revision"]
        facts, seen = dict(leaves_of(content)), {}
        for before, name, after, shown in re.findall(r'<([^<>]*) data-is="([^"]*)"([^>]*)>([^<]*)<', text):
            seen[name] = plain(shown)
            if name not in facts or plain(html.escape(str(facts[name]))) != seen[name] or re.search("(?i) hidden|style=", before + after):
                self.problems.append(f"{path}：{record} 显示的「{name}」与所附的日志内容不同，或被隐藏")
        self.marked.setdefault(kind, set()).update(map(general, seen))
        missing = frozenset(general(name) for name, value in facts.items()
                            if name not in seen and plain(html.escape(str(value))) not in seen.values())
        self.unmarked.setdefault((kind, missing), []).append((path, record))

    def pages(self):
        for at, _, names in os.walk(self.folder, followlinks=True):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(at, name), self.folder)
                if name.endswith(".html"):
                    try:
                        self.page(path)
                    except ODD as error:
                        self.problems.append(f"{path}：网页读不懂（{error}）")
        for (kind, missing), pages in self.unmarked.items():         # pages of a kind mark the same
            for name in missing & self.marked[kind]:
                self.problems += [f"{path}：{record} 没有显示「{name}」，别的网页都有" for path, record in pages]
        for (kind, record), revision in self.newest.items():
            if kind != "notice" and self.shown.get((kind, record), 0) != revision:
                self.problems.append(f"日志：{record} 第 {revision} 版在网站上没有网页")

    def run(self, earlier=None):
        keys, origin, size, top = [], None, 0, None
        try:
            origin, keys = self.keys()
        except ODD:
            self.problems.append("log/keys.json：日志公钥文件缺失或读不懂")
        try:
            note = self.read("log/checkpoint").decode("utf-8")
            name, size, top = head(note)
            if keys and (name != origin or not signed(note, keys[-1])):
                self.problems.append("log/checkpoint：不是现行日志公钥的签名")
        except ODD:
            self.problems.append("log/checkpoint：缺失或读不懂")
        self.entries(size)
        if len(self.leaves) != size or root(self.leaves) != top:
            self.problems.append("log/checkpoint：由日志各条算出的树根与签名中的不同")
        try:
            if earlier:
                old = pathlib.Path(earlier).read_text("utf-8")
                name, count, before = head(old)
                if name != origin or not any(signed(old, key) for key in keys):
                    self.problems.append(f"{earlier}：签它的密钥不在网站公布的日志公钥之中")
                if count > len(self.leaves) or root(self.leaves[:count]) != before:
                    self.problems.append(f"{earlier}：网站日志的前 {count} 条不是它所签的那 {count} 条")
        except ODD:
            self.problems.append(f"{earlier}：不是日志签名（checkpoint）文件")
        self.pages()
        print("\n".join(self.remarks + self.problems + ([] if self.problems else [f"网站与日志一致：{size} 条，{len(self.shown)} 个编号"])))
        return 1 if self.problems else 0

if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(Check(sys.argv[1]).run(*sys.argv[2:]))
