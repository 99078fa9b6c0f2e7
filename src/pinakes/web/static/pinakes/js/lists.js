// Lists: Save without leaving the page, the dialog with all lists, entries dragged by their handle, ticks counted.
// Every page works without this file.
"use strict";

{
  const live = document.getElementById("live");
  const keep = document.getElementById("keep");
  const words = keep?.dataset;
  const asData = { Accept: "application/json" };

  function post(address, body) {
    return fetch(address, { method: "POST", body, headers: asData, credentials: "same-origin" });
  }

  // Beside the button and to screen readers: what was done, and its undoing.
  function tell(button, answer) {
    const holder = button.closest("[data-record-id]") || document;
    holder.querySelector(".saved-now")?.remove();
    live.textContent = answer.said;
    const note = document.createElement("span");
    note.className = "saved-now";
    note.textContent = answer.said;
    if (answer.undo) {
      const undo = document.createElement("button");
      undo.type = "button";
      undo.className = "link";
      undo.textContent = words.undo;
      undo.addEventListener("click", async () => {
        const body = new FormData(keep);
        const token = await tokenOf(button);
        body.set("csrfmiddlewaretoken", token);
        body.set("key", answer.undo);
        const response = await post("/lists/undo", body);
        if (response.ok) location.reload();
      });
      note.append(" ", undo);
    }
    button.after(note);
  }

  function press(button, answer) {
    button.setAttribute("aria-pressed", String(answer.pressed));
    button.querySelector("span").textContent = answer.pressed ? words.savedWord : words.saveWord;
    const holder = button.closest("[data-record-id]");
    const places = holder?.querySelector("[data-places]");
    if (places) {
      places.innerHTML = answer.places || places.dataset.none || "";
      places.hidden = !places.innerHTML;
    }
    const bag = document.querySelector('a.tool[href="/bag"]');
    if (bag && answer.count !== undefined) {
      bag.hidden = !answer.count;
      bag.querySelector("b").textContent = answer.count;
    }
  }

  // The page that asks into which lists: its form, fetched when it is needed.
  async function pageOf(address) {
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("[data-dialog]");
  }

  async function tokenOf(button) {
    const kept = document.querySelector("#keep [name=csrfmiddlewaretoken]");
    if (kept) return kept.value;
    const part = await pageOf(addressOf([button.value]));
    return part.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function addressOf(ids, more = []) {
    const query = new URLSearchParams([...ids.map((id) => ["id", id]), ...more]);
    query.set("next", location.pathname + location.search);
    return `/lists/save?${query}`;
  }

  async function openDialog(address, button) {
    const part = await pageOf(address);
    const dialog = document.createElement("dialog");
    dialog.className = "save-dialog";
    dialog.setAttribute("aria-labelledby", "save-head");
    const head = document.createElement("h2");
    head.id = "save-head";
    const title = part.querySelector("h1");
    head.textContent = title.textContent;
    title.replaceWith(head);
    const bar = document.createElement("div");
    bar.className = "dialog-head";
    head.replaceWith(bar);
    const page = document.createElement("a");
    page.href = address;
    page.textContent = words.asPage;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "×";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => dialog.close());
    bar.append(head, page, close);
    dialog.append(part);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      button.focus();
    });
    dialog.querySelector("[data-save-form]").addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = new FormData(event.target, event.submitter);
      const response = await post("/lists/save", body);
      if (!response.ok) return event.target.submit();
      const answer = await response.json();
      dialog.close();
      if (button.matches("[data-save]")) press(button, answer);
      tell(button, answer);
    });
    dialog.showModal();
    dialog.querySelector("input:not([type=hidden]), .primary")?.focus();
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-save], [data-save-ticked]");
    if (!button || button.getAttribute("aria-busy")) return;
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    try {
      if (button.matches("[data-save-ticked]")) {
        const form = new FormData(document.getElementById("chosen"));
        const ids = form.getAll("id");
        const every = form.has("every") ? [["every", "1"], ["search", form.get("search")]] : [];
        if (ids.length || every.length) await openDialog(addressOf(ids, every), button);
      } else if (document.querySelector("#keep[method=post]")) {
        if (button.getAttribute("aria-pressed") === "true") await openDialog(addressOf([button.value]), button);
        else await quick(button, "/lists/save", new FormData(keep));
      } else {
        const body = new FormData();
        body.set("csrfmiddlewaretoken", await tokenOf(button));
        body.set("toggle", "1");
        await quick(button, "/bag/add", body);
      }
    } catch {
      location.href = addressOf([button.value]);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });

  async function quick(button, address, body) {
    body.set("id", button.value);
    const response = await post(address, body);
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    press(button, answer);
    tell(button, answer);
  }

  // Lists: a select sends its form; ticks are counted; entries are dragged by their handle.
  for (const select of document.querySelectorAll("[data-sends]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  const chosen = document.querySelector(".list-page #chosen, .bag-page #chosen");
  if (chosen) {
    const ticks = [...document.querySelectorAll('.hits input[name="id"]')];
    const all = document.querySelector("[data-tick-page]");
    const count = chosen.querySelector("[data-count]");
    const recount = () => {
      const number = ticks.filter((tick) => tick.checked).length;
      count.textContent = chosen.dataset.some.replace("{n}", number);
      if (!all) return;
      all.checked = number === ticks.length;
      all.indeterminate = number > 0 && number < ticks.length;
    };
    for (const tick of ticks) tick.addEventListener("change", recount);
    all?.addEventListener("change", () => {
      for (const tick of ticks) tick.checked = all.checked;
      recount();
    });
  }

  const sortable = document.querySelector('[data-sortable="yes"]');
  if (sortable) {
    let moved = null;
    const under = (y) =>
      [...sortable.children].find((item) => item !== moved && y < item.getBoundingClientRect().top + item.offsetHeight / 2);
    sortable.addEventListener("pointerdown", (event) => {
      const handle = event.target.closest("[data-handle]");
      if (!handle) return;
      event.preventDefault();
      moved = handle.closest("li");
      moved.classList.add("moving");
      handle.setPointerCapture(event.pointerId);
    });
    sortable.addEventListener("pointermove", (event) => {
      if (!moved) return;
      const next = under(event.clientY);
      if (next) next.before(moved);
      else sortable.append(moved);
    });
    const drop = async () => {
      if (!moved) return;
      const item = moved;
      moved = null;
      item.classList.remove("moving");
      const body = new FormData(chosen);
      body.delete("id");
      body.set("one", `place ${item.dataset.recordId}`);
      body.set("before", item.nextElementSibling?.dataset.recordId || "");
      const response = await post(chosen.action, body);
      if (response.ok) live.textContent = (await response.json()).said;
      else location.reload();
    };
    sortable.addEventListener("pointerup", drop);
    sortable.addEventListener("pointercancel", drop);
  }
}
