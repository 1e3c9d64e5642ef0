// The blocks of an answer as nodes.

import { ICONS, icon, list, node, phoneLink, table, webLink } from "./dom.js";

// `marksOf` gives the nodes that open the sources with these numbers.
export function blockNode(block, marksOf, say) {
  const marks = marksOf(block.citations ?? []);
  switch (block.type) {
    case "list":
      return node("div", { class: "block" }, list(block.items), marks.length ? node("p", { class: "marks" }, ...marks) : null);
    case "table":
      return node("div", { class: "block" }, table(block.header, block.rows, say("tableScroll")), node("p", { class: "marks" }, ...marks));
    case "notice":
      return node("p", { class: "block aside", part: "notice" }, block.text);
    case "contact":
      return contactNode(block, say);
    default:
      return node("p", { class: "block" }, block.text ?? "", ...marks);
  }
}

export function contactNode(contact, say) {
  const form = contact.url ? webLink(contact.url, say("form")) : null;
  return node(
    "address",
    { class: contact.urgent ? "contact urgent" : "contact", part: "contact" },
    node("strong", {}, contact.urgent ? node("span", { class: "tag" }, say("urgent")) : null, contact.label),
    contact.phone ? phoneLink(contact.phone, icon(...ICONS.phone), contact.phone) : null,
    contact.hours ? node("span", {}, contact.hours) : null,
    form,
    contact.note ? node("small", {}, contact.note) : null,
  );
}
