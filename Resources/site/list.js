// Makes a list's own CSV and JSON out of the files of the years that its page links to. Without it
// the links stay as they are; from file:// no script may read another file.
(function () {
  "use strict";
  var box = document.querySelector(".get");
  if (!box || location.protocol === "file:" || !window.fetch) return;
  var column = box.dataset.column, value = box.dataset.value, count = Number(box.dataset.count);
  var status = box.querySelector("[role=status]");
  var years = [].slice.call(box.querySelectorAll("a")).map(function (a) { return a.href; })
    .sort();

  // The rows of a file: CRLF inside quotes ends none.
  function rows(text) {
    var found = [], open = "";
    text.split("\r\n").forEach(function (line) {
      open += line;
      if ((open.split('"').length - 1) % 2) {
        open += "\r\n";
      } else {
        found.push(open);
        open = "";
      }
    });
    return found;
  }

  function cells(row) {
    if (row.indexOf('"') < 0) return row.split(",");
    return row.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map(function (cell) {
      cell = cell.replace(/,$/, "");
      return cell[0] === '"' ? cell.slice(1, -1).replace(/""/g, '"') : cell;
    });
  }

  function pickRows(text, isFirst) {
    var all = rows(text.replace(/^\ufeff/, "")), head = all[0];
    var place = cells(head).indexOf(column);
    var picked = all.slice(1).filter(function (row) {
      return row.indexOf(value) >= 0 && cells(row)[place] === value;
    });
    return { start: isFirst ? "\ufeff" + head + "\r\n" : "", rows: picked, end: "\r\n" };
  }

  function pickLines(text) {
    var picked = text.split("\n").filter(function (line) {
      return line.indexOf('"' + column + '":"' + value + '"') >= 0
        && JSON.parse(line)[column] === value;
    });
    return { start: "", rows: picked, end: "\n" };
  }

  function save(parts, type, name) {
    var a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob(parts, { type: type }));
    a.download = name;
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
  }

  async function get(form, type, pick) {
    status.textContent = "正在整理……";
    try {
      var parts = [], found = 0;
      for (var address of years) {
        if (address.slice(-form.length - 1) !== "." + form) continue;
        var answer = await fetch(address);
        if (!answer.ok) throw new Error(answer.status);
        // As it came, byte order mark and all.
        var text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
        var picked = pick(text, parts.length === 0);
        found += picked.rows.length;
        parts.push(picked.start + picked.rows.map(function (row) {
          return row + picked.end;
        }).join(""));
      }
      if (found !== count) {
        status.textContent = "网站刚刚更新过，请刷新本页再下载。";
        return;
      }
      save(parts, type, column + "-" + value + "." + form);
      status.textContent = "已整理 " + found + " 笔，与本页相符。";
    } catch (_) {
      status.textContent = "没有取到数据，请稍后再试，或下载下面各年的文件。";
    }
  }

  var buttons = document.createElement("p");
  buttons.className = "actions";
  [["csv", "CSV", "text/csv", pickRows], ["jsonl", "JSON", "application/jsonl", pickLines]]
    .forEach(function (form) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button plain";
      button.textContent = "这份名单 " + form[1];
      button.addEventListener("click", function () { get(form[0], form[2], form[3]); });
      buttons.appendChild(button);
    });
  status.textContent = "由浏览器从各年文件里挑出，共 " + count + " 笔；列的含义见开放数据。";
  box.insertBefore(buttons, status);
})();
