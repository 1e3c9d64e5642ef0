from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.conversation.other_lines import OtherLines
from tests.agent.talking import ask


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("うちの自動車保険もお願いできる?", "自動車保険"),
        ("自転車で人にぶつかったときの個人賠償って?", "個人賠償"),
        ("Do you sell pet insurance?", "pet insurance"),
        ("自動車保険とサイバー保険の違いは?", None),
        ("自動車販売店です。入れますか?", None),
    ],
)
def test_a_line_that_no_document_mentions_is_another_one(
    assistant: Assistant, message: str, line: str | None
) -> None:
    snapshot = assistant.search.snapshot
    assert OtherLines(snapshot.knowledge).find(message, snapshot.passages) == line


def test_another_line_is_declined_even_where_a_fact_has_one_of_its_words(assistant: Assistant) -> None:
    answer = ask(assistant, "自転車で人にぶつかったときの個人賠償って入っといたほうがいい?")
    assert (answer.outcome, answer.verdict) == ("declined", None)
