// Filters without reloading: ticks that apply at once, branches, the brush over the years, the sheet of a phone and
// the dialog of all values. Each page works without this file.
"use strict";

const filterState = { running: null, shown: location.search, opened: new Set() };
const text = () => document.getElementById("filters")?.dataset ?? {};

// Addresses: what a form would send, without what says nothing.
function addressOf(form, { submitter = null, action = form.getAttribute("action") } = {}) {
  const entries = [...new FormData(form)];
  if (submitter?.name) entries.push([submitter.name, submitter.value]);
  const excluded = new Set(entries.filter(([n, v]) => n === "filter" && v.startsWith("-")).map(([, v]) => v.slice(1)));
  const defaults = { sort: "relevance", size: "20", order: "count", from: "0" };
  const results = action === "/search" ? ["find", "order", "letter", "from", "under", "clear"] : [];
  const last = { letter: null, from: null };
  const kept = [];
  for (const [name, value] of entries) {
    if ((value === "" && name !== "q" && name !== "letter") || defaults[name] === value || results.includes(name)) continue;
    if (name === "filter" && excluded.has(value)) continue;
    if (name in last) last[name] = value;
    else kept.push([name, value]);
  }
  for (const [name, value] of Object.entries(last)) if (value) kept.push([name, value]);
  return `${action}?${new URLSearchParams(kept)}`;
}

async function fetchPage(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// What a screen reader hears: within an open dialog, since the rest of the page is silent then.
function say(words) {
  const place = document.querySelector("dialog[open] [data-said-here]") ?? document.getElementById("live");
  place.textContent = words.trim();
}

// Results: only what a filter changes is exchanged, and the focus stays where it was.
async function exchange(address, { push = true, focus = null } = {}) {
  const page = document.getElementById("results-page");
  filterState.running?.abort();
  filterState.running = new AbortController();
  page.setAttribute("aria-busy", "true");
  let fresh;
  try {
    fresh = await fetchPage(address, filterState.running.signal);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  const content = fresh.getElementById("content");
  const filters = fresh.getElementById("filters");
  if (!fresh.getElementById("results-page") || !content || !filters) {
    location.assign(address);
    return;
  }
  keepOpenFacets(filters);
  document.getElementById("filters").replaceChildren(...filters.childNodes);
  document.getElementById("content").replaceWith(content);
  exchangeBox(fresh);
  page.removeAttribute("aria-busy");
  document.title = fresh.title;
  if (push) history.pushState({ results: true }, "", address);
  filterState.shown = location.search;
  enrich();
  say(content.querySelector("h1").textContent);
  const target = (focus && document.querySelector(focus)) || (push ? content : null);
  target?.focus({ preventScroll: target === content });
}

// The search box keeps its place, since somebody may be typing in it; what it sends along is exchanged.
function exchangeBox(fresh) {
  for (const id of ["kept-limits", "kept-order", "to-advanced"]) {
    const [old, made] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && made) old.replaceWith(made);
  }
  const [words, made] = [document.getElementById("search-words"), fresh.getElementById("search-words")];
  if (words && made && document.activeElement !== words) words.value = made.defaultValue;
}

function keepOpenFacets(fresh) {
  for (const facet of document.querySelectorAll("details.facet")) {
    const same = fresh.querySelector(`details.facet[data-facet="${CSS.escape(facet.dataset.facet)}"]`);
    if (same) same.open = facet.open;
  }
}

// What no server can say in HTML: half-ticked boxes; and what only this script does.
function enrich() {
  for (const box of document.querySelectorAll("input[data-half]")) box.indeterminate = !box.checked;
  for (const box of document.querySelectorAll(".filters .brush")) brush(box);
  const cancel = document.querySelector(".sheet [data-cancel]");
  if (cancel) cancel.hidden = false;
  for (const key of filterState.opened) {
    const twig = twigOf(...key.split("\n"));
    if (twig?.getAttribute("aria-expanded") === "false") openBranch(twig);
  }
  document.dispatchEvent(new Event("pinakes:results"));
}

const rowSelector = (facet, value) => `[data-facet="${CSS.escape(facet)}"] [data-value="${CSS.escape(value)}"]`;
const inputOf = (row) =>
  `.filters ${rowSelector(row.closest("[data-facet]").dataset.facet, row.dataset.value)} > label input`;

document.addEventListener("change", (event) => {
  const control = event.target;
  if (control.form?.id !== "filter-form" || !document.getElementById("results-page")) return;
  if (control.type !== "checkbox" && !control.matches("[data-auto]")) return;
  const row = control.closest("[data-value]");
  exchange(addressOf(control.form), { focus: row ? inputOf(row) : `select[name="${control.name}"][form]` });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "filter-form" || event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.matches(".twig")) return;
  const row = button?.matches(".exclude") ? button.closest("[data-value]") : null;
  const field = document.activeElement?.matches("input[name]") ? `.filters input[name="${document.activeElement.name}"]` : null;
  const done = exchange(addressOf(form, { submitter: button, action: "/search" }), { focus: row ? inputOf(row) : field });
  if (button?.matches(".sheet-foot .primary")) done.then(() => document.querySelector("dialog.sheet-dialog")?.close());
});

