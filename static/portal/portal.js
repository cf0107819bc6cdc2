// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const openMenus = () => all("details.menu[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      openMenus().forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // A box that ticks every box with the name it gives: <input type="checkbox" data-select-all="people">.
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.selectAll;
    if (name) all(`input[type=checkbox][name="${name}"]`).forEach((box) => { box.checked = event.target.checked; });
  });

  // A look under a row of a list: <a data-quick href="address of the row to show">. A second click takes it away.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-quick]");
    if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const row = link.closest("tr");
    const below = row.nextElementSibling;
    const open = below && below.matches(".row--more");
    if (open) below.remove();
    else htmx.ajax("GET", link.href, { source: link, target: row, swap: "afterend" });
    link.setAttribute("aria-expanded", String(!open));
  });

  // The list of errors gets the focus, so that the page is read from there; its title says so too.
  const errors = document.querySelector("[data-focus]");
  if (errors) {
    errors.focus();
    if (!document.title.startsWith("Error: ")) document.title = `Error: ${document.title}`;
  }

  // Leaving a form with text that is not saved asks first. Pressing a button twice sends once.
  let changed = false;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && event.target.matches("textarea, input[type=text], input:not([type])")) changed = true;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    changed = false;
    if (form.getAttribute("aria-busy")) event.preventDefault();
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), 8000);
  });
  window.addEventListener("pageshow", () => all("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  // A long text is kept as a draft every ten seconds: <form data-autosave="address">, said in [data-saved].
  all("form[data-autosave]").forEach((form) => {
    let touched = false;
    form.addEventListener("input", () => { touched = true; });
    setInterval(async () => {
      if (!touched) return;
      touched = false;
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form) }).catch(() => null);
      const kept = answer && answer.ok && !answer.redirected;
      document.querySelector("[data-saved]").textContent = kept ? await answer.text() : "Not saved. Copy your text before you leave.";
    }, 10000);
  });

  // What can be taken back for some seconds says so for as long.
  all("[data-gone-after]").forEach((offer) => setTimeout(() => offer.remove(), offer.dataset.goneAfter * 1000));

  // A calendar beside a date that is typed. The text box stays the field that is sent.
  const pad = (number) => String(number).padStart(2, "0");
  const addCalendars = (root) => all("input[data-date]", root).forEach((input) => {
    if (!("showPicker" in input) || input.closest(".with-picker")) return;
    const label = input.labels[0] ? input.labels[0].firstChild.textContent.trim() : "date";
    const wrapper = document.createElement("div");
    wrapper.className = "with-picker";
    input.replaceWith(wrapper);
    const picker = document.createElement("span");
    picker.className = "picker";
    const native = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    native.setAttribute("aria-hidden", "true");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Calendar" });
    button.setAttribute("aria-label", `Calendar: ${label}`);
    picker.append(native, button);
    wrapper.append(input, picker);
    button.addEventListener("click", () => {
      const parts = input.value.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
      native.value = parts ? `${parts[3]}-${pad(parts[1])}-${pad(parts[2])}` : "";
      native.showPicker();
    });
    native.addEventListener("change", () => {
      const [year, month, day] = native.value.split("-");
      if (!day) return;
      input.value = `${month}/${day}/${year}`;
      changed = input.form.method === "post";
      input.focus();
    });
  });
  addCalendars(document);
  document.addEventListener("htmx:load", (event) => addCalendars(event.target));

  // On a phone tabs and navigation scroll sideways: start where the page is.
  all("nav a[aria-current]").forEach((link) => {
    const strip = link.closest("nav");
    strip.scrollLeft = link.offsetLeft - strip.offsetLeft - (strip.clientWidth - link.offsetWidth) / 2;
  });

  // On a phone the filter panel starts closed.
  if (window.matchMedia("(max-width: 40em)").matches) all("details.filter").forEach((panel) => { panel.open = false; });

  // Five minutes before an idle session ends, ask; when it has ended, cover the page by going to sign-in.
  const idle = Number(document.body.dataset.idleSeconds || 0) * 1000;
  const dialog = document.getElementById("session-ends");
  if (idle && dialog) {
    const WARN = 5 * 60 * 1000;
    let endsAt = Date.now() + idle;
    const goOn = () => { endsAt = Date.now() + idle; };
    const leave = () => {
      changed = false;
      window.location.reload();
    };
    setInterval(() => {
      const left = endsAt - Date.now();
      if (left <= 0) leave();
      else if (left <= Math.min(WARN, idle / 2) && !dialog.open) {
        dialog.querySelector("[data-ends-at]").textContent = new Date(endsAt).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
        dialog.showModal();
      }
    }, 1000);
    dialog.addEventListener("close", async () => {
      const answer = await fetch(document.body.dataset.keepAlive).catch(() => null);
      if (answer && answer.ok && !answer.redirected) goOn();
      else leave();
    });
    document.addEventListener("htmx:afterRequest", goOn);
  }
})();
