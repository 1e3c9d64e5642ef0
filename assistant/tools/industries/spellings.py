"""Other ways to write or say the name of a trade."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from assistant.retrieval.readings import words
from assistant.text import in_hiragana
from assistant.tools.industries.contexts import contexts

_KANA = re.compile(r"[ぁ-ゖー]")
_LEAST_OBJECT = 2
"""Letters of what an activity is done to."""
LEAST_SPOKEN = 4
"""Kana that stand for kanji from which on they are hardly anything else."""
_SPOKEN_WORDS = 4
"""Words of a name up to which each may be in kana by itself."""


def english_spellings(name: str) -> Iterator[str]:
    """An English name with another word for a business, with words shortened, and in the plural."""
    first, _, last = name.rpartition(" ")
    for businesses in contexts().businesses if first else ():
        for each in [f"{first} {word}" for word in businesses if word != last] if last in businesses else []:
            yield each
            yield _plural(each)
    yield _plural(name)
    for word, others in contexts().abbreviations.items():
        for other in others if word in name.split() else ():
            yield " ".join(other if each == word else each for each in name.split())


def worded_otherwise(name: str) -> Iterator[str]:
    """A Japanese name as people say it with a verb or の: システムを作ってる, マンションの管理会社."""
    words = contexts()
    for activity, said in words.activities.items():
        what = name.removesuffix(activity)
        if what == name or len(what) < _LEAST_OBJECT or name.isascii():
            continue
        yield from (f"{what}の{activity}{kind}" for kind in words.kinds_of_firm)
        yield from (f"{what}{activity}{kind}" for kind in words.kinds_of_firm if kind)
        for link in ("を", ""):
            yield from (f"{what}{link}{stem}{habit}" for stem in said.stems for habit in words.habits)
            yield from (f"{what}{link}{plain}{trade}" for plain in said.plain for trade in words.trades)


def read_aloud(name: str) -> Iterator[str]:
    """A Japanese name with kana for some or all of its kanji, and hiragana for katakana: じどうしゃ販売."""
    parts = [(in_hiragana(word.written), in_hiragana(word.spoken)) for word in words(name)]
    if len(parts) > _SPOKEN_WORDS or name.isascii():
        parts = [(in_hiragana(name), "".join(spoken for _, spoken in parts))]
    for form in itertools.product(*(dict.fromkeys(part) for part in parts)):
        whole = "".join(form)
        kana = sum(len(said) for said, (written, _) in zip(form, parts, strict=True) if said != written)
        kana = kana or len(_KANA.findall(whole))
        if kana >= LEAST_SPOKEN:
            yield whole


def _plural(name: str) -> str:
    """The plural of an English name; any other name as it is."""
    if not name.isascii() or not name[-1:].isalpha():
        return name
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")
