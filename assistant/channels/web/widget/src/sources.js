// Numbered markers, each opening the quote that a statement stands on, and the list of all sources.

import { button, dayNode, node, webLink } from "./dom.js";

const MARKED = 3; // markers that a block shows; the others are in the list

let made = 0;

export class Sources {
  constructor(citations, say) {
    this.say = say;
    this.citations = new Map(citations.map((citation) => [citation.number, citation]));
    this.all = this.listNode();
  }

  // The markers at the end of a block.
  marks = (numbers) => {
    const known = numbers.filter((number) => this.citations.has(number));
    const shown = known.length > MARKED + 1 ? known.slice(0, MARKED) : known;
    const rest = known.length - shown.length;
    return [...shown.map((number) => this.marker(number)), rest ? this.more(rest) : null].filter(Boolean);
  };

  marker(number) {
    const id = `quote-${(made += 1)}`;
    const mark = button({ class: "mark", "aria-expanded": "false", "aria-label": this.say("source", { n: number }) }, `${number}`);
    mark.addEventListener("click", () => {
      const block = mark.closest(".block");
      const open = block.nextElementSibling?.matches(".quote") ? block.nextElementSibling : null;
      for (const each of block.querySelectorAll("[aria-expanded=true]")) each.setAttribute("aria-expanded", "false");
      open?.remove();
      if (open?.id === id) return;
      const card = quoteNode(this.citations.get(number), this.say);
      card.id = id;
      block.after(card);
      mark.setAttribute("aria-expanded", "true");
      mark.setAttribute("aria-controls", id);
      card.scrollIntoView({ block: "nearest" });
    });
    return mark;
  }

  more(count) {
    const label = this.say("moreSources", { n: count });
    const open = () => {
      this.all.open = true;
      this.all.querySelector("summary").focus();
      this.all.scrollIntoView({ block: "nearest" });
    };
    return button({ class: "mark", "aria-label": label, onclick: open }, `+${count}`);
  }

  listNode() {
    const entries = [...this.citations.values()].map((citation) => node("li", { value: citation.number }, quoteNode(citation, this.say)));
    if (!entries.length) return null;
    const summary = node("summary", {}, this.say("sources", { n: entries.length }));
    return node("details", { class: "sources", part: "sources" }, summary, node("ol", {}, ...entries));
  }
}

function quoteNode(citation, say) {
  const place = [citation.title, citation.section].filter(Boolean).join(" › ");
  const source = citation.source ? (webLink(citation.source) ?? citation.source) : null;
  const details = [source, citation.as_of ? dayNode(citation.as_of, say) : null, citation.document].filter(Boolean);
  const foot = details.flatMap((each, index) => (index ? [" ／ ", each] : [each]));
  return node(
    "figure",
    { class: "quote", part: "quote" },
    node("figcaption", {}, node("span", { class: "number" }, `${citation.number}`), place),
    node("blockquote", { lang: "ja" }, citation.quote),
    node("small", {}, ...foot),
  );
}
