from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.grounded import grounded
from assistant.agent.grounding import Glossary, check, glossary_of, renumber
from assistant.agent.turn import Draft, Turn
from assistant.answers import Block, ContactBlock, Paragraph, ToolResult, Verdict
from assistant.tools.toolbox import Toolbox

QUESTIONS = (
    "弥生の有料プランで見舞金は補償されますか?",
    "弥生の無料補償でデータ復旧費用は出ますか?",
    "身代金は補償される?",
    "弥生の5億円プランの各種費用の限度額は?",
    "弥生の保険料の支払い方法は?",
    "中央会プラン、建設業10億円、セット3ワイドの保険料は?",
    "売上8,000万円の製造業ですが弥生の有料プランに入れますか?",
    "弥生の有料プランに歯科医院は入れますか?",
    "サイバープロテクターの契約期間は?",
    "SOMPOのパックは最大いくらまで出ますか?",
)


@pytest.fixture(scope="module")
def glossary(assistant: Assistant) -> Glossary:
    return glossary_of(assistant.tools.toolbox().knowledge)


@pytest.fixture
def toolbox(assistant: Assistant) -> Toolbox:
    return assistant.tools.toolbox()


def fact(toolbox: Toolbox) -> tuple[ToolResult, tuple[int, ...]]:
    recorded = toolbox.check_coverage("見舞金", "yayoi", "5億円プラン")
    return recorded, recorded.citations


def draft(blocks: tuple[Block, ...], results: tuple[ToolResult, ...] = (), verdict: Verdict | None = None) -> Draft:
    return Draft(outcome="answered", verdict=verdict, blocks=blocks, results=results)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_extractive_brain_says_is_grounded(assistant: Assistant, question: str) -> None:
    answer = assistant.reply(Turn(message=question))
    assert answer.outcome in ("answered", "clarify")
    assert assistant.history(answer.conversation_id)[-1].grounding == ()


def test_a_verdict_with_its_limit_from_a_shown_result_is_grounded(toolbox: Toolbox, glossary: Glossary) -> None:
    recorded, cited = fact(toolbox)
    text = (
        "弥生の5億円プランでは、見舞金の支払いは補償の対象です。各種費用の限度額は5,000万円です。"
        "プラン表の各種費用の欄には見舞金という名前がなく、見舞金だけの限度額は記載がありません。"
    )
    report = check(
        draft((Paragraph(text=text, citations=cited),), (recorded,), "covered"),
        toolbox.evidence,
        [],
        glossary=glossary,
    )
    assert report.ok, str(report)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("5,000万円", "6,000万円"),
        lambda text: text.replace("5,000万円", "5億円"),
        lambda text: text.replace("5,000万円", "5,000円"),
        lambda text: text.replace("5,000万円", "5,000%"),
        lambda text: text.replace("補償の対象です", "補償の対象外です"),
        lambda text: text + "免責金額は10万円です。",
        lambda text: text + "必ず保険金が支払われます。",
        lambda text: text + "この保険が一番おすすめです。",
    ],
)
def test_a_changed_figure_a_flipped_verdict_and_a_promise_are_found(
    toolbox: Toolbox, glossary: Glossary, spoil: Callable[[str], str]
) -> None:
    recorded, cited = fact(toolbox)
    text = "弥生の5億円プランでは、見舞金の支払いは補償の対象です。各種費用の限度額は5,000万円です。"
    spoiled = draft((Paragraph(text=spoil(text), citations=cited),), (recorded,), "covered")
    assert not check(spoiled, toolbox.evidence, [], glossary=glossary).ok


def test_a_verdict_field_that_the_result_does_not_say_is_found(toolbox: Toolbox, glossary: Glossary) -> None:
    recorded = toolbox.check_coverage("身代金")
    quote = toolbox.evidence.citations[0]
    told = draft((Paragraph(text=quote.quote, citations=(quote.number,)),), (recorded,), "covered")
    assert not check(told, toolbox.evidence, [], glossary=glossary).ok


def test_a_result_that_was_altered_is_found(toolbox: Toolbox, glossary: Glossary) -> None:
    recorded, cited = fact(toolbox)
    forged = recorded.model_copy(update={"result": recorded.result | {"about": ["100億円プラン"]}})
    told = draft((Paragraph(text="資料のとおりです。", citations=cited),), (forged,))
    assert not check(told, toolbox.evidence, [], glossary=glossary).ok


def test_a_figure_without_any_source_is_found(toolbox: Toolbox, glossary: Glossary) -> None:
    told = draft((Paragraph(text="年間保険料は12,000円です。"),))
    assert not check(told, toolbox.evidence, [], glossary=glossary).ok


def test_a_phone_number_must_be_that_of_the_contact(toolbox: Toolbox, glossary: Glossary) -> None:
    (contact, *_) = toolbox.contact("yayoi").result["contacts"]
    label = f"{contact['product_name']} {contact['label']}"
    right = ContactBlock(label=label, phone=contact["phone"], note=contact["note"])
    wrong = right.model_copy(update={"phone": "0120-008589"})
    handoff = Draft(outcome="handoff", blocks=(right,))
    assert check(handoff, toolbox.evidence, [], glossary=glossary).ok
    assert not check(Draft(outcome="handoff", blocks=(wrong,)), toolbox.evidence, [], glossary=glossary).ok


def test_a_block_that_is_not_grounded_is_cut_and_the_rest_stays(toolbox: Toolbox, glossary: Glossary) -> None:
    toolbox.check_coverage("身代金")
    quote = toolbox.evidence.citations[0]
    good = Paragraph(text=quote.quote, citations=(quote.number,))
    bad = Paragraph(text="保険料は年間9,999円です。", citations=(quote.number,))
    kept = grounded(draft((good, bad)), toolbox.evidence, [], glossary)
    assert kept.draft is not None
    assert kept.draft.blocks == (good,)
    assert [event["event"] for event in kept.events] == ["found", "cut"]


def test_a_draft_of_which_nothing_is_grounded_is_withheld(toolbox: Toolbox, glossary: Glossary) -> None:
    bad = draft((Paragraph(text="身代金は1億円まで補償されます。"),), verdict="covered")
    assert grounded(bad, toolbox.evidence, [], glossary).draft is None


def test_citations_are_numbered_from_one_in_the_order_of_use(toolbox: Toolbox) -> None:
    toolbox.check_coverage("身代金")
    recorded, cited = fact(toolbox)
    numbered = renumber(draft((Paragraph(text="…", citations=cited[::-1]),), (recorded,)), toolbox.evidence)
    assert [citation.number for citation in numbered.citations] == list(range(1, len(numbered.citations) + 1))
    (block,) = numbered.blocks
    assert isinstance(block, Paragraph)
    assert block.citations == tuple(range(1, len(cited) + 1))
