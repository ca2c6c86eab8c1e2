#!/usr/bin/env python3
"""明贷银行端示例：生成密钥、封装报送、验证回执、答复、更换密钥。

    mingdai_kit.py keygen --suite sm2 --out 密钥文件夹
    mingdai_kit.py seal 待封装文件夹 --key 私钥文件 --bank 本行代码 --receiver 接收方代码 --out 输出文件夹
    mingdai_kit.py verify 数据包文件夹 --public-key 人社局公钥文件 [--checkpoints 文件夹]
    mingdai_kit.py reply 数据包文件夹 --public-key 人社局公钥文件 --key 私钥文件 --bank 本行代码
        --out 输出文件夹 [--code 代码 --reason 拒收原因]
    mingdai_kit.py announce 新公钥文件 --key 私钥文件 --bank 本行代码 --receiver 接收方代码 --out 输出文件夹

reply 先验签，生成本行的回执：不写代码和原因就是收下，写了就是拒收。
verify 把随包收到的检查点存下，默认在人社局公钥文件旁边的 checkpoints；mingdai_witness.py 用它核对公开网站。
只用标准库和 openssl 命令（3.0 以上）。待封装文件夹中放 records.json 和附件；私钥不得离开本行，
序号文件放在私钥旁边。退出码：0 完成；1 内容有问题；64 用法不对；70 环境出错。
"""

import argparse
import datetime
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

DISTID = ["-sigopt", "distid:1234567812345678"]
SUITES = {
    "SM2": {"tag": "sm2", "suite": "SM2-SM3", "digest": "SM3", "option": "-sm3", "distid": DISTID},
    "prime256v1": {
        "tag": "p256", "suite": "ECDSA-P256-SHA256", "digest": "SHA-256", "option": "-sha256",
        "distid": [],
    },
}
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
EXTENSIONS = {".json", ".csv", ".pem", ".pdf", ".jpg", ".jpeg", ".png", ".ofd"}
MONEY = re.compile(r"(0|[1-9][0-9]{0,12})\.[0-9]{2}")
CODE = re.compile(r"[A-Z0-9]{4,16}")
# 可以写在拒收回执里的代码。
REJECTING = re.compile(
    "P10[1-6]|S20[1-4]|M30[1-8]|D40[23]|F50[1-3]|C60[12]|R70[1-8]|X900")


class KitError(Exception):
    """不能继续的原因和退出码。"""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def openssl(*arguments, data=None):
    """运行 openssl，返回标准输出。"""
    try:
        done = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True)
    except FileNotFoundError:
        raise KitError(70, "没有 openssl") from None
    if done.returncode:
        raise KitError(70, "openssl " + arguments[0] + "：" + done.stderr.decode(errors="replace"))
    return done.stdout


def suite_of(key, public=False):
    """密钥的曲线决定算法。"""
    text = openssl("pkey", "-in", key, *(["-pubin"] if public else []), "-noout", "-text_pub")
    curve = re.search(rb"ASN1 OID: (\w+)", text)
    if not curve or curve[1].decode() not in SUITES:
        raise KitError(64, f"{key}：不是 SM2 或 P-256 密钥")
    return SUITES[curve[1].decode()]


def digest_of(path, suite):
    """文件摘要的小写十六进制。"""
    return openssl("dgst", suite["option"], "-r", path).split()[0].decode()


def public_key(key, form, public=False):
    """公钥，PEM 或 DER。"""
    return openssl("pkey", "-in", key, *(["-pubin"] if public else []), "-pubout", "-outform", form)


def key_id(key, suite, public=False):
    """公钥 SPKI DER 的摘要。"""
    return openssl("dgst", suite["option"], "-r",
                   data=public_key(key, "DER", public)).split()[0].decode()


def is_file_name(name):
    return (FILE_NAME.fullmatch(name) is not None and name != "manifest.json"
            and os.path.splitext(name)[1] in EXTENSIONS)


def refuse_twice(pairs):
    """JSON 对象中成员名重复是错误；标准库默认只取最后一个。"""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("成员名重复")
    return members


def read_json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=refuse_twice)
    except ValueError as error:
        raise KitError(1, f"{path}：不是严格的 JSON（{error}）") from None


def control_of(path):
    """记录数，以及全部 DISBURSEMENT 记录中写法正确的 amount 之和（分，用整数）。"""
    content = read_json(path)
    if not isinstance(content, dict) or not isinstance(content.get("records"), list):
        raise KitError(1, f'{path}：应为 {{"records": [ … ]}}')
    fen = 0
    for record in content["records"]:
        amount = record.get("amount") if isinstance(record, dict) else None
        if (isinstance(amount, str) and MONEY.fullmatch(amount)
                and record.get("type") == "DISBURSEMENT"):
            fen += int(amount.replace(".", ""))
    return {"recordCount": len(content["records"]),
            "totalAmount": f"{fen // 100}.{fen % 100:02d}"}


