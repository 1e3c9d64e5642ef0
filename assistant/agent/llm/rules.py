"""What a model's reply may not be or say, beside what grounding checks: length, language, leaks, coaching."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property
from typing import NamedTuple

from assistant.answers import Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.data_file import read_data
from assistant.knowledge.values import Language, Names, Record
from assistant.text import normalise

_SENTENCE = re.compile(r"[^。．.!?！？\n]*[。．.!?！？\n]?")
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|\"[^\"]*\"|“[^”]*”|[（(][^）)]*[）)]")
_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_OF = {
    "ja": re.compile(r"[ぁ-んァ-ヺー一-龥々]"),
    "en": re.compile(r"[A-Za-z]"),
}
_KANA = re.compile(r"[ぁ-んァ-ヺ]")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = ("Mn", "Me")
"""Categories of marks that are drawn over the letter before them."""


class Broken(NamedTuple):
    """A rule that a reply breaks; `why` says what to do."""

    kind: str
    why: str


class _Rules(Record):
    most_characters: int
    leak_run: int
    internal: Names
    coaching: Names
    denied: Names
    subject: Names
    least_share: dict[Language, float]
    short: dict[Language, int]
    english: Names
    foreign: Names
    hidden: tuple[str, ...]
    wording: dict[str, str]
    languages: dict[Language, str]


@cache
def _rules() -> _Rules:
    data = read_data(__file__)
    return _Rules.model_validate(data)


def wording(key: str) -> str:
    """What the model is told of a rule that it broke."""
    return _rules().wording[key]


def is_small_talk(blocks: tuple[Block, ...]) -> bool:
    """Whether blocks say nothing of insurance, of products or of the sources."""
    said = normalise(" ".join(text for block in blocks for text in _texts(block)))
    return not any(word in said for word in _rules().subject)


class HouseRules:
    """The rules, for a model that was given `prompt`."""

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt

    def broken(self, blocks: tuple[Block, ...], language: Language) -> list[Broken]:
        """The rules that the blocks of a reply break."""
        rules, texts = _rules(), [text for block in blocks for text in _texts(block)]
        whole = "\n".join(texts)
        found = []
        if len(whole) > rules.most_characters:
            found.append(Broken("length", rules.wording["too_long"]))
        if leaked := self._leaked(whole[: 2 * rules.most_characters]):
            found.append(Broken("leak", rules.wording["leak"].format(words=leaked)))
        if hidden := _hidden(whole):
            found.append(Broken("hidden", rules.wording["hidden"].format(words=hidden)))
        if coached := _coached(whole):
            found.append(Broken("coaching", rules.wording["coaching"].format(words=coached)))
        if not _is_in(language, whole):
            found.append(Broken("language", rules.wording["language"].format(language=rules.languages[language])))
        return found

    def _leaked(self, text: str) -> str:
        """The first words of a text that are the prompt's own."""
        said = _squeezed(text)
        for name in _rules().internal:
            if _squeezed(name) in said:
                return name
        run = _rules().leak_run
        for start in range(len(said) - run + 1):
            if said[start : start + run] in self._runs:
                return said[start : start + run]
        return ""

    @cached_property
    def _runs(self) -> frozenset[str]:
        told, run = _squeezed(self._prompt), _rules().leak_run
        return frozenset(told[start : start + run] for start in range(len(told) - run + 1))


@cache
def _hiding() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in _rules().hidden))


def _hidden(text: str) -> str:
    """What of a text a reader reads otherwise than the check does."""
    said = normalise(text)
    if match := _hiding().search(said):
        return match[0]
    return next((each for each in said if unicodedata.category(each) in _MARKS), "")


def _coached(text: str) -> str:
    said = normalise(text)
    for sentence in _SENTENCE.findall(said):
        for words in _rules().coaching:
            place = sentence.find(words)
            if place >= 0 and not any(denied in sentence for denied in _rules().denied):
                return words
    return ""


def _is_in(language: Language, text: str) -> bool:
    """Whether each sentence of a text is in a language, names and quotations apart."""
    told = [_QUOTED.sub("", sentence) for sentence in _SENTENCE.findall(text)]
    if language == "ja":
        return all(map(_is_japanese, told))
    return all(map(_is_english, told))


def _is_japanese(sentence: str) -> bool:
    found = _LETTER.findall(sentence)
    letters = len(found)
    if not all(map(_is_used_in_japan, found)):
        return False
    if letters <= _rules().short["ja"]:
        return True
    # kanji alone may be Chinese
    return bool(_KANA.search(sentence)) and _share("ja", sentence, letters)


def _is_english(sentence: str) -> bool:
    if not all(map(_is_used_in_japan, _LETTER.findall(sentence))):
        return False
    words = _WORD.findall(sentence.lower())
    if not set(words).intersection(_rules().english) and (
        len(words) >= _rules().short["en"] or set(words).intersection(_rules().foreign)
    ):
        return False
    letters = len(_LETTER.findall(sentence))
    return letters == 0 or _share("en", sentence, letters)


def _share(language: Language, sentence: str, letters: int) -> bool:
    return len(_OF[language].findall(sentence)) >= _rules().least_share[language] * letters


def _is_used_in_japan(letter: str) -> bool:
    """Whether a letter is Japanese or of the English alphabet: those of others may look like one of these."""
    if letter.isascii():
        return True
    if not _OF["ja"].match(unicodedata.normalize("NFKC", letter)):
        return unicodedata.normalize("NFKC", letter).isascii()
    try:
        letter.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def _squeezed(text: str) -> str:
    return _SPACE.sub("", normalise(text))


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph() | Notice():
            return (block.text,)
        case ListBlock():
            return block.items
        case TableBlock():
            return (*block.header, *(cell for row in block.rows for cell in row))
        case ContactBlock():
            return ()
