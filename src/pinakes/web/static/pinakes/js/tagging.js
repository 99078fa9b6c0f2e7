/* Proposes tags while one types: the last word of the field is completed from /tags?complete=. */
"use strict";
for (const field of document.querySelectorAll("input[data-tags]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-list`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const [, before, begin] = /^(.*?)("[^"]*|[^\s,;"]*)$/su.exec(field.value.replace(/"[^"]*"/g, (q) => q.replace(/[\s,;"]/g, "\u0000"))) ?? [];
      const word = (begin ?? "").replace(/^"/, "");
      if (word.length < 2) return list.replaceChildren();
      const start = field.value.slice(0, before.length);
      const answer = await fetch(`/tags?complete=${encodeURIComponent(word)}`);
      if (!answer.ok) return;
      const { tags } = await answer.json();
      if (!field.value.startsWith(start) || !field.value.endsWith(begin)) return; // somebody typed on
      list.replaceChildren(...tags.map((tag) => {
        const option = document.createElement("option");
        option.value = start + (/[\s,;]/.test(tag) ? `"${tag}"` : tag);
        option.label = tag;
        return option;
      }));
    }, 150);
  });
}
