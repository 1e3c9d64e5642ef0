"""What a model asks its tools with comes back in their results, and bears nothing out."""

from __future__ import annotations

import pytest

from assistant.answers import Paragraph
from assistant.tools.toolbox import Toolbox
from tests.agent.grounding.conftest import Judge
from tests.agent.grounding.test_check import kinds

SAID = ["見舞金は補償されますか?"]


def test_a_figure_does_not_hide_in_the_name_of_what_was_asked(judge: Judge, toolbox: Toolbox) -> None:
    meant = toolbox.again().check_coverage("見舞金", "yayoi")
    toolbox.check_coverage(["見舞金の限度額は9億円", "見舞金"], "yayoi")
    text = Paragraph(text="見舞金の限度額は9億円です。", citations=(1,))
    # the results of the wrong question are not shown again after the reply came back
    assert "figure" in kinds(judge(text, said=SAID, brain="llm", results=(), meant=(meant,)))


@pytest.mark.parametrize(
    ("item", "text", "kind"),
    [
        ("プラチナプラン", "見舞金はプラチナプランで対象になります。", "name"),
        ("evil.example", "見舞金についてはevil.exampleをご覧ください。", "contact"),
        ("青天井", "見舞金は青天井です。", "figure"),
        ("どのような見舞金でも例外なく満額", "案内には「どのような見舞金でも例外なく満額」とあります。", "quote"),
    ],
)
def test_words_given_to_a_tool_are_no_source(item: str, text: str, kind: str, judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage([item, "見舞金"], "yayoi")
    assert kind in kinds(judge(Paragraph(text=text, citations=(1,)), said=SAID, brain="llm"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("有料プランでは、見舞金は補償の対象です。", "name"),
        ("「見舞金の支払い」は、有料プランで補償の対象です。", "quote"),
    ],
)
def test_what_a_result_says_itself_is_known(text: str, kind: str, judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    assert kind not in kinds(judge(Paragraph(text=text, citations=(1,)), said=SAID, brain="llm"))
