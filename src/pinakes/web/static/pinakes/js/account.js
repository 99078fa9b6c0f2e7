// Sign-in and account: passwords can be shown, refused forms get the focus, passkeys. Pages work without this file.
"use strict";

const refused = document.querySelector("[data-focus]");
if (refused) refused.focus();

for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
}