// Links that take a limit away or change how values are joined.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#results-page a[data-exchange]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const facet = link.closest("details.facet");
  const focus = facet ? `.filters details[data-facet="${CSS.escape(facet.dataset.facet)}"] summary` : "#content .chips a";
  exchange(link.href, { focus });
});

// A jump within the page (the skip links) comes here too: it must not take the focus away.
window.addEventListener("popstate", () => {
  if (location.search === filterState.shown || !document.getElementById("results-page")) return;
  exchange(location.href, { push: false });
});

// Branches of a tree: what is under a value is fetched when it is opened for the first time.
const twigOf = (facet, value) => document.querySelector(`.filters ${rowSelector(facet, value)} > .twig`);

document.addEventListener("click", (event) => {
  const twig = event.target.closest("button.twig");
  if (!twig) return;
  event.preventDefault();
  const row = twig.closest(".facet-row");
  const key = `${row.closest("[data-facet]").dataset.facet}\n${row.dataset.value}`;
  if (twig.getAttribute("aria-expanded") === "true") {
    filterState.opened.delete(key);
    twig.setAttribute("aria-expanded", "false");
    row.classList.add("shut");
  } else {
    if (row.closest(".filters")) filterState.opened.add(key);
    openBranch(twig);
  }
});

async function openBranch(twig) {
  const row = twig.closest(".facet-row");
  twig.setAttribute("aria-expanded", "true");
  row.classList.remove("shut");
  row.querySelector(":scope > .failed")?.remove();
  if (row.querySelector(":scope > ul")) return;
  const waiting = bars(3);
  row.append(waiting);
  const facet = row.closest("[data-facet]").dataset.facet;
  try {
    const fresh = await fetchPage(addressOf(twig.form, { submitter: twig, action: `/search/facet/${facet}` }));
    const found = fresh.querySelector(`#content [data-value="${CSS.escape(row.dataset.value)}"] > ul`);
    if (!found) throw new Error("nothing");
    for (const button of found.querySelectorAll("button.exclude")) button.setAttribute("formaction", "/search");
    waiting.replaceWith(found);
    for (const box of row.querySelectorAll("input[data-half]")) box.indeterminate = !box.checked;
  } catch {
    waiting.replaceWith(failed(() => openBranch(twig)));
  }
}

// The rows that come, in grey; and the sentence when they don't.
function bars(number) {
  const list = document.createElement("ul");
  list.className = "waiting";
  list.setAttribute("aria-busy", "true");
  list.setAttribute("aria-label", text().waiting ?? "");
  for (let n = 0; n < number; n += 1) list.append(document.createElement("li"));
  return list;
}

function failed(again) {
  const line = document.createElement("p");
  line.className = "failed";
  line.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text().again;
  button.addEventListener("click", again);
  line.append(text().failed, " ", button);
  return line;
}

