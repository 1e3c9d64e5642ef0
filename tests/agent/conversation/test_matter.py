from __future__ import annotations

import pytest

from assistant.agent.conversation.matter import asks_of_every_product, compares, has_matter, matter
from tests.agent.conversation.reading import NAMES


@pytest.mark.parametrize(
    ("message", "product", "asked"),
    [
        ("免責金額を弥生とSOMPOパックで比べて", "yayoi", "免責金額を弥生と"),
        ("免責金額を弥生とSOMPOパックで比べて", "sompo-pack", "免責金額を sompoパックで"),
        ("5億円プランとSOMPOパックの上限を並べて", "yayoi", "5億円プランと 上限を"),
        ("5億円プランとSOMPOパックの上限を並べて", "sompo-pack", "sompoパックの上限を"),
        ("弥生のベーシックと中央会のベーシックは同じもの?", "yayoi", "弥生のベーシックと もの?"),
        ("弥生のベーシックと中央会のベーシックは同じもの?", "chuokai", "中央会のベーシックは もの?"),
        ("Compare the limits of Yayoi and the SOMPO pack", "yayoi", "the limits of yayoi and the"),
    ],
)
def test_a_product_is_asked_what_the_message_asks_without_the_others(message: str, product: str, asked: str) -> None:
    assert matter(message, NAMES, product) == asked


def test_a_message_of_names_alone_stays_what_it_is() -> None:
    assert matter("弥生と中央会の違いは?", NAMES, "yayoi") == "弥生と ?"


@pytest.mark.parametrize("message", ["SOMPOと比べて", "弥生との違いは?", "How does it compare?"])
def test_a_comparison_says_so(message: str) -> None:
    assert compares(message)


@pytest.mark.parametrize("message", ["SOMPOはどう?", "中央会も同じ?", "弥生の限度額は?"])
def test_another_product_is_no_comparison(message: str) -> None:
    assert not compares(message)


def test_all_products_are_asked_for_by_words_for_them() -> None:
    assert asks_of_every_product("どの商品に割引がありますか")
    assert not asks_of_every_product("この商品に割引はありますか")


@pytest.mark.parametrize("asked", ["割引があるのは", "弥生のベーシックと もの?", "mac"])
def test_a_word_or_a_plan_is_something_to_compare_on(asked: str) -> None:
    assert has_matter(asked, NAMES)


@pytest.mark.parametrize("asked", ["弥生と を教えてください", "中央会の保険", "yayoi and the"])
def test_names_alone_are_nothing_to_compare_on(asked: str) -> None:
    assert not has_matter(asked, NAMES)
