// The page of a record: numbers are copied, folds open where an address leads into them, the system's own way to share.
// Everything works without this file.
"use strict";

// A block: scripts of a page share their names.
{
  const page = document.querySelector("main[data-record-id]");
  const live = document.getElementById("live");

  function say(text) {
    if (live) live.textContent = text;
  }

  async function copied(text) {
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Not allowed here: the old way.
      }
    }
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "hidden";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }

  for (const button of document.querySelectorAll("[data-copy-text]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(button.dataset.copyText);
      button.focus();
      if (!done) return;
      button.classList.add("done");
      say(`${page.dataset.copied}: ${button.dataset.copyText}`);
      setTimeout(() => button.classList.remove("done"), 2000);
    });
  }

  // "and 212 others": opened when an address leads into the fold, or to its row.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const fold = target.closest("details") || (target.classList.contains("row") && target.querySelector("details.more"));
    if (fold) fold.open = true;
  }
  addEventListener("hashchange", unfold);
  unfold();

  for (const item of document.querySelectorAll("[data-share]")) {
    if (!navigator.share) continue;
    item.hidden = false;
    item.addEventListener("click", () => {
      navigator.share({ title: item.dataset.title, url: item.dataset.share }).catch(() => {});
    });
  }
}
