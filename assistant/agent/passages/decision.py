"""Whether the passages that were found answer a question: a logistic regression with the parameters of model.yaml."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from assistant.agent.passages.features import LOOKED_AT, Features, features
from assistant.agent.passages.matters import matters_told
from assistant.agent.passages.quoting import Quotation, quote
from assistant.agent.passages.reading import Reading
from assistant.data_file import read_yaml
from assistant.knowledge.values import Record

_TOLD = 0.5
"""Share of the threshold that is enough where the passages speak of the very matter that is asked for by name."""
MODEL = Path(__file__).with_name("model.yaml")


class Parameter(Record):
    """How a feature counts: `weight` for each `deviation` above its `mean`."""

    mean: float
    deviation: float
    weight: float


class Model(Record):
    """A fitted logistic regression.

    Attributes:
        encoder: fingerprint of the embedding model that it holds for; None holds for any and looks at no cosine.
        worded: whether it is for passages with other wordings of the questions that they answer.
        threshold: probability from which on a question counts as answered.
        reached: what it reached, by name: on which questions, and the measure.
    """

    encoder: str | None
    worded: bool
    intercept: float
    parameters: dict[str, Parameter]
    threshold: float
    reached: dict[str, float]

    def probability(self, values: Mapping[str, float | None]) -> float:
        """How probable it is, 0 to 1, that passages with these features answer the question."""
        logit = self.intercept
        for name, each in self.parameters.items():
            value = values[name]
            if value is not None:
                logit += each.weight * (value - each.mean) / each.deviation
        return 1 / (1 + math.exp(-logit))


class Decision(NamedTuple):
    """Whether passages answer a question.

    Attributes:
        features: None where there are no passages.
        spoken: whether they speak of the matters that it asks for by name.
    """

    probability: float
    answered: bool
    features: Features | None
    spoken: bool = True


def answerable(reading: Reading, encoder: str, quotations: tuple[Quotation, ...] | None = None) -> Decision:
    """Whether the hits of a reading answer its question.

    Args:
        encoder: fingerprint of the embedding model that found them.
        quotations: what would be quoted, where it is at hand already.
    """
    if not reading.hits:
        return Decision(0.0, False, None)
    found = features(reading, quote(reading) if quotations is None else quotations)
    model = model_for(models(), encoder, is_worded(reading))
    probability = model.probability(found._asdict())
    told = matters_told(reading.query.text, (read.hit for read in reading.hits))
    enough = model.threshold * (_TOLD if told else 1)
    return Decision(probability, told is not False and probability >= enough, found, told is not False)


def is_worded(reading: Reading) -> bool:
    """Whether the passages have other wordings of the questions that they answer."""
    return any(read.hit.wording_cosine is not None for read in reading.hits[:LOOKED_AT])


def model_for(among: Iterable[Model], encoder: str, worded: bool) -> Model:
    """The model fitted for an encoder, else the one for any."""
    fit = [model for model in among if model.worded == worded and model.encoder in (encoder, None)]
    return max(fit, key=lambda model: model.encoder is not None)


@cache
def models() -> tuple[Model, ...]:
    """The models of model.yaml."""
    return TypeAdapter(tuple[Model, ...]).validate_python(read_yaml(MODEL.read_text("utf-8")))
