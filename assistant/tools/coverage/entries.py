"""Facts as entries of a result: for a plan and a set, with names in place of ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.knowledge.coverage import CoverageFact, Limit
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language, LocalText
from assistant.tools.coverage.facts import limits_for
from assistant.tools.coverage.terms import CoverageEntry, FactLimit
from assistant.tools.lookup import Named
from assistant.tools.wording import listed, say, yen


def entry(
    product: Product, fact: CoverageFact, plan: str | None, limit_set: str | None, locale: Language
) -> CoverageEntry:
    """A fact with the limits of a plan and a set; None is any."""
    deductible = fact.deductible
    return CoverageEntry(
        fact=fact.id,
        label=fact.label.in_language(locale),
        kind=fact.kind,
        verdict=fact.verdict,
        plans=named(product.plans, fact.plans),
        limit_sets=named(product.limit_sets, fact.limit_sets),
        riders=named(product.riders, fact.riders),
        limits=tuple(_limit(product, limit) for limit in limits_for(product, fact, plan, limit_set)),
        deductible_yen=deductible.amount_yen if deductible else None,
        deductible=_text(deductible.text, locale) if deductible else None,
        condition=_text(fact.condition, locale),
        approval=_text(fact.approval, locale),
        exclusion=_text(fact.exclusion, locale),
        note=_text(fact.note, locale),
        evidence=fact.evidence,
    )


def limit_lines(limits: Sequence[FactLimit], locale: Language) -> list[str]:
    """Limits in a line each: 1億円（1億円プラン、賠償金+争訟費用の合計）."""
    lines = []
    for limit in limits:
        of = [*limit.plans, *limit.limit_sets, *([limit.per] if limit.per else [])]
        of += [say("shared", locale, group=limit.shared)] if limit.shared else []
        amount = yen(limit.amount_yen, locale)
        lines.append(say("limit_of", locale, amount=amount, of=listed(of, locale)) if of else amount)
    return lines


def named(records: Iterable[Named], ids: Iterable[str]) -> tuple[str, ...]:
    """The names of records by their ids; an id that none has stays as it is."""
    names = {record.id: record.name for record in records}
    return tuple(names.get(each, each) for each in ids)


def _limit(product: Product, limit: Limit) -> FactLimit:
    return FactLimit(
        amount_yen=limit.amount_yen,
        per=limit.per,
        shared=limit.shared,
        plans=named(product.plans, limit.plans),
        limit_sets=named(product.limit_sets, limit.limit_sets),
    )


def _text(text: LocalText | None, locale: Language) -> str | None:
    return text.in_language(locale) if text else None
