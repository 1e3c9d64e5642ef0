"""Can a firm take out a product, a plan or a rider? The published rules applied, each with its quote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from assistant.answers import ContactBlock
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.eligibility import (
    EligibilityRule,
    IndustryRule,
    MembershipRule,
    OtherwiseRule,
    RevenueRule,
    UnspecifiedRule,
)
from assistant.knowledge.products import Plan, Rider
from assistant.knowledge.values import Evidence, Language, Record
from assistant.tools.lookup import (
    InputError,
    amount_error,
    contact_blocks,
    find_industry,
    find_plan_or_rider,
    find_product,
    sift,
)
from assistant.tools.rule_sets import decides, rule_sets
from assistant.tools.wording import say

Missing = Literal["annual_revenue_yen", "industry", "plan"]


class RevenueInterval(NamedTuple):
    """Annual revenue in whole yen that is known within bounds only; None is unbounded.

    An open bound is itself left out: 1億円未満 is ``RevenueInterval(upper=100_000_000, upper_open=True)``.
    """

    lower: int | None = None
    upper: int | None = None
    lower_open: bool = False
    upper_open: bool = False

    @property
    def least(self) -> int:
        """The smallest revenue that lies within."""
        return 0 if self.lower is None else self.lower + self.lower_open

    @property
    def most(self) -> int | None:
        """The largest revenue that lies within; None where there is no bound."""
        return None if self.upper is None else self.upper - self.upper_open

    def within(self, allowed: RevenueInterval) -> bool | None:
        """Whether all of it lies in `allowed` (True), none of it (False), or some (None)."""
        if (self.most is not None and self.most < allowed.least) or (
            allowed.most is not None and self.least > allowed.most
        ):
            return False
        below = allowed.most is None or (self.most is not None and self.most <= allowed.most)
        return True if below and self.least >= allowed.least else None


class Reason(Record):
    """A rule as it was applied.

    Attributes:
        rule: the rule's id in eligibility.yaml.
        type: revenue, industry, membership (named, never checked) or unspecified (the window decides).
        passed: None where an input is missing or too vague, the trade is borderline, or nobody but the window
            can tell.
        quote: the first of its quotes; `evidence` has all.
    """

    rule: str
    type: Literal["revenue", "industry", "membership", "unspecified"]
    passed: bool | None
    text: str
    quote: str
    evidence: tuple[Evidence, ...]


class Offer(Record):
    """What is offered to those who are turned away."""

    text: str
    evidence: tuple[Evidence, ...]


class EligibilityResult(Record):
    """What the published rules say.

    Attributes:
        eligible: False as soon as one rule fails; True only where every rule that decides has passed; None
            where an input is missing, the window decides, plans differ, or nothing is published.
        reasons: every rule that was applied, in the order of the file.
        missing: inputs that an applied rule lacks, also where another rule has decided already.
        otherwise: what is offered instead, where `eligible` is False.
        conditions: memberships, which are named and cannot be checked.
        about: names of the plans, or the rider, that the rules are about; empty is the product as a whole.
        explanation: why `eligible` is None where no input would change that.
        as_of: the day on which the product's facts were last compared with their source.
        errors: arguments that cannot be taken as they are; nothing was checked then.
    """

    eligible: bool | None = None
    reasons: tuple[Reason, ...] = ()
    otherwise: tuple[Offer, ...] = ()
    missing: tuple[Missing, ...] = ()
    conditions: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    explanation: str | None = None
    as_of: dt.date | None = None
    contacts: tuple[ContactBlock, ...] = ()
    errors: tuple[InputError, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that the result stands on, without doubles."""
        said = [*(each.evidence for each in self.reasons), *(each.evidence for each in self.otherwise)]
        return tuple(dict.fromkeys(each for evidence in said for each in evidence))


class _Firm(NamedTuple):
    revenue: RevenueInterval | None
    industry: str | None


class _Finding(NamedTuple):
    passed: bool | None
    missing: Missing | None = None


