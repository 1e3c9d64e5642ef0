"""Names of products, plans, sets of limits and riders in what people type."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.agent.conversation.described import DescribedChoices
from assistant.agent.conversation.name_forms import name_parts, numbered_forms, spoken_forms, weak_forms
from assistant.agent.conversation.named import Named, NameKind
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.products import Product
from assistant.retrieval.readings import katakana_reading
from assistant.text import in_hiragana
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import Found, PhraseTable

__all__ = ["Mention", "NameKind", "Named", "ProductNames"]
_KANJI = re.compile(r"[一-龥々]")
_SHORT = 2
"""Letters and digits up to which a name is one only beside another of its product (S3)."""


class Mention(NamedTuple):
    """A name at `start` to `end` of a folded text, as it stands there; several meanings where products share it.

    A weak one may be anything: it counts only beside another name of its product (S3, 3番).
    """

    name: str
    meanings: tuple[Named, ...]
    start: int
    end: int
    weak: bool = False


class ProductNames:
    """All names of a knowledge base by which people call what can be taken out."""

    def __init__(self, knowledge: KnowledgeBase, generic: Collection[str] = ()) -> None:
        """`generic` are names of products that mean none of them, see `generic_names`."""
        listed = [
            (named, tuple(name for name in names if named.kind != "product" or name not in generic))
            for named, names in _names(knowledge)
        ]
        meanings: dict[str, dict[Named, None]] = {}
        for named, names in listed:
            for name in names:
                meanings.setdefault(in_hiragana(fold(name)), {})[named] = None
        forms = {form: named for form, named in _forms(listed).items() if named and form not in meanings}
        self._table = PhraseTable({name: tuple(each) for name, each in (meanings | forms).items()})
        self._weak = frozenset(form for _, names in listed for form in weak_forms(names)) & forms.keys()
        self._fixed = {
            fold(discount.name)
            for known in knowledge.products.values()
            for discount in known.premiums.discounts
            if not discount.adjustable
        }
        self._codes = PhraseTable(_codes(listed))
        self.described = DescribedChoices(knowledge)
        self._part_of = {
            Named("plan", product, plan.id): plan.part_of
            for product, known in knowledge.products.items()
            for plan in known.product.plans
        }
        self._plans = {product: known.product.plans for product, known in knowledge.products.items()}
        self._short = {product: _short_names(known.product) for product, known in knowledge.products.items()}
        self._riders = {product: _short_riders(known.product) for product, known in knowledge.products.items()}

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in `text`, a text after `fold`, in order; the longest where several overlap.

        Hiragana and katakana are one here: ちゅうおうかい, チュウオウカイ.
        """
        found = [each for each in self._table.apart(in_hiragana(text)) if not _goes_on_in_kanji(text, each.end)]
        mentions = [_mention(each, text)._replace(weak=_is_weak(each.phrase, self._weak)) for each in found]
        mentions += [part for each in self._codes.apart(text) for part in _parts(each)]
        return tuple(sorted(mentions, key=lambda each: each.start))

    def others(self, meanings: Iterable[Named]) -> Iterator[Named]:
        """The plan that is left where one of two beside each other is not meant; nothing else has such another."""
        for each in meanings:
            plans = self._plans[each.product] if each.kind == "plan" else ()
            level = next((plan.part_of for plan in plans if plan.id == each.id), None)
            left = [plan.id for plan in plans if plan.id != each.id and plan.part_of == level]
            if len(left) == 1:
                yield each._replace(id=left[0])

    def without_wholes(self, plans: Sequence[Named]) -> tuple[Named, ...]:
        """Plans without those of which another one is a part: 有料プランの1億円プラン is 1億円プラン."""
        wholes = {(each.product, self._part_of.get(each)) for each in plans}
        return tuple(each for each in plans if (each.product, each.id) not in wholes)

    def has_fixed_discount(self, text: str) -> bool:
        """Whether `text`, a text after `fold`, names a discount whose percentage nobody can choose."""
        return any(name in text for name in self._fixed)

    def find_short(self, text: str, product: str) -> tuple[Mention, ...]:
        """The plans of `product` that `text` calls by the first part of their names (無料 of 無料プラン)."""
        return tuple(_mention(found, text) for found in self._short[product].apart(text))

    def find_riders(self, text: str, product: str) -> tuple[Mention, ...]:
        """Riders that `text` calls by the beginning of their names (利益損害 of 利益損害補償特約)."""
        return tuple(_mention(found, text) for found in self._riders[product].apart(text))


