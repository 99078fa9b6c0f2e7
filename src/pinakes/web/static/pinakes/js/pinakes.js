// What glides on every page: light and dark, menus, "/" for the search box. Filters have a file of their own.
// Every page works without this file.
"use strict";

const root = document.documentElement;

// A form that was refused: what is wrong is heard first.
document.querySelector("[data-focus]")?.focus();

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
  if (event.key === "/" && !typing && root.dataset.keys !== "off" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById("search-words");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

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
