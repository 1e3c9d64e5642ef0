from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from rich.console import Console

from assistant.agent.memory import Memory
from assistant.agent.screening import screen
from assistant.agent.turn import ALONE, Brain, Draft, Request, Turn, Work
from assistant.answers import Answer, BrainName, Paragraph, plain_text
from assistant.retrieval.open import open_search
from assistant.settings import Settings
from assistant.storage import StoredTurn
from assistant.tools.toolbox import CurrentTools, Toolbox
from evals.corpus import read_corpus
from evals.evaluate import score
from evals.explain.printing import print_explanation
from evals.explain.recording import RecordingAssistant
from evals.questions import Entry
from evals.retrieval.ranking import Rankings
from evals.running import ask
from tests.evals.examples import question

_EVIDENCE = "無料補償の限度額は、サイバー事故を起こしたときの賠償金等で最大50万円です。"


class _Brain:
    name: BrainName = "extractive"

    def prepare(self, toolbox: Toolbox) -> Draft:
        raise NotImplementedError

    def draft(self, request: Request, toolbox: Toolbox, work: Work = ALONE) -> Draft:  # noqa: ARG002
        toolbox.search_knowledge(f"{request.message} 限度額", "yayoi")
        shown = toolbox.check_coverage("身代金")
        return Draft(
            outcome="answered",
            verdict="covered",
            blocks=(Paragraph(text="最大700万円です。"),),
            results=(shown,),
            memory=Memory(product="yayoi"),
        )


class _Assistant:
    def __init__(self, tools: CurrentTools) -> None:
        self.brain: Brain = _Brain()
        self._tools = tools

    def reply(self, turn: Turn, /) -> Answer:
        draft = self.brain.draft(Request(message=turn.message.strip("!")), self._tools.toolbox())
        grounded = (Paragraph(text="最大50万円です。"),)
        return Answer(
            conversation_id="c", message_id="m", outcome=draft.outcome, text=plain_text(grounded), blocks=grounded
        )

    def history(self, conversation_id: str, /) -> tuple[StoredTurn, ...]:
        answer = Answer(conversation_id=conversation_id, message_id="m", outcome="answered", text="", blocks=())
        return (
            StoredTurn(
                screened=screen("弥生"),
                answer=answer,
                snapshot="s",
                grounding=({"event": "cut", "blocks": [0]},),
                latency_ms=1,
                number=1,
                at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
                feedback=None,
            ),
        )


@pytest.fixture(scope="module")
def told(settings: Settings) -> str:
    search = open_search(settings)
    recorder = RecordingAssistant(_Assistant(CurrentTools(search, settings.data_dir)))
    asked = question(
        "弥生の無料のやつはいくらまで!", {"outcome": ["answered"], "must": [["80万"]]}, evidence=_EVIDENCE
    )
    exchange = ask(recorder, asked)
    result = score(Entry(asked, "f", 1, None), exchange, read_corpus(settings.corpus_dir))
    console = Console(file=(written := StringIO()), width=200)
    print_explanation(console, result, recorder.traces, Rankings(search.engine()))
    return written.getvalue()


@pytest.mark.parametrize(
    "part",
    [
        "seen as: 弥生の無料のやつはいくらまで ",
        "product = yayoi",
        "弥生の無料のやつはいくらまで 限度額",
        "check_coverage",
        "(shown)",
        "最大700万円です。",
        "the draft was cut or withheld",
        '{"event": "cut", "blocks": [0]}',
        "✗ must: expected 80万; got not said",
        "no citation says what the evidence says",
        _EVIDENCE,
    ],
)
def test_every_step_is_shown(part: str, told: str) -> None:
    assert part in told


def test_both_legs_are_shown(told: str) -> None:
    assert all(leg in told for leg in ("fused", "dense", "lexical"))
