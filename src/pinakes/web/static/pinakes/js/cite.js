// References: the page in a dialog, another style without reloading, copying. The page works without this file.
"use strict";

(() => {
  const texts = document.currentScript.dataset;
  let dialog = null;
  let opener = null;
  let asking = null;
  let typing = 0;

  const element = (name, content, attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...[content].flat());
    return made;
  };

  async function pageOf(address) {
    asking?.abort();
    asking = new AbortController();
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".cite");
    if (!found) throw new Error(String(answer.status));
    return found;
  }

  function say(words) {
    const place = dialog?.querySelector("[data-said-here]") ?? document.getElementById("live");
    place.textContent = "";
    setTimeout(() => { place.textContent = words; }, 50);
  }

  // The dialog
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href$="/cite"], a[href^="/cite?"]');
    if (!link || link.closest(".cite-dialog") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href, link);
  });
  document.addEventListener("submit", (event) => {
    if (!event.submitter?.matches('form[action="/chosen"] [name="do"][value="cite"]') || event.defaultPrevented) return;
    const sent = new FormData(event.target);
    const ids = sent.getAll("id").map((id) => ["id", id]);
    if (!ids.length && !sent.has("every")) return;
    event.preventDefault();
    open(`/cite?${sent.has("every") ? sent.get("search") : new URLSearchParams(ids)}`, event.submitter);
  });

  async function open(address, from) {
    opener = from;
    if (!document.querySelector(`link[href="${texts.css}"]`)) {
      document.head.append(element("link", [], { rel: "stylesheet", href: texts.css }));
    }
    dialog = element("dialog", [], { className: "cite-dialog" });
    dialog.setAttribute("aria-labelledby", "cite-title");
    const close = element("button", [texts.close], { type: "button" });
    close.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${texts.icons}#x"/></svg><span class="hidden"></span>`;
    close.lastChild.textContent = texts.close;
    close.addEventListener("click", () => dialog.close());
    const head = element("div", [
      element("h2", texts.title, { id: "cite-title" }), element("a", texts.page, { href: address }), close,
    ], { className: "cite-head" });
    const status = element("p", [], { className: "hidden" });
    status.setAttribute("role", "status");
    status.dataset.saidHere = "";
    const waiting = element("div", [], { className: "cite" });
    waiting.setAttribute("aria-busy", "true");
    dialog.append(head, waiting, status);
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      asking?.abort();
      dialog.remove();
      dialog = null;
      opener?.focus();
    });
    dialog.showModal();
    try {
      const found = await pageOf(address);
      found.dataset.address = address;
      waiting.replaceWith(found);
      enrich(found);
      found.querySelector("input:checked")?.focus();
    } catch (error) {
      if (error.name !== "AbortError") waiting.replaceWith(element("p", texts.failed));
    }
  }

  // What only this script does is shown; what it does by itself is not.
  function enrich(box) {
    for (const part of box.querySelectorAll("[hidden]")) part.hidden = false;
    for (const part of box.querySelectorAll(".cite-plain, .cite-apply")) part.hidden = true;
  }

  // Another style or language; words to find a style by
  function addressOf(box) {
    const form = box.querySelector("form");
    const kept = [...new FormData(form)].filter(([name, value]) => value || name === "q");
    const base = (box.dataset.address ?? location.href).split(/[?#]/)[0];
    return `${base}?${new URLSearchParams(kept)}`;
  }

  function remember(name, value) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `cite_${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
  }

  async function renew(box, part, said) {
    const address = addressOf(box);
    box.setAttribute("aria-busy", "true");
    try {
      const found = await pageOf(address);
      enrich(found);
      box.querySelector(part).replaceWith(found.querySelector(part));
      say(found.querySelector(said)?.textContent ?? box.querySelector(said)?.textContent ?? "");
      if (!dialog) history.replaceState(null, "", address);
      else dialog.querySelector(".cite-head a").href = address;
    } catch (error) {
      if (error.name === "AbortError") return;
      say(texts.failed);
    }
    box.removeAttribute("aria-busy");
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest(".cite");
    if (!box || !event.target.matches("[name=style], [name=locale]")) return;
    remember(event.target.name, event.target.value);
    renew(box, ".cite-result", "#cite-list");
  });
  document.addEventListener("input", (event) => {
    const box = event.target.closest(".cite");
    if (!box || event.target.name !== "find") return;
    clearTimeout(typing);
    typing = setTimeout(() => renew(box, ".cite-styles", "[data-found]"), 250);
  });
  document.addEventListener("submit", (event) => {
    const box = event.target.closest(".cite");
    if (!box) return;
    event.preventDefault();
    clearTimeout(typing);
    renew(box, ".cite-styles", "[data-found]");
  });

  // Copying: as formatted and as plain text at once, so that each program takes what it can.
  async function put(text, html) {
    if (navigator.clipboard && window.ClipboardItem) {
      const kinds = { "text/plain": text };
      if (html) kinds["text/html"] = html;
      const blobs = Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return;
    }
    // Without HTTPS there is no clipboard but that of the copy event.
    document.addEventListener("copy", (event) => {
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
    }, { once: true });
    if (!document.execCommand("copy")) throw new Error("refused");
  }

  function formatted(box) {
    const copy = box.querySelector("[data-references]").cloneNode(true);
    for (const part of copy.querySelectorAll(".csl-left-margin")) part.append(" ");
    for (const part of copy.querySelectorAll("[class^=csl-]:not(.csl-block)")) part.replaceWith(...part.childNodes);
    const made = [...copy.querySelectorAll("[data-reference]")].map((one) => `<p>${one.innerHTML.trim()}</p>`);
    // As text: the security policy of the page lets no style attribute into it.
    return made.join("\n").replaceAll('class="small-caps"', 'style="font-variant: small-caps"');
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const box = button.closest(".cite");
    const plain = box?.querySelector("#cite-plain").value ?? "";
    try {
      if (button.dataset.copy === "formatted") await put(plain, formatted(box));
      else if (button.dataset.copy === "plain") await put(plain);
      else {
        const answer = await fetch(button.dataset.copy);
        if (!answer.ok) throw new Error(String(answer.status));
        await put(await answer.text());
      }
    } catch {
      say(texts.failed);
      return;
    }
    const [label, use] = [button.querySelector("span"), button.querySelector("use")];
    if (!button.dataset.label) {
      button.dataset.label = label.textContent;
      button.dataset.icon = use.getAttribute("href");
    }
    label.textContent = texts.copied;
    use.setAttribute("href", `${texts.icons}#check`);
    say(texts.copied);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      label.textContent = button.dataset.label;
      use.setAttribute("href", button.dataset.icon);
    }, 2000);
  });

  for (const part of document.querySelectorAll(".cite, .export-links")) enrich(part);
})();
