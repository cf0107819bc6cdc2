// The search box over the page, and keys for those who like them: both also have links, buttons or pages of their own.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const find = document.getElementById("find");
  const keys = document.getElementById("keys");
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const covered = () => document.querySelector("dialog[open]");

  // Each key alone may be turned off (WCAG 2.1.4); Ctrl K stays.
  const OFF = "keys-are-off";
  const off = () => localStorage.getItem(OFF) === "yes";
  if (keys) {
    const choice = keys.querySelector("input");
    choice.checked = !off();
    choice.addEventListener("change", () => localStorage.setItem(OFF, choice.checked ? "no" : "yes"));
    all("[data-keys]").forEach((button) => {
      button.closest("li").hidden = false;
      button.addEventListener("click", () => keys.showModal());
    });
  }

  const search = () => {
    if (!find || covered()) return;
    find.showModal();
    const box = find.querySelector("input");
    box.select();
    htmx.trigger(box, "look");
  };
  if (find) find.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [find.querySelector("input"), ...all("#found a", find)];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) next.focus();
  });

  // In a list: the link that leads on from each row.
  const links = () => all("main .rows tbody > tr, main .worklist > li").map((row) => row.querySelector("th a, a")).filter(Boolean);
  const move = (by) => {
    const stops = links();
    const here = stops.findIndex((link) => (link.closest("tr, li")).contains(document.activeElement));
    const next = stops[here < 0 ? (by > 0 ? 0 : -1) : here + by];
    if (next) next.focus();
  };
  const DOES = {
    "/": search,
    "?": () => keys && keys.showModal(),
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const row = document.activeElement.closest("tr, li");
      const box = row && row.querySelector("input[type=checkbox]");
      if (box) box.click();
    },
    n: () => {
      const link = document.querySelector("[data-key=n]");
      if (link) link.click();
    },
  };

  let going = 0;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "k") {
      event.preventDefault();
      search();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || covered() || off()) return;
    const link = Date.now() - going < 1500 && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    going = event.key === "g" ? Date.now() : 0;
    const does = link ? () => link.click() : DOES[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
})();