def next_number(counter):
    """取下一个序号：先落盘再使用，所以中途断电也不会用两次。"""
    with open(f"{counter}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            number = int(Path(counter).read_text().strip()) + 1
        except FileNotFoundError:
            number = 1
        except ValueError:
            raise KitError(64, f"{counter}：内容不是数字，请写入最近一次使用的序号") from None
        with open(f"{counter}.new", "w") as new:
            new.write(f"{number}\n")
            new.flush()
            os.fsync(new.fileno())
        os.replace(f"{counter}.new", counter)
        return number


def keygen(arguments):
    folder = Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = folder / f"private-{arguments.suite}.pem"
    public = folder / f"public-{arguments.suite}.pem"
    if key.exists() or public.exists():
        raise KitError(64, f"{key}：已有密钥，未生成新的密钥")
    group = {"sm2": "SM2", "p256": "P-256"}[arguments.suite]
    os.umask(0o077)
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{group}", "-out", key)
    openssl("pkey", "-in", key, "-pubout", "-out", public)
    public.chmod(0o644)
    print_letter(public)


def print_letter(public):
    """公钥指纹函。"""
    suite = suite_of(public, public=True)
    identity = key_id(public, suite, public=True)
    groups = " ".join(identity[at:at + 4] for at in range(0, len(identity), 4))
    print(f"公钥指纹函\n  {suite['suite']}\n  指纹  {groups}\n  公钥  {public}")


def check_codes(*codes):
    for code in codes:
        if not CODE.fullmatch(code):
            raise KitError(64, "代码应为 4 至 16 位大写字母或数字")


def package(arguments, receiver, message_type, members, fill):
    """用下一个序号做一个包：fill 把文件写进文件夹，返回（文件名，角色）。"""
    out, suite = Path(arguments.out), suite_of(arguments.key)
    counter = Path(arguments.key).parent / f"counter-{arguments.bank}-{receiver}"
    package_id = f"{arguments.bank}-{next_number(counter):09d}"
    part, target = out / f"{package_id}.part", out / package_id
    if target.exists():
        raise KitError(70, f"{target}：已有同名的包")
    out.mkdir(parents=True, exist_ok=True)
    part.mkdir()
    try:
        files = [{"name": name, "role": role, "size": (part / name).stat().st_size,
                  "digest": digest_of(part / name, suite)} for name, role in fill(part)]
        manifest = {
            "format": "mingdai/1", "messageType": message_type, "packageId": package_id,
            "sender": arguments.bank, "receiver": receiver, "createdAt": now(),
            "keyId": key_id(arguments.key, suite),
            "signatureAlgorithm": suite["suite"], "digestAlgorithm": suite["digest"],
            "files": files, **members,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (part / "manifest.json").write_text(text, encoding="utf-8")
        openssl("dgst", suite["option"], "-sign", arguments.key, *suite["distid"],
                "-out", part / "manifest.sig", part / "manifest.json")
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    print(target)


def now():
    moment = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return os.environ.get("MINGDAI_NOW", moment)


def seal(arguments):
    folder = Path(arguments.folder)
    check_codes(arguments.bank, arguments.receiver)
    if not (folder / "records.json").is_file():
        raise KitError(64, f"{folder}：没有 records.json")
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    for name in names:
        if (folder / name).is_symlink() or not (folder / name).is_file():
            raise KitError(1, f"{folder / name}：不是普通文件")
        if not is_file_name(name):
            raise KitError(1, f"{folder / name}：文件名应为小写字母、数字和 . _ -")

    def fill(part):
        names.sort(key=lambda name: name != "records.json")
        for name in names:
            shutil.copyfile(folder / name, part / name)
        return [(name, "RECORDS" if name == "records.json" else "ATTACHMENT") for name in names]

    control = control_of(folder / "records.json")
    package(arguments, arguments.receiver, "BATCH", {"control": control}, fill)


def announce(arguments):
    """用新公钥通知人社局：由现用密钥签名，批准以前仍用现用密钥。"""
    check_codes(arguments.bank, arguments.receiver)
    suite_of(arguments.public_key, public=True)
    pem = public_key(arguments.public_key, "PEM", public=True)
    if pem == public_key(arguments.key, "PEM"):
        raise KitError(64, f"{arguments.public_key}：就是签名所用的这把密钥，请另外生成新的密钥对")

    def fill(part):
        (part / "key.pem").write_bytes(pem)
        return [("key.pem", "KEY")]

    package(arguments, arguments.receiver, "KEY_ANNOUNCE", {}, fill)


def open_package(arguments):
    """验签，并核对包编号；返回清单。"""
    folder = Path(arguments.package)
    suite = suite_of(arguments.public_key, public=True)
    try:
        openssl("dgst", suite["option"], "-verify", arguments.public_key, *suite["distid"],
                "-signature", folder / "manifest.sig", folder / "manifest.json")
    except KitError:
        raise KitError(1, f"{folder}：验签未通过，内容不可信") from None
    manifest = read_json(folder / "manifest.json")
    if manifest["packageId"] != folder.name:
        raise KitError(1, f"{folder}：清单中的包编号与文件夹名不符")
    return folder, manifest, suite


def check_files(folder, manifest, suite):
    """核对清单所列的文件。"""
    for file in manifest["files"]:
        path = folder / file["name"]
        if not (is_file_name(file["name"]) and path.is_file() and not path.is_symlink()
                and path.stat().st_size == file["size"]
                and digest_of(path, suite) == file["digest"]):
            raise KitError(1, f"{folder}：清单所列的文件缺少或与清单不符")


def verify(arguments):
    folder, manifest, suite = open_package(arguments)
    check_files(folder, manifest, suite)
    print(f"验签通过 {manifest['packageId']}")
    receipt = manifest.get("receipt")
    if receipt:
        print(f"回复 {manifest['inReplyTo']['packageId']}\n结果 {receipt['status']}")
        findings = receipt["codes"] + [code for record in receipt["records"]
                                       for code in record["codes"]]
        for finding in findings:
            print(f"代码 {finding['code']}\n  {finding['message']}")
    if manifest["messageType"] == "KEY_ANNOUNCE":
        print_letter(folder / "key.pem")
    if any(file["name"] == "checkpoint.json" for file in manifest["files"]):
        beside = Path(arguments.public_key).parent / "checkpoints"
        keep_checkpoint(folder / "checkpoint.json", Path(arguments.checkpoints or beside))


def keep_checkpoint(path, folder):
    """存下透明日志的检查点，供日后核对公开网站；文件名按条数排序。"""
    note = read_json(path)["checkpoint"]
    lines = note.split("\n")
    if len(lines) < 5 or not re.fullmatch("[0-9]{1,12}", lines[1]) or len(lines[2]) != 44:
        return
    digest = hashlib.sha256(note.encode()).hexdigest()[:16]
    target = folder / f"checkpoint-{lines[1]:0>12}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_text(note, encoding="utf-8")
    print(f"检查点已保存 {target}")


def reply(arguments):
    """本行的回执：收下，或写明代码和原因拒收。"""
    check_codes(arguments.bank)
    folder, manifest, suite = open_package(arguments)
    if manifest["receiver"] != arguments.bank:
        raise KitError(1, f"{folder}：这个包不是发给 {arguments.bank} 的")
    sender = manifest["sender"]
    if not CODE.fullmatch(sender) or not re.fullmatch(sender + "-[0-9]{9}", folder.name):
        raise KitError(1, f"{folder}：包编号与发送方不符")
    code, reason = arguments.code, arguments.reason
    if code is None and reason is None:
        check_files(folder, manifest, suite)
        stage, status, codes = "BUSINESS", "ACCEPTED", []
    else:
        if not code or not REJECTING.fullmatch(code):
            raise KitError(64, f"{code}：应为代码表中级别为 REJECT 的代码")
        if not reason or not reason.isprintable():
            raise KitError(64, "拒收原因应为一句话，不含换行")
        stage, status = "TECHNICAL", "REJECTED"
        codes = [{"code": code, "severity": "REJECT", "message": reason}]
    digest = digest_of(folder / "manifest.json", suite_of(arguments.key))
    package(arguments, sender, "RECEIPT", {
        "inReplyTo": {"packageId": folder.name, "manifestDigest": digest},
        "receipt": {"stage": stage, "status": status, "receivedAt": now(), "accepted": 0,
                    "refused": 0, "codes": codes, "records": []},
    }, lambda part: [])


def main():
    parser = argparse.ArgumentParser(description="明贷银行端示例")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("keygen", help="生成密钥对")
    verb.add_argument("--suite", choices=["sm2", "p256"], default="sm2")
    verb.add_argument("--out", required=True)
    verb.set_defaults(run=keygen)
    verb = verbs.add_parser("seal", help="封装签名的数据包")
    verb.add_argument("folder")
    for name in ("--key", "--bank", "--receiver", "--out"):
        verb.add_argument(name, required=True)
    verb.set_defaults(run=seal)
    verb = verbs.add_parser("verify", help="验证人社局的数据包")
    verb.add_argument("package")
    verb.add_argument("--public-key", required=True)
    verb.add_argument("--checkpoints", help="检查点存到这个文件夹")
    verb.set_defaults(run=verify)
    verb = verbs.add_parser("reply", help="生成本行的回执")
    verb.add_argument("package")
    for name in ("--public-key", "--key", "--bank", "--out"):
        verb.add_argument(name, required=True)
    verb.add_argument("--code", help="拒收的代码")
    verb.add_argument("--reason", help="拒收的原因")
    verb.set_defaults(run=reply)
    verb = verbs.add_parser("announce", help="通知本行的下一把公钥")
    verb.add_argument("public_key")
    for name in ("--key", "--bank", "--receiver", "--out"):
        verb.add_argument(name, required=True)
    verb.set_defaults(run=announce)
    try:
        arguments = parser.parse_args()
    except SystemExit as end:
        return 64 if end.code else 0
    try:
        arguments.run(arguments)
    except KitError as error:
        print(error, file=sys.stderr)
        return error.status
    except (KeyError, TypeError):
        print("清单缺少应有的成员", file=sys.stderr)
        return 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 70
    return 0


if __name__ == "__main__":
    sys.exit(main())
