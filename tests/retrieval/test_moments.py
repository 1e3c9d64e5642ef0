from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.entries import Entries
from assistant.retrieval.moments import Moments
from assistant.retrieval.passages import Passage


def passages() -> list[Passage]:
    return [
        Passage(
            document=f"{product}/{number}.md",
            product=product,
            title="t",
            section=(),
            text="x",
            reading="x",
            wordings=("w",) * (number % 3),
            position=0,
            audience=audience,
        )
        for number in range(30)
        for product in ("a", "b")
        for audience in ("public", "staff")
    ]


def test_mean_and_deviation_are_those_of_all_cosines_of_the_scope(tmp_path: Path) -> None:
    entries = Entries.of(passages())
    random = np.random.default_rng(7)
    vectors = random.standard_normal((len(entries.passage_of), 384)).astype(np.float32) + 0.5
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    Moments.of(entries, vectors).write(tmp_path / "m.npz")
    moments = Moments.read(tmp_path / "m.npz")
    query = vectors[3]
    for chosen in ([0], [1, 2], list(range(len(entries.leaves)))):
        cosines = vectors[np.isin(entries.leaf_of, chosen)] @ query
        spread = moments.sums(chosen).cosines(query)
        assert spread.mean == pytest.approx(cosines.mean(), abs=1e-5)
        assert spread.deviation == pytest.approx(cosines.std(), abs=1e-5)


def test_a_scope_without_entries_has_no_spread() -> None:
    entries = Entries.of(passages())
    vectors = np.ones((len(entries.passage_of), 4), np.float32)
    spread = Moments.of(entries, vectors).sums([]).cosines(vectors[0])
    assert spread == (0.0, 0.0)
    assert spread.standardised(np.array([0.3], np.float32)).tolist() == [0.0]


def test_entries_come_back_from_their_file_and_name_their_passages(tmp_path: Path) -> None:
    made = Entries.of(passages())
    made.write(tmp_path / "e.npz")
    read = Entries.read(tmp_path / "e.npz")
    assert read.leaves == made.leaves
    assert read.passages == made.passages == 120
    wordings = read.wordings(np.array([4, 5, 8]))  # passages of documents 1 (one wording) and 2 (two)
    assert read.passage_of[wordings].tolist() == [4, 5, 8, 8]
