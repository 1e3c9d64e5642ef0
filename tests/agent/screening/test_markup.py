import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.screening.markup import without_markup


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("<script>alert('x')</script>支払い方法は?", "支払い方法は?"),
        ("<b>身代金</b>は<i>補償</i>される?", "身代金は補償される?"),
        ("<img src=x onerror=alert(1)>免責は?", "免責は?"),
        ("<!-- 隠し -->免責は?", "免責は?"),
        ("一<br>二", "一\n二"),
        ("<SCRIPT SRC=//x></SCRIPT >免責は?", "免責は?"),
        ("<style>p{}</style><p>免責は?</p>", "\n免責は?\n"),
        ("<scr<script>ipt>alert(1)</script>", "＜scr"),
        ("<img src=x onerror=alert(1) 免責は?", "＜img src=x onerror=alert(1) 免責は?"),
    ],
)
def test_markup_becomes_inert_and_the_text_stays(typed: str, left: str) -> None:
    assert without_markup(typed) == left


@pytest.mark.parametrize("typed", ["売上 < 1億円 なら?", "3 > 2", "a<1", "5%割引 & 20%", "<1000万円>", "＜重要＞"])
def test_signs_that_open_no_tag_stay(typed: str) -> None:
    assert without_markup(typed) == typed


@given(st.text(alphabet="<>/!-ab =\"'ｓscript身\n", max_size=80))
def test_nothing_that_opens_a_tag_survives(typed: str) -> None:
    assert re.search(r"<[a-zA-Z/!?]", without_markup(typed)) is None
