"""What a conversation on a terminal or in a pipe says, line by line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from assistant.agent.assistant import Assistant, open_assistant
from assistant.errors import QuestionError
from assistant.knowledge.values import Language
from assistant.settings import Settings
from assistant.terminal_chat import ChatSession


@pytest.fixture(scope="module")
def assistant(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("conversations")
    return open_assistant(settings.model_copy(update={"database_url": f"sqlite:///{folder}/conversations.sqlite"}))


def talk(
    assistant: Assistant,
    *lines: str,
    product: str | None = None,
    locale: Language | None = None,
    terminal: bool = False,
) -> str:
    """What is shown while `lines` are typed."""
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=terminal, width=120, color_system=None, legacy_windows=False)
    ChatSession(assistant, console, product, locale).run(iter(f"{line}\n" for line in lines))
    return shown.getvalue()


def test_in_a_pipe_there_are_answers_and_nothing_else(assistant: Assistant) -> None:
    said = talk(assistant, "身代金は補償される?", "", "   ")
    assert said.startswith("✕ 補償の対象外\n")
    assert "出典" in said
    assert "\x1b" not in said
    assert "/help" not in said


def test_at_a_terminal_one_is_greeted_and_tables_have_lines(assistant: Assistant) -> None:
    said = talk(assistant, "中央会のベーシックとワイドの違いは?", terminal=True)
    assert said.startswith("サイバー保険アシスタント。質問を入力してください。")
    assert "┃ ベーシックプラン" in said


def test_a_number_chooses_a_suggestion_of_the_answer_before(assistant: Assistant) -> None:
    asked = "中央会プランの保険料は?"
    suggestion = next(line[5:] for line in talk(assistant, asked).splitlines() if line.startswith("  1. "))
    assert talk(assistant, asked, "1") == talk(assistant, asked, suggestion)
    assert talk(assistant, asked, "１") == talk(assistant, asked, suggestion)


def test_a_new_conversation_forgets_the_one_before(assistant: Assistant) -> None:
    asked, added = "弥生の有料プランに入れますか?", "売上8,000万円の製造業です"
    before, _, after = talk(assistant, asked, "/new", added).partition("新しい会話を始めました。\n")
    continued = talk(assistant, asked, added)
    assert continued.startswith(before)
    assert after == talk(assistant, added)
    assert after != continued.removeprefix(before)


def test_the_product_is_shown_chosen_and_let_go(assistant: Assistant) -> None:
    said = talk(assistant, "/product nope", "/product yayoi", "/product", "/product all", "/product").splitlines()
    assert said[0] == "商品「nope」は登録されていません。"
    assert said[1].startswith("  yayoi  ")
    assert "サイバー保険（無料補償・有料プラン）についてお答えします。" in said
    assert [line.startswith("* yayoi") for line in said if " yayoi  " in line] == [False, True, False]


def test_the_sources_of_the_last_answer_are_shown_with_their_quotes(assistant: Assistant) -> None:
    said = talk(assistant, "/sources", "支払い方法は?", "/sources", product="yayoi")
    assert said.startswith("直前の回答に出典はありません。\n")
    answer, _, quoted = said.rpartition("\n\n")
    assert "    「" not in answer
    assert "    「" in quoted
    assert "クレジットカード" in quoted


def test_a_command_that_is_not_there_is_said_with_those_that_are(assistant: Assistant) -> None:
    said = talk(assistant, "/huh")
    assert "「/huh」というコマンドはありません。" in said
    assert "/product ID" in said


def test_nothing_is_answered_after_the_goodbye(assistant: Assistant) -> None:
    for goodbye in ("/quit", "/exit"):
        assert talk(assistant, goodbye, "身代金は補償される?") == ""


def test_english_is_spoken_when_asked_for_and_to_who_speaks_it(assistant: Assistant) -> None:
    for said in (
        talk(assistant, "身代金は補償される?", "/new", locale="en"),
        talk(assistant, "Is a ransom payment covered?", "/new"),
    ):
        assert said.startswith("✕ Not covered\n")
        assert "Sources" in said
        assert "A new conversation begins." in said


def test_a_message_that_cannot_be_taken_is_said_and_the_next_is_answered(assistant: Assistant) -> None:
    said = talk(assistant, "あ" * 2001, "支払い方法は?", product="yayoi")
    assert "1～2,000文字" in said
    assert "クレジットカード" in said


def test_an_unknown_product_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="yayoi"):
        talk(assistant, product="nope")
