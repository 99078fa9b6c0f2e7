// The advanced search: rows and groups without reloading, the sentence while one types, finding in long lists.
// The server makes the form and the sentence; without this file they come with a page of their own.
"use strict";

const main = document.getElementById("content");
const shape = () => document.getElementById("advanced-form");
const query = (form, button) => new URLSearchParams(new FormData(form, button));

main.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || (button.name !== "add" && button.name !== "remove")) return;
  event.preventDefault();
  const address = `${shape().getAttribute("action")}?${query(shape(), button)}`;
  const open = [...document.querySelectorAll(".limits details")].map((d) => d.open);
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("advanced-form");
  if (!fresh) return;
  shape().replaceWith(fresh);
  document.querySelectorAll(".limits details").forEach((d, i) => (d.open = open[i] || false));
  showFinders();
  history.replaceState(null, "", `${shape().getAttribute("action")}?${query(shape())}`);
  document.querySelector("#advanced-form [autofocus]")?.focus();
  document.getElementById("live").textContent = button.textContent.trim();
});

let waiting = 0;
let asked = "";
function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const wanted = String(query(shape()));
    if (wanted === asked) return;
    asked = wanted;
    const answer = await fetch(`${shape().dataset.sentence}?${wanted}`).catch(() => null);
    if (!answer?.ok || asked !== wanted) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("will-search").replaceChildren(...fresh.body.childNodes);
  }, 300);
}
main.addEventListener("change", refresh);

main.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches("[data-find]")) {
    refresh();
    return;
  }
  const list = box.closest("fieldset");
  const wanted = fold(box.value);
  for (const item of list.querySelectorAll(".ticks li")) item.hidden = !fold(item.textContent).includes(wanted);
  if (wanted) for (const part of list.querySelectorAll("details")) part.open = true;
});

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

function showFinders() {
  for (const box of document.querySelectorAll(".finder")) box.hidden = false;
}
showFinders();
document.getElementById("failure")?.focus();