// Years: two handles over the histogram write into the two fields.
function brush(box) {
  const facet = box.closest(".facet");
  const fields = ["year_from", "year_to"].map((name) => facet.querySelector(`input[name="${name}"]`));
  const [begin, end, first, last] = ["begin", "end", "first", "last"].map((name) => Number(box.dataset[name]));
  if (last <= first || box.querySelector(".handle")) return;
  const right = () => getComputedStyle(box).direction === "rtl";
  const number = (field, otherwise) => {
    const value = Number.parseInt(field.value, 10);
    return Number.isNaN(value) ? otherwise : Math.min(Math.max(value, first), last);
  };
  const chosen = () => [number(fields[0], first), number(fields[1], last)];
  let timer = 0;

  function place() {
    const years = chosen();
    const edges = years.map((year, i) => (100 * (year + i - begin)) / (end - begin));
    handles.forEach((handle, i) => {
      handle.style.insetInlineStart = `${edges[i]}%`;
      handle.setAttribute("aria-valuenow", String(years[i]));
    });
    handles[0].setAttribute("aria-valuemax", String(years[1]));
    handles[1].setAttribute("aria-valuemin", String(years[0]));
    shade.setAttribute("x", `${edges[0]}%`);
    shade.setAttribute("width", `${Math.max(0, edges[1] - edges[0])}%`);
    for (const bar of box.querySelectorAll("rect[data-value]")) {
      const [from, to = from] = bar.dataset.value.split("..").map(Number);
      bar.setAttribute("class", to >= years[0] && from <= years[1] ? "in" : "out");
    }
  }

  function choose(i, year) {
    const years = chosen();
    years[i] = i ? Math.min(Math.max(year, years[0]), last) : Math.max(Math.min(year, years[1]), first);
    fields[i].value = String(years[i]);
    place();
  }

  const apply = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!box.isConnected) return;
      const which = handles.indexOf(document.activeElement);
      exchange(addressOf(facet.closest("form")), { focus: which < 0 ? null : `.filters .handle:nth-of-type(${which + 1})` });
    }, delay);
  };

  const svg = box.querySelector("svg");
  let shade = svg.querySelector(".shade");
  if (!shade) {
    shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    shade.setAttribute("class", "shade");
    shade.setAttribute("height", "100%");
    svg.prepend(shade);
  }
  const handles = [box.dataset.lowLabel, box.dataset.highLabel].map((label, i) => {
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", label);
    handle.setAttribute("aria-valuemin", String(first));
    handle.setAttribute("aria-valuemax", String(last));
    handle.addEventListener("keydown", (event) => {
      const forward = right() ? -1 : 1;
      const now = chosen()[i];
      const aims = {
        ArrowRight: now + forward, ArrowLeft: now - forward, ArrowUp: now + 1, ArrowDown: now - 1,
        PageUp: now + 10, PageDown: now - 10, Home: first, End: last,
      };
      if (event.key === "Enter") apply(0);
      if (!(event.key in aims)) return;
      event.preventDefault();
      choose(i, aims[event.key]);
      apply(700);
    });
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const frame = svg.getBoundingClientRect();
      const share = right() ? (frame.right - event.clientX) / frame.width : (event.clientX - frame.left) / frame.width;
      choose(i, Math.round(begin + share * (end - begin)) - i);
    });
    handle.addEventListener("pointerup", () => apply(0));
    return handle;
  });
  box.append(...handles);
  sweep(svg, {
    yearAt: (event) => {
      const frame = svg.getBoundingClientRect();
      const share = right() ? (frame.right - event.clientX) / frame.width : (event.clientX - frame.left) / frame.width;
      return Math.floor(begin + share * (end - begin));
    },
    chosen: (low, high) => {
      fields[0].value = String(Math.max(low, first));
      fields[1].value = String(Math.min(high, last));
      place();
    },
    before: () => fields.map((field) => field.value),
    undo: (values) => {
      fields.forEach((field, i) => { field.value = values[i]; });
      place();
    },
    apply: () => apply(0),
  });
  for (const field of fields) field.addEventListener("input", place);
  place();
}

