"""The answer to one question, each way."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.clarify import ask_product
from assistant.agent.extractive.comparison import comparison_part
from assistant.agent.extractive.coverage import Cited, coverage_part, look_up
from assistant.agent.extractive.eligibility import eligibility_part
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.passages import (
    Quoted,
    answering,
    find_quotes,
    is_unspoken,
    not_found_part,
    passages_part,
    quoted_part,
)
from assistant.agent.extractive.people import contact_blocks
from assistant.agent.extractive.premium import mistaken_part, premium_part
from assistant.agent.extractive.presumed import presumed_yen
from assistant.agent.extractive.routing import thresholds
from assistant.agent.extractive.stated import offered_part, stated_part
from assistant.agent.extractive.wording import say
from assistant.answers import Paragraph, ToolResult, plain_text
from assistant.knowledge.base import ProductKnowledge
from assistant.tools.toolbox import Toolbox

_EVERYONE = 8
_DECIDED_LAST = {None: 0, True: 1, False: 1}


def coverage(question: Question, toolbox: Toolbox, promise: bool = False, most: int | None = None) -> Part:
    """Verdicts from the facts that are named, else from those that the best passage states, else passages.

    Args:
        most: passages of each product, at most.
    """
    quotes = find_quotes(question, toolbox, most)
    named = [_by_name(question, product, toolbox, quotes, promise) for product in _products(question)]
    told = [part for part in named if part and part.outcome == "answered"]
    sure = answering(quotes)
    is_ours = not _is_no_cyber_loss(question)
    if is_ours and not any(part.verdict for part in told) and (stated := stated_part(question, sure, toolbox)):
        return stated
    if told:
        said = plain_text(tuple(block for part in told for block in part.blocks))
        return joined([*told, *_unless_empty(quoted_part(quotes, toolbox, said=said, most=1))])
    if sure:
        return _without_verdict(question, sure, toolbox)
    unsaid = [part for part in named if part]
    return joined(unsaid) if unsaid else not_found_part(question, toolbox, quotes)


def _without_verdict(question: Question, quotes: Sequence[Quoted], toolbox: Toolbox) -> Part:
    """Passages alone: whether something is covered, if that was asked, stays open where they hardly answer it."""
    if question.intent not in ("coverage", "promise"):
        return quoted_part(quotes, toolbox, presumed=presumed_yen(question))
    limits = thresholds()
    unclear = limits.unclear if quotes[0].worded else limits.unclear_unworded
    is_open = quotes[0].probability < unclear or question.other_peril > limits.other_peril_open
    lead = say("verdict_open" if is_open else "verdict_not_stated", toolbox.locale)
    part = quoted_part(quotes, toolbox, lead, presumed=presumed_yen(question))
    return part._replace(outcome="not_found") if is_open else part


def from_passages(question: Question, toolbox: Toolbox, verdict: bool, most: int | None = None) -> Part:
    """What the passages say, with the verdict of the facts that they state where one may be wanted.

    They say nothing of a loss that surely no such insurance is about.
    """
    quotes = find_quotes(question, toolbox, most)
    if _is_no_cyber_loss(question):
        return not_found_part(question, toolbox, quotes)
    told = stated_part if verdict else offered_part
    stated = told(question, answering(quotes), toolbox)
    return stated or passages_part(question, toolbox, quotes)


def _by_name(
    question: Question, product: str | None, toolbox: Toolbox, quotes: Sequence[Quoted], promise: bool
) -> Part | None:
    """What the facts say that a question names; None where it names none.

    Args:
        quotes: what the passages say; a name that is in none of them is nothing that facts are like.
    """
    items: str | Sequence[str] = question.items or question.text
    recorded, cited = look_up(items, product, question, toolbox)
    if not any(item.products for item in cited.result.items):
        return None
    part = coverage_part(recorded, cited, toolbox, presumed_yen(question), promise)
    is_like = any(item.method == "similarity" for item in cited.result.items)
    if part.verdict != "not_covered" and _is_strange(question, quotes, is_like):
        return None
    if is_like and _is_no_cyber_loss(question):
        return None
    return part._replace(verdict=None) if _is_only_general(part, product, cited) else part


def _is_strange(question: Question, quotes: Sequence[Quoted], is_like: bool) -> bool:
    """Whether a question tells of a loss of another kind, or names what no passage has and is only like a fact."""
    limits = thresholds()
    if question.other_peril > (limits.other_peril if is_like else limits.other_peril_named):
        return True
    return is_like and min((each.missing for each in quotes), default=0.0) > limits.unnamed


def _is_no_cyber_loss(question: Question) -> bool:
    """Whether a question surely tells of a loss that no such insurance is about: likeness says nothing of it."""
    return question.other_peril > thresholds().other_peril_named


def _is_only_general(part: Part, product: str | None, cited: Cited) -> bool:
    """Whether general word alone calls something covered, which says nothing of the product that was asked about."""
    groups = [group for item in cited.result.items for group in item.products]
    others = all(group.general and group.product != product for group in groups)
    return product is not None and part.verdict != "not_covered" and others


def _unless_empty(part: Part) -> tuple[Part, ...]:
    return (part,) if part.blocks else ()


def eligibility(question: Question, toolbox: Toolbox) -> Part:
    """The tool's word, for each product that has rules where none is meant; how a rule measures, passages say."""
    if question.measure and not question.own and question.slots.industry is None:
        return passages_part(question, toolbox)
    known = toolbox.knowledge.products
    products = [each for each in _products(question) if each] or [
        each for each in toolbox.products() if known[each].eligibility
    ]
    rules = question.rules and question.industry is None and question.revenue is None
    parts = []
    for product in products:
        if not known[product].eligibility:
            continue
        plan = next(iter(question.riders), None) or question.plan
        recorded = toolbox.check_eligibility(product, question.revenue, question.industry, plan)
        if recorded.result.get("errors"):
            recorded = toolbox.check_eligibility(product, question.revenue, question.industry)
        parts.append(eligibility_part(recorded, known[product].product, toolbox.locale, rules))
    if not parts:
        return passages_part(question, toolbox)
    parts.sort(key=lambda part: -_DECIDED_LAST[part.results[0].result["eligible"]])
    whole = joined(parts)
    results = tuple(sorted(whole.results, key=lambda result: _DECIDED_LAST[result.result["eligible"]]))
    return whole._replace(results=results)


