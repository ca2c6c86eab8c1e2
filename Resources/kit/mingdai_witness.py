#!/usr/bin/env python3
"""明贷银行端示例：本行作为透明日志的见证。

    mingdai_witness.py 检查点文件夹 [--site 公开网站的网址或文件夹]

检查点由 mingdai_kit.py verify、mingdai-kit.sh verify 或 mingdai kit open 从人社局的包中存下。
不给 --site 时只核对检查点彼此不矛盾；给出时核对网站的日志延续其中每一个：没有改写，也没有截短。
只读网站日志的少量文件。只用标准库和 openssl 命令（3.0 以上）。
退出码：0 没有问题；1 有问题；64 用法不对；70 环境出错。
"""

import argparse
import base64
import binascii
import hashlib
import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

LIMIT = 1 << 20
SPKI = bytes.fromhex("302a300506032b6570032100")


class Checkpoint:
    """日志的一个检查点：名称、条数、树根，和签名。"""

    def __init__(self, data):
        text, _, signatures = data.decode("utf-8").rpartition("\n\n")
        self.text = text + "\n"
        self.signatures = [line.split(" ") for line in signatures.splitlines()]
        self.lines = self.text.split("\n")
        self.origin, size, root = self.lines[:3]
        self.size, self.root = int(size), base64.b64decode(root, validate=True)
        if str(self.size) != size or self.size < 0 or len(self.root) != 32:
            raise ValueError("不是检查点")

    def is_signed_by(self, key):
        return is_signed(self.text, self.signatures, key)


def is_signed(text, signatures, key):
    """签名注（C2SP signed-note）下有没有这把公钥的签名；公钥写成 名称+编号+base64。"""
    name, number, raw = key.split("+", 2)
    for line in signatures:
        if len(line) != 3 or line[:2] != ["—", name]:
            continue
        data = base64.b64decode(line[2])
        if data[:4].hex() == number and ed25519(base64.b64decode(raw)[1:], data[4:], text):
            return True
    return False


def ed25519(key, signature, text):
    """由 openssl 验证签名。"""
    with tempfile.TemporaryDirectory() as folder:
        files = {"key": SPKI + key, "signature": signature, "text": text.encode()}
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key",
             "-rawin", "-in", "text", "-sigfile", "signature"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return done.returncode == 0


def reader(site):
    """读网站的一个文件；没有就是 None。"""
    if not site.startswith(("http://", "https://")):
        folder = Path(site)
        return lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None
    base = site.removesuffix("index.html").rstrip("/") + "/"

    def fetch(path):
        try:
            with urllib.request.urlopen(base + path, timeout=60) as answer:
                return answer.read(LIMIT)
        except urllib.error.HTTPError:
            return None
    return fetch


class Log:
    """网站的日志：按 C2SP tlog-tiles 存放的 RFC 6962 散列树。"""

    def __init__(self, read, size):
        self.read, self.size, self.tiles = read, size, {}

    def root(self, count):
        """前 count 条的树根。"""
        return self.over(0, count) if count else hashlib.sha256(b"").digest()

    def over(self, first, count):
        half = 1
        while half * 2 < count:
            half *= 2
        if count == 1 or half * 2 == count:
            return self.perfect(first, count)
        return node(self.over(first, half), self.over(first + half, count - half))

    def perfect(self, first, count):
        level = 0
        while count >= 256:
            first, count, level = first // 256, count // 256, level + 1
        row = self.tile(level, first // 256)[first % 256:first % 256 + count]
        while len(row) > 1:
            row = [node(*row[at:at + 2]) for at in range(0, len(row), 2)]
        return row[0]

    def tile(self, level, index):
        width = min(256, (self.size >> 8 * level) - 256 * index)
        name, rest = f"{index % 1000:03}", index // 1000
        while rest:
            name, rest = f"x{rest % 1000:03}/{name}", rest // 1000
        name = f"log/tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")
        if name not in self.tiles:
            data = self.read(name)
            if data is None or len(data) != 32 * width:
                raise ValueError(f"{name}：散列缺失或长度不对，无法核对")
            self.tiles[name] = [data[at:at + 32] for at in range(0, len(data), 32)]
        return self.tiles[name]


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def check_keys(content, problems):
    """日志的公钥，和每次更换的说明：前一把签名，或两人声明。"""
    keys = [str(key) for key in content["keys"]]
    for place, change in enumerate(content["changes"], 1):
        text, _, signatures = change.rpartition("\n\n")
        lines = text.split("\n")
        signatures = [line.split(" ") for line in signatures.splitlines()]
        people = {line for line in lines[6:] if line.startswith("declared by ")}
        good = (lines[0] == "mingdai log key change" and lines[1] == content["origin"]
                and lines[4:6] == keys[place - 1:place + 1]
                and is_signed(text + "\n", signatures, keys[place]))
        if good and is_signed(text + "\n", signatures, keys[place - 1]):
            print(f"提示　日志公钥更换过：第 {place + 1} 把由前一把签名确认")
        elif good and len(people) == 2:
            print(f"提示　日志公钥更换过：第 {place + 1} 把由两人声明，请向人社局核实")
        else:
            problems.append(f"log/keys.json：第 {place + 1} 把日志公钥没有合格的更换说明")
    if len(content["changes"]) != len(keys) - 1:
        problems.append("log/keys.json：公钥与更换说明的数目不符")
    return keys