def check_eligibility(
    base: KnowledgeBase,
    product: str,
    annual_revenue_yen: int | RevenueInterval | None = None,
    industry: str | None = None,
    plan: str | None = None,
    *,
    locale: Language = "ja",
) -> EligibilityResult:
    """Applies the published rules of a product to a firm.

    Args:
        base: the knowledge base.
        product: id, name or alias of a product.
        annual_revenue_yen: in yen, or an interval of yen; None where not known.
        industry: id of a class of industries.yaml; None where not known.
        plan: id, name or alias of a plan or of a rider. A rider is subject to the product's rules too. Without
            a plan, the plans that a rule restricts by more than a membership are meant (the paid ones).
        locale: language of the texts; quotes stay as they are.
    """
    known = find_product(base, product, locale)
    if isinstance(known, InputError):
        return EligibilityResult(errors=(known,))
    errors: list[InputError] = []
    target: Plan | Rider | None = None
    if plan is not None:
        found = find_plan_or_rider(known.product, plan, locale)
        if isinstance(found, InputError):
            errors.append(found)
        else:
            target = found
    trade = sift(find_industry(base, industry, locale), errors) if industry is not None else None
    revenue = annual_revenue_yen
    if isinstance(revenue, int):
        revenue = RevenueInterval(revenue, revenue)
    if revenue is not None:
        sift(amount_error("annual_revenue_yen", revenue.least, revenue.most, locale), errors)
    if errors:
        return EligibilityResult(errors=tuple(errors), contacts=contact_blocks(known.product, locale))
    return _check(known, _Firm(revenue, trade.id if trade else None), target, locale)


def _check(known: ProductKnowledge, firm: _Firm, target: Plan | Rider | None, locale: Language) -> EligibilityResult:
    alternatives, about = rule_sets(known, target)
    applied = [rule for rule in known.eligibility if any(rule in rules for rules in alternatives)]
    findings = {rule.id: _apply(rule, firm) for rule in applied}
    verdicts = {_verdict([findings[rule.id].passed for rule in rules if decides(rule)]) for rules in alternatives}
    missing = dict.fromkeys(finding.missing for finding in findings.values() if finding.missing)
    eligible, explanation = None, None
    if not applied:
        explanation = say("no_rule", locale)
    elif len(verdicts) > 1:
        missing["plan"] = None
        explanation = say("depends_on_plan", locale)
    else:
        (eligible,) = verdicts
        if eligible is None and not missing:
            explanation = say("window_decides", locale)
    return EligibilityResult(
        eligible=eligible,
        reasons=tuple(
            _reason(rule, findings[rule.id].passed, locale) for rule in applied if not isinstance(rule, OtherwiseRule)
        ),
        otherwise=tuple(
            Offer(text=rule.text.in_language(locale), evidence=rule.evidence)
            for rule in applied
            if eligible is False and isinstance(rule, OtherwiseRule)
        ),
        missing=tuple(missing),
        conditions=tuple(rule.text.in_language(locale) for rule in applied if isinstance(rule, MembershipRule)),
        about=about,
        explanation=explanation,
        as_of=known.product.as_of,
        contacts=contact_blocks(known.product, locale),
    )


def _apply(rule: EligibilityRule, firm: _Firm) -> _Finding:
    match rule:
        case RevenueRule():
            passed = firm.revenue.within(_allowed(rule)) if firm.revenue is not None else None
            return _Finding(passed, "annual_revenue_yen" if passed is None else None)
        case IndustryRule():
            if firm.industry is None:
                return _Finding(None, "industry")
            if firm.industry in rule.borderline:
                return _Finding(None)
            return _Finding(firm.industry not in rule.excluded)
        case _:
            return _Finding(None)


def _allowed(rule: RevenueRule) -> RevenueInterval:
    """The revenue that a rule lets in, as closed bounds: yen are whole."""
    least = [rule.at_least_yen, None if rule.above_yen is None else rule.above_yen + 1]
    most = [rule.at_most_yen, None if rule.below_yen is None else rule.below_yen - 1]
    return RevenueInterval(
        max((bound for bound in least if bound is not None), default=None),
        min((bound for bound in most if bound is not None), default=None),
    )


def _verdict(passed: Sequence[bool | None]) -> bool | None:
    if False in passed:
        return False
    return None if None in passed else True


def _reason(
    rule: RevenueRule | IndustryRule | MembershipRule | UnspecifiedRule, passed: bool | None, locale: Language
) -> Reason:
    return Reason(
        rule=rule.id,
        type=rule.type,
        passed=passed,
        text=rule.text.in_language(locale),
        quote=rule.evidence[0].quote,
        evidence=rule.evidence,
    )
