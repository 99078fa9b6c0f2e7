// Completion of the search box: the combobox of ARIA 1.2 with a list in groups. Without it the box is a plain box.
"use strict";

(() => {
  const WAIT = 150;
  const LEAST = 2;
  let box = null; // the input that is being completed
  let list = null;
  let active = -1;
  let timer = 0;
  let asking = null;

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#search-words")) prepare(event.target);
  });
  if (document.activeElement?.matches("#search-words")) prepare(document.activeElement);

  function prepare(input) {
    if (box === input) return;
    box = input;
    list?.remove();
    list = document.createElement("div");
    list.id = "completions";
    list.className = "completions";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    input.form.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", ask);
    input.addEventListener("keydown", press);
    input.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
    list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  }

  const options = () => [...list.querySelectorAll("[role=option]")];

  function ask(event) {
    clearTimeout(timer);
    asking?.abort();
    const text = box.value.trim();
    if (event?.isComposing) return;
    if (text.length < LEAST) {
      close();
      return;
    }
    timer = setTimeout(async () => {
      asking = new AbortController();
      const data = new URLSearchParams({ q: text, field: box.form.elements.field?.value || "all" });
      try {
        const answer = await fetch(`${box.dataset.suggest}?${data}`, { signal: asking.signal });
        if (answer.ok) show(await answer.json());
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    }, WAIT);
  }

  function show(found) {
    if (document.activeElement !== box) return;
    let number = 0;
    const groups = found.groups.map((group) => {
      const part = element("div", { role: "group", "aria-labelledby": `c-${group.name}` });
      part.append(element("div", { id: `c-${group.name}`, class: "completion-head", role: "presentation" }, group.label));
      for (const value of group.values) {
        const option = element("div", { role: "option", id: `c-${number++}`, "aria-selected": "false", "data-href": value.href });
        option.append(element("bdi", {}, value.text));
        part.append(option);
      }
      return part;
    });
    list.replaceChildren(...groups);
    list.setAttribute("aria-label", found.label);
    point(-1);
    list.hidden = !number;
    box.setAttribute("aria-expanded", String(Boolean(number)));
    document.getElementById("live").textContent = found.status;
  }

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    if (!list) return;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(to) {
    active = to;
    options().forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === to));
      if (at === to) option.scrollIntoView({ block: "nearest" });
    });
    if (to < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", `c-${to}`);
  }

  function press(event) {
    if (event.isComposing) return;
    const number = options().length;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!number) return;
      event.preventDefault();
      if (!open) {
        list.hidden = false;
        box.setAttribute("aria-expanded", "true");
        if (event.altKey) return;
      }
      // One place more than there are options: the box itself, with what was typed.
      const step = event.key === "ArrowDown" ? 1 : -1;
      point(((active + 1 + step + number + 1) % (number + 1)) - 1);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      go(options()[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // the second Esc clears the box, as browsers do
      close();
    }
  }

  function go(option) {
    if (option) location.assign(option.dataset.href);
  }
})();
