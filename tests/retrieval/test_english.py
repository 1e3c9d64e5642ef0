"""English words: stems, and which are names."""

from __future__ import annotations

import pytest

from assistant.retrieval.english import common_words, english_stem
from assistant.retrieval.lexical_form import grams


@pytest.mark.parametrize(
    ("one", "other"), [("companies", "company"), ("paying", "pays"), ("leaked", "leaks"), ("insured", "insurance")]
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert english_stem(one) == english_stem(other)


@pytest.mark.parametrize("word", ["m365", "os", "pc", "24h"])
def test_what_is_no_word_stays_as_it_is(word: str) -> None:
    assert english_stem(word) == word


def test_a_question_finds_another_form_of_its_word() -> None:
    assert set(grams("hackers")) & set(grams("a hacker")) - {"a"}


def test_names_are_written_with_capitals() -> None:
    common = common_words("Can I settle the Yayoi premium by PayPal? Would the US court mind?")
    assert {"can", "settle", "premium", "would", "court"} <= common
    assert not common & {"yayoi", "paypal", "us"}


def test_latin_words_of_a_japanese_question_are_names() -> None:
    assert common_words("Emotetに感染したPCの復旧は") == frozenset()
