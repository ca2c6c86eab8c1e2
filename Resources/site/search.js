// The search page: reads the index that docs/SEARCH.md describes, a few small files for a query.
// Everything loads by script tag, so that it works from a disk (file://) as well.
(function () {
  "use strict";
  var root = new URL("../", document.currentScript.src).href;
  var PAGE = 20, FEW = 64, START = "\u27e8", END = "\u27e9";

  // Files. Each calls mingdaiShard(name, content) or mingdaiShard(name, words, bits).
  var files = new Map(), waiting = new Map();
  window.mingdaiShard = function (name, words, bits) {
    waiting.get(name)(bits === undefined ? words : { words: words, bits: bits });
  };
  function load(name) {
    if (!files.has(name)) {
      files.set(name, new Promise(function (done, failed) {
        var script = document.createElement("script");
        waiting.set(name, done);
        script.src = root + "search/" + name + ".js";
        script.onload = function () { script.remove(); };
        script.onerror = function () {
          script.remove();
          files.delete(name);
          failed(new Error(name));
        };
        document.head.appendChild(script);
      }));
    }
    return files.get(name);
  }
  function numbered(kind, number) { return kind + "/" + (number >> 8) + "/" + number; }

  // Text as Sources/SearchIndex/SearchFold.swift folds it.
  function fold(text) {
    var out = "";
    for (var i = 0; i < text.length; i++) {
      var u = foldUnit(text.charCodeAt(i));
      if (u && !(u === 32 && (!out || out.endsWith(" ")))) out += String.fromCharCode(u);
    }
    return out.endsWith(" ") ? out.slice(0, -1) : out;
  }
  function between(u, a, b) { return u >= a && u <= b; }
  function foldUnit(u) {
    if (between(u, 0xff01, 0xff5e)) return foldUnit(u - 0xfee0);
    if (between(u, 0x41, 0x5a) || between(u, 0xc0, 0xde) && u !== 0xd7 ||
        between(u, 0x391, 0x3a9) && u !== 0x3a2 || between(u, 0x410, 0x42f)) return u + 0x20;
    if (between(u, 0x400, 0x40f)) return u + 0x50;
    if (between(u, 0x2160, 0x216f)) return u + 0x10;
    if (between(u, 9, 13) || [0x20, 0xa0, 0x2028, 0x2029, 0x3000].includes(u)) return 0x20;
    if (u < 0x20 || [0x7f, 0xad, 0x200b, 0x200c, 0x200d, 0xfeff].includes(u)) return 0;
    if ([0x2022, 0x30fb, 0x2027, 0x2219, 0x22c5, 0xff65].includes(u)) return 0xb7;
    if (between(u, 0x2010, 0x2015) || u === 0x2212) return 0x2d;
    if (u === 0x7c) return 0xa6;
    if (u === 0x27e8) return 0x3c;
    if (u === 0x27e9) return 0x3e;
    return between(u, 0xd800, 0xdfff) ? u + 0x800 : u;
  }

  // Bits, six to a character; lists in Rice's code.
  var SEXTETS = "bcdfghjklmnpqrstvwzBCDFGHJKLMNPQRSTVWZ!#$()*+,./:;=?@[]^_`{|}~>-";
  var sextet = new Uint8Array(128);
  for (var s = 0; s < 64; s++) sextet[SEXTETS.charCodeAt(s)] = s;
  class Bits {
    constructor(text) { this.text = text; this.at = 0; this.held = 0; this.left = 0; }
    bit() {
      if (!this.left) { this.held = sextet[this.text.charCodeAt(this.at++)]; this.left = 6; }
      return this.held >> --this.left & 1;
    }
    take(bits) { var v = 0; while (bits--) v = v * 2 + this.bit(); return v; }
    unary() { var n = 0; while (!this.bit()) n++; return n; }
    gamma() { var n = this.unary(); return Math.pow(2, n) + this.take(n); }
    near(guess) {
      var shift = guess < 1 ? 0 : 32 - Math.clz32(guess);
      return (this.gamma() - 1) * Math.pow(2, shift) + this.take(shift);
    }
    rice(count, from, shift) {
      var list = new Uint32Array(count);
      for (var i = 0; i < count; i++) {
        list[i] = from + this.unary() * (1 << shift) + this.take(shift);
        from = list[i] + 1;
      }
      return list;
    }
    // A list whose first number stands in full.
    run(count, shift) {
      var first = this.take(30), list = new Uint32Array(count);
      list[0] = first;
      list.set(this.rice(count - 1, first + 1, shift), 1);
      return list;
    }
    align() { this.left = 0; }
  }
  function hash(text) {
    var h = 0x811c9dc5;
    for (var i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x1000193);
    h = Math.imul(h ^ h >>> 15, 0x2c1b3c6d);
    return (h ^ h >>> 12) >>> 0;
  }

  // The start file, once.
  var site = null;
  async function start() {
    if (site) return site;
    var s = await load("f/start");
    s.universe = s.runs.length ? s.runs[s.runs.length - 1][0] + s.runs[s.runs.length - 1][1] : 0;
    s.count = s.runs.reduce(function (sum, run) { return sum + run[1]; }, 0);
    return site = s;
  }

  // Lists of records: Sources/SearchIndex/PostingList.swift.
  function shiftOf(count, universe) {
    var shift = 0;
    count = Math.max(count, 1);
    while (count * Math.pow(2, shift + 1) * 10 <= (universe || site.universe) * 7) shift++;
    return shift;
  }
  function chunkOf(count) {
    var size = 1;
    while (size * 2 * (shiftOf(count) + 2) <= site.limits[1]) size *= 2;
    return size;
  }
  // Hits that are all known, ascending; `counts`: how many have which values.
  function known(list, counts) {
    return {
      count: list.length, counts: counts, list: list,
      slice: async function (from, to) { return list.slice(from, to); },
    };
  }
  // Of a list of more than 64 records: Sources/SearchIndex/FacetCounts.swift. `one` by facet and
  // value, `two` by two facets and a value of each, the lower facet first.
  function countsOf(count, bits) {
    if (count <= FEW) return null;
    var width = 32 - Math.clz32(count), one = site.facets.map(function (facet) {
      return completed(count, facet.values.slice(1).map(function () { return bits.take(width); }));
    });
    return { one: one, two: one.map(function (rows, a) {
      return one.map(function (columns, b) {
        if (b <= a) return null;
        var left = columns.slice(), below = rows.slice(1).map(function (row) {
          var own = completed(row, columns.slice(1).map(function (column) {
            return row && column && bits.near(Math.floor(row * column / count));
          }));
          own.forEach(function (n, i) { left[i] -= n; });
          return own;
        });
        return [left].concat(below);
      });
    }) };
  }
  // A row of counts whose first follows from their sum.
  function completed(sum, others) {
    return [others.reduce(function (left, n) { return left - n; }, sum)].concat(others);
  }
  // Hits in files of their own, of which at most the newest are known.
  function long(name, count, newest, counts) {
    var size = chunkOf(count), shift = shiftOf(count), parts = new Map();
    function part(number) {
      if (!parts.has(number)) {
        parts.set(number, load(name + "-" + number).then(function (file) {
          return new Bits(file.bits).run(Math.min(size, count - number * size), shift);
        }));
      }
      return parts.get(number);
    }
    return {
      name: name, count: count, counts: counts, size: size, part: part,
      slice: async function (from, to) {
        if (from >= count - newest.length) {
          return newest.slice(from - count + newest.length, to - count + newest.length);
        }
        var first = Math.floor(from / size), wanted = [];
        for (var i = first; i * size < to; i++) wanted.push(part(i));
        var list = new Uint32Array(to - from);
        (await Promise.all(wanted)).forEach(function (values, i) {
          var offset = (first + i) * size;
          var a = Math.max(from, offset), b = Math.min(to, offset + values.length);
          list.set(values.subarray(a - offset, b - offset), a - from);
        });
        return list;
      },
    };
  }
  var none = known([]);

  // Entries of a shard: lists, or trees of labels. Sources/SearchIndex/GramTree.swift.
  var parsed = new Map();
  async function entries(name, prefix) {
    if (!parsed.has(name)) parsed.set(name, parse(await load(name), name.split("/")[0], prefix));
    return parsed.get(name);
  }
  // `prefix`: of a family's file the family's name, whose lists stand beside it.
  function parse(shard, part, prefix) {
    var words = shard.words.split("|"), bits = new Bits(shard.bits), w = 0, map = new Map();
    function tree() {
      if (!bits.bit()) {
        var count = bits.gamma(), own = countsOf(count, bits);
        return { list: bits.rice(count, 0, shiftOf(count)), counts: own };
      }
      var children = [], counts = bits.bit() ? countsOf(bits.gamma(), bits) : null;
      for (var left = bits.gamma(); left; left--) {
        var label = words[w++];
        children.push({ label: label, node: tree() });
      }
      return { children: children, counts: counts };
    }
    while (w < words.length - 1) {
      var path = words[w++], length = bits.gamma(), entry = { path: path };
      var key = path.slice(0, length);
      if (bits.bit()) {
        var count = bits.gamma(), shift = shiftOf(count), counts = countsOf(count, bits);
        if (count * (shift + 2) <= site.limits[0]) entry.hits = known(bits.rice(count, 0, shift), counts);
        else {
          var newest = bits.run(Math.min(count, PAGE), shift);
          var place = prefix || part + (key.length === 1 ? "/u/" + hex(key) : family(key));
          entry.hits = long(place + "-l" + bits.gamma(), count, newest, counts);
        }
        if (!prefix && key.length > 1) entry.files = bits.gamma() - 1;
      } else entry.node = tree();
      bits.align();
      map.set(key, entry);
    }
    return map;
  }
  function hex(unit) { return ("000" + unit.charCodeAt(0).toString(16)).slice(-4); }
  function family(pair) { return "/x/" + hex(pair) + "/" + hex(pair[1]); }

  function gather(node) {
    var all = [];
    (function walk(n) {
      if (n.list) all.push(n.list);
      else n.children.forEach(function (child) { walk(child.node); });
    })(node);
    return known(all.length === 1 ? all[0] : union(all), node.counts);
  }
  function union(lists) {
    var size = lists.reduce(function (sum, list) { return sum + list.length; }, 0);
    var all = new Uint32Array(size), at = 0, kept = 0;
    lists.forEach(function (list) { all.set(list, at); at += list.length; });
    all.sort();
    for (var i = 0; i < size; i++) if (!i || all[i] !== all[i - 1]) all[kept++] = all[i];
    return all.subarray(0, kept);
  }

  // Every record whose folded text contains the folded `text`.
  async function containing(text) {
    var key = text.slice(0, 2), known = 0, first = null;
    var bucket = hash(key) & site.buckets - 1;
    var part = "p" + Math.floor(bucket * site.parts / site.buckets);
    var entry = (await entries(numbered(part + "/b", bucket))).get(key);
    while (entry) {
      var rest = text.slice(known);
      if (entry.path.startsWith(rest)) return entry.hits || gather(entry.node);
      if (!rest.startsWith(entry.path)) break;
      var at = known + entry.path.length;
      if (entry.node) return below(entry.node, text, at);
      first = first || entry;
      if (!first.files) break;
      key = text.slice(2, at + 1);
      var name = part + family(text);
      entry = (await entries(name + "-" + hash(key) % first.files, name)).get(key);
      known = 2;
    }
    return none;
  }
  function below(node, text, at) {
    while (node.children) {
      var rest = text.slice(at);
      var child = node.children.find(function (c) {
        return c.label.startsWith(rest) || rest.startsWith(c.label);
      });
      if (!child) return none;
      if (child.label.length >= rest.length) return gather(child.node);
      node = child.node;
      at += child.label.length;
    }
    return checked(node.list, text);
  }
  // Of few records those whose card has the text.
  async function checked(list, text) {
    var shown = await Promise.all(Array.from(list, card));
    return known(list.filter(function (_, i) {
      return (START + shown[i].slice(0, 1 + site.texts).map(fold).join(END) + END).includes(text);
    }));
  }

  // Cards: [name, text…, what is only shown…, facet…].
  async function card(ordinal) {
    var number = Math.floor(ordinal / site.cards);
    return (await load("c/" + (number >> 5) + "/" + number))[ordinal - number * site.cards];
  }
  function numberOf(ordinal) {
    var run = site.runs.find(function (r) { return ordinal < r[0] + r[1]; });
    return { year: run[2], serial: run[3] + ordinal - run[0] };
  }
  function pad(number, width) { return String(number).padStart(width, "0"); }

  // Records whose number, ZEZHOU-2026-000123, contains the text: computed, not looked up. A whole
  // number may come without its dashes or its office.
  function numbersContaining(text) {
    var digits = /^[0-9]+$/, parts = /^([a-z]*)[- ]?([0-9]{4})[- ]?([0-9]{6,})$/.exec(text);
    if (parts && fold(site.office).endsWith(parts[1])) text = "-" + parts[2] + "-" + parts[3];
    return union(site.runs.map(function (run) {
      var head = fold(site.office + "-" + run[2] + "-"), list = [], starts = [];
      if (head.includes(text)) return range(run);
      for (var i = 0; i < head.length; i++) {
        var tail = head.slice(i);
        if (text.startsWith(tail) && digits.test(text.slice(tail.length))) {
          starts.push(text.slice(tail.length));
        }
      }
      var anywhere = digits.test(text);
      if (!anywhere && !starts.length) return list;
      for (var k = 0; k < run[1]; k++) {
        var serial = run[3] + k, width = Math.max(6, String(serial).length);
        if (anywhere && holds(serial, text, width) ||
            starts.some(function (s) { return begins(serial, s, width); })) list.push(run[0] + k);
      }
      return list;
    }));
  }
  function range(run) { return Uint32Array.from({ length: run[1] }, function (_, k) { return run[0] + k; }); }
  function begins(serial, text, width) {
    return text.length <= width &&
      Math.floor(serial / Math.pow(10, width - text.length)) === Number(text);
  }
  function holds(serial, text, width) {
    var size = Math.pow(10, text.length), value = Number(text);
    for (var shift = width - text.length; shift >= 0; shift--) {
      if (Math.floor(serial / Math.pow(10, shift)) % size === value) return true;
    }
    return false;
  }

  // A full name as it would be masked: Sources/Disclosure/Mask.swift.
  var COMPOUND = ("欧阳 司马 诸葛 上官 皇甫 尉迟 公孙 慕容 司徒 司空 夏侯 东方 令狐 宇文 长孙 赫连 呼延 端木 " +
    "澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 轩辕 钟离 闾丘 鲜于 亓官 司寇 子车 颛孙 巫马 " +
    "公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 羊舌 微生 梁丘 左丘 西门 " +
    "第五 南宫 独孤 万俟 闻人 完颜 纳兰 叶赫 那拉 乌雅").split(" ");
  var DOTS = /[·•・‧∙⋅．.]/;
  function leading(part) {
    var c = Array.from(part);
    return c.length < 2 ? "*" : c[0] + "*".repeat(c.length - 1);
  }
  function masked(text) {
    if (!/[a-z]/i.test(text)) text = text.replace(/\s/g, "");
    var parts = text.split(DOTS);
    if (text.split(/[\s·•・‧∙⋅．.]+/).filter(Boolean).length > 1) {
      return parts.map(function (p) {
        return p.split(/\s+/).filter(Boolean).map(leading).join(" ");
      }).join("·");
    }
    var c = Array.from(parts.filter(Boolean)[0] || "");
    if (c.length < 2) return "*";
    if (c[0] < "\u0080") return leading(c.join(""));
    var kept = c.length > 2 && COMPOUND.includes(c[0] + c[1]) ? 2 : 1, given = c.length - kept;
    return c.slice(0, kept).join("") + "*".repeat(Math.max(1, given - 1)) +
      (given > 1 ? c[c.length - 1] : "");
  }
  // The masked form of what may be a person's full name; "" for anything else.
  function alias(text) {
    text = text.trim();
    var han = text.replace(/\s/g, "");
    if (!(/^\p{Script=Han}{2,5}$/u.test(han) || DOTS.test(text) || /^[a-z]+( [a-z]+)+$/i.test(text))) {
      return "";
    }
    return site.surnames.includes(fold(text)[0]) ? fold(masked(text)) : "";
  }

  // A search: text and, for each facet, the position of the value wanted or -1.
  async function search(text, wanted) {
    await start();
    var folded = fold(text), name = folded ? alias(text) : "", found = [];
    if (folded) {
      found.push(await containing(folded));
      if (name) found.push(await containing(START + name + END));
      found.push(known(numbersContaining(folded)));
    } else found.push(known(union(site.runs.map(range))));
    var aliased = name && found[1].count > 0;
    found = found.filter(function (hits) { return hits.count; });
    var hits = found.length === 1 ? found[0] : !found.length ? none : await joined(found);
    var chosen = wanted.map(function (value, place) {
      return { place: place, value: value, count: value < 0 ? 0 : site.facets[place].counts[value] };
    }).filter(function (f) { return f.value >= 0; });
    if (chosen.some(function (f) { return !f.count; })) hits = none;
    else if (chosen.length && hits.count) hits = await filtered(folded ? hits : null, chosen);
    return { hits: hits, masked: aliased ? name : "" };
  }
  async function joined(found) {
    var lists = await Promise.all(found.map(whole));
    return Object.assign(known(union(lists)), {
      of: found.map(function (hits, i) { return Object.assign({}, hits, { list: lists[i] }); }),
    });
  }
  function whole(hits) { return hits.slice(0, hits.count); }
  function common(list, other) {
    var i = 0;
    return list.filter(function (ordinal) {
      while (i < other.length && other[i] < ordinal) i++;
      return other[i] === ordinal;
    });
  }

  // Of all records, read once: their counts.
  async function every() {
    var counts = site.count > FEW && countsOf(site.count, new Bits((await load("f/all")).bits));
    return { name: "f/all", count: site.count, counts: counts };
  }
  // The list of records that have a value, or two: `of` are the facets' values.
  function listOf(name, count, of) {
    return Object.assign(long(name, count, []), { of: of, bytes: bytesOf(count) });
  }
  // About the bytes of a list.
  function bytesOf(count) {
    var shift = shiftOf(count);
    return (count * (shift + 1) + (site.count - count) / Math.pow(2, shift)) / 8;
  }
  function isCrossed(f) { return f.count > site.limits[2] * chunkOf(f.count); }
  // Lists that together stand for all values chosen, the smallest first.
  async function cover(chosen) {
    var lists = chosen.map(function (f) { return listOf("f/" + f.place + "-" + f.value, f.count, [f]); });
    var large = chosen.filter(isCrossed), seen = new Set();
    if (large.length > 1) {
      var all = await every();
      large.forEach(function (a, i) {
        large.slice(i + 1).forEach(function (b) {
          lists.push(listOf("f/" + a.place + "-" + a.value + "/" + b.place + "-" + b.value,
            told(all.counts, [a, b]), [a, b]));
        });
      });
    }
    lists.sort(function (a, b) { return a.bytes - b.bytes; });
    return lists.filter(function (list) {
      var size = seen.size;
      list.of.forEach(function (f) { seen.add(f); });
      return seen.size > size;
    });
  }
  // What the counts say of one value or two.
  function told(counts, chosen) {
    var a = chosen[0], b = chosen[1];
    return b ? counts.two[a.place][b.place][a.value][b.value] : counts.one[a.place][a.value];
  }
  // How many hits have all values chosen, where the index says so; -1 elsewhere.
  async function countOf(hits, chosen) {
    if (hits.of && hits.of.length === 2) {
      var both = common(hits.of[0].list, hits.of[1].list);
      var each = await Promise.all(both.length > FEW ? [-1] : hits.of.map(function (part) {
        return part.count > FEW ? countOf(part, chosen) : countIn(part.list, chosen);
      }));
      return Math.min.apply(null, each) < 0 ? -1 : each[0] + each[1] - await countIn(both, chosen);
    }
    if (hits.counts && chosen.length < 3) return told(hits.counts, chosen);
    if (!hits.name || hits.count <= site.limits[3]) return -1;
    var sizes = site.facets.map(function (facet) { return facet.values.length; });
    var all = sizes.reduce(function (product, size) { return product * size; }, 1);
    var bits = new Bits((await load(hits.name + "-t")).bits), kinds = bits.gamma(), sum = 0;
    bits.rice(kinds, 0, shiftOf(kinds, all)).forEach(function (kind) {
      var at = sizes.map(function (size, i) {
        return Math.floor(kind / sizes.slice(i + 1).reduce(function (a, b) { return a * b; }, 1)) % size;
      });
      var count = bits.near(Math.floor(hits.count / kinds));
      if (chosen.every(function (f) { return at[f.place] === f.value; })) sum += count;
    });
    return sum;
  }

  // Hits, or all records, with the values chosen. Where the index says how many there are, the
  // newest are looked for from the end; otherwise lists are met, or cards looked at.
  async function filtered(hits, chosen) {
    var lists = await cover(chosen);
    if (!lists[0].count) return none;
    if (!hits && lists.length === 1) return lists[0];
    var count = await countOf(hits || await every(), chosen);
    if (count < 0) return known(await meet(hits, lists, chosen));
    return !count ? none : {
      count: count,
      slice: async function (from, to) {
        return (await newest(hits, lists, chosen, count - from, count)).slice(0, to - from);
      },
    };
  }
  async function meet(hits, lists, chosen) {
    var list = await whole(hits || lists[0]);
    for (var i = hits ? 0 : 1; i < lists.length; i++) {
      // Cards of those that the next list would leave are read in either case.
      var spared = list.length * (1 - lists[i].count / site.count);
      if (cheaper(spared, [lists[i]])) return having(list, chosen);
      list = common(list, await whole(lists[i]));
    }
    return list;
  }
  async function countIn(list, chosen) { return (await having(list, chosen)).length; }
  async function having(list, chosen) {
    var cards = await Promise.all(Array.from(list, card)), facets = site.facets.length;
    return list.filter(function (_, i) {
      return chosen.every(function (f) { return cards[i][cards[i].length - facets + f.place] === f.value; });
    });
  }
  // Whether the cards of so many hits, 500 bytes each, are fewer bytes than the lists.
  function cheaper(count, lists) {
    return count * 500 < lists.reduce(function (sum, other) { return sum + other.bytes; }, 0);
  }
  // The newest `wanted` of so many hits that have the values: by their cards, or all lists from the
  // end, where each that has nothing for a while spares the others the reading.
  async function newest(hits, lists, chosen, wanted, count) {
    var found = [], top = site.universe - 1;
    if (hits && hits.list && cheaper(hits.count, lists)) {
      for (var to = hits.count; to && found.length < wanted; to = from) {
        var from = Math.max(0, to - PAGE);
        found = Array.from(await having(hits.list.slice(from, to), chosen)).concat(found);
      }
      return found.slice(-wanted);
    }
    var read = (hits ? lists.concat(hits) : lists).map(function (list) { return backwards(list, wanted / count); });
    while (top >= 0 && found.length < wanted) {
      do {
        var pieces = [];
        for (var i = 0; i < read.length; i++) {
          pieces.push(await read[i](top));
          top = pieces[i].last;
        }
        var floor = Math.max.apply(null, pieces.map(function (p) { return p.floor; }));
      } while (floor > top && top >= 0);
      var all = pieces.map(function (p) { return p.list; }).reduce(common).filter(function (ordinal) {
        return ordinal >= floor && ordinal <= top;
      });
      found = Array.from(all).concat(found);
      top = floor - 1;
    }
    return found.slice(-wanted);
  }
  // Reads a list from some place down: a piece with the last number not above it, in which nothing
  // is left out from `floor` up to there. A share of the files will be needed, some at a time.
  function backwards(hits, share) {
    function piece(list, floor, top) {
      var last = list.findLast(function (ordinal) { return ordinal <= top; });
      return { list: list, floor: floor, last: last === undefined ? -1 : last };
    }
    if (hits.list) return async function (top) { return piece(hits.list, 0, top); };
    var size = hits.size, files = Math.ceil(hits.count / size), at = files;
    var ahead = Math.min(4, Math.ceil(files * share));
    return async function (top) {
      var list = at < files ? await hits.part(at) : [Infinity];
      // A list is about as dense everywhere: so far down it must be so far from its beginning.
      while (at && list[0] > top) {
        at = Math.min(at - 1, Math.floor(hits.count * (top + 1) / site.universe / size));
        for (var i = 1; i < ahead && i <= at; i++) hits.part(at - i).catch(function () {});
        list = await hits.part(at);
      }
      while (at < files - 1 && list[list.length - 1] < top) {
        var next = await hits.part(at + 1);
        if (next[0] > top) break;
        list = next;
        at++;
      }
      return piece(list, at ? list[0] : 0, top);
    };
  }
  // The ordinals on a page, from 1, newest first.
  async function page(hits, number) {
    var to = hits.count - (number - 1) * PAGE;
    return to <= 0 ? [] : Array.from(await hits.slice(Math.max(0, to - PAGE), to)).reverse();
  }
  window.mingdaiSearch = {
    start: start, search: search, page: page, card: card, fold: fold, masked: masked,
  };

  // The page.
  var form = document.getElementById("search");
  if (!form) return;
  var box = form.elements.q, status = document.getElementById("count");
  var note = document.getElementById("note"), list = document.getElementById("hits");
  var pager = document.getElementById("pager"), turn = 0;
  var UNREAD = "没有读到检索用的文件，可能是网络不通。请按“查”再试一次。";

  function element(tag, text, kind) {
    var e = document.createElement(tag);
    if (text) e.textContent = text;
    if (kind) e.className = kind;
    return e;
  }
  // Text with what was searched for marked, where folding keeps the places.
  function marked(tag, text, wanted) {
    var e = element(tag), folded = fold(text), at = wanted ? folded.indexOf(wanted) : -1;
    if (at < 0 || folded.length !== text.length) return element(tag, text);
    var mark = element("mark", text.slice(at, at + wanted.length));
    e.append(text.slice(0, at), mark, text.slice(at + wanted.length));
    return e;
  }
  function write(number) { return String(number).replace(/\B(?=(\d{3})+$)/g, ","); }
  function selects() { return Array.from(form.querySelectorAll("select")); }

  // The address keeps the search: #q=水果&f1=巴公镇&p=2, or from other pages ?q=水果.
  function state() {
    var text = location.hash.slice(1) || location.search.slice(1), given = new URLSearchParams(text);
    return {
      text: given.get("q") || "", page: Math.max(1, parseInt(given.get("p"), 10) || 1),
      wanted: site.facets.map(function (facet, i) { return facet.values.indexOf(given.get("f" + i)); }),
    };
  }
  function address(s, number) {
    var out = new URLSearchParams();
    if (s.text) out.set("q", s.text);
    s.wanted.forEach(function (value, i) { if (value >= 0) out.set("f" + i, site.facets[i].values[value]); });
    if (number > 1) out.set("p", number);
    return "#" + out;
  }
  function entered() {
    var s = {
      text: box.value.trim(), page: 1,
      wanted: selects().map(function (select) { return Number(select.value); }),
    };
    var hash = address(s, 1);
    if (location.search || hash !== location.hash) rewrite(hash);
    show(s);
  }
  function rewrite(hash) {
    // From a disk some browsers let only the part after # be changed.
    try { history.replaceState(null, "", location.pathname + hash); } catch (_) { history.replaceState(null, "", hash); }
  }

  async function show(s) {
    var mine = ++turn;
    var slow = setTimeout(function () { if (mine === turn) status.textContent = "正在查找…"; }, 400);
    try {
      var found = await search(s.text, s.wanted), pages = Math.max(1, Math.ceil(found.hits.count / PAGE));
      s.page = Math.min(s.page, pages);
      var ordinals = await page(found.hits, s.page);
      var cards = await Promise.all(ordinals.map(card));
      if (mine !== turn) return;
      var first = (s.page - 1) * PAGE + 1;
      status.textContent = found.hits.count === 0 ? "没有找到。换一个" + (s.text.length > 1 ? "更短的" : "") + "词试试。" :
        "共 " + write(found.hits.count) + " 笔" + (pages === 1 ? "，从新到旧" :
          "，第 " + write(first) + "–" + write(first + cards.length - 1) + " 笔，从新到旧");
      remark(found, s);
      list.start = first;
      list.dataset.of = location.hash;
      list.replaceChildren.apply(list, cards.map(function (c, i) {
        return line(c, numberOf(ordinals[i]), fold(s.text), found.masked);
      }));
      pager.hidden = pages === 1;
      turnTo("newest", s, 1, s.page > 1);
      turnTo("newer", s, s.page - 1, s.page > 1);
      turnTo("older", s, s.page + 1, s.page < pages);
      turnTo("oldest", s, pages, s.page < pages);
      document.getElementById("page").textContent = "第 " + write(s.page) + " / " + write(pages) + " 页";
    } catch (_) {
      if (mine === turn) status.textContent = UNREAD;
    } finally {
      clearTimeout(slow);
    }
  }
  function turnTo(id, s, number, isOpen) {
    var link = document.getElementById(id);
    if (isOpen) link.href = address(s, number);
    else link.removeAttribute("href");
  }
  function remark(found, s) {
    note.replaceChildren();
    if (found.masked) {
      note.append(element("p", "个人姓名只公开一部分。下面也列出了姓名写作“" + found.masked +
        "”的贷款，写法相同的不一定是同一个人。"));
    }
    var wanted = fold(s.text), links = [], serial = /^[0-9]{1,9}$/.test(wanted) && found.hits.count > PAGE ? Number(wanted) : 0;
    if (!found.hits.count && s.text && s.wanted.some(function (value) { return value >= 0; })) {
      var free = element("a", "不加筛选再查");
      free.href = address({ text: s.text, wanted: [] }, 1);
      links.push(free);
    }
    // Digits are in many numbers; the records that have them for their own are a step away.
    site.runs.slice().reverse().forEach(function (run) {
      if (links.length > 5 || serial < run[3] || serial >= run[3] + run[1]) return;
      var number = { year: run[2], serial: serial }, link = element("a", "编号 " + full(number));
      link.href = place(number);
      links.push(link);
    });
    if (wanted.length > 1) {
      site.facets.forEach(function (facet, i) {
        facet.values.forEach(function (value, code) {
          if (links.length > 5 || !facet.counts[code] || !fold(value).includes(wanted)) return;
          var own = { text: "", wanted: s.wanted.map(function (_, k) { return k === i ? code : -1; }) };
          var link = element("a", facet.name + "：" + value + "（" + write(facet.counts[code]) + " 笔）");
          link.href = address(own, 1);
          links.push(link);
        });
      });
    }
    if (links.length) {
      var p = element("p", "也可以看：");
      links.forEach(function (link, i) { p.append(i ? "、" : "", link); });
      note.append(p);
    }
  }
  function full(number) { return site.office + "-" + number.year + "-" + pad(number.serial, 6); }
  function place(number) {
    return root + site.address.replace("{number}", full(number)).replace("{year}", number.year)
      .replace("{serial}", number.serial).replace("{hundred}", pad(Math.floor(number.serial / 100), 4));
  }
  function line(card, number, wanted, name) {
    var li = element("li"), a = element("a"), texts = card.slice(1, 1 + site.texts);
    var facets = card.slice(-site.facets.length), rest = card.slice(1 + site.texts, -site.facets.length);
    a.href = place(number);
    a.append(marked("b", texts[0], wanted), marked("span", card[0], name || wanted));
    texts.slice(1).forEach(function (text) { if (text) a.append(marked("span", text, wanted)); });
    [1, 2].forEach(function (i) { a.append(element("span", site.facets[i].values[facets[i]])); });
    rest.slice(1).forEach(function (text) { a.append(element("span", text)); });
    a.append(marked("span", full(number), wanted), element("span", rest[0], "amt"));
    li.append(a);
    return li;
  }

  function fromAddress() {
    var s = state();
    box.value = s.text;
    selects().forEach(function (select, i) { select.value = s.wanted[i]; });
    return show(s);
  }
  function given() { return new URLSearchParams(location.hash.slice(1) || location.search.slice(1)).get("q") || ""; }
  var timer = 0;
  function soon(event) {
    clearTimeout(timer);
    // While pinyin is being put together there is nothing to search for yet.
    if (!event.isComposing) timer = setTimeout(function () { if (site) entered(); }, 120);
  }
  function choices() {
    var filters = document.getElementById("filters");
    site.facets.forEach(function (facet, i) {
      var label = element("label", facet.name), select = element("select");
      select.name = "f" + i;
      select.append(new Option("不限", -1));
      facet.values.forEach(function (value, code) {
        if (facet.counts[code]) select.append(new Option(value + "（" + write(facet.counts[code]) + "）", code));
      });
      select.addEventListener("change", entered);
      label.append(select);
      filters.append(label);
    });
  }
  function begin() {
    status.textContent = "正在准备检索…";
    return start().then(function () {
      document.getElementById("plain").hidden = true;
      choices();
      // What was typed in the meantime counts; the address otherwise.
      return box.value === given() ? fromAddress() : entered();
    }).catch(function () {
      // The page also says how to browse instead.
      status.textContent = UNREAD;
      document.getElementById("plain").hidden = false;
    });
  }
  box.value = given();
  box.addEventListener("input", soon);
  box.addEventListener("compositionend", soon);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (site) entered();
    else begin();
  });
  addEventListener("hashchange", function () {
    if (!site) return;
    var turned = pager.contains(document.activeElement);
    fromAddress().then(function () {
      if (status.getBoundingClientRect().top < 0) status.scrollIntoView();
      // A link that leads no further has no focus to keep.
      if (turned && !document.activeElement.href) status.focus({ preventScroll: true });
    });
  });
  document.getElementById("plain").hidden = true;
  form.hidden = false;
  begin();
})();
