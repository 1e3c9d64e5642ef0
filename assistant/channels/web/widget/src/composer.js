// The field to type into. Enter sends; Shift+Enter breaks the line; Enter that ends an IME composition does neither.

import { ICONS, button, icon, node } from "./dom.js";

const MOST = 2000;
const NEAR = 200; // characters before the limit at which what is left is said
const COMPOSING = 229; // the keyCode of keys that an input method takes; Safari ends composition before keydown

export function composing(event) {
  return event.isComposing || event.keyCode === COMPOSING;
}

export class Composer {
  constructor(say, { send, stop, changed }) {
    this.say = say;
    this.changed = changed;
    this.field = node("textarea", {
      rows: 1, maxlength: MOST, enterkeyhint: "send", part: "input", "aria-label": say("question"), placeholder: say("placeholder"),
    });
    this.left = node("p", { class: "left", role: "status" });
    this.sendButton = node("button", { type: "submit", class: "primary icon", part: "send", "aria-label": say("send"), title: say("send") }, icon(...ICONS.send));
    this.stopButton = button({ class: "icon", part: "stop", "aria-label": say("stop"), title: say("stop"), hidden: true, onclick: stop }, icon(...ICONS.stop));
    this.node = node("form", { class: "composer", part: "composer" }, this.left, this.field, this.sendButton, this.stopButton);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || composing(event)) return;
      event.preventDefault();
      this.node.requestSubmit();
    });
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      const message = this.field.value.trim();
      if (!message || this.busy) return;
      this.write("");
      send(message);
    });
  }

  write(text) {
    this.field.value = text;
    this.typed();
  }

  setBusy(busy) {
    const held = this.sendButton.matches(":focus") || this.stopButton.matches(":focus");
    this.busy = busy;
    this.sendButton.hidden = busy;
    this.stopButton.hidden = !busy;
    if (held) this.field.focus();
  }

  typed() {
    const { value } = this.field;
    const left = MOST - value.length;
    this.left.textContent = left < NEAR ? this.say("remaining", { n: left }) : "";
    this.field.rows = Math.min(5, Math.max(value.split("\n").length, Math.ceil(value.length / 28) || 1));
    this.changed(value);
  }
}
