// Thumbs up, thumbs down, and why.

import { ICONS, button, icon, node } from "./dom.js";

export function feedbackNode(messageId, { api, say }) {
  const box = node("div", { class: "feedback", role: "group", "aria-label": say("feedback") });
  const finish = (text) => box.replaceChildren(node("p", {}, text));
  const send = (rating, reason, after) => api.rate(messageId, rating, reason).then(after, () => finish(say("notSent")));
  const choice = (rating, drawn, label, after) =>
    button({ class: "icon", "aria-label": label, title: label, onclick: () => send(rating, null, after) }, icon(...drawn));
  box.append(
    choice("up", ICONS.up, say("helpful"), () => finish(say("thanks"))),
    choice("down", ICONS.down, say("unhelpful"), () => askWhy()),
  );

  function askWhy() {
    const field = node("input", { type: "text", maxlength: 1000, "aria-label": say("reason"), placeholder: say("reason") });
    const thanks = () => finish(say("thanks"));
    const reasons = say.all("reasons").map((text) => button({ onclick: () => send("down", text, thanks) }, text));
    const form = node("form", {}, field, node("button", { type: "submit" }, say("sendReason")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send("down", field.value.trim() || null, thanks);
    });
    box.replaceChildren(node("div", { class: "suggestions" }, ...reasons), form);
    box.querySelector("button").focus();
  }

  return box;
}
