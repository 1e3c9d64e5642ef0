from __future__ import annotations

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Stage, Turn
from tests.agent.llm.talking import ANSWER, LOOKS_UP, RANSOM, answers, events, in_turn, kinds
from tests.agent.talking import ask, says
from tests.models.asked import Asked
from tests.models.moves import Call, Move, paragraph, reply
from tests.models.server import Models

WRONG = reply(paragraph("身代金は3億円まで補償されます。", 1), verdict="covered")


def test_a_reply_that_is_not_grounded_goes_back_with_what_is_wrong(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, WRONG))
    answer = ask(llm, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("llm", "not_covered")
    assert not says(answer, "3億円")
    assert events(llm, answer) == ["found", "sent_back"]
    assert "3億円" in model.asked[-1].told[-1]


def test_a_reply_that_is_not_grounded_twice_becomes_the_extractive_one(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, WRONG, WRONG))
    answer = ask(llm, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("extractive", "not_covered")
    assert not says(answer, "3億円")
    assert events(llm, answer) == ["found", "sent_back", "found", "fallback:not_grounded"]


def test_a_reply_in_plain_text_is_taken_where_it_is_grounded(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, Move(text=f"**{ANSWER}**[1]")))
    answer = ask(llm, RANSOM, product="yayoi")
    assert answer.brain == "llm"
    assert answer.text.startswith(f"{ANSWER}[1]")


def test_a_reply_in_plain_text_goes_back_too(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, Move(text="身代金は3億円まで補償されます[1]。")))
    answer = ask(llm, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("llm", "not_covered")
    assert events(llm, answer) == ["found", "sent_back"]
    assert any("3億円" in said.text and "was not sent" in said.text for said in model.asked[-1].messages)


def test_a_reply_that_is_not_well_formed_goes_back_without_counting(llm: Assistant, model: Models) -> None:
    shapeless = Move(calls=(Call("reply", {"outcome": "maybe", "blocks": []}),))
    model.restart(in_turn(LOOKS_UP, shapeless, shapeless))
    answer = ask(llm, RANSOM, product="yayoi")
    assert answer.brain == "llm"
    assert "not well formed" in model.asked[-1].told[-1]


def test_citation_marks_in_the_text_become_citations(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, reply(paragraph(f"{ANSWER[:-1]}【1】。"), verdict="not_covered")))
    answer = ask(llm, RANSOM, product="yayoi")
    assert answer.text.startswith(f"{ANSWER}[1]")


def test_results_of_a_figure_that_the_person_did_not_write_are_not_shown(llm: Assistant, model: Models) -> None:
    def eligibility(revenue: str) -> Call:
        return Call("check_eligibility", {"product": "yayoi", "annual_revenue_yen": revenue, "industry": "製造業"})

    def said(asked: Asked) -> Move:
        numbers = asked.numbers("1億円以上の企業は対象外") + asked.numbers("PAP会員であること")
        text = "年間売上高8,000万円の製造業でしたら、公表されている条件では有料プランに加入できます。"
        more = "あんしん保守サポート（トータルプラン・ベーシックプラン）のユーザーか、PAP会員であることが必要です。"
        return reply(paragraph(text, *numbers[:1]), paragraph(more, *numbers[1:]))

    moves = iter(
        [lambda _: Move(calls=(eligibility("9億円"),)), said, lambda _: Move(calls=(eligibility("8,000万円"),))]
    )
    model.restart(lambda asked: next(moves, said)(asked))
    answer = ask(llm, "売上8,000万円の製造業だけど弥生に入れる?")
    assert answer.brain == "llm"
    assert kinds(llm, answer) >= {"input"}
    assert [result.arguments["annual_revenue_yen"] for result in answer.tool_results] == [80_000_000]


def test_whoever_waits_is_told_the_tools_as_they_are_called(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, WRONG))
    told: list[Stage] = []
    llm.reply(Turn(message=RANSOM, product="yayoi"), told.append)
    assert told == ["understanding", "searching", "thinking", "check_coverage", "correcting", "checking"]


class _Left(BaseException):
    pass


def test_a_turn_ends_where_nobody_waits_any_more(llm: Assistant, model: Models) -> None:
    model.restart(answers)

    def leave(stage: Stage) -> None:
        if stage == "check_coverage":
            raise _Left

    left = False
    try:
        llm.reply(Turn(message=RANSOM), leave)
    except _Left:
        left = True
    assert left
    assert len(model.asked) <= 2
    assert llm.store.spent() > 0
