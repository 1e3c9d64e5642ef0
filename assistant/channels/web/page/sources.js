// Numbered sources at the foot of an answer, and the markers that open them.

import { node } from "./dom.js";

// What is shown of many at once; the others are a click away.
const LISTED = 6;
const MARKED = 5;

export class Sources {
  constructor(citations, texts) {
    this.entries = new Map(citations.map((citation) => [citation.number, entry(citation, texts)]));
    this.texts = texts;
  }

  // The markers of sources at the end of a block.
  marks = (numbers) => {
    const shown = numbers.length > MARKED + 1 ? numbers.slice(0, MARKED) : numbers;
    const rest = numbers.length - shown.length;
    const more = rest ? [this.marker(numbers[shown.length], `+${rest}`)] : [];
    return [...shown.map((number) => this.marker(number)), ...more];
  };

  marker(number, label = `${number}`) {
    const marker = node("button", { type: "button", className: "marker" }, label);
    marker.setAttribute("aria-label", this.texts.source(number));
    marker.addEventListener("click", () => this.open(number));
    return marker;
  }

  open(number) {
    const found = this.entries.get(number);
    if (!found) return;
    for (let each = found; each; each = each.parentElement.closest("details")) each.open = true;
    found.scrollIntoView({ block: "nearest" });
    found.querySelector("summary").focus();
  }

  node() {
    if (!this.entries.size) return null;
    const all = [...this.entries.values()];
    const heading = node("h3", {}, this.texts.sources);
    const more = all.slice(LISTED);
    const rest = more.length ? node("details", {}, node("summary", {}, this.texts.more(more.length)), ...more) : null;
    return node("section", { className: "sources" }, heading, ...all.slice(0, LISTED), rest);
  }
}

function entry(citation, texts) {
  const place = [citation.title, citation.section].filter(Boolean).join(" > ");
  const origin = [citation.source, citation.as_of && texts.as_of(citation.as_of), citation.document];
  return node(
    "details",
    {},
    node("summary", {}, node("span", { className: "number" }, `${citation.number}`), place),
    node("blockquote", { lang: "ja" }, citation.quote),
    node("small", {}, origin.filter(Boolean).join(" / ")),
  );
}
