// The conversation on the screen. An answer comes into it once, whole, so that it is read out once.

import { answerNode } from "./answer.js";
import { blockNode } from "./blocks.js";
import { button, node } from "./dom.js";

export class Log {
  constructor(scene) {
    this.scene = scene;
    this.node = node("div", { class: "log", part: "log", role: "log", "aria-label": scene.say("log") });
  }

  clear() {
    this.node.replaceChildren();
  }

  addQuestion(text) {
    // what was offered for the answers before is over
    for (const each of this.node.querySelectorAll(".now")) each.remove();
    const shown = node("p", { class: "question", part: "question" }, node("span", { class: "unseen" }, `${this.scene.say("question")}: `), text);
    this.node.append(shown);
    return shown;
  }

  // Where the blocks of an answer appear while it comes; nothing of it is read out.
  addDraft() {
    const draft = node("div", { class: "answer draft", "aria-hidden": "true", inert: true });
    this.node.append(draft);
    return {
      add: (block) => draft.append(blockNode(block, () => [], this.scene.say)),
      remove: () => draft.remove(),
    };
  }

  addAnswer(answer) {
    const shown = answerNode(answer, this.scene);
    this.node.append(shown);
    return shown;
  }

  addTrouble(text, retry, wait = 0) {
    const again = retry ? button({ class: "retry", onclick: retry, disabled: wait > 0 }, this.scene.say("retry")) : null;
    if (again && wait) setTimeout(() => (again.disabled = false), wait * 1000);
    const shown = node("div", { class: "trouble now", part: "trouble" }, node("p", {}, text), again);
    this.node.append(shown);
    return shown;
  }
}
