// The arithmetic of the settlement, in the browser: on a record's page every published quarter is
// computed again and compared; on the page 贴息试算 an applicant's subsidy is computed under every
// rule. The engine is assets/engine.js (WebAssembly); without it the printed figures stand.
(function () {
  "use strict";
  var here = document.currentScript.src;
  var base = here.slice(0, here.lastIndexOf("/") + 1);

  // The engine

  var engine = null;
  function load() {
    if (engine) return engine;
    engine = new Promise(function (resolve, reject) {
      if (typeof WebAssembly !== "object" || typeof BigInt64Array !== "function") {
        reject(new Error("WebAssembly"));
        return;
      }
      window.mingdaiEngine = function (text) {
        var bytes = Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
        WebAssembly.compile(bytes).then(resolve, reject);
      };
      var script = document.createElement("script");
      script.src = base + "engine.js";
      script.onerror = function () { reject(new Error("engine.js")); };
      document.head.appendChild(script);
    });
    return engine;
  }

  // A question in whole numbers and its answer; an empty one when there is none. Memory is given
  // out and never taken back, so each question has an instance of its own.
  function ask(module, words) {
    return WebAssembly.instantiate(module, {}).then(function (instance) {
      var e = instance.exports, room = e.room();
      new BigInt64Array(e.memory.buffer, room, words.length).set(words.map(BigInt));
      var count = e.answer(words.length);
      return Array.from(new BigInt64Array(e.memory.buffer, room, count));
    });
  }

  // Words of a question

  function day(text) { return Math.round(Date.parse(text + "T00:00:00Z") / 864e5); }
  function date(number) { return new Date(Number(number) * 864e5).toISOString().slice(0, 10); }
  function scaled(text, digits) {
    var parts = text.split(".");
    return BigInt(parts[0] + (parts[1] || "").padEnd(digits, "0").slice(0, digits));
  }
  function fen(text) { return scaled(text, 2); }
  function ppm(text) { return scaled(text, 4); }
  function fraction(text) {
    var parts = text.split("/");
    return [parts[0], parts[1] || 1];
  }
  // A published rule with LPR and the highest rate that counts.
  function rule(r) {
    switch (r.form) {
      case "STEPS":
        var steps = (r.factors || [r.factor]).map(fraction);
        return [1, steps.length].concat(steps.flat(), [r.lpr ? ppm(r.lpr) : 0, -1]);
      case "SHARE_OF_LPR": return [2].concat(fraction(r.fraction), [ppm(r.lpr), -1]);
      case "ABOVE_LPR_MINUS": return [3, ppm(r.points), ppm(r.lpr), r.cap ? ppm(r.cap) : -1];
      default: return [4].concat(fraction(r.fraction), [r.lpr ? ppm(r.lpr) : 0, -1]);
    }
  }
  function yuan(value) {
    var text = (value < 0n ? -value : value).toString().padStart(3, "0");
    return (value < 0n ? "-" : "") + text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",") + "." +
      text.slice(-2);
  }

  // A record's page

  // A published rule: "STEPS 2/3", "RATE 1/2", "LPR 3.6500 1/2", "ABOVE_LPR_MINUS 3.6500 1.5000",
  // the last with the points of its cap behind it where there is one.
  function published(text) {
    var p = text.split(" ");
    switch (p[0]) {
      case "STEPS": return { form: "STEPS", factor: p[1] };
      case "RATE": return { form: "SHARE_OF_RATE", fraction: p[1] };
      case "LPR": return { form: "SHARE_OF_LPR", lpr: p[1], fraction: p[2] };
      default: return { form: "ABOVE_LPR_MINUS", lpr: p[1], points: p[2],
        cap: p[3] && (Number(p[1]) + Number(p[3])).toFixed(4) };
    }
  }

  // A stretch goes on where the one before it ended, with its figures: what it leaves out of first
  // day, balance, rate and rule is as there.
  function whole(quarters) {
    var last = {};
    quarters.forEach(function (q) {
      (q.segments || []).forEach(function (s) {
        s.from = s.from || last.to;
        s.rate = s.rate || last.rate;
        s.rule = s.rule || last.rule;
        s.subsidisedBalance = s.subsidisedBalance || s.balance || last.subsidisedBalance;
        s.balance = s.balance || last.balance;
        last = s;
      });
    });
    return quarters;
  }

  // What else a record leaves out is the usual: 360 days, interest borne.
  function again(module, quarter) {
    var words = [2, quarter.segments.length];
    quarter.segments.forEach(function (s) {
      words = words.concat(
        [day(s.from), day(s.to), s.group || 0, fen(s.balance), fen(s.subsidisedBalance),
          s.local ? fen(s.local.balance) : -1, ppm(s.rate), s.yearDays || 360, s.bearsInterest === false ? 0 : 1,
          s.excluded ? 0 : 1], rule(published(s.rule)));
    });
    return ask(module, words).then(function (a) {
      return a.length === 5 && a[0] === BigInt(quarter.days) && a[2] === fen(quarter.interest) &&
        a[3] + a[4] === fen(quarter.subsidy || quarter.payable);
    });
  }

  function recordPage(place) {
    var entry = document.querySelector("script.log-entry");
    if (!entry) return;
    var open = whole(JSON.parse(entry.textContent).content.quarters || []).filter(function (q) {
      return q.segments;
    });
    if (!open.length) return;
    load().then(function (module) {
      return Promise.all(open.map(function (q) { return again(module, q); }));
    }).then(function (same) {
      var wrong = open.filter(function (_, i) { return !same[i]; });
      place.dataset.result = wrong.length ? "bad" : "ok";
      place.textContent = wrong.length
        ? "用同一算法在您的浏览器里重算，" + wrong.map(function (q) { return q.quarter; }).join("、") +
          " 与公布的数字不一致，请告诉我们。"
        : "已用同一算法在您的浏览器里重算 " + open.length + " 个季度，与公布的数字一致。";
      place.hidden = false;
    }, function () {
      place.dataset.result = "none";
      place.textContent = "这里没有 WebAssembly，不能在您的浏览器里重算；公布的数字和算式不受影响。";
      place.hidden = false;
    });
  }

  // 贴息试算

  // Settlement periods from the 21st to the 21st, as far as the loan runs.
  function periods(from, to) {
    var d = new Date(from * 864e5), year = d.getUTCFullYear(), month = d.getUTCMonth();
    var start = new Date(Date.UTC(year, Math.floor(month / 3) * 3 - 1, 21)), found = [];
    if (start.getTime() / 864e5 + 92 <= from) start.setUTCMonth(start.getUTCMonth() + 3);
    for (;;) {
      var end = new Date(start);
      end.setUTCMonth(end.getUTCMonth() + 3);
      var range = [start.getTime() / 864e5, end.getTime() / 864e5];
      if (range[0] >= to || found.length > 60) return found;
      if (range[1] > from) {
        var q = end.getUTCMonth() / 3;
        found.push({
          name: end.getUTCFullYear() + "年" + "一二三四"[Math.ceil(q) - 1] + "季度", range: range
        });
      }
      start = end;
    }
  }

  function element(name, text, className) {
    var e = document.createElement(name);
    if (text !== undefined) e.textContent = text;
    if (className) e.className = className;
    return e;
  }

  function row(cells, heading) {
    var tr = element("tr");
    cells.forEach(function (text, i) {
      var cell = element(heading || i === 0 ? "th" : "td", text);
      if (heading || i === 0) cell.setAttribute("scope", heading ? "col" : "row");
      tr.appendChild(cell);
    });
    return tr;
  }

  function words(form, terms, lpr) {
    var from = day(form.on.value), months = Number(form.months.value);
    var end = new Date(from * 864e5), wanted = end.getUTCDate();
    end.setUTCDate(1);
    end.setUTCMonth(end.getUTCMonth() + months);
    var last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
    end.setUTCDate(Math.min(wanted, last));
    var to = Math.round(end.getTime() / 864e5);
    var amount = BigInt(Math.round(Number(form.amount.value) * 100));
    var rate = BigInt(Math.round(Number(form.rate.value) * 10000));
    var each = periods(from, to);
    var cap = fen(terms.cap);
    if (terms.perPartner) {
      cap = fen(terms.perPartner) * BigInt(form.partners.value || 2);
      if (terms.capTotal && cap > fen(terms.capTotal)) cap = fen(terms.capTotal);
    }
    var r = Object.assign({ lpr: lpr }, terms.rule);
    if (terms.rateCapOverLPR) r.cap = (Number(lpr) + Number(terms.rateCapOverLPR)).toFixed(4);
    var w = [1, from, to, Number(form.basis.value), rate].concat(
      rule(r), [terms.months, cap, 1, from, amount, each.length]);
    each.forEach(function (p) { w = w.concat([1], p.range); });
    return { words: w, periods: each };
  }

  function shown(asked, answer, title) {
    var at = 0, sum = [0n, 0n], body = element("tbody"), steps = element("ol");
    asked.periods.forEach(function (p) {
      var days = answer[at], interest = answer[at + 2], subsidy = answer[at + 3];
      var count = Number(answer[at + 4]);
      at += 5;
      for (var i = 0; i < count; i += 1, at += 8) {
        var s = answer.slice(at, at + 8);
        if (s[6] > 0n) {
          var percent = Number(s[6]) / Number(s[7]) / 10000;
          steps.appendChild(element("li", date(s[0]) + " 至 " + date(s[1] - 1n) + "，" +
            (s[1] - s[0]) + " 天：" + yuan(s[4]) + " 元 × " + percent.toFixed(4) + "% × " +
            (s[1] - s[0]) + " ÷ " + asked.words[3]));
        }
      }
      sum = [sum[0] + interest, sum[1] + subsidy];
      body.appendChild(row([p.name, String(days), yuan(interest), yuan(subsidy),
        yuan(interest - subsidy)]));
    });
    body.appendChild(row(["合计", "", yuan(sum[0]), yuan(sum[1]), yuan(sum[0] - sum[1])]));
    var table = element("table", undefined, "num");
    table.appendChild(element("caption", "各季度利息和贴息（元）"));
    var head = element("thead");
    head.appendChild(row(["季度", "天数", "利息", "财政贴息", "个人承担"], true));
    table.appendChild(head);
    table.appendChild(body);
    var scroll = element("div", undefined, "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "各季度利息和贴息，" + title);
    scroll.appendChild(table);
    var details = element("details");
    details.appendChild(element("summary", "怎么算的"));
    details.appendChild(steps);
    return { total: sum[1], nodes: [scroll, details] };
  }

  function tryPage(form) {
    var data = JSON.parse(document.getElementById("regimes").textContent);
    var out = document.getElementById("tried"), state = document.getElementById("tried-state");
    function lprOn(text) {
      var found = null;
      data.lpr.forEach(function (l) { if (l.from <= text) found = l.rate; });
      return found;
    }
    function compute() {
      form.partners.closest("label").hidden = form.kind.value !== "PARTNERSHIP";
      if (!form.checkValidity()) {
        state.textContent = "请把金额、利率、期限和日期填完整。";
        out.replaceChildren();
        return;
      }
      var on = form.on.value, lpr = lprOn(on);
      load().then(function (module) {
        return Promise.all(data.regimes.map(function (regime) {
          var terms = regime.kinds[form.kind.value];
          if (!terms || !lpr) return null;
          var asked = words(form, terms, lpr);
          return ask(module, asked.words).then(function (answer) {
            return answer.length ? { regime: regime, view: shown(asked, answer, regime.title) } : null;
          });
        }));
      }).then(function (all) {
        out.replaceChildren();
        all.forEach(function (one) {
          if (!one) return;
          var holds = one.regime.from <= on && on <= one.regime.through;
          // The rule that applies stands open; the others are there to compare.
          var box = element(holds ? "section" : "details", undefined, holds ? "trial holds" : "trial");
          var head = element(holds ? "p" : "summary");
          head.append(element("span", one.regime.title + (holds ? "（按放款日适用）" : "")),
            " 财政贴息 ", element("b", yuan(one.view.total) + " 元"));
          box.appendChild(head);
          one.view.nodes.forEach(function (n) { box.appendChild(n); });
          if (holds) out.prepend(box); else out.appendChild(box);
        });
        state.textContent = lpr
          ? "按 " + on + " 的一年期 LPR " + Number(lpr) + "% 试算；假定按期还本、无逾期。"
          : "这一天没有 LPR，不能试算。";
      }, function () {
        state.textContent = "这里没有 WebAssembly，不能试算；各项规定和算式见“贴息怎么算”。";
      });
    }
    form.addEventListener("input", compute);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      compute();
    });
    form.hidden = false;
    compute();
  }

  var place = document.getElementById("recomputed");
  var form = document.getElementById("trial");
  if (form) tryPage(form);
  if (place) recordPage(place);
})();
