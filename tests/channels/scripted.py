"""An assistant that does what a test says, for what the real one cannot be made to do: wait, fail, be left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Listener, Turn
from assistant.answers import Answer, Citation, Paragraph, ToolResult
from assistant.knowledge.base import KnowledgeBase
from assistant.settings import Settings

Reply = Callable[[Turn, Listener], Answer]
ANSWER = Answer(
    conversation_id="c1",
    message_id="m1",
    outcome="answered",
    verdict="not_covered",
    text="身代金は補償の対象外です。[1]",
    blocks=(Paragraph(text="身代金は補償の対象外です。", citations=(1,)),),
    citations=(
        Citation(number=1, document="guide/coverage.md", product="guide", title="補償", section="", quote="対象外"),
    ),
    tool_results=(ToolResult(tool="check_coverage", arguments={}, result={}, citations=(1,)),),
)


def scripted(reply: Reply) -> Callable[[Settings], Assistant]:
    """An opener of the application whose assistant answers with `reply`; it knows no products."""
    search = SimpleNamespace(snapshot=SimpleNamespace(id="s1", knowledge=KnowledgeBase(products={})))
    sources = SimpleNamespace(document=lambda _: None)
    tools = SimpleNamespace(context=lambda: SimpleNamespace(search=search, sources=sources))
    owners: dict[str, str] = {}
    store = SimpleNamespace(close=lambda: None, owner=owners.get, claim=owners.setdefault)
    made = SimpleNamespace(reply=reply, search=search, tools=tools, store=store, history=lambda _: ())
    return lambda _: cast(Assistant, made)


class Waiting:
    """A reply that tells a stage and waits to be allowed to go on."""

    def __init__(self) -> None:
        self.allowed = threading.Event()

    def __call__(self, _: Turn, listen: Listener) -> Answer:
        listen("understanding")
        assert self.allowed.wait(30)
        return ANSWER


class Working:
    """A reply that tells stage after stage, until somebody stops it or patience ends."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.finished = threading.Event()

    def __call__(self, _: Turn, listen: Listener) -> Answer:
        try:
            for _step in range(600):
                listen("searching")
                self.finished.wait(0.05)
        except BaseException:
            self.stopped.set()
            raise
        self.finished.set()
        return ANSWER


def fails_late(turn: Turn, listen: Listener) -> Answer:
    """Tells a stage and then fails, with what was typed in the error."""
    listen("searching")
    raise RuntimeError(turn.message)
