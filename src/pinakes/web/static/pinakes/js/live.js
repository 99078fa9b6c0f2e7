// The state of copies now: one question for all hits of a page, or for the record that is shown, after the page is there.
// Without this file stored states are shown, with links that ask.
"use strict";

// A block: scripts of a page share their names.
{
  const PATIENCE = 10_000;

  async function states(ids, more = {}) {
    const query = new URLSearchParams(more);
    for (const id of ids) query.append("id", id);
    const answer = await fetch(`/availability?${query}`, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).records;
  }

  let asking = false;

  async function askForHits() {
    const lines = [...document.querySelectorAll("[data-live]")];
    if (!lines.length || asking) return;
    asking = true;
    try {
      const found = await states([...new Set(lines.map((line) => line.dataset.live))].slice(0, 100));
      for (const line of lines) {
        const id = line.dataset.live;
        line.removeAttribute("data-live");
        if (found[id]) line.outerHTML = found[id].line;
      }
    } catch {
      // The stored states stay.
      for (const line of lines) line.removeAttribute("data-live");
    } finally {
      asking = false;
    }
  }

  async function askForRecord(box, again) {
    const id = box.dataset.liveHoldings;
    box.setAttribute("aria-busy", "true");
    try {
      const found = (await states([id], again ? { holdings: 1, again: 1 } : { holdings: 1 }))[id];
      if (!found) return;
      const focused = box.contains(document.activeElement);
      box.innerHTML = found.holdings;
      document.getElementById("get-it").innerHTML = found.side;
      if (focused) box.querySelector("[data-ask-again]")?.focus();
      if (again) document.getElementById("live").textContent = found.said;
    } catch {
      // The stored state stays.
    } finally {
      box.removeAttribute("aria-busy");
    }
  }

  askForHits();
  // Filters replace the hits without a new page.
  const results = document.getElementById("results-page");
  if (results) new MutationObserver(askForHits).observe(results, { childList: true, subtree: true });

  const box = document.querySelector("[data-live-holdings]");
  if (box) {
    if ("ask" in box.dataset) askForRecord(box, false);
    box.addEventListener("click", (event) => {
      if (!event.target.closest("[data-ask-again]") || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      askForRecord(box, true);
    });
  }
}