// Dragging over the bars chooses their years; a click on one chooses its own.
function sweep(svg, years) {
  let [from, before] = [null, null];
  const spans = [...svg.querySelectorAll("rect[data-value]")].map((bar) => {
    const [low, high = low] = bar.dataset.value.split("..").map(Number);
    return [low, high];
  });
  const spanAt = (event) => {
    const year = years.yearAt(event);
    return spans.find(([, high]) => year <= high) ?? spans.at(-1);
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    [from, before] = [spanAt(event), years.before()];
    years.chosen(...from);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = spanAt(event);
    years.chosen(Math.min(from[0], to[0]), Math.max(from[1], to[1]));
  });
  svg.addEventListener("pointerup", () => {
    if (from) years.apply();
    from = null;
  });
  svg.addEventListener("pointercancel", () => {
    if (from) years.undo(before);
    from = null;
  });
}

// The sheet of filters on a small screen: the same markup in a dialog. "Cancel" goes back to what was before it.
document.addEventListener("click", (event) => {
  if (event.target.closest(".filters-open")) {
    event.preventDefault();
    openSheet();
  }
  const dialog = event.target.closest("dialog");
  if (dialog && event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});

function openSheet() {
  const filters = document.getElementById("filters");
  const before = location.href;
  const place = document.createComment("filters");
  filters.replaceWith(place);
  const dialog = document.createElement("dialog");
  dialog.className = "sheet-dialog";
  dialog.setAttribute("aria-label", filters.getAttribute("aria-label"));
  filters.classList.add("sheet");
  for (const facet of filters.querySelectorAll("details.facet")) {
    facet.open = ["access", "year"].includes(facet.dataset.facet);
  }
  dialog.append(filters, speaker());
  document.getElementById("results-page").append(dialog);
  dialog.showModal();
  enrich();
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-cancel]")) return;
    dialog.close();
    if (location.href !== before) exchange(before);
  });
  dialog.addEventListener("close", () => {
    filters.classList.remove("sheet");
    place.replaceWith(filters);
    dialog.remove();
    document.querySelector(".filters-open")?.focus();
  });
}

function speaker() {
  const place = document.createElement("p");
  place.className = "hidden";
  place.setAttribute("role", "status");
  place.dataset.saidHere = "";
  return place;
}

// All values of a facet: its page, shown in a dialog that stays open over finding, turning and several ticks.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const more = event.target.closest("#results-page details.facet a.more");
  if (!more) return;
  event.preventDefault();
  openFacet(more);
});

function openFacet(link) {
  const facet = link.closest("details.facet").dataset.facet;
  const dialog = document.createElement("dialog");
  dialog.className = "facet-dialog";
  dialog.setAttribute("aria-labelledby", "facet-title");
  const head = document.createElement("div");
  head.className = "dialog-head";
  const title = document.createElement("h2");
  title.id = "facet-title";
  title.textContent = link.closest("details").querySelector("h3").textContent;
  const page = document.createElement("a");
  page.href = link.href;
  page.hidden = true;
  const close = document.querySelector("#filters [data-close]").cloneNode(true);
  head.append(title, page, close);
  const body = document.createElement("div");
  body.className = "facet-page";
  body.dataset.facet = facet;
  dialog.append(head, body, speaker());
  document.body.append(dialog);
  dialog.showModal();
  fillFacet(body, link.href, { focus: 'input[type="search"]' });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    const inner = event.target.closest(".letters a, .lead a, .chips a");
    if (!inner || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    fillFacet(body, inner.href, { focus: 'input[type="search"]' });
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    document.querySelector(`.filters [data-facet="${CSS.escape(facet)}"] a.more`)?.focus();
  });
}

