// The launcher and the panel: opening, closing, focus, and the whole screen on phones.

import { ICONS, button, icon, node } from "./dom.js";

const PHONE = "(max-width: 480px), (max-height: 480px)";
const FOCUSABLE = "a[href], button:not([disabled]), textarea, input, select, summary, [tabindex='0']";

export class Frame {
  // `changed` is told whether the panel is open.
  constructor({ say, config, changed, escape }) {
    this.say = say;
    this.inline = config.inline;
    this.changed = changed;
    this.escape = escape;
    this.viewport = new CSSStyleSheet();
    this.phone = matchMedia(PHONE);
    this.panel = node("section", { class: "panel", part: "panel", role: this.inline ? "region" : "dialog", "aria-labelledby": "title", hidden: !this.inline });
    const label = config.label ?? say("launcher");
    this.launcher = this.inline
      ? null
      : button({ class: "launcher", part: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open() }, icon(...ICONS.chat), node("span", {}, label));
    this.panel.addEventListener("keydown", (event) => this.pressed(event));
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
    this.fit();
  }

  disconnect() {
    this.phone.removeEventListener("change", this.follow);
    visualViewport?.removeEventListener("resize", this.follow);
    visualViewport?.removeEventListener("scroll", this.follow);
  }

  open(focus = true) {
    if (this.isOpen) return;
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.launcher.hidden = true;
    this.fit();
    this.changed(true, focus);
  }

  close() {
    if (this.inline || !this.isOpen) return;
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
    this.changed(false, true);
  }

  // On phones the panel is as large as what the keyboard leaves of the screen.
  fit() {
    if (this.inline) return;
    const { height = innerHeight, offsetTop = 0 } = visualViewport ?? {};
    this.viewport.replaceSync(`:host{--screen-height:${height}px;--screen-top:${offsetTop}px}`);
    if (this.isModal) this.panel.setAttribute("aria-modal", "true");
    else this.panel.removeAttribute("aria-modal");
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.escape()) {
      if (this.inline) return;
      event.stopPropagation();
      this.close();
    }
    if (event.key === "Tab" && this.isModal) this.wrap(event);
  }

  // Keeps the focus in a panel that is the whole screen.
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