def is_priced(known: ProductKnowledge) -> bool:
    """Whether a product publishes premiums."""
    return bool(known.premiums.examples or known.premiums.tariffs)


def premium(question: Question, toolbox: Toolbox) -> Part:
    """The tool's word, for each product that publishes premiums where none is meant."""
    known = toolbox.knowledge.products
    priced = [each for each in toolbox.products() if is_priced(known[each])]
    products = [each for each in _products(question) if each in priced] or (
        [] if question.product or question.slots.products else priced
    )
    if not products:
        return passages_part(question, toolbox)
    parts = []
    for product in products:
        recorded = toolbox.estimate_premium(
            product,
            question.industry,
            question.revenue,
            question.plan,
            question.limit_set,
            question.discount,
            riders=question.riders,
            without_riders=question.without_riders,
        )
        if recorded.result["errors"]:
            return mistaken_part(recorded, product)
        part = premium_part(recorded, known[product].product, toolbox.locale)
        parts += [*_who_can_join(question, product, part, toolbox), part]
    if len(products) > 1 and any(part.ask for part in parts):
        parts = [part._replace(outcome="clarify", ask=None) for part in parts] + [ask_product(toolbox, products)]
    if question.industry or question.revenue or question.limit_set or question.own:
        return _asked_back(parts)
    quotes = find_quotes(question, toolbox)
    if is_unspoken(quotes):
        return not_found_part(question, toolbox, quotes)
    return joined([*_unless_empty(quoted_part(quotes, toolbox)), *parts])


def _asked_back(parts: Sequence[Part]) -> Part:
    """Parts for one firm as one: what is still to be asked for comes before what is told meanwhile."""
    whole = joined(parts)
    return whole._replace(outcome="clarify") if whole.ask else whole


def _who_can_join(question: Question, product: str, part: Part, toolbox: Toolbox) -> tuple[Part, ...]:
    """Whether the firm can take the product out, where it cannot or no premium can be told."""
    known = toolbox.knowledge.products[product]
    if not known.eligibility or not (question.industry or question.revenue):
        return ()
    recorded = toolbox.check_eligibility(product, question.revenue, question.industry, question.plan)
    priced = part.results[0].result["basis"] != "unavailable"
    if recorded.result.get("errors") or (priced and recorded.result["eligible"] is not False):
        return ()
    told = eligibility_part(recorded, known.product, toolbox.locale)
    return (told,) if told.outcome == "answered" else ()


def comparison(question: Question, toolbox: Toolbox) -> Part:
    """What facts and passages say, and the plans of the one product side by side."""
    said = coverage(question, toolbox) if toolbox.named_items(question.text) else passages_part(question, toolbox)
    product = question.product
    if product is None or not toolbox.knowledge.products[product].product.plans or question.slots.products[1:]:
        return said
    plans = [each.id for each in question.slots.plans if each.product == product]
    recorded = toolbox.compare_plans(product, plans if len(plans) > 1 else (), toolbox.named_items(question.text))
    table = comparison_part(recorded, toolbox.knowledge.products[product].product, toolbox.locale)
    if table is None:
        return said
    return table if said.outcome != "answered" else joined([said, table])


def contact(question: Question, toolbox: Toolbox) -> Part:
    """Ways to a person, after what the passages say of them."""
    people = contact_blocks(toolbox, question.product, most=_EVERYONE)
    quotes = find_quotes(question, toolbox)
    said = passages_part(question, toolbox, quotes)
    if is_unspoken(quotes):
        return said
    blocks = said.blocks if said.outcome == "answered" else (Paragraph(text=say("ways", toolbox.locale)),)
    return said._replace(outcome="answered", blocks=(*blocks, *people), contacts=True)


def joined(parts: Sequence[Part]) -> Part:
    """Several parts as one; what was answered counts before what was asked back or not found."""
    if len(parts) == 1:
        return parts[0]
    outcomes = [part.outcome for part in parts]
    order = ("handoff", "answered", "clarify", "not_found", "declined")
    verdicts = {part.verdict for part in parts if part.verdict}
    results: dict[str, ToolResult] = {result.model_dump_json(): result for part in parts for result in part.results}
    return Part(
        outcome=next(outcome for outcome in order if outcome in outcomes),
        blocks=tuple(dict.fromkeys(block for part in parts for block in part.blocks)),
        verdict=None if not verdicts else verdicts.pop() if len(verdicts) == 1 else "conditional",
        products=tuple(dict.fromkeys(each for part in parts for each in part.products)),
        results=tuple(results.values()),
        suggestions=tuple(dict.fromkeys(each for part in parts for each in part.suggestions)),
        ask=next((part.ask for part in parts if part.ask), None),
        items=tuple(dict.fromkeys(each for part in parts for each in part.items)),
        contacts=any(part.contacts for part in parts),
    )


def _products(question: Question) -> tuple[str | None, ...]:
    """The products that are meant; None stands for all."""
    if len(question.slots.products) > 1:
        return question.slots.products
    return (question.product,)