def _forms(listed: Sequence[tuple[Named, tuple[str, ...]]]) -> dict[str, dict[Named, None]]:
    """Other forms of names, where nothing else of the same product is called so."""
    meanings: dict[str, dict[Named, None]] = {}
    for named, names in listed:
        if named.kind in ("plan", "limit_set"):
            for form in (*numbered_forms(names), *weak_forms(names), *spoken_forms(names)):
                meanings.setdefault(form, {})[named] = None
    counts = {form: Counter(each.product for each in named_so) for form, named_so in meanings.items()}
    return {
        form: {each: None for each in named_so if counts[form][each.product] == 1}
        for form, named_so in meanings.items()
    }


def _codes(listed: Sequence[tuple[Named, tuple[str, ...]]]) -> dict[str, tuple[tuple[str, Named], ...]]:
    """The short names of a plan and a set of one product written as one word (S1W, W4), with its parts."""
    short = [
        (part, named)
        for named, names in listed
        if named.kind in ("plan", "limit_set")
        for code in map(fold, names)
        if code.isascii() and code.isalnum() and len(code) <= _SHORT
        for part in {code, code.lstrip(string.ascii_lowercase) or code}
    ]
    return {
        one + other: ((one, named), (other, beside))
        for one, named in short
        for other, beside in short
        if named.product == beside.product and named.kind != beside.kind
    }


def _parts(found: Found[tuple[tuple[str, Named], ...]]) -> Iterator[Mention]:
    start = found.start
    for name, named in found.meaning:
        yield Mention(name, (named,), start, start + len(name), weak=True)
        start += len(name)


def _names(knowledge: KnowledgeBase) -> Iterable[tuple[Named, tuple[str, ...]]]:
    for known in knowledge.products.values():
        product = known.product
        yield Named("product", product.id, product.id), _product_names(product)
        for plan in product.plans:
            yield Named("plan", product.id, plan.id), (plan.name, *plan.aliases)
        for chosen in product.limit_sets:
            yield Named("limit_set", product.id, chosen.id), (chosen.name, *chosen.aliases)
        for rider in product.riders:
            yield Named("rider", product.id, rider.id), (rider.name, *rider.aliases)


def _product_names(product: Product) -> tuple[str, ...]:
    """What a product is called; its id also as words (cyber protector for cyber-protector)."""
    return (product.id, product.id.replace("-", " "), product.name, *product.aliases)


def _short_names(product: Product) -> PhraseTable[tuple[Named, ...]]:
    """Plan names without the word for a plan, also as they are read aloud, where no other plan is called so."""
    meanings: dict[str, dict[Named, None]] = {}
    for plan in product.plans:
        for name in map(fold, (plan.name, *plan.aliases)):
            for tail in map(fold, name_parts().tails):
                short = name.removesuffix(tail).strip()
                if short != name and short and short not in name_parts().ambiguous:
                    for form in (short, in_hiragana(katakana_reading(short))):
                        meanings.setdefault(form, {})[Named("plan", product.id, plan.id)] = None
    return PhraseTable({name: tuple(each) for name, each in meanings.items() if len(each) == 1})


def _short_riders(product: Product) -> PhraseTable[tuple[Named, ...]]:
    """Names of riders without the word for a rider, where no other rider is called so."""
    meanings: dict[str, dict[Named, None]] = {}
    for rider in product.riders:
        for name in map(fold, (rider.name, *rider.aliases)):
            for tail in map(fold, name_parts().rider_tails):
                if (short := name.removesuffix(tail).strip()) and short != name:
                    meanings.setdefault(short, {})[Named("rider", product.id, rider.id)] = None
    return PhraseTable({name: tuple(each) for name, each in meanings.items() if len(each) == 1})


def _goes_on_in_kanji(text: str, end: int) -> bool:
    """Whether a numeral in kanji at `end` only begins a word: セット一覧."""
    numerals = "".join(sign for signs in name_parts().digits.values() for sign in signs)
    return text[end - 1] in numerals and bool(_KANJI.match(text, end))


def _is_weak(name: str, weak: Container[str]) -> bool:
    return name in weak or (name.isascii() and len(name) <= _SHORT)


def _mention(found: Found[tuple[Named, ...]], text: str) -> Mention:
    return Mention(text[found.start : found.end], found.meaning, found.start, found.end)
