"""Measures answers quoted from passages, over our corpus and over raw pages.

    python -m bench.passages --raw-pages FOLDER [--public FOLDER] [--keep FOLDER] [--split holdout] [--show]

"held": the quotes hold the passage that answers (bench) or all that an answer must have (evals, Japanese ones).
"answered": the decision of model.yaml. "good": answered and held. "characters": of all quotes of a reply, median.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from rich.console import Console
from rich.table import Table

from assistant.agent.passages.decision import model_for, models
from assistant.settings import load_settings
from bench.passages.examples import FAR, LEFT_OUT, Example, examples
from bench.passages.places import Place, open_places

console = Console()


def main() -> None:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-pages", type=Path, required=True, help="folder of raw pages (*.txt)")
    parser.add_argument("--public", type=Path, help="folder of public sets, whose questions are far from ours")
    parser.add_argument("--split", choices=("tuning", "holdout"), default="tuning")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--keep", type=Path, help="folder for the indexes, which the next run takes over")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        places = list(open_places(load_settings(), folder, arguments.raw_pages, arguments.public))
        found = [each for each in examples(places, arguments.split) if not _is_public(places, each)]
        encoder = places[0].search.encoder.fingerprint
    answers = Table("place", "questions", "number", "held", "answered", "good", "characters", "quotes")
    others = Table("place", "questions", "number", "answered")
    for place in dict.fromkeys(each.place for each in found):
        for kind in ("bench", "evals"):
            chosen = [e for e in found if (e.place, e.kind) == (place, kind) and (e.answers or e.missed)]
            answers.add_row(place, kind, *_answer_cells(chosen, encoder))
        for kind in ("unanswerable", "evals", LEFT_OUT, FAR):
            chosen = [e for e in found if (e.place, e.kind) == (place, kind) and not (e.answers or e.missed)]
            if chosen:
                share = mean(_is_answered(each, encoder) for each in chosen)
                others.add_row(place, kind, str(len(chosen)), f"{100 * share:.0f}%")
    console.print(f"{arguments.split}: answerable questions", answers)
    console.print(f"{arguments.split}: questions without an answer", others)
    if arguments.show:
        _show(found, encoder)


def _is_public(places: Sequence[Place], example: Example) -> bool:
    return any(place.questions and place.name == example.place for place in places)


def _is_answered(example: Example, encoder: str) -> bool:
    model = model_for(models(), encoder, example.worded)
    return model.probability(example.features._asdict()) >= model.threshold


def _answer_cells(chosen: Sequence[Example], encoder: str) -> list[str]:
    if not chosen:
        return ["0"]
    shares = (
        mean(each.held for each in chosen),
        mean(_is_answered(each, encoder) for each in chosen),
        mean(each.held and _is_answered(each, encoder) for each in chosen),
    )
    length = median(sum(len(quotation.text) for quotation in each.quotations) for each in chosen)
    number = mean(len(each.quotations) for each in chosen)
    return [str(len(chosen)), *(f"{100 * share:.0f}%" for share in shares), f"{length:.0f}", f"{number:.1f}"]


def _show(found: Sequence[Example], encoder: str) -> None:
    for each in found:
        answered = _is_answered(each, encoder)
        if (each.answers or each.missed) and not (each.held and answered):
            told = "not held" if answered else "refused"
            console.print(f"[b]{each.place}, {each.kind}, {told}:[/b] {each.text}", highlight=False)
        elif not (each.answers or each.missed) and answered and each.kind != LEFT_OUT:
            console.print(f"[b]{each.place}, {each.kind}, answered:[/b] {each.text}", highlight=False)
        else:
            continue
        for quotation in each.quotations:
            console.print("   ", quotation.text.replace("\n", " / "), markup=False, highlight=False)


if __name__ == "__main__":
    main()