def check_site(site, held, problems):
    """网站的日志延续手中的每一个检查点。"""
    read = reader(site)
    files = {path: read("log/" + path) for path in ("checkpoint", "keys.json")}
    for path, data in files.items():
        if data is None:
            problems.append(f"log/{path}：网站上没有这个文件")
    if None in files.values():
        return
    try:
        head = Checkpoint(files["checkpoint"])
        content = json.loads(files["keys.json"])
        keys = check_keys(content, problems)
        if not head.is_signed_by(keys[-1]):
            problems.append("log/checkpoint：不是现行日志公钥的签名")
        log = Log(read, head.size)
        if log.root(head.size) != head.root:
            problems.append("log/checkpoint：由日志的散列算出的树根与签名中的不同")
        for path, earlier in held:
            if earlier.origin != head.origin:
                problems.append(f"{path}：它属于日志 {earlier.origin}，网站上的是 {head.origin}")
            elif not any(earlier.is_signed_by(key) for key in keys):
                problems.append(f"{path}：签它的密钥不在网站公布的日志公钥之中")
            if earlier.size > head.size:
                problems.append(f"{path}：它有 {earlier.size} 条，网站的日志只有 {head.size} 条：日志被截短")
            elif log.root(earlier.size) != earlier.root:
                problems.append(
                    f"{path}：网站日志的前 {earlier.size} 条不是它所签的那 {earlier.size} 条：已公布的内容被改写")
        print(f"网站的日志 {head.size} 条（{head.origin}）")
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        problems.append(f"网站的日志读不懂，无法核对（{error}）")


def read_held(folder, problems):
    """手中的检查点；同样条数而树根不同的，是两本不同的日志。"""
    held, roots = [], {}
    for path in sorted(folder.glob("checkpoint-*")):
        try:
            checkpoint = Checkpoint(path.read_bytes()[:LIMIT])
        except (ValueError, binascii.Error):
            problems.append(f"{path}：不是检查点")
            continue
        other = roots.setdefault((checkpoint.origin, checkpoint.size), (path, checkpoint.root))
        if other[1] != checkpoint.root:
            problems.append(
                f"{path}：与 {other[0]} 同为 {checkpoint.size} 条，树根却不同：给出过两本不同的日志")
        if held and held[0][1].origin != checkpoint.origin:
            problems.append(f"{path}：它属于另一本日志 {checkpoint.origin}")
        held.append((path, checkpoint))
    return held


def main():
    parser = argparse.ArgumentParser(description="明贷银行端示例：透明日志的见证")
    parser.add_argument("checkpoints", help="存放检查点的文件夹")
    parser.add_argument("--site", help="公开网站的网址或文件夹")
    try:
        arguments = parser.parse_args()
    except SystemExit as end:
        return 64 if end.code else 0
    problems = []
    try:
        held = read_held(Path(arguments.checkpoints), problems)
        if not held and not problems:
            print(f"{arguments.checkpoints}：没有检查点", file=sys.stderr)
            return 64
        if arguments.site:
            check_site(arguments.site, held, problems)
    except OSError as error:
        print(error, file=sys.stderr)
        return 70
    for problem in problems:
        print(problem)
    if not problems:
        print(f"正常　手中 {len(held)} 个检查点，最新的 {max(c.size for _, c in held)} 条"
              + ("，网站的日志延续其中每一个" if arguments.site else "，彼此不矛盾"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
