// A whole answer: verdict, blocks, sources, tools, suggestions, notice, feedback.

import { blockNode } from "./blocks.js";
import { node } from "./dom.js";
import { feedbackNode } from "./feedback.js";
import { Sources } from "./sources.js";
import { toolsNode } from "./tools.js";

export function answerNodes(answer, texts, ask) {
  const sources = new Sources(answer.citations, texts);
  return [
    badge(answer, texts),
    ...answer.blocks.map((block) => blockNode(block, sources.marks)),
    sources.node(),
    toolsNode(answer.tool_results, texts),
    suggestionsNode(answer.suggestions, texts.suggestions, ask),
    answer.notice ? node("p", { className: "notice" }, answer.notice) : null,
    feedbackNode(answer.message_id, texts),
  ].filter(Boolean);
}

export function suggestionsNode(suggestions, title, ask) {
  if (!suggestions.length) return null;
  const buttons = suggestions.map((text) => {
    const made = node("button", { type: "button" }, text);
    made.addEventListener("click", () => ask(text));
    return made;
  });
  return node("div", { className: "suggestions", role: "group", "aria-label": title }, ...buttons);
}

function badge(answer, texts) {
  const word = texts.verdicts[answer.verdict] ?? texts.outcomes[answer.outcome];
  const kind = answer.verdict ?? answer.outcome;
  return word ? node("p", { className: `badge ${kind}` }, word) : null;
}
