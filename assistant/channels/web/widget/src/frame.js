// The launcher and the panel: opening, closing, focus, and the whole screen on phones.

import { composing } from "./composer.js";
import { ICONS, button, icon, node } from "./dom.js";

const PHONE = "(max-width: 480px), (max-height: 480px)";
const FOCUSABLE = "a[href], button:not([disabled]), textarea, input, select, summary, [tabindex='0']";

// keeps the page behind a panel that is the whole screen from scrolling
const LOCK = new CSSStyleSheet();
LOCK.replaceSync("html{overflow:hidden}");

export class Frame {
  // `changed` is told whether the panel is open; `rest` gives the node that takes the focus of what has gone.
  constructor({ say, config, changed, escape, rest }) {
    Object.assign(this, { say, changed, escape, rest, inline: config.inline });
    this.viewport = new CSSStyleSheet();
    this.phone = matchMedia(PHONE);
    this.panel = node("section", { class: "panel", part: "panel", tabindex: -1, role: this.inline ? "region" : "dialog", "aria-labelledby": "title", hidden: !this.inline });
    this.label = config.label ?? say("launcher");
    this.name = node("span", {}, this.label);
    this.told = node("p", { class: "unseen told", role: "status" });
    this.launcher = this.inline
      ? null
      : button({ class: "launcher", part: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open() }, icon(...ICONS.chat), this.name);
    this.panel.addEventListener("keydown", (event) => this.pressed(event));
    this.panel.addEventListener("focusin", (event) => (this.focused = event.target));
    this.removals = new MutationObserver(() => this.keepFocus());
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  get isModal() {
    return !this.inline && this.phone.matches;
  }

  connect() {
    this.follow = () => this.fit();
    this.phone.addEventListener("change", this.follow);
    visualViewport?.addEventListener("resize", this.follow);
    visualViewport?.addEventListener("scroll", this.follow);
    this.removals.observe(this.panel, { childList: true, subtree: true });
    this.fit();
  }

  disconnect() {
    this.phone.removeEventListener("change", this.follow);
    visualViewport?.removeEventListener("resize", this.follow);
    visualViewport?.removeEventListener("scroll", this.follow);
    this.removals.disconnect();
    hold(false);
  }

  open(focus = true) {
    if (this.isOpen) return;
    const active = document.activeElement;
    this.opener = active === document.body || active?.shadowRoot?.contains(this.panel) ? null : active;
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.launcher.hidden = true;
    this.name.textContent = this.label;
    this.told.textContent = "";
    this.fit();
    this.changed(true, focus);
  }

  close() {
    if (this.inline || !this.isOpen) return;
    const held = this.panel.getRootNode().activeElement;
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    if (held) (this.opener?.isConnected ? this.opener : this.launcher).focus();
    hold(false);
    this.changed(false, true);
  }

  // An answer has come: says so where nobody sees it.
  announce() {
    if (!this.isOpen) this.name.textContent = this.told.textContent = this.say("arrived");
  }

  // On phones the panel is as large as what the keyboard leaves of the screen.
  fit() {
    if (this.inline) return;
    const { height = innerHeight, offsetTop = 0, scale = 1 } = visualViewport ?? {};
    // who enlarges the page with two fingers moves over the panel
    if (scale < 1.01) this.viewport.replaceSync(`:host{--screen-height:${height}px;--screen-top:${offsetTop}px}`);
    if (this.isModal) this.panel.setAttribute("aria-modal", "true");
    else this.panel.removeAttribute("aria-modal");
    hold(this.isModal && this.isOpen);
  }

  // Who used what has gone stays in the panel.
  keepFocus() {
    if (!this.focused || this.focused.isConnected) return;
    this.focused = null;
    if (this.isOpen && document.activeElement === document.body) this.rest().focus({ preventScroll: true });
  }

  pressed(event) {
    if (composing(event)) return;
    if (event.key === "Escape" && !this.escape()) {
      if (this.inline) return;
      event.stopPropagation();
      this.close();
    }
    if (event.key === "Tab" && (this.isModal || this.panel.querySelector("[aria-modal]"))) this.wrap(event);
  }

  // Keeps the focus in a panel that is the whole screen, and in a sheet.
  wrap(event) {
    const reachable = [...this.panel.querySelectorAll(FOCUSABLE)].filter((each) => !each.closest("[inert]") && each.checkVisibility());
    const [first, last] = [reachable.at(0), reachable.at(-1)];
    const active = this.panel.getRootNode().activeElement;
    const [edge, other] = event.shiftKey ? [first, last] : [last, first];
    if (active !== edge && reachable.includes(active)) return;
    if (active !== edge && !event.shiftKey) return;
    event.preventDefault();
    other.focus();
  }
}

function hold(page) {
  const others = document.adoptedStyleSheets.filter((sheet) => sheet !== LOCK);
  document.adoptedStyleSheets = page ? [...others, LOCK] : others;
}
