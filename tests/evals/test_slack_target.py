from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers import Answer, Citation, ContactBlock, Paragraph
from assistant.channels.slack.rendering.answer import answer_message
from assistant.settings import Settings
from evals.targets.slack import InSlack, NothingShown, as_shown


@pytest.fixture(scope="module")
def target(settings: Settings) -> Iterator[InSlack]:
    with InSlack(settings) as opened:
        yield opened


def test_what_slack_shows_is_scored_and_a_conversation_goes_on(target: InSlack) -> None:
    first = target.ask("中央会のワイドプラン、建設業で売上10億円、セット3の保険料は？", None, None)
    assert "385,450円" in first.text
    assert first.citations
    second = target.ask("ベーシックプランなら", first.conversation_id, None)
    assert second.conversation_id == first.conversation_id
    assert "353,150円" in second.text


def test_a_page_pins_its_product(target: InSlack) -> None:
    shown = target.ask("支払い方法は？", None, "yayoi")
    assert {each.product for each in shown.citations} <= {"yayoi", "guide"}


def test_a_message_that_is_not_taken_is_no_answer(target: InSlack) -> None:
    with pytest.raises(NothingShown, match="2,000"):
        target.ask("あ" * 2001, None, None)


def test_what_slack_does_not_show_does_not_count() -> None:
    source = Citation(number=1, document="a.md", product="p", title="案内", section="", quote="対象外です")
    block = Paragraph(text="身代金は対象外です。", citations=(1,))
    answer = Answer(
        conversation_id="c",
        message_id="m",
        outcome="answered",
        verdict="not_covered",
        text="身代金は対象外です。[1]",
        blocks=(block,),
        citations=(source,),
    )
    message = answer_message(answer, "ja")
    whole = as_shown(answer, list(message.body), list(message.foot))
    assert (whole.verdict, whole.blocks, whole.citations) == ("not_covered", (block,), (source,))
    bare = as_shown(answer, list(message.body[1:]), [])
    assert (bare.verdict, bare.citations) == (None, ())


def test_a_contact_is_scored_as_one() -> None:
    contact = ContactBlock(label="窓口", phone="0120-008588", url="https://x.example/")
    answer = Answer(
        conversation_id="c", message_id="m", outcome="handoff", text="窓口", blocks=(contact,), citations=()
    )
    message = answer_message(answer, "ja")
    shown = as_shown(answer, list(message.body), list(message.foot))
    assert shown.blocks == (ContactBlock(label="窓口\n電話: 0120-008588\nhttps://x.example/"),)
