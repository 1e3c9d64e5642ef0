"""Replies that were graded by a reader, by the same rubric."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from assistant.errors import ConfigurationError
from evals.judge.rubric import LEVELS, Case, Rubric

LABELS = Path(__file__).with_name("labels.jsonl")
Level = Annotated[int, Field(ge=0, lt=LEVELS)]


class Label(Case):
    """A reply, and the level that the reader gave it, by criterion."""

    levels: dict[str, Level]


def read_labels(rubric: Rubric, file: Path = LABELS) -> tuple[Label, ...]:
    """The labelled replies.

    Raises:
        ConfigurationError: a line is none, or its criteria are not those of the rubric.
    """
    known = {each.id for each in rubric.criteria}
    labels = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            label = Label.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise ConfigurationError(f"{file.name}:{number}: {place}: {first['msg']}") from error
        if set(label.levels) != known:
            raise ConfigurationError(f"{file.name}:{number}: levels: are due for {', '.join(sorted(known))}")
        labels.append(label)
    return tuple(labels)
