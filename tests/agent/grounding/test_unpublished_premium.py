"""A premium that is not published: the examples that are shown instead are of other firms and sets."""

from __future__ import annotations

import pytest

from assistant.answers import Paragraph
from assistant.tools.toolbox import Toolbox
from tests.agent.grounding.conftest import Judge

SAID = ["食料品製造業、売上5億、加入セット2だと中央会はいくらですか"]
EXAMPLE = "食料品製造業・年間売上高20億円・加入セット4の保険料例は、ベーシックプランが年間872,940円です"


@pytest.fixture
def unpublished(toolbox: Toolbox) -> Toolbox:
    result = toolbox.estimate_premium("chuokai", "食料品製造業", "5億", limit_set="2").result
    assert result["basis"] == "unavailable"
    return toolbox


@pytest.mark.usefixtures("unpublished")
def test_the_discounts_of_an_example_of_another_set_may_be_said(judge: Judge) -> None:
    text = f"参考として、{EXAMPLE}（団体割引20%と割引確認シートによる割引30%の適用後）。"
    assert judge(Paragraph(text=text, citations=(1,)), said=SAID, brain="llm").ok


@pytest.mark.parametrize(
    "text",
    [
        "食料品製造業・年間売上高5億円・加入セット2の保険料は、ベーシックプランが年間872,940円です。",
        "食料品製造業・年間売上高20億円・加入セット4の保険料例は、ベーシックプランが年間234,900円です。",
        f"参考として、{EXAMPLE}（団体割引25%の適用後）。",
    ],
)
@pytest.mark.usefixtures("unpublished")
def test_an_example_is_not_the_premium_of_what_was_asked(text: str, judge: Judge) -> None:
    assert not judge(Paragraph(text=text, citations=(1,)), said=SAID, brain="llm").ok
