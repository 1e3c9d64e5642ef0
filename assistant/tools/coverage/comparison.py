"""Plans of a product side by side."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import TableBlock
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.products import Plan
from assistant.knowledge.values import Language
from assistant.retrieval.encoders import Encoder
from assistant.tools.coverage.entries import entry, limit_lines
from assistant.tools.coverage.facts import applies
from assistant.tools.coverage.finder import CoverageFinder
from assistant.tools.coverage.terms import FactLimit, PlanCell, PlanComparison, PlanRow
from assistant.tools.coverage.words import fold
from assistant.tools.lookup import InputError, find_product, pick, sift, variants
from assistant.tools.wording import listed, say


def compare_plans(
    base: KnowledgeBase,
    product: str,
    plans: Sequence[str] = (),
    items: Sequence[str] = (),
    *,
    differences_only: bool = False,
    finder: CoverageFinder | None = None,
    encoder: Encoder | None = None,
    locale: Language = "ja",
) -> PlanComparison:
    """What plans of a product cover: a row an item, a column a plan, verdict and limit in the cells.

    Args:
        base: the knowledge base.
        product: id, name or alias of a product.
        plans: ids, names or aliases of its plans; none is every plan that can be taken out.
        items: only these items, as people call them; none is everything that the product's facts are about.
        differences_only: leave out what is the same in all plans.
        finder: finds the items, over the same `base`; without it only names decide.
        encoder: that of the finder, or one that remembers what it has encoded.
        locale: language of the texts.
    """
    known = find_product(base, product, locale)
    if isinstance(known, InputError):
        return PlanComparison(errors=(known,))
    errors: list[InputError] = []
    chosen = [sift(pick("plan", each, known.product.plans, locale), errors) for each in plans]
    if errors:
        return PlanComparison(product=known.product.id, errors=tuple(errors))
    ids = [plan.id for plan in chosen if plan] or list(variants(known.product))
    columns = [plan for each in dict.fromkeys(ids) for plan in known.product.plans if plan.id == each]
    facts = _facts(base, known, items, finder, encoder)
    rows = [_row(known, group, columns, locale) for group in _by_label(facts)]
    rows = [row for row in rows if row.differs or not differences_only]
    result = PlanComparison(
        product=known.product.id, plans=tuple(plan.name for plan in columns), as_of=known.product.as_of
    )
    if not columns or not rows:
        explanation = say("nothing_to_compare" if columns else "no_plan_table", locale)
        return result.model_copy(update={"explanation": explanation})
    shown = {row.label for row in rows}
    evidence = [each for fact in facts if fact.label.in_language(locale) in shown for each in fact.evidence]
    table = TableBlock(
        header=(say("item_column", locale), *result.plans),
        rows=tuple((row.label, *(_cell_text(cell, locale) for cell in row.cells)) for row in rows),
    )
    update = {"rows": tuple(rows), "table": table, "evidence": tuple(dict.fromkeys(evidence))}
    return result.model_copy(update=update)


def _facts(
    base: KnowledgeBase,
    known: ProductKnowledge,
    items: Sequence[str],
    finder: CoverageFinder | None,
    encoder: Encoder | None,
) -> list[CoverageFact]:
    if not items:
        return list(known.coverage)
    finder = finder or CoverageFinder(base)
    findings = [each for item in items for each in finder.find(item, known.product.id, encoder=encoder)]
    found = {key for finding in findings for key in finding.facts}
    return [fact for fact in known.coverage if (known.product.id, fact.id) in found]


def _by_label(facts: Sequence[CoverageFact]) -> list[list[CoverageFact]]:
    """Facts with one label and kind are one item, told apart by plan."""
    groups: dict[tuple[str, str], list[CoverageFact]] = {}
    for fact in facts:
        groups.setdefault((fold(fact.label.ja), fact.kind), []).append(fact)
    return list(groups.values())


def _row(
    known: ProductKnowledge, facts: Sequence[CoverageFact], columns: Sequence[Plan], locale: Language
) -> PlanRow:
    cells = tuple(_cell(known, facts, plan, locale) for plan in columns)
    said = {(cell.verdict, _without_plans(cell.limits), cell.condition) for cell in cells}
    return PlanRow(label=facts[0].label.in_language(locale), cells=cells, differs=len(said) > 1)


def _without_plans(limits: Sequence[FactLimit]) -> tuple[FactLimit, ...]:
    return tuple(limit.model_copy(update={"plans": ()}) for limit in limits)


def _cell(known: ProductKnowledge, facts: Sequence[CoverageFact], plan: Plan, locale: Language) -> PlanCell:
    entries = [
        entry(known.product, fact, plan.id, None, locale)
        for fact in facts
        if applies(known.product, fact, plan.id, None)
    ]
    verdicts = {each.verdict for each in entries}
    conditions = dict.fromkeys(each.condition for each in entries if each.condition)
    return PlanCell(
        plan=plan.name,
        verdict=None if not verdicts else verdicts.pop() if len(verdicts) == 1 else "conditional",
        limits=tuple(dict.fromkeys(limit for each in entries for limit in each.limits)),
        condition=" ".join(conditions) or None,
    )


def _cell_text(cell: PlanCell, locale: Language) -> str:
    words = say(cell.verdict or "unstated", locale)
    if not cell.limits:
        return words
    lines = limit_lines(_without_plans(cell.limits), locale)
    return f"{words} {say('up_to', locale, limits=listed(lines, locale))}"
