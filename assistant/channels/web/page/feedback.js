// Thumbs up, thumbs down, and why.

import { rate } from "./api.js";
import { node } from "./dom.js";

export function feedbackNode(messageId, texts) {
  const box = node("div", { className: "feedback" });
  const thanks = () => box.replaceChildren(node("span", { role: "status" }, texts.thanks));
  const send = (rating, reason) => rate(messageId, rating, reason).catch(() => {});
  const up = button("👍", texts.helpful, () => {
    send("up");
    thanks();
  });
  const down = button("👎", texts.unhelpful, () => {
    send("down");
    askWhy();
  });

  function askWhy() {
    const field = node("input", { type: "text", maxLength: 1000, placeholder: texts.reason });
    field.setAttribute("aria-label", texts.reason);
    const form = node("form", {}, field, node("button", {}, texts.sendReason));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (field.value.trim()) send("down", field.value.trim());
      thanks();
    });
    box.replaceChildren(form);
    field.focus();
  }

  box.append(up, down);
  return box;
}

function button(sign, label, act) {
  const made = node("button", { type: "button", title: label }, sign);
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}
