// What glides: filters without reloading, the sheet of filters on a phone, light and dark, "/" for the search box.
// Every page works without this file.
"use strict";

const root = document.documentElement;

// Light and dark: at once and remembered, without leaving the page.
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-theme-choice]");
  if (!choice || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const name = choice.dataset.themeChoice;
  root.dataset.theme = name;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${name}; path=/; max-age=31536000; samesite=lax${secure}`;
  for (const other of document.querySelectorAll("[data-theme-choice]")) {
    other.toggleAttribute("aria-current", other === choice);
    if (other === choice) other.setAttribute("aria-current", "true");
  }
  closeMenu(choice.closest("details"));
});

// Menus: Esc and a click elsewhere close them.
function closeMenu(menu) {
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenu(document.querySelector("details.menu[open]"));
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById("search-words");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

// Filters: a tick, an order or a year applies at once; only the results are exchanged.
let running = null;

function addressOf(form) {
  const data = new FormData(form);
  const defaults = { sort: "relevance", size: "20" };
  for (const [name, value] of [...data]) {
    if ((value === "" && name !== "q") || defaults[name] === value) data.delete(name);
  }
  return `${form.getAttribute("action")}?${new URLSearchParams(data)}`;
}

async function exchange(address, { push = true, focus = null } = {}) {
  const page = document.getElementById("results-page");
  running?.abort();
  running = new AbortController();
  page.setAttribute("aria-busy", "true");
  let html;
  try {
    const answer = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    html = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const results = fresh.getElementById("results-page");
  if (!results) {
    location.assign(address);
    return;
  }
  keepOpenFacets(results);
  document.getElementById("filters").replaceChildren(...fresh.getElementById("filters").childNodes);
  document.getElementById("content").replaceWith(fresh.getElementById("content"));
  document.querySelector(".search-box").replaceWith(fresh.querySelector(".search-box"));
  page.removeAttribute("aria-busy");
  document.title = fresh.title;
  if (push) history.pushState({ results: true }, "", address);
  shown = location.search;
  document.getElementById("live").textContent = document.querySelector("#content h1").textContent.trim();
  if (focus) document.querySelector(focus)?.focus();
}

function keepOpenFacets(results) {
  for (const facet of document.querySelectorAll("details.facet")) {
    const same = results.querySelector(`details.facet[data-facet="${CSS.escape(facet.dataset.facet)}"]`);
    if (same) same.open = facet.open;
  }
}

document.addEventListener("change", (event) => {
  const control = event.target;
  const form = control.form;
  if (!form || form.id !== "filter-form" || !document.getElementById("results-page")) return;
  if (control.type !== "checkbox" && !control.matches("[data-auto]")) return;
  const row = control.closest("[data-value]");
  const focus = row
    ? `[data-facet="${CSS.escape(row.closest("[data-facet]").dataset.facet)}"] [data-value="${CSS.escape(row.dataset.value)}"] input`
    : `select[name="${control.name}"][form]`;
  exchange(addressOf(form), { focus });
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "filter-form") return;
  event.preventDefault();
  const dialog = event.target.closest("dialog");
  const focus = event.submitter?.closest("[data-facet]") ? '[name="year_from"]' : null;
  exchange(addressOf(event.target), { focus }).then(() => dialog?.close());
});

// A jump within the page (the skip links) comes here too: it must not take the focus away.
let shown = location.search;
window.addEventListener("popstate", () => {
  if (location.search === shown || !document.getElementById("results-page")) return;
  exchange(location.href, { push: false });
});

// The sheet of filters on a small screen: the same markup in a dialog.
document.addEventListener("click", (event) => {
  const opener = event.target.closest(".filters-open");
  if (opener) {
    event.preventDefault();
    openSheet(opener);
  }
  const closer = event.target.closest("[data-close]");
  if (closer?.closest("dialog")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

function openSheet() {
  const filters = document.getElementById("filters");
  const place = document.createComment("filters");
  filters.replaceWith(place);
  const dialog = document.createElement("dialog");
  dialog.className = "sheet-dialog";
  dialog.setAttribute("aria-label", filters.getAttribute("aria-label"));
  filters.classList.add("sheet");
  dialog.append(filters);
  document.getElementById("results-page").append(dialog);
  dialog.showModal();
  dialog.addEventListener("close", () => {
    filters.classList.remove("sheet");
    place.replaceWith(filters);
    dialog.remove();
    document.querySelector(".filters-open")?.focus();
  });
}

// Record page: the section that is in view is marked; the address is copied; printing has a button.
const sections = [...document.querySelectorAll(".section-nav a")];
if (sections.length && "IntersectionObserver" in window) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of sections) {
          if (link.hash === `#${entry.target.id}`) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    },
    { rootMargin: "-64px 0px -70% 0px" },
  );
  for (const link of sections) {
    const section = document.querySelector(link.hash);
    if (section) observer.observe(section);
  }
}

for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => window.print());
}

// All values of a facet: the page of the facet, shown in a dialog; finding and turning stay inside it.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const more = event.target.closest("#results-page details.facet > a.more");
  if (more) {
    event.preventDefault();
    openFacet(more);
  }
});

async function openFacet(link) {
  const dialog = document.createElement("dialog");
  dialog.className = "facet-dialog";
  if (!(await fillFacet(dialog, link.href))) {
    location.assign(link.href);
    return;
  }
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector('input[type="search"]')?.focus();
  dialog.addEventListener("click", (event) => {
    const inner = event.target.closest(".letters a, .facet-foot a, .lead a");
    if (event.target.closest("[data-close]") || event.target === dialog) {
      event.preventDefault();
      dialog.close();
    } else if (inner) {
      event.preventDefault();
      fillFacet(dialog, inner.href);
    }
  });
  dialog.addEventListener("submit", (event) => {
    if (!event.target.matches(".facet-find")) return;
    event.preventDefault();
    fillFacet(dialog, addressOf(event.target));
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
}

async function fillFacet(dialog, address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = fresh.getElementById("content");
  if (!content) return false;
  const heading = content.querySelector("h1");
  const head = document.createElement("div");
  head.className = "dialog-head";
  const title = document.createElement("h2");
  title.id = "facet-title";
  title.textContent = heading.textContent;
  const page = document.createElement("a");
  page.href = address;
  page.textContent = content.dataset.asPage;
  const close = document.querySelector("#filters [data-close]").cloneNode(true);
  head.append(title, page, close);
  content.querySelector(".back")?.remove();
  heading.remove();
  const body = document.createElement("div");
  body.className = "facet-page";
  body.append(...content.childNodes);
  dialog.setAttribute("aria-labelledby", "facet-title");
  dialog.replaceChildren(head, body);
  return true;
}