async function fillFacet(body, address, { focus = null } = {}) {
  filterState.running?.abort();
  filterState.running = new AbortController();
  body.setAttribute("aria-busy", "true");
  if (!body.children.length) body.append(bars(6));
  let content;
  try {
    content = (await fetchPage(address, filterState.running.signal)).getElementById("content");
    if (!content) throw new Error("nothing");
  } catch (error) {
    if (error.name === "AbortError") return;
    if (body.id === "content") location.assign(address);
    else body.replaceChildren(failed(() => fillFacet(body, address, { focus })));
    return;
  }
  const scrolled = body.closest("dialog")?.scrollTop ?? 0;
  const dialog = body.closest("dialog");
  if (dialog) {
    dialog.querySelector("#facet-title").textContent = content.querySelector("h1").textContent;
    const page = dialog.querySelector(".dialog-head a[hidden], .dialog-head a:not([data-close])");
    page.href = content.dataset.address;
    page.textContent = content.dataset.asPage;
    page.hidden = false;
    content.querySelector(".back")?.remove();
    content.querySelector("h1").remove();
  }
  body.dataset.address = content.dataset.address;
  // Who typed on while this was on its way keeps the text and the place in it.
  const field = document.activeElement?.type === "search" && body.contains(document.activeElement) ? document.activeElement : null;
  const opened = [...body.querySelectorAll(".twig[aria-expanded=true]")].map((twig) => twig.closest(".facet-row").dataset.value);
  body.replaceChildren(...content.childNodes);
  for (const value of opened) {
    const row = body.querySelector(`.shut[data-value="${CSS.escape(value)}"]`);
    row?.classList.remove("shut");
    row?.querySelector(":scope > .twig").setAttribute("aria-expanded", "true");
  }
  body.removeAttribute("aria-busy");
  if (dialog) dialog.scrollTop = scrolled;
  for (const box of body.querySelectorAll("input[data-half]")) box.indeterminate = !box.checked;
  say(content.dataset.said);
  const target = body.querySelector(field ? 'input[type="search"]' : focus || ":not(*)");
  target?.focus();
  if (target && field) {
    target.value = field.value;
    target.setSelectionRange(field.selectionStart, field.selectionStart);
  }
}

const facetAction = (body) => `/search/facet/${body.dataset.facet}`;

document.addEventListener("change", (event) => {
  const control = event.target;
  const body = control.closest(".facet-page");
  if (!body || !control.form?.matches(".facet-form") || control.type === "search") return;
  let address = addressOf(control.form, { action: facetAction(body) });
  const from = new URLSearchParams(body.dataset.address.split("?")[1]).get("from");
  if (from && !control.matches("[data-order]")) address += `&from=${from}`;
  const row = control.closest("[data-value]");
  const focus = row
    ? `[data-value="${CSS.escape(row.dataset.value)}"] > label input`
    : control.type === "radio"
      ? `input[type="radio"][value="${CSS.escape(control.value)}"]`
      : "[data-order]";
  if (body.id === "content") history.replaceState(null, "", address);
  fillFacet(body, address, { focus });
});

let typing = 0;
document.addEventListener("input", (event) => {
  const control = event.target;
  const body = control.closest(".facet-dialog .facet-page");
  if (!body || control.type !== "search") return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    const data = addressOf(control.form, { submitter: { name: "letter", value: "" }, action: facetAction(body) });
    fillFacet(body, data, { focus: 'input[type="search"]' });
  }, 250);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".facet-form")) return;
  const body = form.closest(".facet-page");
  const dialog = body.closest("dialog");
  const button = event.submitter;
  event.preventDefault();
  if (button?.matches(".twig")) return;
  if (!button || button.matches("[data-apply]")) {
    const address = addressOf(form, { action: "/search" });
    if (!dialog) {
      location.assign(address);
      return;
    }
    dialog.close();
    exchange(address, { focus: `.filters details[data-facet="${CSS.escape(body.dataset.facet)}"] summary` });
    return;
  }
  clearTimeout(typing);
  const address = addressOf(form, { submitter: button, action: facetAction(body) });
  const row = button.closest("[data-value]");
  const focus = row ? `[data-value="${CSS.escape(row.dataset.value)}"] > label input` : 'input[type="search"]';
  if (dialog) fillFacet(body, address, { focus });
  else location.assign(address);
});

// "Keep my filters" is remembered at once.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keep]")) return;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `keep_filters=${event.target.checked ? 1 : 0}; path=/; max-age=31536000; samesite=lax${secure}`;
});

if (document.getElementById("filters")) enrich();
else for (const box of document.querySelectorAll("input[data-half]")) box.indeterminate = !box.checked;
