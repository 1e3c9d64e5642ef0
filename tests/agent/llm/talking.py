"""Settings that name the scripted model, scripts, and what an assistant did with a turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant.agent.assistant import Assistant
from assistant.answers import Answer
from assistant.settings import Settings
from assistant.storage.records import StoredTurn
from tests.models.asked import Asked
from tests.models.moves import Call, Move, Script, paragraph, reply

KEY = "sk-test-0123456789"
RANSOM = "身代金は補償されますか?"
ANSWER = "残念ながら、ランサムウェアの身代金は一般にサイバー保険では補償されません。個別の扱いは約款で決まります。"
LOOKS_UP = Move(calls=(Call("check_coverage", {"item": "身代金", "product": "yayoi"}),))
Opener = Callable[..., Assistant]


def llm_settings(
    settings: Settings, address: str, folder: Path, provider: str = "openai", **changes: Any
) -> Settings:
    """Settings that ask the model at `address`, with a database of their own."""
    names = {
        "openai": ("openai:gpt-4o-mini", f"{address}/v1"),
        "openai-like": (f"openai-like:local/qwen3@{address}/v1", None),
        "anthropic": ("anthropic:claude-haiku-4-5", address),
        "ollama": ("ollama:qwen3:8b", address),
    }
    llm, base_url = names[provider]
    own = {
        "database_url": f"sqlite:///{folder}/conversations.sqlite",
        "llm": llm,
        "llm_base_url": base_url,
        "openai_api_key": SecretStr(KEY),
        "anthropic_api_key": SecretStr(KEY),
        "llm_timeout_seconds": 5.0,
        "llm_turn_seconds": 20.0,
        **changes,
    }
    return settings.model_copy(update=own)


def answers(asked: Asked) -> Move:
    """Looks the ransom up, and answers rightly."""
    if not asked.numbers():
        return LOOKS_UP
    return reply(paragraph(ANSWER, *asked.numbers("身代金は補償されません")), verdict="not_covered")


def in_turn(*moves: Move) -> Script:
    """Makes one move after the other, then answers rightly."""
    left = list(moves)
    return lambda asked: left.pop(0) if left else answers(asked)


def always(move: Move) -> Script:
    """Makes the same move whatever it is asked."""
    return lambda _: move


def stored(assistant: Assistant, answer: Answer) -> StoredTurn:
    """A turn as it was saved."""
    return assistant.history(answer.conversation_id)[-1]


def events(assistant: Assistant, answer: Answer) -> list[str]:
    """What happened in a turn, in short: found, sent_back, fault:timeout, fallback:budget_day."""
    return [_short(event) for event in stored(assistant, answer).grounding if event["event"] != "model"]


def _short(event: dict[str, Any]) -> str:
    more = event.get("reason") or event.get("kind")
    return f"{event['event']}:{more}" if more else str(event["event"])


def kinds(assistant: Assistant, answer: Answer) -> set[str]:
    """Kinds of what was found wrong in a turn."""
    findings: Iterable[dict[str, Any]] = (
        each for event in stored(assistant, answer).grounding for each in event.get("findings", ())
    )
    return {finding["kind"] for finding in findings}
