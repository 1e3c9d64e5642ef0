"""Any answer is a message that Slack takes, in which only our own markup is markup."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import (
    Answer,
    Block,
    Citation,
    ContactBlock,
    ListBlock,
    Notice,
    Paragraph,
    TableBlock,
    ToolResult,
    plain_text,
)
from assistant.channels.slack.rendering.answer import answer_message
from assistant.channels.slack.rendering.customer import customer_message
from assistant.channels.slack.rendering.handed import handed_message
from assistant.channels.slack.rendering.message import Message
from assistant.channels.slack.rendering.sources import marks
from assistant.channels.slack.rendering.texts import split
from assistant.channels.slack.rendering.tools import tool_blocks
from assistant.knowledge.values import Language
from tests.channels.slack.fake import blocks as kit

_HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<@U0BEN>",
    "<#C0OPEN|x>",
    "<https://evil.example|ここ>",
    "&lt;!channel&gt;",
)
_words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.sampled_from(_HOSTILE), st.just("🗾" * 2000)
)
_texts = st.lists(_words, max_size=4).map("".join)
_filled = _texts.map(lambda text: text or "–")
_numbers = st.lists(st.integers(1, 60), max_size=60).map(tuple)
_tables = st.integers(1, 22).flatmap(
    lambda width: st.builds(
        TableBlock,
        header=st.tuples(*[_texts] * width),
        rows=st.lists(st.tuples(*[_texts] * width), max_size=4).map(tuple),
        citations=_numbers,
    )
)
_blocks = st.one_of(
    st.builds(Paragraph, text=_texts, citations=_numbers),
    st.builds(ListBlock, items=st.lists(_texts, max_size=5).map(tuple), citations=_numbers),
    _tables,
    st.builds(Notice, text=_texts),
    st.builds(ContactBlock, label=_filled, phone=st.none() | _texts, url=st.none() | _texts, note=st.none() | _texts),
)
_citations = st.builds(
    Citation,
    number=st.integers(1, 99),
    document=_filled,
    product=_texts,
    title=_texts,
    section=_texts,
    quote=_texts,
    source=st.none() | _texts,
    as_of=st.none() | st.just(dt.date(2026, 11, 21)),
)


def _answer(
    blocks: tuple[Block, ...], citations: tuple[Citation, ...] = (), suggestions: tuple[str, ...] = ()
) -> Answer:
    return Answer(
        conversation_id="c",
        message_id="m" * 32,
        outcome="answered",
        verdict="conditional",
        text=plain_text(blocks),
        blocks=blocks,
        citations=citations,
        suggestions=suggestions,
        notice="AIによる回答です。",
    )


def _assert_taken(message: Message) -> None:
    for part in message.parts:
        assert kit.violations(list(part)) == []
    marked = [each["text"] for each in kit.texts(list(message.blocks)) if each["type"] == "mrkdwn"]
    assert [found for text in (*marked, message.text) for found in kit.active(text)] == []
    assert all(each.get("verbatim") for each in kit.texts(list(message.blocks)) if each["type"] == "mrkdwn")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_blocks, max_size=6).map(tuple),
    st.lists(_citations, max_size=30).map(tuple),
    st.lists(_texts, max_size=8).map(tuple),
    st.sampled_from(["ja", "en"]),
)
def test_whatever_an_answer_holds_slack_takes_it_and_nothing_in_it_is_markup(
    blocks: tuple[Block, ...], citations: tuple[Citation, ...], suggestions: tuple[str, ...], language: Language
) -> None:
    answer = _answer(blocks, citations, suggestions)
    _assert_taken(answer_message(answer, language, {each.document for each in citations[:2]}, "選択: <!here>"))
    _assert_taken(customer_message(answer, language))


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_a_question_that_is_handed_over_mentions_nobody(hostile: str) -> None:
    message = handed_message(hostile, _answer(()), "https://x.slack.com/archives/C/p1", "U0ANNA")
    marked = [each["text"] for each in kit.texts(list(message.blocks)) if each["type"] == "mrkdwn"]
    assert [found for text in (*marked, message.text) for found in kit.active(text)] == ["<@U0ANNA"]


def test_the_text_of_an_answer_stands_letter_for_letter() -> None:
    text = "A社 <B&C> *は* 1~2 _x_ :smile: の対象外です"
    shown = list(kit.texts(list(answer_message(_answer((Paragraph(text=text),)), "ja").body)))
    assert {"type": "plain_text", "text": text, "emoji": False} in shown


def test_a_web_address_of_a_contact_is_a_link_and_another_address_is_text() -> None:
    contacts = (
        ContactBlock(label="窓口", url="https://x.example/?a=1&b=2"),
        ContactBlock(label="窓口", url="javascript:x"),
    )
    said = [each["text"]["text"] for each in answer_message(_answer(contacts), "ja").body[1:]]
    assert "<https://x.example/?a=1&amp;b=2>" in said[0]
    assert "<" not in said[1]


def test_the_first_table_is_slacks_own_and_others_are_cards() -> None:
    table = TableBlock(header=("項目", "限度額"), rows=(("調査費用", "1,000万円"), ("見舞金", "")))
    body = answer_message(_answer((table, table)), "ja").body
    assert body[1]["type"] == "table"
    assert body[1]["rows"][2] == [{"type": "raw_text", "text": "見舞金"}, {"type": "raw_text", "text": "–"}]
    assert body[2]["text"]["text"].startswith("■ 調査費用\n　限度額: 1,000万円")


def test_a_long_table_is_shown_in_part_and_attached_as_csv() -> None:
    rows = tuple((f"項目{number}", "=1+1") for number in range(300))
    message = answer_message(_answer((TableBlock(header=("項目", "値"), rows=rows),)), "ja")
    (file,) = message.files
    read = list(csv.reader(io.StringIO(file.content.removeprefix("\ufeff"))))
    assert len(read) == 301
    assert read[300] == ["項目299", "'=1+1"]
    assert "項目24" in str(message.body)
    assert "項目25" not in str(message.body)
    assert "全300行" in str(message.body)


def test_an_answer_of_many_blocks_comes_in_several_messages() -> None:
    message = answer_message(_answer(tuple(Paragraph(text=f"{n}") for n in range(120))), "ja")
    assert [len(part) <= 50 for part in message.parts] == [True] * 3
    assert message.parts[-1][-1]["type"] == "context_actions"


def test_a_long_text_is_split_at_sentences_and_nothing_is_lost() -> None:
    text = "".join(f"{number}番目の文です。" for number in range(1000))
    parts = split(text, 3000)
    assert "".join(parts) == text
    assert all(part.endswith("。") and len(part) <= 3000 for part in parts)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [((1,), "[1]"), ((1, 2), "[1][2]"), ((1, 2, 3, 7), "[1–3][7]"), ((), ""), ((3, 1, 2, 2), "[1–3]")],
)
def test_runs_of_sources_are_written_in_short(numbers: tuple[int, ...], shown: str) -> None:
    assert marks(numbers) == shown


def test_a_breakdown_shows_the_rules_with_their_sources() -> None:
    rule = {"rule": "revenue", "passed": False, "text": "売上高は1億円未満", "evidence": [{"citation": 1}]}
    result = {"eligible": False, "reasons": [rule], "conditions": []}
    answer = _answer(()).model_copy(
        update={"tool_results": (ToolResult(tool="check_eligibility", arguments={}, result=result),)}
    )
    assert "✕ 売上高は1億円未満[1]" in str(answer_message(answer, "ja").foot)


def test_what_is_missing_is_not_taken_for_a_question_to_the_desk() -> None:
    rule: dict[str, object] = {"rule": "revenue", "passed": None, "text": "売上高は1億円未満", "evidence": []}
    open_result: dict[str, object] = {
        "eligible": None,
        "reasons": [rule],
        "conditions": [],
        "missing": ["annual_revenue_yen"],
    }
    assert "判定には次の項目が必要です: 年間売上高" in _breakdown("check_eligibility", open_result)
    assert "窓口での確認" in _breakdown("check_eligibility", open_result | {"missing": []})


def _breakdown(tool: str, result: dict[str, object]) -> str:
    (block,) = tool_blocks([ToolResult(tool=tool, arguments={}, result=result)], "ja")
    text: str = block["text"]["text"]
    return text
