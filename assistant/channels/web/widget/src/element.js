// <coverage-assistant>: builds the parts, and joins them.

import { Api } from "./api.js";
import { suggestionsNode } from "./answer.js";
import { Composer } from "./composer.js";
import { ATTRIBUTES, configOf } from "./config.js";
import { Conversation } from "./conversation.js";
import { ICONS, button, icon, node, phoneLink } from "./dom.js";
import { foldedForm } from "./forms.js";
import { Frame } from "./frame.js";
import { Kept } from "./kept.js";
import { Log } from "./log.js";
import { Sheet, aboutNodes, peopleNodes, removeNodes } from "./sheet.js";
import { STYLE } from "./style.css";
import { wordingIn } from "./wording.js";

const MARGIN = 14; // pixels above a question that the panel is scrolled to
const STILL_OPEN = 30 * 60000; // milliseconds after which a page no longer opens what another left open
const REBUILDING = ["product", "locale", "mode", "server", "label", "terms-url", "privacy-url", "timeout"];

export class CoverageAssistant extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
    this.style_ = new CSSStyleSheet();
    this.style_.replaceSync(STYLE);
    this.online = () => this.showOffline();
    this.stored = (event) => this.kept.isChangedBy(event) && this.follow();
    // a page that comes back whole has missed what other tabs did
    this.returned = (event) => event.persisted && this.follow();
  }

  connectedCallback() {
    this.build();
    addEventListener("online", this.online);
    addEventListener("offline", this.online);
    addEventListener("storage", this.stored);
    addEventListener("pageshow", this.returned);
  }

  disconnectedCallback() {
    removeEventListener("online", this.online);
    removeEventListener("offline", this.online);
    removeEventListener("storage", this.stored);
    removeEventListener("pageshow", this.returned);
    this.conversation.stop();
    this.frame.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.isConnected || !this.frame || before === after || !REBUILDING.includes(name)) return;
    this.frame.disconnect();
    this.conversation.stop();
    this.build();
  }

  open() {
    this.frame.open();
  }

  close() {
    this.frame.close();
  }

  ask(message) {
    this.frame.open();
    return this.send(message);
  }

  build() {
    const config = (this.config = configOf(this));
    const say = (this.say = wordingIn(config.locale));
    this.lang = config.locale;
    // an element that is moved keeps what only memory holds
    if (this.kept?.key !== config.key) this.kept = new Kept(config.key);
    this.api = new Api(config.server, this.kept, config.timeout);
    this.scene = { api: this.api, say, names: new Map(), forms: [], ask: (text) => this.send(text) };
    this.log = new Log(this.scene);
    this.composer = new Composer(say, {
      send: (text) => this.send(text),
      stop: () => this.conversation.stop(),
      changed: (text) => this.kept.set({ draft: text }),
    });
    this.frame = new Frame({ say, config, changed: (open, focus) => this.opened(open, focus), escape: () => this.escape(), rest: () => this.scroller });
    this.conversation = new Conversation({
      api: this.api, kept: this.kept, log: this.log, say, product: config.product, locale: config.locale, show: this.shows(),
    });
    this.layOut();
    this.root.adoptedStyleSheets = [this.style_, this.frame.viewport];
    this.root.replaceChildren(...[this.frame.launcher, this.frame.told, this.frame.panel].filter(Boolean));
    this.beginning = null;
    this.frame.connect();
    this.showOffline();
    this.composer.write(this.kept.get("draft") ?? "");
    if (config.inline) this.begin().catch(() => {});
    else if (this.hasAttribute("open") || this.wasOpen()) this.frame.open(false);
  }

  // Whether a person left it open on the page before. On a phone it would hide the page that was asked for.
  wasOpen() {
    if (Date.now() - this.kept.get("open") > STILL_OPEN) return false;
    return !this.frame.isModal || performance.getEntriesByType("navigation")[0]?.type === "reload";
  }

  layOut() {
    const { say } = this;
    this.title_ = node("h2", { id: "title", tabindex: -1 }, say("launcher"));
    this.removeButton = button({ class: "icon", "aria-label": say("remove"), title: say("remove"), hidden: true, onclick: () => this.confirmRemoval() }, icon(...ICONS.remove));
    const widen = button({ class: "icon widen", "aria-label": say("widen"), title: say("widen"), "aria-pressed": "false" }, icon(...ICONS.widen));
    widen.addEventListener("click", () => widen.setAttribute("aria-pressed", this.frame.panel.classList.toggle("wide")));
    const close = button({ class: "icon", part: "close", "aria-label": say("close"), title: say("close"), onclick: () => this.close() }, icon(...ICONS.close));
    const head = node(
      "div",
      { class: "head", part: "header" },
      node("div", { class: "names" }, this.title_, node("p", {}, say("tagline"))),
      this.removeButton,
      ...(this.config.inline ? [] : [widen, close]),
    );
    this.offline = node("p", { class: "offline", role: "status" });
    this.intro = node("div", { class: "intro", part: "intro" });
    this.status = node("p", { class: "status", part: "status", role: "status" });
    this.scroller = node("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": say("log") }, this.intro, this.log.node);
    this.people = button({ class: "people", part: "people", onclick: () => this.showPeople() }, icon(...ICONS.person), say("people"));
    this.call = node("span", { class: "call" });
    const about = button({ class: "link", onclick: () => this.showAbout() }, say("about"));
    const foot = node(
      "div",
      { class: "foot", part: "footer" },
      this.status,
      this.composer.node,
      node("div", { class: "help" }, this.people, this.call),
      node("p", { class: "fine" }, say("notice"), " ", about),
    );
    const parts = [head, this.offline, this.scroller, foot];
    this.sheet = new Sheet(say, parts);
    this.frame.panel.append(...parts, this.sheet.node);
  }

  // What a conversation shows of itself.
  shows() {
    return {
      busy: (busy) => {
        this.composer.setBusy(busy);
        this.status.classList.toggle("busy", busy);
        this.removeButton.hidden = busy || !this.conversation.isBegun;
      },
      anew: () => this.restore().catch(() => {}),
      status: (text) => (this.status.textContent = text),
      end: () => (this.scroller.scrollTop = this.scroller.scrollHeight),
      answered: (answer, question, shown) => {
        this.begun = [question, shown];
        if (this.frame.isOpen) this.reveal();
        else this.frame.announce();
        const { outcome, verdict } = answer;
        this.dispatchEvent(new CustomEvent("assistant-answer", { detail: { outcome, verdict } }));
      },
    };
  }

  // Scrolls to the beginning of the newest answer, under as much of its question as leaves room for it.
  reveal() {
    if (!this.begun) return;
    const [question, answer] = this.begun.map((each) => each.getBoundingClientRect().top);
    const top = Math.max(question, answer - this.scroller.clientHeight / 2);
    this.scroller.scrollTop += top - this.scroller.getBoundingClientRect().top - MARGIN;
    this.begun = null;
  }

  // Asks the server what to show first, and goes on with the conversation before a reload. Once.
  begin() {
    this.beginning ??= this.load().catch((trouble) => {
      this.beginning = null;
      this.intro.replaceChildren(this.troubleNode(trouble));
      throw trouble;
    });
    return this.beginning;
  }

  async load() {
    const { say, config } = this;
    this.intro.replaceChildren(node("p", { class: "quiet" }, say("starting")));
    const product = config.product ?? (await this.api.product());
    const start = await this.api.start(product, config.locale).catch((trouble) => {
      if (trouble.status !== 422) throw trouble;
      console.warn(`coverage-assistant: there is no product "${product}"`);
      return this.api.start(null, config.locale);
    });
    this.start = start;
    this.kept.set({ contacts: start.contacts });
    this.conversation.product = start.product?.id ?? null;
    this.scene.forms = start.forms;
    for (const { id, name } of start.products) this.scene.names.set(id, name);
    this.title_.textContent = start.name;
    const contact = start.contacts.length === 1 ? start.contacts[0].contacts.find((each) => each.phone) : null;
    this.call.replaceChildren(...(contact ? [phoneLink(contact.phone, icon(...ICONS.phone), contact.phone)] : []));
    await this.restore();
  }

  // Shows the conversation as it is kept.
  async restore() {
    const { node: log } = this.log;
    log.setAttribute("aria-busy", "true");
    try {
      const resumed = await this.conversation.resume();
      this.showIntro(resumed);
      this.removeButton.hidden = !this.conversation.isBegun;
      if (resumed) this.scroller.scrollTop = this.scroller.scrollHeight;
    } finally {
      log.removeAttribute("aria-busy");
    }
  }

  // Shows what another tab has added to the conversation, or that it deleted it.
  async follow() {
    if (this.start && this.conversation.isBehind) await this.restore().catch(() => {});
  }

  showIntro(resumed) {
    const { say, start, scene } = this;
    const product = start.product ? node("p", { class: "of" }, start.product.name) : null;
    const greeting = start.greeting ? node("p", {}, start.greeting) : null;
    const first = resumed ? null : suggestionsNode(start.suggestions, say("first"), scene.ask);
    const title = first ? node("p", { class: "label now" }, say("first")) : null;
    this.intro.replaceChildren(...[product, greeting, title, first, resumed ? null : this.formsNode()].filter(Boolean));
  }

  formsNode() {
    const { say, start, scene } = this;
    if (!start.forms.length) return null;
    const several = new Set(start.forms.map((form) => form.product)).size > 1;
    const folded = start.forms.map((form) => {
      const title = several ? `${say(form.tool)} — ${form.called}` : say(form.tool);
      return foldedForm(title, form, scene, { class: "ask" });
    });
    return node("div", { class: "now" }, node("p", { class: "label" }, say("tools")), ...folded);
  }

  troubleNode(trouble) {
    const { say } = this;
    const kind = say.has(trouble.kind ?? "") ? trouble.kind : "failed";
    if (!trouble.kind) console.error(trouble);
    const again = () => this.begin().catch(() => {});
    const retry = kind === "unlisted" ? null : button({ class: "retry", onclick: again }, say("retry"));
    const text = say(kind, { when: this.conversation.duration(trouble.wait ?? 0) });
    return node("div", { class: "trouble", role: "alert" }, node("p", {}, text), retry);
  }

  async send(text) {
    try {
      await this.begin();
    } catch {
      this.composer.write(text);
      return;
    }
    if (this.conversation.running) {
      this.composer.write(text);
      return;
    }
    for (const each of this.intro.querySelectorAll(".now")) each.remove();
    await this.conversation.ask(text);
  }

  opened(open, focus) {
    // what a person opened stays open on the next page
    if (focus) this.kept.set({ open: open ? Date.now() : 0 });
    if (open) {
      this.begin().catch(() => {});
      this.reveal();
      if (this.frame.isModal) this.title_.focus();
      else if (focus) this.composer.field.focus();
    }
    this.dispatchEvent(new CustomEvent(open ? "assistant-open" : "assistant-close"));
  }

  escape() {
    const open = this.sheet.isOpen;
    this.sheet.close();
    return open;
  }

  showOffline() {
    const gone = navigator.onLine === false;
    this.offline.textContent = gone ? this.say("offline") : "";
    if (!gone && this.frame.isOpen && !this.beginning) this.begin().catch(() => {});
  }

  showPeople() {
    // whoever cannot reach the server needs a person all the more
    const contacts = this.start?.contacts ?? this.kept.get("contacts") ?? [];
    this.sheet.open(this.say("people"), ...peopleNodes(contacts, this.say));
  }

  showAbout() {
    this.begin().then(
      () => this.sheet.open(this.say("aboutTitle"), ...aboutNodes(this.start, this.config, this.say)),
      () => {},
    );
  }

  confirmRemoval() {
    const remove = async () => {
      await this.conversation.remove();
      this.composer.write("");
      this.showIntro(false);
      this.removeButton.hidden = true;
      this.sheet.close();
      this.status.textContent = this.say("removed");
      this.composer.field.focus();
    };
    this.sheet.open(this.say("removeTitle"), ...removeNodes(this.say, remove, () => this.sheet.close()));
  }
}
