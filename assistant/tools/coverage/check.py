"""What do the products say of an item: is it covered, up to what, and on what condition?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.answers import Verdict
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.products import LimitSet, Plan
from assistant.knowledge.values import Language
from assistant.retrieval.encoders import Encoder
from assistant.tools.coverage.entries import entry, named
from assistant.tools.coverage.facts import applies, is_general
from assistant.tools.coverage.finder import CoverageFinder, Finding
from assistant.tools.coverage.names import FactKey
from assistant.tools.coverage.speaking import FactTexts
from assistant.tools.coverage.terms import CoverageItem, CoverageResult, ProductCoverage, RelatedFact
from assistant.tools.lookup import Choice, InputError, contact_blocks, find_product, pick, sift
from assistant.tools.wording import listed, say


def check_coverage(
    base: KnowledgeBase,
    items: str | Sequence[str],
    product: str | None = None,
    plan: str | None = None,
    *,
    limit_set: str | None = None,
    finder: CoverageFinder | None = None,
    encoder: Encoder | None = None,
    locale: Language = "ja",
) -> CoverageResult:
    """The facts about one or several items, grouped by product.

    Args:
        base: the knowledge base.
        items: what is asked about, as people type it; a text may name several things.
        product: id, name or alias of a product; None is all. Where it is silent, general word answers.
        plan: id, name or alias of a plan. It has the facts of the plan that it is part of. Without a product, the one
            product that has such a plan is meant.
        limit_set: id, name or alias of a set of limits.
        finder: finds the facts, over the same `base`; without it names decide and likeness is not looked at.
        encoder: that of the finder, or one that remembers what it has encoded.
        locale: language of the texts; quotes stay as they are.
    """
    errors: list[InputError] = []
    asked = [items] if isinstance(items, str) else list(items)
    asked = [each.strip() for each in asked if each.strip()]
    if not asked:
        text = say("needed", locale, argument=say("item", locale))
        errors.append(InputError(argument="item", given="", text=text))
    known = sift(find_product(base, product, locale), errors) if product is not None else None
    if known is None and product is None and (plan is not None or limit_set is not None):
        known = sift(_product_with(base, plan, limit_set, locale), errors)
    target = sift(pick("plan", plan, known.product.plans, locale), errors) if known and plan is not None else None
    chosen = (
        sift(pick("limit_set", limit_set, known.product.limit_sets, locale), errors)
        if known and limit_set is not None
        else None
    )
    contacts = contact_blocks(known.product, locale) if known else ()
    if errors:
        return CoverageResult(errors=tuple(errors), contacts=contacts)
    finder = finder or CoverageFinder(base)
    look_up = _LookUp(base, finder.texts, known, target, chosen, locale)
    wanted = known.product.id if known else None
    found = [(each, finding) for each in asked for finding in finder.find(each, wanted, encoder=encoder)]
    return CoverageResult(
        items=tuple(look_up.item(each, finding) for each, finding in found),
        about=tuple(each.name for each in (target, chosen) if each),
        contacts=contacts,
    )


class _LookUp:
    """What was asked for, apart from the items."""

    def __init__(
        self,
        base: KnowledgeBase,
        texts: FactTexts,
        asked: ProductKnowledge | None,
        plan: Plan | None,
        limit_set: LimitSet | None,
        locale: Language,
    ) -> None:
        self._base, self._texts = base, texts
        self._asked, self._plan, self._limit_set = asked, plan, limit_set
        self._locale: Language = locale

    def item(self, asked: str, finding: Finding) -> CoverageItem:
        """The groups of a finding, general word last."""
        order = list(self._base.products)
        keys = sorted(finding.facts, key=lambda key: order.index(key.product))
        groups = [
            self._group(self._base.products[product], [key.fact for key in group], finding)
            for product, group in groupby(keys, lambda key: key.product)
        ]
        return CoverageItem(
            item=asked,
            name=finding.name,
            method=finding.method,
            similarity=finding.similarity,
            products=tuple(sorted(groups, key=lambda group: group.general)),
            related=tuple(dict.fromkeys(self._related(key) for key in finding.related)),
            note=self._item_note(asked, finding),
        )

    def _related(self, key: FactKey) -> RelatedFact:
        fact = next(fact for fact in self._base.products[key.product].coverage if fact.id == key.fact)
        return RelatedFact(product=key.product, label=fact.label.in_language(self._locale))

    def _item_note(self, asked: str, finding: Finding) -> str | None:
        item = finding.name or asked
        if not finding.facts and self._asked:
            return say("silent", self._locale, product=self._asked.product.name, item=item)
        if not finding.facts:
            return say("nowhere", self._locale, item=item)
        return say("alike", self._locale, item=asked) if finding.method == "similarity" else None

    def _group(self, known: ProductKnowledge, ids: Sequence[str], finding: Finding) -> ProductCoverage:
        locale, product = self._locale, known.product
        is_asked = self._asked is None or product.id == self._asked.product.id
        plan = self._plan.id if self._plan and is_asked else None
        limit_set = self._limit_set.id if self._limit_set and is_asked else None
        found = [fact for fact in known.coverage if fact.id in ids]
        facts = [fact for fact in found if applies(product, fact, plan, limit_set)]
        general = is_general(known)
        positive = [FactKey(product.id, fact.id) for fact in facts if fact.verdict != "not_covered"]
        silent = [each for each in finding.circumstances if self._texts.silent(each, positive)]
        left_out = [each for each in silent if any(self._texts.leaves_out(each, key) for key in positive)]
        unaddressed = tuple(dict.fromkeys(each.said for each in silent))
        notes: list[str] = []
        if not is_asked and self._asked:
            notes.append(say("general_for_product", locale, product=self._asked.product.name))
        elif general:
            notes.append(say("general_word", locale))
        if not facts:
            about = listed((each.name for each in (self._plan, self._limit_set) if each), locale)
            others = dict.fromkeys(
                name
                for fact in found
                for name in (*named(product.plans, fact.plans), *named(product.limit_sets, fact.limit_sets))
            )
            notes.append(say("other_plans", locale, plan=about, plans=listed(others, locale)))
        if len({fact.verdict for fact in facts}) > 1 and any(fact.plans for fact in facts):
            notes.append(say("depends_on_plan", locale))
        if left_out:
            notes.append(say("left_out", locale, words=listed((each.said for each in left_out), locale)))
        if unmentioned := dict.fromkeys(each.said for each in silent if each not in left_out):
            notes.append(say("unaddressed", locale, words=listed(unmentioned, locale)))
        return ProductCoverage(
            product=product.id,
            product_name=product.name,
            general=general,
            verdict=_verdict(facts, unaddressed),
            facts=tuple(entry(product, fact, plan, limit_set, locale) for fact in facts),
            unaddressed=unaddressed,
            note=" ".join(notes) or None,
            as_of=product.as_of,
        )


def _verdict(facts: Sequence[CoverageFact], unaddressed: tuple[str, ...]) -> Verdict | None:
    verdicts = {fact.verdict for fact in facts}
    if not verdicts or unaddressed:
        return None
    return verdicts.pop() if len(verdicts) == 1 else "conditional"


def _product_with(
    base: KnowledgeBase, plan: str | None, limit_set: str | None, locale: Language
) -> ProductKnowledge | InputError:
    """The one product that has the plan and the set."""
    fitting = [
        known
        for known in base.products.values()
        if (plan is None or not isinstance(pick("plan", plan, known.product.plans, locale), InputError))
        and (
            limit_set is None
            or not isinstance(pick("limit_set", limit_set, known.product.limit_sets, locale), InputError)
        )
    ]
    if len(fitting) == 1:
        return fitting[0]
    choices = tuple(
        Choice(id=known.product.id, name=known.product.name)
        for known in fitting or base.products.values()
        if fitting or known.product.plans or known.product.limit_sets
    )
    argument, given = ("plan", plan) if plan is not None else ("limit_set", limit_set or "")
    text = say("ambiguous" if fitting else "unknown", locale, argument=say(argument, locale), given=given)
    named_products = listed((f"{choice.name} ({choice.id})" for choice in choices), locale)
    text += (" " if locale == "en" else "") + say("needed", locale, argument=say("product", locale))
    text += (" " if locale == "en" else "") + say("choices", locale, known=named_products)
    return InputError(argument="product", given="", text=text, known=choices)
