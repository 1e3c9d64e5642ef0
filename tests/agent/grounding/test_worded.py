from __future__ import annotations

from assistant.agent.grounding import Glossary, check
from assistant.tools.toolbox import CurrentTools
from bench.grounding.worded import worded


def test_right_replies_in_other_words_pass_and_subtly_wrong_ones_do_not(
    tools: CurrentTools, glossary: Glossary
) -> None:
    pairs = list(worded(tools))
    assert len(pairs) > 80
    judged = [
        (
            pair,
            check(pair.right.draft, pair.right.evidence, pair.right.said, glossary=glossary),
            check(pair.wrong.draft, pair.wrong.evidence, pair.wrong.said, glossary=glossary),
        )
        for pair in pairs
    ]
    assert [(pair.right.said, str(right)) for pair, right, _ in judged if not right.ok] == []
    assert [(pair.wrong.said, pair.change) for pair, _, wrong in judged if wrong.ok] == []
