"""Any answer is a message that Slack takes, in which only our own markup is markup."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.agent.screening import Screened
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
from assistant.channels.slack.rendering.flat import flat
from assistant.channels.slack.rendering.handed import handed_message
from assistant.channels.slack.rendering.message import Message
from assistant.channels.slack.rendering.sources import marks, source_blocks
from assistant.channels.slack.rendering.texts import split
from assistant.channels.slack.rendering.tools import tool_blocks
from assistant.knowledge.values import Language
from assistant.storage.records import StoredTurn
from tests.channels.slack.fake import blocks as kit

_HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<@U0BEN>",
    "<#C0OPEN|x>",
    "<https://evil.example|ここ>",
    "&lt;!channel&gt;",
)
_CITED = Citation(
    number=1,
    document="yayoi/plan.md",
    product="yayoi",
    title="プラン",
    section="",
    quote="引用",
    source="案内ページ",
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
        assert not kit.too_long(list(part))
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
    message = handed_message([_turn(hostile), _turn(hostile)], "https://x.slack.com/archives/C/p1", "U0ANNA")
    marked = [each["text"] for each in kit.texts(list(message.blocks)) if each["type"] == "mrkdwn"]
    assert [found for text in (*marked, message.text) for found in kit.active(text)] == ["<@U0ANNA"]


def test_questions_that_a_follow_up_leans_on_are_handed_over_with_it() -> None:
    asked = [_turn("中央会の保険料は？"), _turn("ベーシックプランなら")]
    shown = [each["text"] for each in kit.texts(list(handed_message(asked, None, "U0ANNA").body))]
    assert shown.index("中央会の保険料は？") < shown.index("質問: ベーシックプランなら")


def _turn(question: str) -> StoredTurn:
    return StoredTurn(
        screened=Screened(question=question),
        answer=_answer(()),
        snapshot="s1",
        latency_ms=1,
        number=1,
        at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
        feedback=None,
    )


def test_the_text_of_an_answer_stands_letter_for_letter() -> None:
    text = "A社 <B&C> *は* 1~2 _x_ :smile: の対象外です"
    shown = list(kit.texts(list(answer_message(_answer((Paragraph(text=text),)), "ja").body)))
    assert {"type": "plain_text", "text": text, "emoji": False} in shown


def test_a_web_address_of_a_contact_is_a_link_and_another_address_is_text() -> None:
    contacts = (
        ContactBlock(label="窓口", url="https://x.example/?a=1&b=2"),
        ContactBlock(label="窓口", url="javascript:x"),
    )
    parts = [each["elements"][0]["elements"] for each in answer_message(_answer(contacts), "ja").body[1:]]
    assert parts[0][0] == {"type": "text", "text": "窓口", "style": {"bold": True}}
    assert parts[0][-1] == {"type": "link", "url": "https://x.example/?a=1&b=2"}
    assert parts[1][-1] == {"type": "text", "text": "javascript:x"}


def test_the_first_table_is_slacks_own_and_others_are_cards() -> None:
    table = TableBlock(header=("項目", "限度額"), rows=(("調査費用", "1,000万円"), ("見舞金", "")))
    body = answer_message(_answer((table, table)), "ja").body
    assert body[1]["type"] == "table"
    assert body[1]["rows"][2] == [{"type": "raw_text", "text": "見舞金"}, {"type": "raw_text", "text": "–"}]
    assert body[2]["text"]["text"] == "■ 調査費用\n　限度額: 1,000万円\n\n■ 見舞金"


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
    assert "次の項目が必要です: 年間売上高" in _breakdown("check_eligibility", open_result)
    assert "窓口での確認" in _breakdown("check_eligibility", open_result | {"missing": []})


def test_messages_hold_no_more_characters_than_slack_takes() -> None:
    answer = _answer(tuple(Paragraph(text="長い文です。" * 400) for _ in range(8)))
    message = answer_message(answer, "ja")
    assert len(message.parts) > 1
    assert not any(kit.too_long(list(part)) for part in message.parts)
    assert sum(message.parts, ()) == message.blocks


def test_a_message_without_blocks_still_says_all_and_where_it_stands() -> None:
    table = TableBlock(header=("項目", "限度額"), rows=(("調査<費用>", "1,000万円"),))
    contact = ContactBlock(label="窓口", phone="0120-008588")
    blocks: tuple[Block, ...] = (Paragraph(text="対象です & *条件*つき", citations=(1,)), table, contact)
    texts = flat(answer_message(_answer(blocks, (_CITED,)), "ja"))
    said = "\n".join(texts)
    for part in (
        "対象です &amp; *条件*つき[1]",
        "調査&lt;費用&gt; | 1,000万円",
        "窓口\n電話: 0120-008588",
        "「引用」",
    ):
        assert part in said
    assert "役に立った" not in said
    long = flat(answer_message(_answer(tuple(Paragraph(text="長い文です。" * 400) for _ in range(3))), "ja"))
    assert len(long) > 1
    assert all(len(text) <= 4000 for text in long)


def test_what_stands_above_is_not_said_again_in_the_breakdown() -> None:
    rule = {
        "rule": "r",
        "passed": True,
        "text": "医療機関（歯科）でないこと（窓口が判断）",
        "evidence": [{"citation": 1}],
    }
    eligible = ToolResult(
        tool="check_eligibility", arguments={}, result={"eligible": True, "reasons": [rule], "conditions": ["会員"]}
    )
    data = {"basis": "published_example", "annual_premium_yen": 385450, "assumptions": ["業種: 建設業", "概算"]}
    premium = ToolResult(tool="estimate_premium", arguments={}, result=data)
    above = Paragraph(text="満たす: 医療機関（歯科）でないこと（窓口が判断）。条件は会員。業種: 建設業")
    answer = _answer((above,)).model_copy(update={"tool_results": (eligible, premium)})
    first, second = (each["text"]["text"] for each in answer_message(answer, "ja").foot[:2])
    assert first.splitlines()[2:] == ["○ 医療機関（歯科）でないこと[1]"]
    assert second.splitlines()[1:] == ["年間保険料 385,450円（公表されている保険料例）", "・概算"]


def test_facts_of_a_product_are_told_apart_by_their_plans() -> None:
    facts = [
        {"verdict": verdict, "label": "見舞金", "plans": [plan], "limit_sets": [], "limits": [], "evidence": []}
        for verdict, plan in (("covered", "有料プラン"), ("not_covered", "無料補償"))
    ]
    group = {"product_name": "弥生", "facts": facts}
    said = _breakdown("check_coverage", {"items": [{"item": "見舞金", "products": [group]}]})
    assert "○ 見舞金（弥生、有料プラン）" in said
    assert "✕ 見舞金（弥生、無料補償）" in said


def test_a_page_is_named_at_the_first_of_its_sources() -> None:
    second = _CITED.model_copy(update={"number": 2, "document": "yayoi/limits.md"})
    first, other = (each["elements"][0]["text"] for each in source_blocks([_CITED, second], (), "ja"))
    assert "案内ページ / yayoi/plan.md" in first
    assert other == "[2] プラン (yayoi/limits.md)\n「引用」"


def test_staff_material_is_announced_before_it_is_read() -> None:
    body = answer_message(_answer((Paragraph(text="答え"),), (_CITED,)), "ja", {_CITED.document}).body
    places = [number for number, each in enumerate(body) for text in kit.texts(each) if "社内資料" in text["text"]]
    assert places == [1]


def _breakdown(tool: str, result: dict[str, object]) -> str:
    (block,) = tool_blocks([ToolResult(tool=tool, arguments={}, result=result)], "ja")
    text: str = block["text"]["text"]
    return text
