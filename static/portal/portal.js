// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const search = document.getElementById("search-people");
    const slash = event.key === "/" && !typing(event.target);
    const ctrlK = event.key === "k" && (event.ctrlKey || event.metaKey);
    if (search && (slash || ctrlK)) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape") {
      all("details.menu[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    all("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // The list of errors gets the focus, so that the page is read from there.
  const errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();

  // Leaving a form that was changed asks first.
  let changed = false;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form && form.method === "post" && form.querySelector("textarea")) changed = true;
  });
  document.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  // On a phone the filter panel starts closed.
  if (window.matchMedia("(max-width: 40em)").matches) all("details.filter").forEach((panel) => { panel.open = false; });

  // Five minutes before an idle session ends, ask.
  const idle = Number(document.body.dataset.idleSeconds || 0);
  const dialog = document.getElementById("session-ends");
  if (idle && dialog) {
    const WARN = 300;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        dialog.showModal();
        timer = setTimeout(() => window.location.reload(), WARN * 1000);
      }, Math.max(idle - WARN, 1) * 1000);
    };
    dialog.addEventListener("close", () => fetch(document.body.dataset.keepAlive).then(wait));
    document.addEventListener("htmx:afterRequest", wait);
    wait();
  }
})();
