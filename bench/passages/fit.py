"""Fits when passages count as answering a question, and writes assistant/agent/passages/model.yaml.

    python -m bench.passages.fit --raw-pages FOLDER --public FOLDER [--keep FOLDER]

On the tuning questions only.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rich.console import Console

from assistant.agent.passages.decision import MODEL
from assistant.agent.passages.features import Features
from assistant.settings import load_settings
from bench.passages.examples import FAR, LEFT_OUT, Example, examples
from bench.passages.logistic import Floats, auc, cross_validated, fit
from bench.passages.places import OWN, RAW, open_places

REFUSED = {True: 0.04, False: 0.04}
"""Share of answerable questions that may be refused, where passages are worded (and tools answer the most) and where
they are not (and nothing else answers): the threshold follows from it."""
_OF_ENCODER = ("cosine",)
"""Features that hold for one encoder only."""
_AGAINST = ("missing_names", "missing_name", "missing_figure", "unshown", "foreign")
"""The others speak for an answer."""
_HEADER = """\
# Parameters of assistant/agent/passages/decision.py, written by `python -m bench.passages.fit`: change nothing by
# hand but a threshold. `reached` is from cross-validation on the tuning questions: the area under the ROC curve, and
# the shares, at the threshold, of answerable questions that are refused and of others that are answered.
"""
console = Console()


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-pages", type=Path, required=True, help="folder of raw pages (*.txt)")
    parser.add_argument("--public", type=Path, required=True, help="folder of public sets")
    parser.add_argument("--keep", type=Path, help="folder for the indexes, which the next run takes over")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        places = list(open_places(load_settings(), folder, arguments.raw_pages, arguments.public))
        encoder = places[0].search.encoder.fingerprint
        found = [example for example in examples(places, "tuning") if not example.missed]
    models = []
    for worded in (True, False):
        chosen = [example for example in found if example.worded == worded]
        models.append(_model(chosen, worded, encoder))
        models.append(_model(chosen, worded, None))
    text = yaml.safe_dump(models, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
    MODEL.write_text(_HEADER + text, encoding="utf-8")
    console.print(text)


def _model(found: Sequence[Example], worded: bool, encoder: str | None) -> dict[str, Any]:
    names = [name for name in Features._fields if encoder or name not in _OF_ENCODER]
    values = np.array([[getattr(each.features, name) for name in names] for each in found], np.float64)
    labels = np.array([each.answers for each in found], np.float64)
    importance = _importance(found)
    signs = np.array([-1 if name in _AGAINST else 1 for name in names])
    probabilities = cross_validated(values, labels, importance, signs, [each.text for each in found])
    ours = np.array([each.place in (OWN, RAW) for each in found])
    threshold = float(np.quantile(probabilities[ours & (labels == 1)], REFUSED[worded]))
    fitted = fit(values, labels, importance, signs)
    return {
        "encoder": encoder,
        "worded": worded,
        "intercept": round(fitted.intercept, 4),
        "threshold": round(threshold, 3),
        "parameters": {
            name: {"mean": round(mean, 4), "deviation": round(deviation, 4), "weight": round(weight, 4)}
            for name, mean, deviation, weight in zip(
                names, *(each.tolist() for each in (fitted.means, fitted.deviations, fitted.weights)), strict=True
            )
            if weight
        },
        "reached": _reached(found, probabilities, labels.astype(bool), threshold),
    }


def _importance(found: Sequence[Example]) -> Floats:
    """Answerable questions and others weigh the same, and of each all kinds of a place; public sets half."""
    sizes = Counter((each.place, each.answers, each.kind) for each in found)
    kinds = Counter((place, answers) for place, answers, _ in sizes)
    weights = np.array(
        [
            (1 if each.place in (OWN, RAW) else 0.5)
            / sizes[each.place, each.answers, each.kind]
            / kinds[each.place, each.answers]
            for each in found
        ]
    )
    return np.asarray(weights * len(weights) / weights.sum(), np.float64)


def _reached(
    found: Sequence[Example], probabilities: Floats, labels: np.ndarray[Any, np.dtype[np.bool_]], threshold: float
) -> dict[str, float]:
    """The area under the curve over all, and what the threshold does, by place and kind of question."""
    answered = probabilities >= threshold
    reached = {"auc": auc(probabilities, labels), "accuracy": float((answered == labels).mean())}
    for place in dict.fromkeys(each.place for each in found):
        here = np.array([each.place == place for each in found])
        if labels[here].any():
            reached[f"{place}: refused though answerable"] = float(1 - answered[here & labels].mean())
        for kind in ("unanswerable", "evals", LEFT_OUT, FAR):
            wrong = here & ~labels & np.array([each.kind == kind for each in found])
            if wrong.any():
                reached[f"{place}: answered, {kind}"] = float(answered[wrong].mean())
    return {name: round(value, 3) for name, value in reached.items()}


if __name__ == "__main__":
    main()
