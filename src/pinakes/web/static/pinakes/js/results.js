// Results: how many are ticked, and keys from hit to hit. The bar of actions works without this file too.
"use strict";

const ticks = () => [...document.querySelectorAll('.hits input[name="id"]')];
const bulk = () => document.getElementById("chosen");

// The bar takes the place of the tools over the list; without script it stands below.
function placeBar() {
  const bar = bulk();
  const tools = document.querySelector(".toolbar");
  if (!bar || !tools) return;
  tools.prepend(bar);
  for (const item of document.querySelectorAll("[data-print-list], [data-keys-help]")) item.hidden = false;
  countTicks();
}

function countTicks() {
  const bar = bulk();
  if (!bar) return "";
  const [all, page, every] = [ticks(), document.querySelector("[data-tick-page]"), bar.elements.every];
  const number = all.filter((box) => box.checked).length;
  if (number < all.length && every) every.checked = false;
  page.checked = number > 0 && number === all.length;
  page.indeterminate = number > 0 && number < all.length;
  const words = every?.checked ? bar.dataset.all : bar.dataset.some.replace("{n}", number);
  bar.querySelector("[data-count]").textContent = words;
  return words;
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.form !== bulk() && !box.matches("[data-tick-page]")) return;
  if (box.name !== "id") for (const other of ticks()) other.checked = box.checked;
  if (box.matches("[data-tick-page]") && !box.checked && bulk().elements.every) bulk().elements.every.checked = false;
  say(countTicks());
});

document.addEventListener("reset", (event) => {
  if (event.target !== bulk()) return;
  setTimeout(() => {
    say(countTicks());
    document.querySelector("[data-tick-page]").focus();
  });
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print-list]")) window.print();
  if (event.target.closest("[data-keys-help]")) showKeys();
});

function showKeys() {
  const dialog = document.getElementById("keys").content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

// Keys: never while somebody types, and only where they are not switched off.
const keys = {
  j: (hits, i) => hits[Math.min(i + 1, hits.length - 1)].querySelector("h2 a").focus(),
  k: (hits, i) => hits[Math.max(i - 1, 0)].querySelector("h2 a").focus(),
  o: (hits, i) => hits[i]?.querySelector("h2 a").click(),
  s: (hits, i) => hits[i]?.querySelector("[data-save]")?.click(),
  x: (hits, i) => hits[i]?.querySelector('input[name="id"]').click(),
  "?": () => showKeys(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || root.dataset.keys === "off") return;
  const hits = [...document.querySelectorAll(".hits .hit")];
  if (!hits.length || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key](hits, hits.indexOf(event.target.closest(".hit")));
});

document.addEventListener("pinakes:results", placeBar);
window.addEventListener("pageshow", placeBar);
