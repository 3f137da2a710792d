/* Fengqiao: behaviour of the frame. No dependency, no inline handlers, delegation, so it also works after htmx swaps. */
(function () {
  "use strict";
  var d = document, root = d.documentElement;

  function csrf() { var m = d.querySelector('meta[name="csrf-token"]'); return m ? m.content : ""; }
  function typing(el) { return /^(input|textarea|select)$/i.test(el.tagName) || el.isContentEditable; }
  function closeMenus(except) {
    d.querySelectorAll("details.menu[open]").forEach(function (m) { if (m !== except) m.open = false; });
  }

  function forget() { var found = d.getElementById("found"); if (found) found.replaceChildren(); }

  /* ---- clicks ---- */
  d.addEventListener("click", function (e) {
    closeMenus(e.target.closest("details.menu"));
    if (!e.target.closest(".gsearch")) forget();
    var row = e.target.closest("button[data-density]");
    if (row) { e.preventDefault(); density(row); }
    if (e.target.closest("[data-clear]")) {
      d.querySelectorAll("[data-select] tbody input:checked").forEach(function (c) { c.checked = false; });
      sync();
    }
    var open = e.target.closest("[data-open]");
    if (open) { var box = d.getElementById(open.dataset.open); if (box && box.showModal) { e.preventDefault(); box.showModal(); } }
    var close = e.target.closest("[data-close]");
    if (close) { var dialog = close.closest("dialog"); if (dialog) { e.preventDefault(); dialog.close(); } }
  });

  /* ---- keyboard: single keys act outside of fields, and not when they are switched off ---- */
  function single(e, key) {
    if (e.key !== key || root.dataset.keys === "off" || typing(e.target) || d.querySelector("dialog[open]")) return false;
    return !e.ctrlKey && !e.metaKey && !e.altKey;
  }
  function rows() {
    var all = Array.prototype.slice.call(d.querySelectorAll("#main .ftable tbody tr:not(.grp), #main .feed > li"));
    return all.filter(function (r) { return r.querySelector("a[href]") && r.offsetParent; });
  }
  function target(row) { return row.querySelector("a.btn-primary") || row.querySelector(".who a") || row.querySelector("a[href]"); }
  d.addEventListener("keydown", function (e) {
    var here = e.target.closest && e.target.closest("#main tr, #main .feed > li"), box;
    if (single(e, "?")) {
      box = d.getElementById("keys");
      if (box && box.showModal) { e.preventDefault(); box.showModal(); }
    } else if (single(e, "j") || single(e, "k")) {
      var all = rows(), at = all.indexOf(here), next = all[at < 0 ? (e.key === "j" ? 0 : all.length - 1) : at + (e.key === "j" ? 1 : -1)];
      if (next) { e.preventDefault(); target(next).focus(); }
    } else if (here && single(e, "o") && target(here)) {
      e.preventDefault();
      target(here).click();
    } else if (here && single(e, "x")) {
      box = here.querySelector("input[type=checkbox]");
      if (box) { e.preventDefault(); box.click(); }
    }
  });
  d.querySelectorAll("button[data-open][hidden]").forEach(function (b) { b.hidden = false; });

  d.addEventListener("keydown", function (e) {
    if (single(e, "/")) {
      var s = d.querySelector(".gsearch input[type=search]");
      if (s) { s.focus(); s.select(); e.preventDefault(); }
    }
    if (e.key === "Escape") {
      var menu = e.target.closest && e.target.closest("details.menu[open]");
      closeMenus(null);
      forget();
      if (menu) menu.querySelector("summary").focus();
    }
  });

  /* Arrow keys walk through what the search box found. */
  d.addEventListener("keydown", function (e) {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    var box = e.target.closest && e.target.closest(".gsearch");
    if (!box) return;
    var stops = [box.querySelector("input[type=search]")].concat(Array.prototype.slice.call(box.querySelectorAll(".found a")));
    var next = stops[stops.indexOf(e.target) + (e.key === "ArrowDown" ? 1 : -1)];
    if (next) { next.focus(); e.preventDefault(); }
  });

  /* Arrow keys choose the hour before or after in a proposal. */
  d.addEventListener("keydown", function (e) {
    var key = single(e, "ArrowLeft") ? "[data-earlier]" : single(e, "ArrowRight") ? "[data-later]" : "";
    var stop = key && d.querySelector("[data-nudge] " + key);
    if (!stop || (e.target.closest && e.target.closest(".tabs, .seg"))) return;
    e.preventDefault();
    stop.click();
  });

  /* ---- row height: at once here, kept by the server ---- */
  function density(button) {
    root.setAttribute("data-density", button.value);
    button.parentNode.querySelectorAll("button[data-density]").forEach(function (b) {
      b.setAttribute("aria-pressed", b === button ? "true" : "false");
    });
    var data = new FormData(button.form);
    data.set("density", button.value);
    fetch(button.form.action, { method: "POST", body: data, headers: { "HX-Request": "true", "X-CSRFToken": csrf() } });
  }

  /* ---- selection in tables ---- */
  d.addEventListener("change", function (e) {
    if (e.target.matches("[data-all]")) {
      d.querySelectorAll("[data-select] tbody input[type=checkbox]").forEach(function (c) { c.checked = e.target.checked; });
    }
    if (e.target.closest("[data-select]")) sync();
  });
  function sync() {
    var boxes = d.querySelectorAll("[data-select] tbody input[type=checkbox]"), n = 0;
    boxes.forEach(function (c) { c.closest("tr").classList.toggle("sel", c.checked); if (c.checked) n++; });
    var all = d.querySelector("[data-all]");
    if (all) { all.checked = n > 0 && n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
    var bar = d.querySelector("[data-bulk]");
    if (bar) { bar.hidden = !n; bar.querySelector("[data-count]").textContent = n; }
  }

  /* ---- forms: no second submit, focus on what must be corrected ---- */
  d.addEventListener("submit", function (e) {
    if (e.target.method !== "post" || e.defaultPrevented) return;
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = "yes";
    e.target.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    d.querySelectorAll("form[data-sent]").forEach(function (f) { delete f.dataset.sent; f.removeAttribute("aria-busy"); });
  });
  function toErrors(scope) { var box = scope.querySelector("[data-errors]"); if (box && !box.closest("[data-quiet]")) box.focus(); }

  /* ---- htmx ---- */
  d.addEventListener("htmx:configRequest", function (e) {
    if (e.detail.verb !== "get") e.detail.headers["X-CSRFToken"] = csrf();
  });
  d.addEventListener("htmx:afterSwap", function (e) { sync(); toErrors(e.target); });
  d.addEventListener("htmx:afterRequest", function (e) {
    var form = e.detail.elt.closest("form");
    if (form) { delete form.dataset.sent; form.removeAttribute("aria-busy"); }
  });
  d.addEventListener("htmx:responseError", function (e) {
    say("failed", e.detail.xhr.getResponseHeader("FQ-Problem") || e.detail.xhr.status);
  });
  d.addEventListener("htmx:sendError", function () { say("offline", ""); });
  function say(what, more) {
    var live = d.getElementById("live");
    if (!live) return;
    var note = d.createElement("div");
    note.className = "note danger";
    note.textContent = live.dataset[what] + " " + more;
    live.replaceChildren(note);
    window.setTimeout(function () { note.remove(); }, 12000);
  }

  /* ---- end of the session: warned two minutes before ---- */
  var timers = [];
  function watchIdle() {
    var box = d.getElementById("idle");
    if (!box) return;
    timers.forEach(window.clearTimeout);
    var soon = box.querySelector("[data-soon]"), over = box.querySelector("[data-over]"), seconds = Number(box.dataset.seconds);
    soon.hidden = over.hidden = true;
    timers = [
      window.setTimeout(function () { soon.hidden = false; }, Math.max(0, seconds - 120) * 1000),
      window.setTimeout(function () { soon.hidden = true; over.hidden = false; }, seconds * 1000)
    ];
  }
  d.addEventListener("htmx:afterOnLoad", watchIdle);

  /* ---- tabs wider than the screen: the current one is seen ---- */
  d.querySelectorAll(".views, .tabs, .seg").forEach(function (bar) {
    var at = bar.querySelector("[aria-current]");
    if (!at || bar.scrollWidth <= bar.clientWidth) return;
    bar.scrollLeft += at.getBoundingClientRect().left - bar.getBoundingClientRect().left - (bar.clientWidth - at.offsetWidth) / 2;
  });

  /* ---- network ---- */
  function online() { root.classList.toggle("isoffline", !navigator.onLine); }
  window.addEventListener("online", online);
  window.addEventListener("offline", online);

  online();
  watchIdle();
  sync();
  toErrors(d);
})();
