// A field with completion from the server (the combobox pattern of WAI-ARIA).

import { node } from "./dom.js";
import { composing } from "./composer.js";

const PAUSE = 150; // milliseconds without typing after which completions are asked for

export function comboBox(attributes, { api, say }) {
  const listId = `${attributes.id}-list`;
  const input = node("input", {
    type: "text", role: "combobox", autocomplete: "off", maxlength: 100,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId, ...attributes,
  });
  const list = node("ul", { role: "listbox", id: listId, "aria-label": say("industry"), hidden: true });
  const told = node("p", { role: "status", class: "unseen" });
  const box = node("div", { class: "combo" }, input, list, told);
  let timer = 0;
  let asked = "";

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (option) => {
    for (const each of list.children) each.setAttribute("aria-selected", `${each === option}`);
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    input.value = option.dataset.label;
    asked = input.value;
    close();
    input.dispatchEvent(new Event("input"));
  };
  const show = (found) => {
    const options = found.map((each, place) => {
      const detail = each.name ? node("small", {}, each.name) : null;
      return node("li", { role: "option", id: `${listId}-${place}`, "aria-selected": "false", "data-label": each.label }, each.label, detail);
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", `${options.length > 0}`);
    input.removeAttribute("aria-activedescendant");
    if (options.length) list.scrollIntoView({ block: "nearest" });
    told.textContent = options.length ? say("matches", { n: options.length }) : say("noMatch");
  };
  const complete = async () => {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    const found = query ? await api.industries(query, say.language).catch(() => []) : [];
    if (query !== asked) return;
    // whoever has gone on to the next field must not find it covered
    if (query && input.matches(":focus")) show(found);
    else close();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(complete, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const options = [...list.children];
    const place = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      mark(options[(place + step + options.length) % options.length]);
    } else if (event.key === "Enter" && !list.hidden && place >= 0) {
      event.preventDefault();
      choose(options[place]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("blur", close);
  // before the field loses the focus
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  return { control: input, box };
}
