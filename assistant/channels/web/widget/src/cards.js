// What the tools worked out: the premium with its basis, the rules that were applied, the facts that were found.

import { ICONS, dayNode, icon, list, node, table } from "./dom.js";

const CARDS = { check_eligibility: eligibilityCard, estimate_premium: premiumCard, check_coverage: coverageCard };

// `tools` are those whose cards are wanted.
export function cardNodes(answer, names, say, tools) {
  const several = new Set(answer.tool_results.map(({ arguments: given }) => given.product)).size > 1;
  return answer.tool_results
    .filter(({ tool }) => tools.includes(tool))
    .map(({ tool, arguments: given, result }) => CARDS[tool](result, say, several ? names.get(given.product) : null))
    .filter(Boolean);
}

function premiumCard(result, say, product) {
  const yen = result.annual_premium_yen ?? result.monthly_equivalent_yen;
  if (yen === null || yen === undefined) return null;
  const basis = say.has(result.basis) ? say(result.basis) : null;
  const steps = (result.breakdown ?? []).map((step) => [step.text, say.yen(step.amount_yen)]);
  return node(
    "section",
    { class: "card", part: "card", "aria-label": say("estimate_premium") },
    product ? node("p", { class: "of" }, product) : null,
    node("p", { class: "figure" }, node("span", {}, say(result.annual_premium_yen === null ? "monthly" : "annual")), node("strong", {}, say.yen(yen))),
    node("p", { class: "basis" }, basis, basis && result.as_of ? " ／ " : null, result.as_of ? dayNode(result.as_of, say) : null),
    steps.length ? folded(say("breakdown"), table([say("step"), say("amount")], steps, say("breakdown"))) : null,
    result.assumptions?.length ? folded(say("assumptions"), list(result.assumptions)) : null,
  );
}

function eligibilityCard(result, say, product) {
  const reasons = result.reasons ?? [];
  const decided = result.eligible !== null || !result.missing?.length;
  if (!reasons.length || !decided) return null;
  const word = result.eligible ? "eligible" : result.eligible === false ? "ineligible" : "undecided";
  const kind = { eligible: "covered", ineligible: "not_covered", undecided: "conditional" }[word];
  return node(
    "section",
    { class: "card", part: "card", "aria-label": say("check_eligibility") },
    product ? node("p", { class: "of" }, product) : null,
    badgeNode(kind, say(word)),
    folded(say("reasonsTitle"), node("ul", { class: "rules" }, ...reasons.map((reason) => ruleNode(reason, say)))),
    result.conditions?.length ? folded(say("conditions"), list(result.conditions)) : null,
  );
}

function ruleNode(reason, say) {
  const word = reason.passed === null ? "unknown" : reason.passed ? "passed" : "notPassed";
  const drawn = { unknown: ICONS.info, passed: ICONS.yes, notPassed: ICONS.no }[word];
  return node(
    "li",
    { class: word },
    icon(...drawn),
    node("span", { class: "state" }, say(word)),
    node("span", {}, reason.text),
    reason.quote ? node("q", { lang: "ja" }, reason.quote) : null,
  );
}

function coverageCard(result, say) {
  const groups = (result.items ?? []).flatMap((item) => item.products ?? []);
  const rows = groups.flatMap((group) =>
    (group.facts ?? []).map((fact) => [
      fact.label,
      group.product_name,
      say.has(fact.verdict) ? say(fact.verdict) : "—",
      (fact.limits ?? []).map((limit) => limitText(limit, say)).join("\n") || "—",
    ]),
  );
  if (!rows.length) return null;
  const header = [say("item"), say("product"), say("verdict"), say("limit")];
  return node("section", { class: "card plain" }, folded(say("check_coverage"), table(header, rows, say("check_coverage"))));
}

function limitText(limit, say) {
  const of = [...(limit.plans ?? []), ...(limit.limit_sets ?? [])].join(say("join"));
  return of ? `${of}: ${say.yen(limit.amount_yen)}` : say.yen(limit.amount_yen);
}

function folded(title, content) {
  return node("details", {}, node("summary", {}, title), content);
}

export function badgeNode(kind, word) {
  const drawn = { covered: ICONS.yes, not_covered: ICONS.no, conditional: ICONS.some, handoff: ICONS.person }[kind] ?? ICONS.info;
  return node("p", { class: `badge ${kind}`, part: `badge badge-${kind}` }, icon(...drawn), word);
}
