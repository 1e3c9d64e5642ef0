"""Measures grounding: correct replies that are let through, and the same with one thing made wrong that are caught.

    python -m bench.grounding [--every 12] [--show]

The replies are composed from what the tools say of every product (in lists, prose, tables and quotations), and
worded as a language model would (answers.yaml). A wrong one differs from a right one in one figure, unit, name,
verdict, condition, citation, telephone number or invented sentence.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.agent.grounding import Glossary, check, glossary_of
from assistant.knowledge.values import Language
from assistant.retrieval.open import open_search
from assistant.settings import load_settings
from assistant.tools.toolbox import CurrentTools
from bench.grounding.composing import Reply, replies
from bench.grounding.mutations import mutants
from bench.grounding.worded import worded

console = Console()
_LANGUAGES: tuple[Language, ...] = ("ja", "en")


def main() -> None:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=12, help="make wrong variants of every so many-th reply")
    parser.add_argument("--show", action="store_true", help="print what is judged wrongly")
    arguments = parser.parse_args()
    settings = load_settings()
    tools = CurrentTools(open_search(settings), settings.data_dir)
    glossary = glossary_of(tools.toolbox().knowledge)
    passed: Counter[str] = Counter()
    right: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for kind, words, reply, is_right in track([*_cases(tools, arguments.every)], "judging", console=console):
        ok = _holds(reply, glossary)
        if is_right:
            right[kind] += 1
            passed[kind] += ok
        else:
            wrong[kind] += 1
            caught[kind] += not ok
        if ok != is_right and arguments.show:
            console.print(f"{'rejected' if is_right else 'missed'} {kind}: {reply.said[0]} | {words}", markup=False)
    console.print(_table("correct replies", "let through", passed, right))
    console.print(_table("wrong replies", "caught", caught, wrong))


def _cases(tools: CurrentTools, every: int) -> Iterator[tuple[str, str, Reply, bool]]:
    """Kind, what is wrong, the reply, and whether it is right."""
    knowledge, draw = tools.toolbox().knowledge, random.Random(7)
    for language in _LANGUAGES:
        composed = list(replies(tools, language))
        for reply in composed:
            yield f"composed {language}", "", reply, True
        altered = composed[::every]
        sources = [reply.evidence.citations[0] for reply in altered if reply.evidence.citations]
        for number, reply in enumerate(altered):
            strange = sources[(number + len(sources) // 3) % len(sources)]
            for mutant in mutants(reply, knowledge, strange, draw):
                yield mutant.kind, mutant.words, mutant.reply, False
    for pair in worded(tools):
        yield "worded", "", pair.right, True
        yield "worded", pair.change, pair.wrong, False


def _holds(reply: Reply, glossary: Glossary) -> bool:
    return check(reply.draft, reply.evidence, reply.said, glossary=glossary).ok


def _table(title: str, share: str, count: Counter[str], of: Counter[str]) -> Table:
    table = Table("kind", "number", share, title=title)
    for kind in [*of, None]:
        n, all_ = (count[kind], of[kind]) if kind else (count.total(), of.total())
        table.add_row(kind or "all", str(all_), f"{100 * n / all_:.1f}%", end_section=kind == [*of][-1])
    return table


if __name__ == "__main__":
    main()
