// What the tools worked out: rules that were checked, steps that were computed, facts that were found.

import { list, node, table } from "./dom.js";

export function toolsNode(results, texts) {
  const cards = results.map((each) => card(each, texts)).filter(Boolean);
  return cards.length ? node("section", { className: "tools" }, node("h3", {}, texts.tools), ...cards) : null;
}

const CARDS = {
  check_eligibility: eligibility,
  estimate_premium: premium,
  check_coverage: coverage,
  compare_plans: comparison,
};

function card({ tool, result }, texts) {
  const parts = CARDS[tool]?.(result, texts).filter(Boolean) ?? [];
  return parts.length ? node("details", {}, node("summary", {}, texts.toolNames[tool]), ...parts) : null;
}

function eligibility(result, texts) {
  const outcome = (passed) => (passed === null ? texts.open : passed ? texts.passed : texts.failed);
  const reasons = (result.reasons ?? []).map((reason) => [reason.text, outcome(reason.passed)]);
  return [
    reasons.length ? table([texts.rule, texts.result], reasons) : null,
    result.conditions?.length ? list(result.conditions) : null,
  ];
}

function premium(result, texts) {
  const steps = (result.breakdown ?? []).map((step) => [step.text, step.amount_yen.toLocaleString("ja-JP")]);
  return [
    steps.length ? table([texts.step, texts.yen], steps) : null,
    result.assumptions?.length ? list(result.assumptions) : null,
  ];
}

function coverage(result, texts) {
  const products = (result.items ?? []).flatMap((item) => item.products);
  const facts = products.flatMap((group) => group.facts.map((fact) => ({ ...fact, of: group.product_name })));
  const rows = facts.map((fact) => [
    fact.label,
    fact.of,
    texts.verdicts[fact.verdict] ?? "",
    (fact.limits ?? []).map((limit) => amount(limit, texts)).join(" / "),
  ]);
  return [rows.length ? table([texts.item, texts.product, texts.verdict, texts.limit], rows) : null];
}

function amount(limit, texts) {
  const of = [...(limit.plans ?? []), ...(limit.limit_sets ?? [])].join(", ");
  const figure = `${limit.amount_yen.toLocaleString("ja-JP")}${texts.yen === "円" ? "円" : " yen"}`;
  return of ? `${of}: ${figure}` : figure;
}

function comparison(result) {
  return [result.table ? table(result.table.header, result.table.rows) : null];
}
