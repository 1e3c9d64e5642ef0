"""Names that a caller gives, as records of the knowledge base; and how plans hang together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from assistant.answers import ContactBlock
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.industries import Industry
from assistant.knowledge.products import Plan, Product, Rider
from assistant.knowledge.values import Language, Record
from assistant.text import comparable
from assistant.tools.wording import listed, say

_SHOWN = 12
"""How many of the known names a message spells out; `InputError.known` has all."""


class Choice(Record):
    """Something that an argument can name."""

    id: str
    name: str


class InputError(Record):
    """An argument that names nothing known, or lies out of range; `known` is what it can name instead."""

    argument: str
    given: str
    text: str
    known: tuple[Choice, ...] = ()


class Named(Protocol):
    """A record that people call by its id, its name or an alias."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What people call it."""


N = TypeVar("N", bound=Named)
T = TypeVar("T")


def sift(found: T | InputError | None, errors: list[InputError]) -> T | None:
    """`found`, or None where it is an error, which is put to the `errors`."""
    if isinstance(found, InputError):
        errors.append(found)
        return None
    return found


def pick(argument: str, given: str, entries: Sequence[N], locale: Language) -> N | InputError:
    """The entry that `given` names: its id, or its name or an alias, compared without width, case and space."""
    if exact := [entry for entry in entries if entry.id == given]:
        return exact[0]
    key = comparable(given)
    found = [entry for entry in entries if key in map(comparable, (entry.id, entry.name, *entry.aliases))]
    if len(found) == 1:
        return found[0]
    known = tuple(Choice(id=entry.id, name=entry.name) for entry in found or entries)
    return _mistaken("ambiguous" if found else "unknown", argument, given, known, locale)


def find_product(base: KnowledgeBase, given: str, locale: Language) -> ProductKnowledge | InputError:
    """The product called `given`."""
    found = pick("product", given, [known.product for known in base.products.values()], locale)
    return found if isinstance(found, InputError) else base.products[found.id]


def find_plan_or_rider(product: Product, given: str, locale: Language) -> Plan | Rider | InputError:
    """The plan or rider of `product` called `given`."""
    entries: tuple[Plan | Rider, ...] = (*product.plans, *product.riders)
    return pick("plan", given, entries, locale)


def find_industry(base: KnowledgeBase, given: str, locale: Language) -> Industry | InputError:
    """The class of industries.yaml whose id is `given`."""
    for industry in base.industries:
        if industry.id == given:
            return industry
    known = tuple(Choice(id=each.id, name=each.label.in_language(locale)) for each in base.industries)
    return _mistaken("unknown", "industry", given, known, locale)


def amount_error(argument: str, least: int, most: int | None, locale: Language) -> InputError | None:
    """An error where an amount from `least` to `most` yen (None: without bound) is negative or empty."""
    if least >= 0 and (most is None or most >= least):
        return None
    given = f"{least:,}" if least == most else f"{least:,}..{'' if most is None else f'{most:,}'}"
    text = say("not_an_amount", locale, argument=say(argument, locale))
    return InputError(argument=argument, given=given, text=text)


def lineage(product: Product, plan: str) -> frozenset[str]:
    """A plan and the plans that it is a part of."""
    above = {each.id: each.part_of for each in product.plans}
    found: set[str] = set()
    current: str | None = plan
    while current is not None and current not in found:
        found.add(current)
        current = above.get(current)
    return frozenset(found)


def variants(product: Product, plan: str | None = None) -> tuple[str, ...]:
    """The plans that can be taken out: those below `plan` (or of the product) of which no other is a part.

    A plan without parts is its own only variant; a product without plans has none.
    """
    wholes = {each.part_of for each in product.plans}
    leaves = tuple(each.id for each in product.plans if each.id not in wholes)
    if plan is None:
        return leaves
    return tuple(leaf for leaf in leaves if plan in lineage(product, leaf)) or (plan,)


def rider_name(product: Product, rider: str) -> str:
    """The name of a rider of `product`, or its id where the product lists none."""
    return next((each.name for each in product.riders if each.id == rider), rider)


def contact_blocks(product: Product, locale: Language) -> tuple[ContactBlock, ...]:
    """The product's ways to a person, without those for an incident in progress."""
    return tuple(
        ContactBlock(
            label=contact.label.in_language(locale),
            phone=contact.phone,
            hours=contact.hours.in_language(locale) if contact.hours else None,
            url=contact.url,
            note=contact.note.in_language(locale) if contact.note else None,
        )
        for contact in product.contacts
        if not contact.urgent
    )


def _mistaken(key: str, argument: str, given: str, known: tuple[Choice, ...], locale: Language) -> InputError:
    text = say(key, locale, argument=say(argument, locale), given=given)
    if known:
        names = [f"{choice.name} ({choice.id})" for choice in known[:_SHOWN]]
        if len(known) > _SHOWN:
            names.append(say("and_more", locale, count=len(known) - _SHOWN))
        text += (" " if locale == "en" else "") + say("choices", locale, known=listed(names, locale))
    return InputError(argument=argument, given=given, text=text, known=known)
