// Joins what a page says of its entries to the log's current checkpoint, in the reader's browser.
// The log's files come by script tag, since a page from file:// may not fetch them. DISCLOSURE §3.
(function () {
  "use strict";
  var box = document.getElementById("log-status");
  var carried = document.querySelectorAll("script.log-entry");
  if (!box || !carried.length) return;
  var base = document.currentScript.src.replace(/assets\/verify\.js.*$/, "log/");
  var note = "";
  var tiles = {};
  function decode(text) {
    return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
  }
  window.mingdaiLog = {
    checkpoint: function (text) { note = new TextDecoder().decode(decode(text)); },
    tile: function (name, text) { tiles[name] = decode(text); }
  };
  function load(path) {
    return new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = base + path;
      script.onload = done;
      script.onerror = function () { fail(new Error(path)); };
      document.head.append(script);
    });
  }

  // SHA-256 (FIPS 180-4): crypto.subtle is missing where a site has no https.
  var K = [], H = [];
  for (var n = 2; K.length < 64; n++) {
    var prime = true;
    for (var f = 2; f * f <= n; f++) if (n % f === 0) prime = false;
    if (!prime) continue;
    if (H.length < 8) H.push(Math.sqrt(n) % 1 * 4294967296 | 0);
    K.push(Math.cbrt(n) % 1 * 4294967296 | 0);
  }
  function sha256(parts) {
    var size = parts.reduce(function (sum, part) { return sum + part.length; }, 0);
    var bytes = new Uint8Array((size + 72) >> 6 << 6);
    var at = 0;
    parts.forEach(function (part) { bytes.set(part, at); at += part.length; });
    bytes[size] = 128;
    var view = new DataView(bytes.buffer);
    view.setUint32(bytes.length - 8, Math.floor(size / 536870912));
    view.setUint32(bytes.length - 4, size << 3);
    var h = H.slice();
    var w = new Int32Array(64);
    function turn(x, by) { return x >>> by | x << (32 - by); }
    for (var start = 0; start < bytes.length; start += 64) {
      var v = h.slice();
      for (var i = 0; i < 64; i++) {
        var x = w[i - 15], y = w[i - 2];
        w[i] = i < 16 ? view.getInt32(start + 4 * i)
          : w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3)
            + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10);
        var a = v[0], e = v[4];
        var t = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & v[5] ^ ~e & v[6])
          + K[i] + w[i];
        var u = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
        v = [t + u | 0, a, v[1], v[2], v[3] + t | 0, e, v[5], v[6]];
      }
      h = h.map(function (word, i) { return word + v[i] | 0; });
    }
    var out = new DataView(new ArrayBuffer(32));
    h.forEach(function (word, i) { out.setInt32(4 * i, word); });
    return new Uint8Array(out.buffer);
  }
  function utf8(text) { return new TextEncoder().encode(text); }
  function hex(bytes) {
    return Array.from(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join("");
  }
  // RFC 8785.
  function canonical(value) {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return "{" + Object.keys(value).sort().map(function (name) {
      return JSON.stringify(name) + ":" + canonical(value[name]);
    }).join(",") + "}";
  }

  // The tree of RFC 6962 §2.1 over tiles of 256 hashes (C2SP tlog-tiles).
  function leaf(data) { return sha256([[0], data]); }
  function node(left, right) { return sha256([[1], left, right]); }
  function tileName(level, index, width) {
    var name = ("00" + index % 1000).slice(-3);
    for (index = Math.floor(index / 1000); index > 0; index = Math.floor(index / 1000)) {
      name = "x" + ("00" + index % 1000).slice(-3) + "/" + name;
    }
    return level + "/" + name + (width < 256 ? ".p/" + width : "");
  }
  async function perfect(from, count, size) {
    var level = 0, first = from, many = count;
    for (; many >= 256; level++) { many /= 256; first /= 256; }
    var index = Math.floor(first / 256);
    var width = Math.min(256, Math.floor(size / Math.pow(256, level)) - 256 * index);
    var name = tileName(level, index, width);
    if (!tiles[name]) await load("script/" + name + ".js");
    if (!tiles[name] || tiles[name].length !== 32 * width) throw new Error(name);
    var row = [];
    for (var i = 0; i < many; i++) {
      row.push(tiles[name].subarray(32 * (first % 256 + i), 32 * (first % 256 + i) + 32));
    }
    while (row.length > 1) {
      row = row.filter(function (_, i) { return i % 2 === 0; })
        .map(function (left, i) { return node(left, row[2 * i + 1]); });
    }
    return row[0];
  }
  function split(count) {
    var half = 1;
    while (half * 2 < count) half *= 2;
    return half;
  }
  async function range(from, to, size) {
    var half = split(to - from);
    if (to - from === 1 || half * 2 === to - from) return perfect(from, to - from, size);
    return node(await range(from, from + half, size), await range(from + half, to, size));
  }
  async function climb(index, hash, from, to, size) {
    if (to - from === 1) return hash;
    var middle = from + split(to - from);
    return index < middle
      ? node(await climb(index, hash, from, middle, size), await range(middle, to, size))
      : node(await range(from, middle, size), await climb(index, hash, middle, to, size));
  }

  function plain(text) { return text.replace(/[\s,]/gu, ""); }
  // A record's page bears its number, and carries entries of that record alone.
  function isElsewhere(entries) {
    var name = decodeURIComponent(location.pathname).split("/").pop().replace(/\.html$/, "");
    return entries.some(function (entry) {
      return entry.record !== name || entry.kind !== entries[0].kind;
    });
  }
  function factsDiffer(content) {
    return Array.from(document.querySelectorAll("[data-is]")).some(function (mark) {
      if (mark.hidden || mark.hasAttribute("style")) return true;
      var value = mark.dataset.is.split("/").reduce(function (value, name) {
        return value === null || value === undefined ? value : value[name];
      }, content);
      return plain(String(value)) !== plain(mark.textContent);
    });
  }
  function say(state, text) {
    box.textContent = text;
    box.dataset.log = state;
    box.hidden = false;
  }
  async function verify() {
    await load("checkpoint.js");
    var lines = note.split("\n");
    var size = Number(lines[1]);
    var entries = Array.from(carried, function (element) {
      return JSON.parse(element.textContent);
    });
    if (isElsewhere(entries)) return false;
    for (var page of entries) {
      var salt = Uint8Array.from(page.salt.match(/../g), function (b) { return parseInt(b, 16); });
      var entry = {
        commitment: hex(sha256([salt, utf8(canonical(page.content))])),
        day: page.day, kind: page.kind, record: page.record, revision: page.revision
      };
      var hash = leaf(utf8(canonical(entry)));
      if (page.index >= size) return false;
      var root = await climb(page.index, hash, 0, size, size);
      if (hex(root) !== hex(decode(lines[2]))) return false;
    }
    return !factsDiffer(entries[0].content);
  }
  verify().then(function (good) {
    var first = JSON.parse(carried[0].textContent);
    if (good) {
      say("ok", "已验证：本页内容与透明日志第 " + (first.index + 1) + " 条一致（日志共 "
        + note.split("\n")[1] + " 条）。");
    } else {
      say("bad", "没有通过验证：本页内容与透明日志不一致，请刷新后再看；仍然如此的，请向公开单位反映。");
    }
  }).catch(function () {
    say("none", "暂时无法核对：透明日志的文件没有取到，请稍后刷新。");
  });
})();
