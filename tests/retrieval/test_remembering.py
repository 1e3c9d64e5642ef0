from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.retrieval.encoders import Tick, Vectors
from assistant.retrieval.encoders.remembering import RememberingEncoder


class Told:
    """Gives each call vectors of its own, and keeps what it was asked."""

    fingerprint, dimensions = "told", 2

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(tuple(texts))
        return np.full((len(texts), 2), len(self.calls), np.float32)

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:  # noqa: ARG002
        return self.queries(texts)


def test_the_same_call_is_encoded_once() -> None:
    told = Told()
    encoder = RememberingEncoder(told)
    assert np.array_equal(encoder.queries(["身代金は?", "身代金"]), encoder.queries(["身代金は?", "身代金"]))
    assert told.calls == [("身代金は?", "身代金")]


def test_a_text_beside_others_is_encoded_anew() -> None:
    told = Told()
    encoder = RememberingEncoder(told)
    for texts in (["a"], ["a", "b"], ["b", "a"], ["A"]):
        encoder.queries(texts)
    assert len(told.calls) == 4


def test_what_is_remembered_cannot_be_changed() -> None:
    encoder = RememberingEncoder(Told())
    for _ in range(2):
        with pytest.raises(ValueError, match="read-only"):
            encoder.queries(["a"])[0, 0] = 9


def test_the_oldest_call_is_forgotten_first_and_names_are_not_kept() -> None:
    told = Told()
    encoder = RememberingEncoder(told, size=2)
    for text in "abacab":
        encoder.queries([text])
    assert ["".join(call) for call in told.calls] == ["a", "b", "c", "b"]
    names = [str(number) for number in range(5)]
    encoder.queries(names)
    encoder.queries(names)
    assert told.calls[-2:] == [tuple(names)] * 2


def test_passages_are_those_of_the_encoder() -> None:
    told = Told()
    assert RememberingEncoder(told).passages(["a"]).shape == (1, 2)
    assert told.calls == [("a",)]
