// Numbered sources at the foot of an answer, and the markers that open them.

import { node } from "./dom.js";

export class Sources {
  constructor(citations, texts) {
    this.entries = new Map(citations.map((citation) => [citation.number, entry(citation, texts)]));
    this.texts = texts;
  }

  mark = (number) => {
    const marker = node("button", { type: "button", className: "marker" }, `${number}`);
    marker.setAttribute("aria-label", this.texts.source(number));
    marker.addEventListener("click", () => this.open(number));
    return marker;
  };

  open(number) {
    const found = this.entries.get(number);
    if (!found) return;
    found.open = true;
    found.scrollIntoView({ block: "nearest" });
    found.querySelector("summary").focus();
  }

  node() {
    if (!this.entries.size) return null;
    const heading = node("h3", {}, this.texts.sources);
    return node("section", { className: "sources" }, heading, ...this.entries.values());
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
