from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.agent.understanding.classifier import Parameters, Sample, fit, kernel
from assistant.agent.understanding.fit import held_out
from assistant.agent.understanding.fitted_file import FittedFile
from assistant.agent.understanding.lexicon import lexicon_of, shared
from assistant.agent.understanding.space import space_of
from assistant.tools.name_vectors import unit

CHOSEN = Parameters(width=2.0, lexical=0.3, ridge=0.2, floor=1.0, sharpness=14.0)
TEXTS = [
    "保険料はいくらですか",
    "料金はいくらですか",
    "年間いくらですか",
    "how much is it",
    "電話番号を教えて",
    "連絡先を教えて",
    "窓口を教えて",
    "what is your number",
]
LABELS = np.repeat([0, 1], 4)
DIMENSIONS = 6


@pytest.fixture(scope="module")
def sample() -> Sample:
    random = np.random.default_rng(7)
    vectors = unit(random.normal(size=(len(TEXTS), DIMENSIONS)).astype(np.float32))
    alike = [unit(random.normal(size=(5, DIMENSIONS)).astype(np.float32))]
    return Sample(TEXTS, vectors, LABELS, alike)


def test_a_classifier_knows_its_examples(sample: Sample) -> None:
    classifier = fit(sample, CHOSEN)
    for text, vector, label in zip(sample.texts, sample.vectors, sample.labels, strict=True):
        assert classifier.scores(text, vector, CHOSEN.width).argmax() == label


def test_scores_are_those_of_the_kernel(sample: Sample) -> None:
    lexicon = lexicon_of(sample.texts)
    placed = space_of(sample.vectors, sample.alike, CHOSEN.floor).place(sample.vectors)
    matrix = kernel(placed, shared([lexicon.pieces(text) for text in sample.texts]), CHOSEN)
    dual = np.linalg.solve(matrix + CHOSEN.ridge * np.eye(len(matrix)), sample.targets)
    classifier = fit(sample, CHOSEN)
    scores = [classifier.scores(t, v, CHOSEN.width) for t, v in zip(sample.texts, sample.vectors, strict=True)]
    assert np.allclose(scores, matrix @ dual, atol=1e-4)


def test_held_out_scores_are_those_of_a_classifier_of_all_others(sample: Sample) -> None:
    lexicon = lexicon_of(sample.texts)
    cosines = shared([lexicon.pieces(text) for text in sample.texts])
    placed = space_of(sample.vectors, sample.alike, CHOSEN.floor).place(sample.vectors)
    matrix = kernel(placed, cosines, CHOSEN)
    scores = held_out(sample, cosines, CHOSEN)
    for left_out in range(len(TEXTS)):
        others = np.delete(np.arange(len(TEXTS)), left_out)
        ridge = CHOSEN.ridge * np.eye(len(others))
        dual = np.linalg.solve(matrix[np.ix_(others, others)] + ridge, sample.targets[others])
        assert np.allclose(scores[left_out], matrix[left_out, others] @ dual, atol=1e-4)


def test_shared_pieces_are_the_cosines_of_their_weights() -> None:
    lexicon = lexicon_of(TEXTS)
    pieces = [lexicon.pieces(text) for text in TEXTS]
    dense = np.zeros((len(TEXTS), len(lexicon.weights)))
    for row, each in zip(dense, pieces, strict=True):
        row[each.numbers] = each.weights
    assert np.allclose(shared(pieces), dense @ dense.T, atol=1e-5)


def test_a_text_of_unknown_pieces_shares_none() -> None:
    lexicon = lexicon_of(TEXTS)
    pieces = lexicon.pieces("xyzzy")
    assert len(pieces.numbers) == 0
    assert not shared([pieces, lexicon.pieces(TEXTS[0])])[0].any()


def test_what_only_names_tell_apart_counts_less() -> None:
    random = np.random.default_rng(3)
    vectors = random.normal(size=(50, DIMENSIONS)).astype(np.float32)
    names = np.zeros((20, DIMENSIONS), np.float32)
    names[:, 0] = random.normal(size=20)
    names[:, 1:] = 0.01 * random.normal(size=(20, DIMENSIONS - 1))
    matrix = space_of(vectors, [names], 1.0).matrix
    assert matrix[0, 0] < 0.5 * matrix[1, 1]


def test_a_fitted_classifier_is_read_as_it_was_written(sample: Sample, tmp_path: Path) -> None:
    file, classifier = FittedFile(tmp_path / "new" / "fit.npz"), fit(sample, CHOSEN)
    assert file.read("key") is None
    file.write("key", classifier)
    again = file.read("key")
    assert again is not None
    assert file.read("another key") is None
    for text, vector in zip(sample.texts, sample.vectors, strict=True):
        expected = classifier.scores(text, vector, CHOSEN.width)
        assert np.array_equal(again.scores(text, vector, CHOSEN.width), expected)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive", b"\0" * 100])
def test_a_damaged_file_holds_no_classifier(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "fit.npz"
    path.write_bytes(damage)
    assert FittedFile(path).read("key") is None
