from __future__ import annotations

import random
from collections import Counter

import pytest

from assistant.agent.grounding import Glossary, check
from assistant.knowledge.values import Language
from assistant.tools.toolbox import CurrentTools
from bench.grounding.composing import Reply, replies
from bench.grounding.mutations import mutants

EVERY = 12
# what a note or notice says in nearly the words of a condition stays said when the condition is dropped, and a source
# about the same thing is not strange: the bench lists them
LEAST_CAUGHT = {"dropped": 0.8, "citation": 0.97, "factor": 0.98}


@pytest.fixture(scope="module", params=["ja", "en"])
def composed(tools: CurrentTools, request: pytest.FixtureRequest) -> list[Reply]:
    locale: Language = request.param
    return list(replies(tools, locale))


def test_correct_replies_of_every_form_pass(composed: list[Reply], glossary: Glossary) -> None:
    assert len(composed) > 300
    reports = [(reply.said, check(reply.draft, reply.evidence, reply.said, glossary=glossary)) for reply in composed]
    assert [(said, str(report)) for said, report in reports if not report.ok] == []


def test_correct_replies_pass_with_the_names_of_their_results_only(composed: list[Reply]) -> None:
    rejected = [reply.said for reply in composed if not check(reply.draft, reply.evidence, reply.said).ok]
    assert len(rejected) <= len(composed) // 50


def test_altered_replies_are_caught(composed: list[Reply], tools: CurrentTools, glossary: Glossary) -> None:
    knowledge, draw = tools.toolbox().knowledge, random.Random(7)
    seen: Counter[str] = Counter()
    missed: list[tuple[str, str, str]] = []
    altered = composed[::EVERY]
    sources = [reply.evidence.citations[0] for reply in altered if reply.evidence.citations]
    for number, reply in enumerate(altered):
        strange = sources[(number + len(sources) // 3) % len(sources)]
        for mutant in mutants(reply, knowledge, strange, draw):
            seen[mutant.kind] += 1
            if check(mutant.reply.draft, mutant.reply.evidence, mutant.reply.said, glossary=glossary).ok:
                missed.append((mutant.kind, reply.said[0], mutant.words))
    assert seen.total() > 300
    lost = Counter(kind for kind, *_ in missed)
    few = {kind for kind in lost if lost[kind] > max(1, (1 - LEAST_CAUGHT.get(kind, 1.0)) * seen[kind])}
    assert few == set(), missed
    assert {"unit", "verdict", "plan", "product", "phone"} & lost.keys() == set(), missed
