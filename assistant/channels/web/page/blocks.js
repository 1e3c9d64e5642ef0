// The blocks of an answer as nodes.

import { link, list, node, phone, table } from "./dom.js";

// `marksOf` gives the nodes that open the sources with these numbers.
export function blockNode(block, marksOf) {
  const marks = marksOf(block.citations ?? []);
  switch (block.type) {
    case "paragraph":
      return node("p", {}, block.text, ...marks);
    case "list": {
      const items = list(block.items);
      items.lastElementChild?.append(...marks);
      return items;
    }
    case "table":
      return node("div", { className: "table" }, table(block.header, block.rows), node("p", {}, ...marks));
    case "notice":
      return node("p", { className: "aside" }, block.text);
    case "contact":
      return contactNode(block);
    default:
      return node("p", {}, block.text ?? "");
  }
}

export function contactNode(contact) {
  const lines = [
    node("strong", {}, contact.label),
    contact.phone ? phone(contact.phone) : null,
    contact.hours ? node("span", {}, contact.hours) : null,
    contact.url ? link(contact.url) : null,
    contact.note ? node("small", {}, contact.note) : null,
  ];
  return node("address", { className: contact.urgent ? "contact urgent" : "contact" }, ...lines);
}
