"""Compares a published log with other people's programs: pymerkle's tree, cryptography's Ed25519.

Usage: crosscheck.py FOLDER PROOFS   PROOFS is JSON: origin, key (hex), inclusion, consistency.
One line for what was compared; the first difference ends it.
"""

import base64
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pymerkle import InmemoryTree

folder, proofs = pathlib.Path(sys.argv[1]) / "log", json.loads(pathlib.Path(sys.argv[2]).read_text())

tree = InmemoryTree(algorithm="sha256")
root = getattr(tree, "get_root", None) or tree.get_state
bundles = folder / "tile" / "entries"
size = int((folder / "checkpoint").read_text("utf-8").split("\n")[1])
for number in range(-(-size // 256)):
    width = min(256, size - 256 * number)
    path = bundles / f"{number:03}"
    data = (path if width == 256 else path.with_name(f"{number:03}.p") / str(width)).read_bytes()
    while data:
        length = int.from_bytes(data[:2], "big")
        tree.append_entry(data[2 : 2 + length])
        data = data[2 + length :]
assert tree.get_size() == size, (tree.get_size(), size)

# The note as C2SP describes it.
note = (folder / "checkpoint").read_bytes()
text, line = note.split("\n\n— ".encode())
text += b"\n"
origin, count, top, rest = text.split(b"\n")
assert rest == b"" and origin.decode() == proofs["origin"] and int(count) == size
assert base64.b64decode(top, validate=True) == root(size)
name, signature = line.decode().rstrip("\n").split(" ")
signature = base64.b64decode(signature, validate=True)
key = bytes.fromhex(proofs["key"])
assert name == proofs["origin"]
assert signature[:4] == hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
Ed25519PublicKey.from_public_bytes(key).verify(signature[4:], text)
vkey = json.loads((folder / "keys.json").read_text("utf-8"))["keys"][-1]
assert vkey == f"{name}+{signature[:4].hex()}+{base64.b64encode(bytes([1]) + key).decode()}"

for proof in proofs["inclusion"]:
    theirs = tree.prove_inclusion(proof["index"] + 1, proof["size"]).serialize()["path"]
    # Theirs begins with the leaf, and keeps the hashes in the order of the leaves.
    ours = [bytes.fromhex(hash) for hash in proof["path"]]
    assert sorted(theirs) == sorted(proof["path"] + [tree.get_leaf(proof["index"] + 1).hex()])
    assert len(ours) + 1 == len(theirs)
for proof in proofs["consistency"]:
    assert root(proof["old"]).hex() == proof["root"], proof["old"]
print(f"{size} entries, {len(proofs['inclusion'])} inclusion proofs, "
      f"{len(proofs['consistency'])} earlier roots, one note: the same")
