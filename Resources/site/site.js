// Nothing here is needed to read a page: the large type is remembered, and print shows all.
(function () {
  "use strict";
  var box = document.getElementById("big");
  if (box) {
    try {
      box.checked = localStorage.getItem("big") === "1";
      box.addEventListener("change", function () {
        localStorage.setItem("big", box.checked ? "1" : "0");
      });
    } catch (_) {
      // A browser that keeps nothing forgets the choice.
    }
  }
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
})();
