// A sheet over the panel: a person to talk to, what this chat is, whether to delete. One at a time.

import { contactNode } from "./blocks.js";
import { ICONS, button, dayNode, icon, node, webLink } from "./dom.js";

let sheets = 0;

export class Sheet {
  // `behind` are the nodes that cannot be reached while a sheet is open.
  constructor(say, behind) {
    this.say = say;
    this.behind = behind;
    this.node = node("div", { class: "sheet-ground", hidden: true });
    this.node.addEventListener("click", (event) => event.target === this.node && this.close());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  open(title, ...content) {
    const id = `sheet-${(sheets += 1)}`;
    this.from = this.node.getRootNode().activeElement;
    const shut = button({ class: "icon", "aria-label": this.say("close"), onclick: () => this.close() }, icon(...ICONS.close));
    const heading = node("h2", { id, tabindex: -1 }, title);
    const head = node("div", { class: "sheet-head" }, heading, shut);
    const body = node("div", { class: "sheet-body" }, ...content);
    this.node.replaceChildren(node("section", { class: "sheet", part: "sheet", role: "dialog", "aria-modal": "true", "aria-labelledby": id }, head, body));
    this.node.hidden = false;
    for (const each of this.behind) each.inert = true;
    heading.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.node.hidden = true;
    this.node.replaceChildren();
    for (const each of this.behind) each.inert = false;
    this.from?.focus();
  }
}

export function peopleNodes(contacts, say) {
  const several = contacts.length > 1;
  const groups = contacts.map((group) =>
    node("section", {}, several ? node("h3", {}, group.name) : null, ...group.contacts.map((contact) => contactNode(contact, say))),
  );
  return [node("p", {}, say(groups.length ? "peopleIntro" : "noPeople")), ...groups];
}

export function aboutNodes(start, config, say) {
  const links = [["terms", config.terms], ["privacy", config.privacy]].map(([key, url]) => (url ? webLink(url, say(key), document.baseURI) : null));
  const product = start.product;
  const names = product ? [product.name, product.insurer, product.operator].filter(Boolean).join(" ／ ") : null;
  return [
    node("p", {}, say("aboutAi")),
    node("p", {}, say("aboutInsurance")),
    node("p", {}, say("aboutPrivacy", { n: start.retention_days })),
    ...links.filter(Boolean).map((link) => node("p", {}, link)),
    product ? node("p", { class: "fine" }, names, node("br"), say("asOf"), dayNode(product.as_of, say)) : null,
  ];
}

export function removeNodes(say, remove, cancel) {
  const problem = node("p", { class: "problem", role: "alert" });
  const sure = button({ class: "danger" }, say("removeYes"));
  sure.addEventListener("click", async () => {
    sure.disabled = true;
    try {
      await remove();
    } catch {
      problem.textContent = say("notRemoved");
      sure.disabled = false;
    }
  });
  return [node("p", {}, say("removeText")), problem, node("div", { class: "actions" }, button({ onclick: cancel }, say("cancel")), sure)];
}
