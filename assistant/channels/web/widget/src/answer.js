// A whole answer: verdict, blocks, sources, cards, what to ask next, notice, feedback.

import { blockNode } from "./blocks.js";
import { badgeNode, cardNodes } from "./cards.js";
import { button, node } from "./dom.js";
import { feedbackNode } from "./feedback.js";
import { Sources } from "./sources.js";
import { formNodes } from "./forms.js";

const DECIDING = ["check_eligibility", "estimate_premium"];
const EXPLAINING = ["check_coverage"];

// `scene` is what surrounds an answer: api, say, names (of products by id), forms, ask.
export function answerNode(answer, scene) {
  const { say } = scene;
  const sources = new Sources(answer.citations, say);
  const forms = formNodes(answer, scene);
  // a form asks for the same, with completion
  const suggestions = forms.some((form) => form.open) ? [] : answer.suggestions;
  return node(
    "article",
    { class: "answer", part: "answer", "aria-label": say("answer") },
    verdictNode(answer, say),
    ...cardNodes(answer, scene.names, say, DECIDING),
    ...answer.blocks.map((block) => blockNode(block, sources.marks, say)),
    ...forms,
    ...cardNodes(answer, scene.names, say, EXPLAINING),
    sources.all,
    suggestionsNode(suggestions, say("next"), scene.ask),
    answer.notice ? node("p", { class: "fine" }, answer.notice) : null,
    feedbackNode(answer.message_id, scene),
  );
}

export function suggestionsNode(suggestions, title, ask) {
  if (!suggestions.length) return null;
  const choices = suggestions.map((text) => button({ part: "suggestion", onclick: () => ask(text) }, text));
  return node("div", { class: "suggestions now", role: "group", "aria-label": title }, ...choices);
}

function verdictNode(answer, say) {
  const kind = answer.verdict ?? answer.outcome;
  return say.has(kind) ? badgeNode(kind, say(kind)) : null;
}
